using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Takeover;

namespace ProcessAutomation.Activities.Takeover;

/// <summary>
/// Takes over cases that are under way elsewhere: the case with its facts and the flow that goes on from there, in one transaction. Steps whose facts are
/// there ask nobody, and what was told before is not told again. Thread-safe.
/// </summary>
public sealed class TakeoverDesk(WorkflowRuntime runtime, IdSource ids)
{
    /// <summary>Most cases taken over in one call.</summary>
    public const int MaxCases = 200;

    /// <summary>Takes over one case. Every fault is named at once. A reference that was taken over before answers with its case and changes nothing.</summary>
    /// <param name="wish">The case.</param>
    /// <param name="viewer">Who takes it over; must be allowed to open cases of the unit.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<TakeoverResult> TakeOverAsync(TakeoverWish wish, Viewer viewer, CancellationToken cancellationToken)
    {
        var unitId = wish.Case.Start.UnitId;
        if (!viewer.UnitIds.Contains(unitId, StringComparer.Ordinal) || !(viewer.Is(UserRoles.UnitLeader) || viewer.Is(UserRoles.ContactOfficer)))
            return new TakeoverResult(CaseResult.Forbidden.Instance, false);
        var reference = wish.Reference.Trim();
        if (reference.Length is 0 or > TakeoverReference.MaxLength)
            return new TakeoverResult(new CaseResult.Refused([Refusal.Of(RefusalCodes.TakeoverReferenceMissing, "reference", $"{TakeoverReference.MaxLength}")]), false);
        var (caseId, newPersonId) = (ids.New(), ids.New());
        return await runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var database = unit.Services.GetRequiredService<CaseDbContext>();
                if (await database.Set<TakeoverReference>().AsNoTracking().SingleOrDefaultAsync(row => row.Reference == reference, token) is { } before)
                    return Abandon(unit, await KnownAsync(unit, before.CaseId, viewer, token));
                var refused = new List<Refusal>(wish.Faults);
                var person = await CaseDesk.PersonAsync(unit, wish.PersonId, wish.Person, newPersonId, viewer, refused, token);
                if (person is { } known && await unit.Services.GetRequiredService<CaseStore>().HasOpenCaseAsync(known, null, token))
                    refused.Add(Refusal.Of(RefusalCodes.PersonHasOpenCase));
                await CheckDirectoryAsync(database, wish.Case, refused, token);
                var entry = Entry.By(viewer.UserId, unit.Now);
                var taken = CaseTakeover.Of(caseId, wish.Case with { Start = wish.Case.Start with { PersonId = person ?? newPersonId } }, entry);
                if (taken is CaseTakeoverResult.Refused no)
                    refused.AddRange(no.Refusals);
                if (refused.Count > 0)
                    return Abandon(unit, new CaseResult.Refused([.. refused.Distinct()]));
                var done = (CaseTakeoverResult.TakenOver)taken;
                var start = wish.Case.Start;
                await LanguageDesk.OpenAsync(unit, start.Language == NoticeLanguages.Bokmal ? null : start.Language, start.InterpreterLanguage, done.Case, viewer.UserId, token); // bokmål is also said where nothing is
                unit.Services.GetRequiredService<CaseStore>().Add(done.Case);
                database.AddRange(done.Facts);
                database.Add(new TakeoverReference { Reference = reference, CaseId = caseId, TakenOverAt = unit.Now, TakenOverBy = viewer.UserId });
                unit.Start(new StartRequest { DefinitionId = CaseDesk.MainFlow, CorrelationId = caseId.ToString("D") });
                return new TakeoverResult(new CaseResult.Done(caseId), true);
            },
            cancellationToken);
    }

    // Whoever may not see the case is not told that the reference is in use; nothing is taken over twice all the same.
    private static async ValueTask<CaseResult> KnownAsync(UnitOfWork unit, Guid caseId, Viewer viewer, CancellationToken cancellationToken) =>
        await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken) is { } known && CaseAccess.Of(known, viewer) != CaseRights.None
            ? new CaseResult.Done(caseId)
            : CaseResult.Forbidden.Instance;

    // Nobody would ever see the tasks of a user the directory does not know, and a slip of the pen in "held by" would stand for good.
    private static async ValueTask CheckDirectoryAsync(CaseDbContext database, CaseUnderWay way, List<Refusal> refused, CancellationToken cancellationToken)
    {
        var unitId = way.Start.UnitId;
        if (!await database.Set<Unit>().AnyAsync(row => row.Id == unitId, cancellationToken))
            refused.Add(Refusal.Of(RefusalCodes.UnitMissing, "unitId"));
        ImmutableArray<(string Field, string UserId)> named = [.. way.Holders(), .. string.IsNullOrWhiteSpace(way.ContactOfficer) ? [] : new[] { ("contactOfficer", way.ContactOfficer) }];
        string[] asked = [.. named.Select(user => user.UserId.Trim()).Distinct(StringComparer.Ordinal)];
        var known = await database.Set<UserAccount>().AsNoTracking().Where(row => asked.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
        refused.AddRange(named.Where(user => user.UserId.Length > 0 && !known.Contains(user.UserId.Trim(), StringComparer.Ordinal)).Select(user => Refusal.Of(RefusalCodes.UserMissing, user.Field)));
    }

    private static TakeoverResult Abandon(UnitOfWork unit, CaseResult result)
    {
        unit.Abandon();
        return new TakeoverResult(result, false);
    }
}

/// <summary>What taking over a case ended in.</summary>
/// <param name="Result">Done with the case, or why not.</param>
/// <param name="IsNew">Taken over now; false also when the reference had been taken over before.</param>
public sealed record TakeoverResult(CaseResult Result, bool IsNew);
