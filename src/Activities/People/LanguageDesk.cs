using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.People;

/// <summary>What a person reads and speaks, changed by those who keep their case, with history. The case takes it over in the same transaction. Thread-safe.</summary>
public sealed class LanguageDesk(CaseChanges changes)
{
    /// <summary>Says anew what the person of a case reads and speaks.</summary>
    public Task<CaseResult> ChangeAsync(Guid caseId, Languages languages, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var person = await work.Database.Set<Person>().SingleAsync(row => row.Id == work.Case.PersonId, token);
            var change = await TakeAsync(work.Database, person, languages, viewer.UserId, work.Unit.Now, token);
            if (change is LanguagesChange.Refused refused)
                return [refused.Refusal];
            work.Database.Guard(caseId, work.Case.Version); // two who change at once: the second sees the first's entry
            work.Case.TakeLanguages(person);
            return [];
        }, cancellationToken);

    /// <summary>A case is opened: what is said of the person's languages then is theirs, and what is known already is the case's.</summary>
    /// <param name="unit">The unit of work that opens it.</param>
    /// <param name="language">What the person reads best; null: as known, bokmål for a new one.</param>
    /// <param name="interpreter">What an interpreter is needed for; null: as known.</param>
    /// <param name="opened">The case, not stored yet.</param>
    /// <param name="by">Who says so: an actor's id.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task OpenAsync(UnitOfWork unit, string? language, string? interpreter, Case opened, string by, CancellationToken cancellationToken)
    {
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        var persons = database.Set<Person>();
        var person = persons.Local.FirstOrDefault(row => row.Id == opened.PersonId) ?? await persons.SingleAsync(row => row.Id == opened.PersonId, cancellationToken);
        var languages = person.Languages with
        {
            Reads = string.IsNullOrWhiteSpace(language) ? person.Language : language,
            Interpreter = string.IsNullOrWhiteSpace(interpreter) ? person.InterpreterLanguage : interpreter,
        };
        await TakeAsync(database, person, languages, by, unit.Now, cancellationToken); // the tags were checked when the case was
        opened.TakeLanguages(person);
    }

    private static async Task<LanguagesChange> TakeAsync(CaseDbContext database, Person person, Languages languages, string userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = await database.Set<LanguagesEntry>().CountAsync(row => row.PersonId == person.Id, cancellationToken);
        var change = person.ChangeLanguages(languages, entries + 1, userId, now);
        if (change is LanguagesChange.Changed changed)
            database.Add(changed.Entry);
        return change;
    }
}
