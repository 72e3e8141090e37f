using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Domain.Takeover;

/// <summary>
/// A case that is under way elsewhere, on paper or in another system, as it is to be taken over: the phase it is in and what has happened in it.
/// Each fact says when it was held and by whom; who enters it here, and when, is the entry's. Null: it has not happened.
/// </summary>
public sealed record CaseUnderWay
{
    /// <summary>Where it is; decides which facts are needed. Never <see cref="CasePhase.Ended"/>.</summary>
    public required CasePhase Phase { get; init; }

    /// <summary>Person, unit, dates.</summary>
    public required CaseStart Start { get; init; }

    /// <summary>User id of the contact officer; null: nobody named.</summary>
    public string? ContactOfficer { get; init; }

    /// <summary>The next planned transfer; null: none.</summary>
    public DateOnly? TransferDate { get; init; }

    /// <summary>The summons.</summary>
    public SummonsSent? Summons { get; init; }

    /// <summary>The person was received without having been summoned; stands in for <see cref="Summons"/>.</summary>
    public bool ArrivedWithoutSummons { get; init; }

    /// <summary>The responsibility group.</summary>
    public GroupEstablished? Group { get; init; }

    /// <summary>Agencies and person have been told of the dates; null: they are told when the case is taken over.</summary>
    public Held? DatesNotified { get; init; }

    /// <summary>Arrival.</summary>
    public TalkHeld? Arrival { get; init; }

    /// <summary>Needs talk part 1, done.</summary>
    public NeedsTalkHeld? NeedsTalk { get; init; }

    /// <summary>The decision on consent.</summary>
    public ConsentDecided? Consent { get; init; }

    /// <summary>The needs map has been shared with the group and input asked for; null: it is shared when the case is taken over, if it may be.</summary>
    public Held? NeedsShared { get; init; }

    /// <summary>Input given so far.</summary>
    public ImmutableArray<NewProposal> Proposals { get; init; } = [];

    /// <summary>Input closed; null with a plan: it closed when the plan was made.</summary>
    public Held? InputClosed { get; init; }

    /// <summary>The plan.</summary>
    public PlanMade? Plan { get; init; }

    /// <summary>The latest talk with the person after the plan was made.</summary>
    public TalkHeld? LastTalk { get; init; }

    /// <summary>The latest meeting of the group.</summary>
    public TalkHeld? LastGroupMeeting { get; init; }

    /// <summary>The next meeting that is booked.</summary>
    public Booking? NextMeeting { get; init; }

    /// <summary>The handover under way.</summary>
    public HandoverBegun? Handover { get; init; }

    /// <summary>Everybody who held something, with the field that says so; to be looked up in the directory.</summary>
    public IEnumerable<(string Field, string UserId)> Holders()
    {
        foreach (var (fact, held) in TakeoverRules.HeldOf(this))
            yield return ($"{fact}.heldBy", held.By);
        if (!string.IsNullOrWhiteSpace(NeedsTalk?.SupportedBy))
            yield return ("needsTalk.supportedBy", NeedsTalk.SupportedBy);
        foreach (var (line, index) in (Handover?.Lines ?? []).Select((line, index) => (line, index)))
        {
            if (!string.IsNullOrWhiteSpace(line.UserId))
                yield return ($"handover.takers[{index}].userId", line.UserId);
        }
    }
}

/// <summary>A summons that went out.</summary>
public sealed record SummonsSent(Held Held, SummonsChannel Channel);

/// <summary>A responsibility group that exists. Members are numbered from 1 in their order.</summary>
public sealed record GroupEstablished(Held Held, ImmutableArray<NewMember> Members);

/// <summary>A talk or meeting; <paramref name="Minutes"/> null: none written.</summary>
public sealed record TalkHeld(Held Held, string? Minutes = null);

/// <summary>Needs talk part 1. Needs are numbered from 1 in their order; none is an answer too, so the list is needed but may be empty.</summary>
public sealed record NeedsTalkHeld(Held Held, ImmutableArray<NewNeed> Needs, string? SupportedBy = null, string? Minutes = null);

/// <summary>What the person decided on consent. <paramref name="Explained"/>: what was explained before; empty for a withdrawal.</summary>
public sealed record ConsentDecided(Held Held, ConsentAnswer Answer, string Explained);

/// <summary>A plan; <paramref name="DecidedByPerson"/> must be true. It may hold no measure.</summary>
public sealed record PlanMade(Held Held, bool DecidedByPerson, ImmutableArray<MeasureUnderWay> Measures, string? Note = null);

/// <summary>A measure of the plan as far as it has come.</summary>
/// <param name="Measure">As planned.</param>
/// <param name="StartedOn">The day it began; null: not yet.</param>
/// <param name="LastHeardOn">The day its deliverer was last heard of; required once it has begun, else silence would be raised at once.</param>
public sealed record MeasureUnderWay(NewMeasure Measure, DateOnly? StartedOn, DateOnly? LastHeardOn);

/// <summary>A handover that has begun. <paramref name="Held"/>: when and by whom it was begun.</summary>
public sealed record HandoverBegun(Held Held, TransitionKind Kind, string Receiver, ImmutableArray<TakerJoined> Lines);

/// <summary>A role that changes hands. Exactly one of <paramref name="UserId"/> and <paramref name="Member"/>, by number.</summary>
/// <param name="Role">Role key.</param>
/// <param name="UserId">A user of the service; null: a member.</param>
/// <param name="Member">A member of the group; null: a user.</param>
/// <param name="JoinedOn">The day the taker joined.</param>
/// <param name="GoneThroughOn">The day the taker said yes and had gone through needs and plan; null: not yet.</param>
public sealed record TakerJoined(string Role, string? UserId, int? Member, DateOnly JoinedOn, DateOnly? GoneThroughOn);
