using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;

namespace ProcessAutomation.Host.Cases;

/// <summary>Where one step of the process stands in a case.</summary>
public enum StepStanding
{
    Done,
    Current,
    Later,
    Skipped,
}

/// <summary>One step of the process in a case.</summary>
/// <param name="Number">As the process numbers it: <c>0.1</c> to <c>8</c>.</param>
/// <param name="Phase">The phase it belongs to.</param>
/// <param name="Standing">Whether it is done, under way, to come, or was passed over.</param>
/// <param name="On">The day it was done, or last done for what is repeated; null when it never was.</param>
public sealed record TimelineStep(string Number, CasePhase Phase, StepStanding Standing, DateOnly? On);

/// <summary>The steps 0.1 to 8 of a case, read from its facts.</summary>
public static class ProcessTimeline
{
    public static ImmutableArray<TimelineStep> Of(Case subject)
    {
        var carriesOut = subject.Plan.AgreedOn is not null;
        var release = subject.Handovers.All.LastOrDefault(t => t.Kind == TransitionKind.Release && t.Status == TransitionStatus.Confirmed);
        return
        [
            Once("0.1", CasePhase.Preparations, subject.SummonedOn, subject, missable: subject.Meetings.ArrivalHeldOn is not null),
            Once("0.2", CasePhase.Preparations, subject.GroupEstablishedOn, subject),
            Once("1", CasePhase.UnderstandNeeds, subject.Meetings.ArrivalHeldOn, subject),
            Once("2", CasePhase.UnderstandNeeds, subject.NeedsTalkHeldOn, subject),
            Once("3", CasePhase.UnderstandNeeds, subject.Consent.Current?.DecidedOn, subject),
            Once("4", CasePhase.MakePlan, subject.InputClosedOn, subject),
            Once("5", CasePhase.MakePlan, subject.Plan.AgreedOn, subject),
            Repeated("6", carriesOut, subject.Measures.All.Select(m => m.LastHeardOn).Max(), subject),
            Repeated("6.1", carriesOut, subject.Meetings.LastTalkHeldOn, subject),
            Repeated("6.2", carriesOut, subject.Meetings.LastGroupMeetingHeldOn, subject),
            Repeated("6.3", carriesOut, subject.Changes.All.Count == 0 ? null : Language.Texts.DayOf(subject.Changes.All[^1].At), subject),
            Once("7", CasePhase.HandOver, release?.ConfirmedOn, subject),
            Once("8", CasePhase.HandOver, subject.Handovers.Farewells.Count == 0 ? null : subject.Handovers.Farewells[^1].HeldOn, subject),
        ];
    }

    private static TimelineStep Once(string number, CasePhase phase, DateOnly? on, Case subject, bool missable = false) => new(
        number,
        phase,
        on is not null ? StepStanding.Done : missable || subject.Phase == CasePhase.Ended ? StepStanding.Skipped : phase <= subject.Phase ? StepStanding.Current : StepStanding.Later,
        on);

    private static TimelineStep Repeated(string number, bool begun, DateOnly? on, Case subject) => new(
        number,
        CasePhase.CarryOut,
        !begun ? (subject.Phase == CasePhase.Ended ? StepStanding.Skipped : StepStanding.Later) : subject.Phase == CasePhase.Ended ? StepStanding.Done : StepStanding.Current,
        begun ? on : null);
}
