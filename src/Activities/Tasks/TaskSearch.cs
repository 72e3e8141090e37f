using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;
using ProcessAutomation.Persistence.People;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// Narrows lists to what is searched for. Names are looked for among the persons of cases the viewer reaches; the list itself decides what may be
/// found, so a word finds nothing that is not in it.
/// </summary>
internal sealed class TaskSearch(CaseDbContext database, StepBook steps, Viewer viewer, TaskQueries queries)
{
    private const int MaxWords = 4;
    private const int MaxWord = 60;
    private const int ShortestName = 2;
    private const int ReferenceLength = 8;

    /// <summary>Makes the filter of a text ready, and returns what it does to each part of a list.</summary>
    public async Task<Func<IQueryable<HumanTask>, IQueryable<HumanTask>>> PrepareAsync(string? text, TaskList list, CancellationToken cancellationToken)
    {
        var words = (text ?? "").Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MaxWords).Select(word => word[..Math.Min(word.Length, MaxWord)].ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        var named = await NamedAsync([.. words.Where(static word => word.Length >= ShortestName)], list, cancellationToken);
        var found = words.Select(word => (Word: word, Cases: named.Where(one => one.IsMeantBy(word)).Select(one => (Guid?)one.Id).ToArray(), Steps: StepsNamed(word))).ToList();
        return tasks => found.Aggregate(tasks, (narrowed, one) => Narrow(narrowed, one.Word, one.Cases, one.Steps));
    }

    private static IQueryable<HumanTask> Narrow(IQueryable<HumanTask> tasks, string word, Guid?[] cases, string[] named) =>
        (cases.Length, named.Length) switch
        {
            (0, 0) => tasks.Where(task => EF.Property<string?>(task, HumanTaskMapping.TitleKey)!.Contains(word)),
            (0, _) => tasks.Where(task => EF.Property<string?>(task, HumanTaskMapping.TitleKey)!.Contains(word) || named.Contains(task.Step)),
            (_, 0) => tasks.Where(task => EF.Property<string?>(task, HumanTaskMapping.TitleKey)!.Contains(word) || cases.Contains(task.CaseId)),
            _ => tasks.Where(task => EF.Property<string?>(task, HumanTaskMapping.TitleKey)!.Contains(word) || named.Contains(task.Step) || cases.Contains(task.CaseId)),
        };

    private string[] StepsNamed(string word)
    {
        return [.. steps.All.Where(step => Has(step.Name.Bokmal) || Has(step.Name.Nynorsk) || Has(step.Name.English)).Select(step => step.Key)];

        bool Has(string name) => name.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    // The cases that any of the words may mean, read once for all words: a unit has thousands. All names of a person are one text, each with a space before it. Letters outside ASCII match any in SQL, because not every database knows their small letters; which names are meant is decided here.
    private async Task<List<NamedCase>> NamedAsync(List<string> words, TaskList list, CancellationToken cancellationToken)
    {
        if (words.Count == 0)
            return [];
        var reached = Reached(list);
        return await (
            from row in database.Set<Case>().AsNoTracking()
            where reached.Contains(row.Id)
            join person in database.Set<Person>().AsNoTracking() on row.PersonId equals person.Id
            select new NamedCase
            {
                Id = row.Id,
                GivenName = person.GivenName,
                FamilyName = person.FamilyName,
                Names = NameLetters.Small((" " + person.GivenName + " " + person.FamilyName).Replace("-", " ")),
            }).Where(words.Select(MayBeMeantBy).Aggregate(static (one, other) =>
                Expression.Lambda<Func<NamedCase, bool>>(Expression.OrElse(one.Body, Expression.Invoke(other, one.Parameters)), one.Parameters)))
            .ToListAsync(cancellationToken);
    }

    private static Expression<Func<NamedCase, bool>> MayBeMeantBy(string word)
    {
        var begins = "% " + string.Concat(word.Select(letter => letter is '%' or '_' or '\\' ? "\\" + letter : letter == '-' ? " " : char.IsAscii(letter) ? letter.ToString() : "_")) + "%";
        if (!IsReference(word))
            return one => EF.Functions.Like(one.Names, begins, "\\");
        var reference = "%" + word + new string('_', ReferenceLength - word.Length);
        return one => EF.Functions.Like(one.Names, begins, "\\") || EF.Functions.Like(one.Id.ToString(), reference);
    }

    private IQueryable<Guid> Reached(TaskList list)
    {
        var me = viewer.UserId;
        if (list == TaskList.Done)
            return queries.Of(list)[0].Where(task => task.CaseId != null).Select(task => task.CaseId!.Value);
        var byRole = database.Set<RoleHolding>().Where(held => held.UserId == me && held.To == null).Select(held => EF.Property<Guid>(held, "CaseId"));
        var byGroup = database.Set<GroupMember>().Where(member => member.UserId == me && member.LeftOn == null).Select(member => EF.Property<Guid>(member, "CaseId"));
        var units = viewer.SeesUnits ? viewer.UnitIds.ToArray() : [];
        return units.Length == 0
            ? byRole.Union(byGroup)
            : byRole.Union(byGroup).Union(database.Set<Case>()
                .Where(row => units.Contains(row.UnitId) && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused)).Select(row => row.Id));
    }

    private static bool IsReference(string word) => word.Length is >= 4 and <= ReferenceLength && word.All(char.IsAsciiHexDigitLower);

    private sealed class NamedCase
    {
        public required Guid Id { get; init; }

        public required string GivenName { get; init; }

        public required string FamilyName { get; init; }

        public required string Names { get; init; }

        public bool IsMeantBy(string word) =>
            word.Length >= ShortestName && (Begins(GivenName, word) || Begins(FamilyName, word)
                || (IsReference(word) && Id.ToString("N")[^ReferenceLength..].StartsWith(word, StringComparison.Ordinal)));

        private static bool Begins(string name, string word) =>
            name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || name.Contains(" " + word, StringComparison.OrdinalIgnoreCase)
            || name.Contains("-" + word, StringComparison.OrdinalIgnoreCase);
    }
}
