using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Corrections;

/// <summary>A field of a step's form and the fact its answer became.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Fact">Key of <see cref="CorrectableFacts"/>.</param>
/// <param name="Part">Number of the part; null: the case itself.</param>
public sealed record StepFact(string Field, string Fact, int? Part);

/// <summary>Which facts a completed task left behind. What a person decided in it is not among them.</summary>
public static class StepFacts
{
    // The case keeps instants to the microsecond; both were written in one transaction with one instant.
    private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(1);

    /// <summary>The facts of a completed task, as the case stands; empty: none that can be corrected.</summary>
    public static ImmutableArray<StepFact> Of(Case subject, HumanTask task) =>
        task.CompletedAt is not { } at ? [] : [.. All(subject, task.Step, at).Where(fact => subject.Corrections.IsThere(fact.Fact, fact.Part))];

    private static IEnumerable<StepFact> All(Case subject, string step, DateTimeOffset at) => step switch
    {
        "summons" => [new("sentOn", CorrectableFacts.SummonedOn, null), new("channel", CorrectableFacts.SummonedBy, null)],
        "establish-group" => [new("establishedOn", CorrectableFacts.GroupEstablishedOn, null)],
        "arrival" => [.. Talk(subject, MeetingKind.Arrival, at, "minutes"), .. Next(subject.Meetings.NextWithPerson)],
        "needs-talk" => [.. Talk(subject, MeetingKind.NeedsTalk, at, "minutes", isSupported: true), .. Next(subject.Meetings.NextWithPerson)],
        "consent" => Consent(subject, at),
        "agree-plan" => [.. Talk(subject, MeetingKind.PlanTalk, at, "minutes"), .. Next(subject.Meetings.NextWithPerson)],
        "progress-talk" => [.. Talk(subject, MeetingKind.Talk, at, "minutes"), .. Next(subject.Meetings.NextWithPerson)],
        "group-meeting" or "input-meeting" => [.. Talk(subject, MeetingKind.GroupMeeting, at, "decisions"), .. Next(subject.Meetings.NextOfGroup)],
        "book-group-meeting" => Next(subject.Meetings.NextOfGroup),
        "complete-handover" => subject.Handovers.All.Count == 0 ? [] : [new("confirmedOn", CorrectableFacts.HandoverConfirmedOn, subject.Handovers.All.Count)],
        "farewell" => [.. Talk(subject, MeetingKind.Farewell, at, null), .. Farewell(subject, at)],
        _ => [],
    };

    private static IEnumerable<StepFact> Talk(Case subject, MeetingKind kind, DateTimeOffset at, string? minutes, bool isSupported = false)
    {
        if (subject.Meetings.All.LastOrDefault(meeting => meeting.Kind == kind && IsAt(meeting.EnteredAt, at)) is not { } held)
            yield break;
        yield return new StepFact("heldOn", CorrectableFacts.MeetingHeldOn, held.Number);
        yield return new StepFact("heldBy", CorrectableFacts.MeetingHeldBy, held.Number);
        if (isSupported)
            yield return new StepFact("supportedBy", CorrectableFacts.MeetingSupportedBy, held.Number);
        if (minutes is not null)
            yield return new StepFact(minutes, CorrectableFacts.MeetingMinutes, held.Number);
    }

    // A talk books the next talk, a meeting of the group the next meeting of the group.
    private static IEnumerable<StepFact> Next(Meeting? booked) =>
        booked is { } next ? [new("nextMeeting", CorrectableFacts.MeetingPlannedAt, next.Number)] : [];

    private static IEnumerable<StepFact> Consent(Case subject, DateTimeOffset at) =>
        subject.Consent.All.LastOrDefault(decision => decision.Answer != ConsentAnswer.Withdrawn && IsAt(decision.EnteredAt, at)) is { } decided
            ? [new("heldOn", CorrectableFacts.ConsentDecidedOn, decided.Number), new("heldBy", CorrectableFacts.ConsentAskedBy, decided.Number), new("explained", CorrectableFacts.ConsentExplained, decided.Number)]
            : [];

    private static IEnumerable<StepFact> Farewell(Case subject, DateTimeOffset at) =>
        subject.Handovers.Farewells.LastOrDefault(talk => IsAt(talk.EnteredAt, at)) is { } held ? [new("goesOn", CorrectableFacts.FarewellGoesOn, held.Number)] : [];

    private static bool IsAt(DateTimeOffset? entered, DateTimeOffset at) => entered is { } when && (when - at).Duration() < Same;
}
