using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Domain.Corrections;

/// <summary>In which order things happened: between which days a fact of a case must lie.</summary>
/// <param name="subject">The case.</param>
/// <param name="part">Number of the part the fact is of; 0: the case itself.</param>
internal sealed class FactOrder(Case subject, int part)
{
    /// <summary>The day of what must have come before; null: nothing.</summary>
    public DateOnly? EarliestOf(string fact) => fact switch
    {
        CorrectableFacts.InputClosedOn => subject.NeedsTalkHeldOn,
        CorrectableFacts.MeetingHeldOn => Meeting.Kind switch
        {
            MeetingKind.Arrival => subject.StartDate,
            MeetingKind.NeedsTalk => subject.Meetings.ArrivalHeldOn,
            MeetingKind.PlanTalk => subject.NeedsTalkHeldOn,
            MeetingKind.Talk => subject.Plan.AgreedOn,
            _ => null,
        },
        CorrectableFacts.ConsentDecidedOn => part == 1 ? subject.NeedsTalkHeldOn : subject.Consent.All[part - 2].DecidedOn,
        CorrectableFacts.MeasureStartedOn => subject.Measures.Find(part)!.Acute ? null : subject.NeedsTalkHeldOn,
        CorrectableFacts.MeasureEndedOn => subject.Measures.Find(part)!.StartedOn,
        CorrectableFacts.LogOn => subject.Measures.Find(subject.Measures.Log[part - 1].MeasureNumber)!.StartedOn,
        CorrectableFacts.HandoverConfirmedOn => subject.Handovers.All[part - 1].BegunOn,
        _ => null,
    };

    /// <summary>The day of what came after; null: nothing yet.</summary>
    public DateOnly? LatestOf(string fact) => fact switch
    {
        CorrectableFacts.InputClosedOn => subject.Plan.AgreedOn,
        CorrectableFacts.MeetingHeldOn => Meeting.Kind switch
        {
            MeetingKind.Arrival => subject.Meetings.All.Where(meeting => meeting is { Kind: MeetingKind.NeedsTalk, HeldOn: not null }).Min(meeting => meeting.HeldOn),
            MeetingKind.NeedsTalk when IsLastNeedsTalk => Earlier(subject.Consent.All.Count == 0 ? null : subject.Consent.All[0].DecidedOn, subject.InputClosedOn ?? subject.Plan.AgreedOn),
            _ => null,
        },
        CorrectableFacts.ConsentDecidedOn => part == subject.Consent.All.Count ? null : subject.Consent.All[part].DecidedOn,
        CorrectableFacts.MeasureStartedOn => Earlier(subject.Measures.Log.Where(line => line.MeasureNumber == part).Min(line => (DateOnly?)line.On), subject.Measures.Find(part)!.EndedOn),
        CorrectableFacts.HandoverBegunOn => subject.Handovers.All[part - 1].ConfirmedOn,
        _ => null,
    };

    /// <summary>Whether the part is the sitting with which the needs talk was done.</summary>
    public bool IsLastNeedsTalk => subject.NeedsTalkHeldOn is not null && subject.Meetings.All.Where(meeting => meeting is { Kind: MeetingKind.NeedsTalk, Status: MeetingStatus.Held }).MaxBy(meeting => meeting.EnteredAt) == Meeting;

    private Meeting Meeting => subject.Meetings.All.First(meeting => meeting.Number == part); // looked up before

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}
