using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Takeover;

/// <summary>Which facts a case must have, and may not have, to be taken over in a phase; and in which order things happen. Pure.</summary>
internal static class TakeoverRules
{
    // Fact, the phase from which on it is needed (null: never), the first phase in which it can have happened.
    private static readonly ImmutableArray<(string Fact, CasePhase? Needed, CasePhase Possible, Func<CaseUnderWay, bool> IsThere)> Facts =
    [
        ("contactOfficer", CasePhase.UnderstandNeeds, CasePhase.Preparations, way => !string.IsNullOrWhiteSpace(way.ContactOfficer)),
        ("summons", CasePhase.UnderstandNeeds, CasePhase.Preparations, way => way.Summons is not null || way.ArrivedWithoutSummons),
        ("group", CasePhase.MakePlan, CasePhase.Preparations, way => way.Group is not null),
        ("datesNotified", null, CasePhase.Preparations, way => way.DatesNotified is not null),
        ("arrival", CasePhase.UnderstandNeeds, CasePhase.UnderstandNeeds, way => way.Arrival is not null),
        ("needsTalk", CasePhase.MakePlan, CasePhase.UnderstandNeeds, way => way.NeedsTalk is not null),
        ("consent", CasePhase.MakePlan, CasePhase.MakePlan, way => way.Consent is not null),
        ("needsShared", null, CasePhase.MakePlan, way => way.NeedsShared is not null),
        ("proposals", null, CasePhase.MakePlan, way => !way.Proposals.IsDefaultOrEmpty),
        ("inputClosed", null, CasePhase.MakePlan, way => way.InputClosed is not null),
        ("plan", CasePhase.CarryOut, CasePhase.CarryOut, way => way.Plan is not null),
        ("lastTalk", null, CasePhase.CarryOut, way => way.LastTalk is not null),
        ("lastGroupMeeting", null, CasePhase.MakePlan, way => way.LastGroupMeeting is not null),
        ("handover", CasePhase.HandOver, CasePhase.HandOver, way => way.Handover is not null),
    ];

    /// <summary>Every fact that is missing for the phase, and every one the phase cannot have yet.</summary>
    public static IEnumerable<Refusal> Check(CaseUnderWay way)
    {
        if (way.Phase is not (>= CasePhase.Preparations and <= CasePhase.HandOver))
        {
            yield return Refusal.Of(RefusalCodes.TakeoverPhaseUnknown, "phase");
            yield break;
        }

        foreach (var (fact, needed, possible, isThere) in Facts)
        {
            if (!isThere(way) && way.Phase >= needed)
                yield return Missing(fact, way);
            else if (isThere(way) && way.Phase < possible)
                yield return Refusal.Of(RefusalCodes.TakeoverFactTooLate, fact, fact, $"{way.Phase}");
        }

        // Where the next meeting is what a step must leave behind.
        if (way.NextMeeting is null && way.Phase is CasePhase.UnderstandNeeds or CasePhase.CarryOut)
            yield return Missing("nextMeeting", way);

        // Input that is over was asked for; without the day, it would be asked for again.
        if (way is { Phase: CasePhase.MakePlan, InputClosed: not null, NeedsShared: null, Consent.Answer: ConsentAnswer.Given })
            yield return Missing("needsShared", way);
        foreach (var (measure, index) in (way.Plan?.Measures ?? []).Select((measure, index) => (measure, index)))
        {
            if (measure is { StartedOn: not null, LastHeardOn: null })
                yield return Refusal.Of(RefusalCodes.TakeoverFactMissing, $"plan.measures[{index}].lastHeardOn", "lastHeardOn", $"{way.Phase}");
        }
    }

    /// <summary>Every day that lies in the future, outside all years, or before what must have come first.</summary>
    public static IEnumerable<Refusal> CheckDays(CaseUnderWay way, Entry entry)
    {
        foreach (var (fact, held) in HeldOf(way))
        {
            if (entry.CheckHeld(held) is { } refusal)
                yield return Under(fact, refusal);
            else if (NotBefore(fact, way) is { } first && held.On < first)
                yield return Refusal.Of(RefusalCodes.DateBefore, $"{fact}.heldOn", first);
        }

        foreach (var (measure, index) in (way.Plan?.Measures ?? []).Select((measure, index) => (measure, index)))
        {
            if (measure.StartedOn is { } started && entry.CheckNotFuture(started, $"plan.measures[{index}].startedOn") is { } future)
                yield return future;
            if (measure.LastHeardOn is not { } heard)
                continue;
            if (entry.CheckNotFuture(heard, $"plan.measures[{index}].lastHeardOn") is { } wrong)
                yield return wrong;
            else if (heard < measure.StartedOn)
                yield return Refusal.Of(RefusalCodes.DateBefore, $"plan.measures[{index}].lastHeardOn", measure.StartedOn.Value);
            else if (measure.StartedOn is null)
                yield return Refusal.Of(RefusalCodes.MeasureNotBegun, $"plan.measures[{index}].startedOn");
        }
    }

    /// <summary>What was held, in the order of the process, by the name of its field.</summary>
    public static IEnumerable<(string Fact, Held Held)> HeldOf(CaseUnderWay way)
    {
        (string Fact, Held? Held)[] all =
        [
            ("summons", way.Summons?.Held), ("group", way.Group?.Held), ("datesNotified", way.DatesNotified), ("arrival", way.Arrival?.Held),
            ("needsTalk", way.NeedsTalk?.Held), ("consent", way.Consent?.Held), ("needsShared", way.NeedsShared), ("inputClosed", way.InputClosed),
            ("plan", way.Plan?.Held), ("lastTalk", way.LastTalk?.Held), ("lastGroupMeeting", way.LastGroupMeeting?.Held), ("handover", way.Handover?.Held),
        ];
        return all.Where(item => item.Held is not null).Select(item => (item.Fact, item.Held!)); // filtered
    }

    /// <summary>The same refusal, of a field inside a fact.</summary>
    public static Refusal Under(string fact, Refusal refusal) =>
        Refusal.Of(refusal.Code, refusal.Field is null or "" || refusal.Field == fact ? fact : $"{fact}.{refusal.Field}", refusal.Args);

    private static Refusal Missing(string fact, CaseUnderWay way) => Refusal.Of(RefusalCodes.TakeoverFactMissing, fact, fact, $"{way.Phase}");

    private static DateOnly? NotBefore(string fact, CaseUnderWay way) => fact switch
    {
        "arrival" => way.Start.StartDate,
        "needsTalk" => way.Arrival?.Held.On,
        "consent" or "inputClosed" or "plan" => way.NeedsTalk?.Held.On,
        "needsShared" => way.Consent?.Held.On,
        "lastTalk" => way.Plan?.Held.On,
        _ => null,
    };
}
