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
internal sealed class TaskSearch(CaseDbContext database, StepBook steps, Viewer viewer)
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
        var found = new List<(string Word, Guid?[] Cases, string[] Steps)>();
        foreach (var word in words)
            found.Add((word, await CasesAsync(word, list, cancellationToken), StepsNamed(word)));
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

    // All names of a person are one text, each with a space before it: one comparison a person, where a unit has thousands. Letters outside ASCII match any in SQL, because not every database knows their small letters; which names are meant is decided here.
    private async Task<Guid?[]> CasesAsync(string word, TaskList list, CancellationToken cancellationToken)
    {
        if (word.Length < ShortestName)
            return [];
        var begins = "% " + string.Concat(word.Select(letter => letter is '%' or '_' or '\\' ? "\\" + letter : letter == '-' ? " " : char.IsAscii(letter) ? letter.ToString() : "_")) + "%";
        var reference = IsReference(word) ? "%" + word + new string('_', ReferenceLength - word.Length) : null;
        var reached = Reached(list);
        var rows = await (
            from row in database.Set<Case>().AsNoTracking()
            where reached.Contains(row.Id)
            join person in database.Set<Person>().AsNoTracking() on row.PersonId equals person.Id
            let names = NameLetters.Small((" " + person.GivenName + " " + person.FamilyName).Replace("-", " "))
            where EF.Functions.Like(names, begins, "\\") || (reference != null && EF.Functions.Like(row.Id.ToString(), reference))
            select new { row.Id, person.GivenName, person.FamilyName }).ToListAsync(cancellationToken);
        return [.. rows.Where(row => Begins(row.GivenName, word) || Begins(row.FamilyName, word) || (reference is not null && row.Id.ToString("N")[^ReferenceLength..].StartsWith(word, StringComparison.Ordinal)))
            .Select(row => (Guid?)row.Id)];
    }

    private IQueryable<Guid> Reached(TaskList list)
    {
        var me = viewer.UserId;
        if (list == TaskList.Done)
            return database.Tasks.Where(task => task.Status == HumanTaskStatus.Completed && task.CompletedBy == me && task.CaseId != null).Select(task => task.CaseId!.Value);
        var byRole = database.Set<RoleHolding>().Where(held => held.UserId == me && held.To == null).Select(held => EF.Property<Guid>(held, "CaseId"));
        var byGroup = database.Set<GroupMember>().Where(member => member.UserId == me && member.LeftOn == null).Select(member => EF.Property<Guid>(member, "CaseId"));
        var units = viewer.SeesUnits ? viewer.UnitIds.ToArray() : [];
        return units.Length == 0
            ? byRole.Union(byGroup)
            : byRole.Union(byGroup).Union(database.Set<Case>()
                .Where(row => units.Contains(row.UnitId) && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused)).Select(row => row.Id));
    }

    private static bool IsReference(string word) => word.Length is >= 4 and <= ReferenceLength && word.All(char.IsAsciiHexDigitLower);

    private static bool Begins(string name, string word) =>
        name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        || name.Contains(" " + word, StringComparison.OrdinalIgnoreCase)
        || name.Contains("-" + word, StringComparison.OrdinalIgnoreCase);
}
