using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Crash.Child;

/// <summary>The domain's side of a case: what an answer changes in the transaction that completes the task and resumes the flow.</summary>
internal sealed class CaseFile(WorkflowRuntime runtime, IdSource ids)
{
    private const string Municipality = "0301";

    /// <summary>Opens the file of a synthetic person unless there is one.</summary>
    public Task OpenAsync(Guid caseId, CancellationToken cancellationToken) => runtime.ExecuteAsync(
        async (unit, token) =>
        {
            var context = unit.Services.GetRequiredService<CaseDbContext>();
            if (await new CaseStore(context).LoadAsync(caseId, token) is not null)
                return false;
            var person = (PersonEntry.Entered)Person.Enter(ids.New(), new NewPerson { NationalNumber = "01819010001", GivenName = "Test", FamilyName = "Person" }, unit.Now);
            var start = new CaseStart { PersonId = person.Person.Id, UnitId = "unit", StartDate = new DateOnly(2027, 1, 4) };
            context.Add(person.Person);
            context.Add(((CaseOpening.Opened)Case.Open(caseId, start, Entry.By(Clerk.User, unit.Now))).Case);
            return true;
        },
        cancellationToken);

    /// <summary>Changes a fact of the case, if it has a file.</summary>
    public static async ValueTask ChangeAsync(UnitOfWork unit, Guid caseId, CancellationToken cancellationToken)
    {
        var found = await new CaseStore(unit.Services.GetRequiredService<CaseDbContext>()).LoadAsync(caseId, cancellationToken);
        if (found?.Home.SetMunicipality(Municipality, Entry.By(Clerk.User, unit.Now)) is { } refusal)
            throw new InvalidOperationException(refusal.Code);
    }
}
