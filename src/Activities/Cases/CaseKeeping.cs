using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Activities.Cases;

/// <summary>
/// What people enter in a case outside its tasks (step 6.3 and the measure log): needs, consent, plan, measures, meetings, the group's thread.
/// The case logs each change and puts it on the next meeting's agenda. Thread-safe.
/// </summary>
public sealed class CaseKeeping(CaseChanges changes, IdSource ids)
{
    private readonly BookGroupMeetingStep booking = new();

    /// <summary>The person withdraws the consent: sharing stops in the same moment, what is queued on it will not leave, and the group is told that it stopped.</summary>
    public Task<CaseResult> WithdrawConsentAsync(Guid caseId, Held told, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (work, _) =>
        {
            var sharedWith = work.Case.Group.Members.Where(member => work.Case.Sharing.IsSharedWith(member.Number)).ToList();
            if (work.Case.Consent.Withdraw(told, work.Entry) is { } refusal)
                return ValueTask.FromResult(CaseChanges.Only(refusal));
            foreach (var member in sharedWith)
                work.Send(new Recipient(RecipientKind.Member, member.Number.ToString(CultureInfo.InvariantCulture)), "sharing-stopped", NoticeBasis.Statutory, member.Role);
            work.Tell(CaseEvents.ConsentWithdrawn);
            return ValueTask.FromResult(ImmutableArray<Refusal>.Empty);
        }, cancellationToken);

    /// <summary>The person answers the question of consent outside the tasks, for instance says yes after having refused.</summary>
    public Task<CaseResult> DecideConsentAsync(
        Guid caseId, ConsentAnswer answer, Held asked, string explained, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (work, _) =>
        {
            var refusal = work.Case.Consent.Decide(answer, asked, explained, work.Entry);
            if (refusal is null && answer == ConsentAnswer.Given)
                work.Tell(CaseEvents.ConsentGiven);
            return ValueTask.FromResult(CaseChanges.Only(refusal));
        }, cancellationToken);

    /// <summary>The handover under way will not be. The case stays where it is, and the tasks of the handover are withdrawn.</summary>
    public Task<CaseResult> CallOffHandoverAsync(Guid caseId, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, (work, _) => ValueTask.FromResult(CaseChanges.Only(work.CallOffHandover())), cancellationToken);

    /// <summary>Shares the needs map with the group now. Refused by the case without consent.</summary>
    public Task<CaseResult> ShareNeedsMapAsync(Guid caseId, ImmutableArray<int> members, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Sharing.ShareNeedsMap(members, entry), cancellationToken);

    /// <summary>A need comes up.</summary>
    public Task<CaseResult> AddNeedAsync(Guid caseId, NewNeed need, DateOnly raisedOn, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Needs.Add(need, raisedOn, entry), cancellationToken);

    /// <summary>A need is met, or dropped by the person.</summary>
    public Task<CaseResult> CloseNeedAsync(Guid caseId, int need, bool isMet, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Needs.Close(need, isMet, entry), cancellationToken);

    /// <summary>The plan is changed after it was agreed.</summary>
    public Task<CaseResult> ChangePlanAsync(Guid caseId, PlanChange change, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Plan.Change(change, entry), cancellationToken);

    /// <summary>An acute measure begins at once, whether or not there is a plan.</summary>
    public Task<CaseResult> StartAcuteMeasureAsync(Guid caseId, NewMeasure measure, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Measures.StartAcute(measure, entry), cancellationToken);

    /// <summary>A planned measure begins.</summary>
    public Task<CaseResult> StartMeasureAsync(Guid caseId, int measure, DateOnly on, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Contribute, version, (work, _) =>
            ValueTask.FromResult(CaseChanges.Only(Deliverer(work, measure) ?? work.Case.Measures.Start(measure, on, work.Entry))), cancellationToken);

    /// <summary>The deliverer documents what was done in a measure. Members document their own; the contact officer any.</summary>
    public Task<CaseResult> DocumentMeasureAsync(Guid caseId, int measure, DateOnly on, string text, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Contribute, version, (work, _) =>
            ValueTask.FromResult(CaseChanges.Only(Deliverer(work, measure) ?? work.Case.Measures.Document(measure, on, text, work.Entry))), cancellationToken);

    /// <summary>A measure is completed or stopped.</summary>
    public Task<CaseResult> EndMeasureAsync(Guid caseId, int measure, bool isCompleted, DateOnly on, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Measures.End(measure, isCompleted, on, entry), cancellationToken);

    /// <summary>A meeting is booked.</summary>
    public Task<CaseResult> BookMeetingAsync(Guid caseId, Booking booking, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Meetings.Book(booking, entry), cancellationToken);

    /// <summary>
    /// A booked meeting will not be. When the group was to be presented something in it and has no other meeting booked, a small flow asks for another, as the
    /// process did for this one.
    /// </summary>
    public Task<CaseResult> CallOffMeetingAsync(Guid caseId, int meeting, string reason, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, async (work, token) =>
        {
            if (work.Case.Meetings.CallOff(meeting, reason, work.Entry) is { } refusal)
                return [refusal];
            if (booking.DoneAlready(work.Case, null) is null && !await IsAskedForAsync(work, booking.Key, token))
                work.Unit.Start(new StartRequest { DefinitionId = SideFlows.BookMeeting, CorrelationId = caseId.ToString("D") });
            return ImmutableArray<Refusal>.Empty;
        }, cancellationToken);

    /// <summary>Something somebody wants to talk about goes on the agenda of a booked meeting.</summary>
    public Task<CaseResult> PutOnAgendaAsync(Guid caseId, int meeting, string text, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Meetings.PutOnAgenda(meeting, text, entry), cancellationToken);

    /// <summary>A message in the group's thread. Written by anybody who may see the thread, until the case ends; also while it stands still.</summary>
    public Task<CaseResult> WriteToGroupAsync(Guid caseId, string text, Viewer viewer, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.SeeThread, null, (work, _) =>
        {
            if (work.Case.EndedAt is not null)
                return ValueTask.FromResult(CaseChanges.Only(Refusal.Of(RefusalCodes.CaseEnded)));
            if (string.IsNullOrWhiteSpace(text))
                return ValueTask.FromResult(CaseChanges.Only(Refusal.Of(RefusalCodes.TextMissing, "text")));
            if (text.Length > GroupMessage.MaxLength)
                return ValueTask.FromResult(CaseChanges.Only(Refusal.Of(RefusalCodes.TextTooLong, "text", GroupMessage.MaxLength.ToString(CultureInfo.InvariantCulture))));
            work.Database.Add(new GroupMessage(ids.New(), caseId, viewer.UserId, text.Trim(), work.Unit.Now));
            return ValueTask.FromResult(ImmutableArray<Refusal>.Empty);
        }, cancellationToken);

    /// <summary>The case stands still (hospital, remand, escape): its deadlines rest and nothing fires. Refused without a reason.</summary>
    public Task<CaseResult> PauseAsync(Guid caseId, string reason, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var refusal = work.Case.Pause(reason, work.Entry);
            if (refusal is null)
            {
                await DeadlinePauses.PauseAsync(work, token);
                TellGroup(work, "case-paused");
            }

            return CaseChanges.Only(refusal);
        }, cancellationToken);

    /// <summary>A paused case goes on; each deadline gets the days it lost, and is never earlier than it was.</summary>
    public Task<CaseResult> ResumeAsync(Guid caseId, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var refusal = work.Case.Resume(work.Entry);
            if (refusal is null)
            {
                await DeadlinePauses.ResumeAsync(work, token);
                TellGroup(work, "case-resumed");
            }

            return CaseChanges.Only(refusal);
        }, cancellationToken);

    /// <summary>
    /// Ends the case before its time: the case stops, its flows end with their tasks, and the group is told that nothing more is asked of it, in one
    /// transaction. The person is told too, but not after a death or when the case was a mistake.
    /// </summary>
    public Task<CaseResult> StopAsync(Guid caseId, StopKind kind, string reason, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Lead, version, async (work, token) =>
        {
            var refusal = work.Case.Stop(kind, reason, work.Entry);
            if (refusal is null)
            {
                await work.EndFlowsAsync("case.stopped", token);
                TellGroup(work, "case-stopped");
                if (kind is not (StopKind.Death or StopKind.Mistake) && work.Case.SummonedOn is not null)
                    work.Send(new Recipient(RecipientKind.Person, work.Case.PersonId.ToString("D")), "case-stopped", NoticeBasis.Service);
            }

            return CaseChanges.Only(refusal);
        }, cancellationToken);

    private static async ValueTask<bool> IsAskedForAsync(CaseChange work, string step, CancellationToken cancellationToken)
    {
        var caseId = work.Case.Id;
        return await work.Database.Tasks.AnyAsync(
            task => task.CaseId == caseId && task.Step == step
                && (task.Status == HumanTaskStatus.Open || task.Status == HumanTaskStatus.Claimed || task.Status == HumanTaskStatus.OnHold), cancellationToken);
    }

    private static void TellGroup(CaseChange work, string template)
    {
        foreach (var member in work.Case.Group.Members)
            work.Send(new Recipient(RecipientKind.Member, member.Number.ToString(CultureInfo.InvariantCulture)), template, NoticeBasis.Service, member.Role);
    }

    private static Refusal? Deliverer(CaseChange work, int measure)
    {
        if (CaseAccess.Of(work.Case, work.Viewer).HasFlag(CaseRights.Keep))
            return null;
        // Who delivers it writes about it also when sharing has stopped; of any other measure nobody learns more than they see.
        var found = work.Case.Measures.Find(measure);
        if (found?.DelivererNumber is { } deliverer && work.Case.Group.FindUser(work.Viewer.UserId)?.Number == deliverer)
            return null;
        return found is not null && CaseAccess.SeesMeasure(work.Case, work.Viewer, measure)
            ? Refusal.Of(RefusalCodes.MeasureOfAnother, "measure")
            : Refusal.Of(RefusalCodes.MeasureUnknown, "measure", measure.ToString(CultureInfo.InvariantCulture));
    }
}
