using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Cases;

/// <summary>Opens cases, publishes events for them and stops them. Each is one transaction. Thread-safe.</summary>
public sealed class CaseDesk(WorkflowRuntime runtime, IdSource ids)
{
    /// <summary>The flow every case begins.</summary>
    public const string MainFlow = "reintegration";

    /// <summary>
    /// Opens a case and begins its flow in the same transaction. Leaders and contact officers open cases of their own units; a person with a case
    /// that goes on gets no second one.
    /// </summary>
    public async Task<CaseResult> OpenAsync(CaseToOpen wish, Viewer viewer, CancellationToken cancellationToken)
    {
        if (!viewer.UnitIds.Contains(wish.UnitId, StringComparer.Ordinal) || !(viewer.Is(UserRoles.UnitLeader) || viewer.Is(UserRoles.ContactOfficer)))
            return CaseResult.Forbidden.Instance;
        var caseId = ids.New();
        var newPersonId = ids.New();
        return await runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var refused = new List<Refusal>();
                var person = await PersonAsync(unit, wish.PersonId, wish.Person, newPersonId, viewer, refused, token);
                if (person is { } known && await unit.Services.GetRequiredService<CaseStore>().HasOpenCaseAsync(known, null, token))
                    refused.Add(Refusal.Of(RefusalCodes.PersonHasOpenCase));
                if (!await unit.Services.GetRequiredService<CaseDbContext>().Set<Unit>().AnyAsync(row => row.Id == wish.UnitId, token))
                    refused.Add(Refusal.Of(RefusalCodes.UnitMissing, "unitId"));
                if (!string.IsNullOrWhiteSpace(wish.ContactOfficer)
                    && await CaseRoleDesk.UnknownUserAsync(unit.Services.GetRequiredService<CaseDbContext>(), wish.ContactOfficer.Trim(), "contactOfficer", token) is { } unknown)
                {
                    refused.Add(unknown);
                }

                if (Open(unit, wish, caseId, person ?? newPersonId, viewer, refused) is { } opened && refused.Count == 0)
                {
                    await LanguageDesk.OpenAsync(unit, wish.Language, wish.InterpreterLanguage, opened, viewer.UserId, token);
                    unit.Services.GetRequiredService<CaseStore>().Add(opened);
                    unit.Start(new StartRequest { DefinitionId = MainFlow, CorrelationId = caseId.ToString("D") });
                    return new CaseResult.Done(caseId);
                }

                unit.Abandon();
                return (CaseResult)new CaseResult.Refused([.. refused]);
            },
            cancellationToken);
    }

    /// <summary>Publishes an event to whatever waits for it in the case's flows. The name and payload are ids and codes.</summary>
    public Task<CaseResult> PublishAsync(Guid caseId, string eventName, JsonElement? payload, Viewer viewer, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var subject = await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, token);
                var rights = subject is null ? CaseRights.None : CaseAccess.Of(subject, viewer);
                if (!rights.HasFlag(CaseRights.Keep) && !rights.HasFlag(CaseRights.Lead))
                {
                    unit.Abandon();
                    return rights == CaseRights.None ? CaseResult.NotFound.Instance : CaseResult.Forbidden.Instance;
                }

                unit.Publish(eventName, caseId.ToString("D"), payload);
                return (CaseResult)new CaseResult.Done(caseId);
            },
            cancellationToken);

    private static Case? Open(UnitOfWork unit, CaseToOpen wish, Guid caseId, Guid personId, Viewer viewer, List<Refusal> refused)
    {
        var entry = Entry.By(viewer.UserId, unit.Now);
        var opening = Case.Open(caseId, new CaseStart
        {
            PersonId = personId,
            UnitId = wish.UnitId,
            StartDate = wish.StartDate,
            ReleaseDate = wish.ReleaseDate,
            Language = wish.Language ?? NoticeLanguages.Bokmal,
            InterpreterLanguage = wish.InterpreterLanguage,
            HomeMunicipality = wish.HomeMunicipality,
            ExistingGroup = wish.ExistingGroup,
        }, entry);
        if (opening is CaseOpening.Refused no)
        {
            refused.Add(no.Refusal);
            return null;
        }

        var opened = ((CaseOpening.Opened)opening).Case;
        if (!string.IsNullOrWhiteSpace(wish.ContactOfficer) && opened.Roles.Name(CaseRoles.ContactOfficer, wish.ContactOfficer.Trim(), entry.Today, entry) is { } refusal)
            refused.Add(refusal);
        return opened;
    }

    /// <summary>
    /// The person by id, or by number when known, or entered new: nobody is entered twice. Null: not known, and refused. By id only somebody with a case whose
    /// person's number the viewer may see is known; for a program without a viewer nobody is.
    /// </summary>
    internal static async ValueTask<Guid?> PersonAsync(UnitOfWork unit, Guid? personId, NewPerson? person, Guid newId, Viewer? viewer, List<Refusal> refused, CancellationToken cancellationToken)
    {
        var persons = unit.Services.GetRequiredService<CaseDbContext>().Set<Person>();
        if (personId is { } id)
        {
            if (viewer is not null && await unit.Services.GetRequiredService<CaseList>().WithIdentity(viewer).AnyAsync(row => row.PersonId == id, cancellationToken))
                return id;
            refused.Add(Refusal.Of(RefusalCodes.NationalNumberInvalid, "personId"));
            return null;
        }

        if (person is null || !NationalNumber.TryParse(person.NationalNumber, out var number))
        {
            refused.Add(Refusal.Of(RefusalCodes.NationalNumberInvalid, "nationalNumber"));
            return null;
        }

        if (await persons.Where(row => row.NationalNumber == number.Digits).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken) is { } known)
            return known;
        switch (Person.Enter(newId, person, unit.Now))
        {
            case PersonEntry.Entered entered:
                persons.Add(entered.Person);
                return newId;
            case PersonEntry.Refused no:
                refused.Add(no.Refusal);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
