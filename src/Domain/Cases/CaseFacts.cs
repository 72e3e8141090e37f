using System.Collections.Frozen;
using ProcessAutomation.Domain.Consents;

namespace ProcessAutomation.Domain.Cases;

/// <summary>
/// What deadlines count from and flow expressions may ask: dates, numbers and keys, nothing personal. A null date: it has not
/// happened or is not known.
/// </summary>
public sealed record CaseFacts
{
    private static readonly FrozenDictionary<string, Func<CaseFacts, DateOnly?>> Dates = new Dictionary<string, Func<CaseFacts, DateOnly?>>(StringComparer.Ordinal)
    {
        [nameof(OpenedOn)] = facts => facts.OpenedOn,
        [nameof(StartDate)] = facts => facts.StartDate,
        [nameof(ReleaseDate)] = facts => facts.ReleaseDate,
        [nameof(TransferDate)] = facts => facts.TransferDate,
        [nameof(CustodyEndDate)] = facts => facts.CustodyEndDate,
        [nameof(HandoverDate)] = facts => facts.HandoverDate,
        [nameof(SummonedOn)] = facts => facts.SummonedOn,
        [nameof(GroupEstablishedOn)] = facts => facts.GroupEstablishedOn,
        [nameof(ArrivalHeldOn)] = facts => facts.ArrivalHeldOn,
        [nameof(NeedsTalkHeldOn)] = facts => facts.NeedsTalkHeldOn,
        [nameof(NeedsKnownOn)] = facts => facts.NeedsKnownOn,
        [nameof(NeedsTalkDeclinedOn)] = facts => facts.NeedsTalkDeclinedOn,
        [nameof(NeedsTalkOfferedOn)] = facts => facts.NeedsTalkOfferedOn,
        [nameof(ConsentDecidedOn)] = facts => facts.ConsentDecidedOn,
        [nameof(InputClosedOn)] = facts => facts.InputClosedOn,
        [nameof(PlanAgreedOn)] = facts => facts.PlanAgreedOn,
        [nameof(LastTalkHeldOn)] = facts => facts.LastTalkHeldOn,
        [nameof(LastGroupMeetingHeldOn)] = facts => facts.LastGroupMeetingHeldOn,
        [nameof(GroupMeetingsFrom)] = facts => facts.GroupMeetingsFrom,
        [nameof(MeasureSilentSince)] = facts => facts.MeasureSilentSince,
        [nameof(HandoverBegunOn)] = facts => facts.HandoverBegunOn,
        [nameof(FarewellHeldOn)] = facts => facts.FarewellHeldOn,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The day the case was opened here.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The first day of the sentence.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Expected release.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>The next planned transfer.</summary>
    public DateOnly? TransferDate { get; init; }

    /// <summary>Custody ends.</summary>
    public DateOnly? CustodyEndDate { get; init; }

    /// <summary>The next time the responsibility goes over: the transfer or the release, whichever comes first.</summary>
    public DateOnly? HandoverDate => TransferDate is { } transfer && !(ReleaseDate < transfer) ? transfer : ReleaseDate;

    /// <summary>The summons went out.</summary>
    public DateOnly? SummonedOn { get; init; }

    /// <summary>The responsibility group was established.</summary>
    public DateOnly? GroupEstablishedOn { get; init; }

    /// <summary>Arrival.</summary>
    public DateOnly? ArrivalHeldOn { get; init; }

    /// <summary>The needs talk, part 1, was done.</summary>
    public DateOnly? NeedsTalkHeldOn { get; init; }

    /// <summary>The person last declined the needs talk, which has not been held since.</summary>
    public DateOnly? NeedsTalkDeclinedOn { get; init; }

    /// <summary>The day a needs talk that was declined is offered again: the one booked, or the day of the no.</summary>
    public DateOnly? NeedsTalkOfferedOn { get; init; }

    /// <summary>From when there is enough to plan on: the needs talk was held, or declined.</summary>
    public DateOnly? NeedsKnownOn => NeedsTalkHeldOn ?? NeedsTalkDeclinedOn;

    /// <summary>The latest decision on consent.</summary>
    public DateOnly? ConsentDecidedOn { get; init; }

    /// <summary>Input to measures closed.</summary>
    public DateOnly? InputClosedOn { get; init; }

    /// <summary>The plan was agreed.</summary>
    public DateOnly? PlanAgreedOn { get; init; }

    /// <summary>The latest talk with the person after the plan was made, that talk included.</summary>
    public DateOnly? LastTalkHeldOn { get; init; }

    /// <summary>The latest meeting of the group.</summary>
    public DateOnly? LastGroupMeetingHeldOn { get; init; }

    /// <summary>What the next meeting of the group is counted from: the latest one, or the plan while there has been none.</summary>
    public DateOnly? GroupMeetingsFrom => LastGroupMeetingHeldOn ?? PlanAgreedOn;

    /// <summary>The day the longest silence of a measure is counted from.</summary>
    public DateOnly? MeasureSilentSince { get; init; }

    /// <summary>The latest handover was begun.</summary>
    public DateOnly? HandoverBegunOn { get; init; }

    /// <summary>The latest farewell talk.</summary>
    public DateOnly? FarewellHeldOn { get; init; }

    /// <summary>Somebody is named contact officer.</summary>
    public bool HasContactOfficer { get; init; }

    /// <summary>"none", "given", "refused", "undecided" or "withdrawn".</summary>
    public string Consent { get; init; } = "none";

    /// <summary>The consent stands.</summary>
    public bool HasConsent { get; init; }

    /// <summary>Members in the group now.</summary>
    public int GroupMembers { get; init; }

    /// <summary>Needs that stand.</summary>
    public int OpenNeeds { get; init; }

    /// <summary>Needs that stand and no measure answers.</summary>
    public int UnmetNeeds { get; init; }

    /// <summary>Acute needs that stand and no measure answers.</summary>
    public int UnmetAcuteNeeds { get; init; }

    /// <summary>Measures planned or under way.</summary>
    public int ActiveMeasures { get; init; }

    /// <summary>Proposals given.</summary>
    public int Proposals { get; init; }

    /// <summary>Members who see the needs and have given no input.</summary>
    public int SilentMembers { get; init; }

    /// <summary>A next meeting is booked.</summary>
    public bool HasNextMeeting { get; init; }

    /// <summary>Handovers not confirmed.</summary>
    public int OpenHandovers { get; init; }

    /// <summary>A handover to the home municipality was confirmed.</summary>
    public bool ReleaseHandedOver { get; init; }

    /// <summary>The municipality responsible after release is known.</summary>
    public bool HasHomeMunicipality { get; init; }

    /// <summary>A place to live after release is clarified.</summary>
    public bool HasHome { get; init; }

    /// <summary>The language the person is written to in.</summary>
    public string Language { get; init; } = "nb";

    /// <summary>"open", "paused", "closed" or "stopped".</summary>
    public string Status { get; init; } = "open";

    /// <summary>"preparations", "understand-needs", "make-plan", "carry-out", "hand-over" or "ended".</summary>
    public string Phase { get; init; } = "preparations";

    /// <summary>The names of the dates a deadline can count from.</summary>
    public static IReadOnlyCollection<string> DateNames => Dates.Keys;

    /// <summary>A date by name; null: not known yet, or no such date (<see cref="DateNames"/> has them all).</summary>
    public DateOnly? DateOf(string name) => Dates.TryGetValue(name, out var read) ? read(this) : null;

    internal static CaseFacts Of(Case @case) => new()
    {
        OpenedOn = Calendar.NorwegianTime.DateOf(@case.OpenedAt),
        StartDate = @case.StartDate,
        ReleaseDate = @case.ReleaseDate,
        TransferDate = @case.TransferDate,
        CustodyEndDate = @case.CustodyEndDate,
        SummonedOn = @case.SummonedOn,
        GroupEstablishedOn = @case.GroupEstablishedOn,
        ArrivalHeldOn = @case.Meetings.ArrivalHeldOn,
        NeedsTalkHeldOn = @case.NeedsTalkHeldOn,
        NeedsTalkDeclinedOn = @case.Meetings.NeedsTalkDeclinedOn,
        NeedsTalkOfferedOn = @case.Meetings.NeedsTalkOfferedOn,
        ConsentDecidedOn = @case.Consent.Current?.DecidedOn,
        InputClosedOn = @case.InputClosedOn,
        PlanAgreedOn = @case.Plan.AgreedOn,
        LastTalkHeldOn = @case.Meetings.LastTalkHeldOn,
        LastGroupMeetingHeldOn = @case.Meetings.LastGroupMeetingHeldOn,
        MeasureSilentSince = @case.Measures.SilentSince,
        HandoverBegunOn = @case.Handovers.All.Count == 0 ? null : @case.Handovers.All[^1].BegunOn,
        FarewellHeldOn = @case.Handovers.Farewells.Count == 0 ? null : @case.Handovers.Farewells[^1].HeldOn,
        HasContactOfficer = @case.Roles.ContactOfficer is not null,
        Consent = @case.Consent.Current?.Answer switch
        {
            null => "none",
            ConsentAnswer.Given => "given",
            ConsentAnswer.Refused => "refused",
            ConsentAnswer.Undecided => "undecided",
            _ => "withdrawn",
        },
        HasConsent = @case.Consent.IsGiven,
        GroupMembers = @case.Group.Members.Count(),
        OpenNeeds = @case.Needs.All.Count(need => need.Status == Domain.Needs.NeedStatus.Open),
        UnmetNeeds = @case.Needs.Unmet.Count(),
        UnmetAcuteNeeds = @case.Needs.Unmet.Count(need => need.Acute),
        ActiveMeasures = @case.Measures.Active.Count(),
        Proposals = @case.Proposals.All.Count,
        SilentMembers = @case.Proposals.Silent.Count(),
        HasNextMeeting = @case.Meetings.Next is not null,
        OpenHandovers = @case.Handovers.OpenCount,
        ReleaseHandedOver = @case.Handovers.All.Any(transition => transition is { Kind: Handover.TransitionKind.Release, Status: Handover.TransitionStatus.Confirmed }),
        HasHomeMunicipality = @case.HomeMunicipality is not null,
        HasHome = @case.HomeClarifiedOn is not null,
        Language = @case.Language,
        Status = @case.Status.ToString().ToLowerInvariant(),
        Phase = @case.Phase switch
        {
            CasePhase.Preparations => "preparations",
            CasePhase.UnderstandNeeds => "understand-needs",
            CasePhase.MakePlan => "make-plan",
            CasePhase.CarryOut => "carry-out",
            CasePhase.HandOver => "hand-over",
            _ => "ended",
        },
    };
}
