using System.Text.Json;

namespace ProcessAutomation.Host.Api;

/// <summary>
/// A case that is under way elsewhere. Each fact says on which day it was held and by whom (a user id); who enters it is the caller. A missing fact has
/// not happened. Which facts a phase needs is said by the refusal, all at once.
/// </summary>
public sealed record TakeoverRequest
{
    /// <summary>What the case is called there, at most 100 characters; the same reference twice is one case.</summary>
    public required string Reference { get; init; }

    /// <summary><c>preparations</c>, <c>understand-needs</c>, <c>make-plan</c>, <c>carry-out</c> or <c>hand-over</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>A person known already; missing: <see cref="Person"/> is entered, or used as known by the number.</summary>
    public Guid? PersonId { get; init; }
    public PersonRequest? Person { get; init; }
    public required string UnitId { get; init; }
    public required DateOnly StartDate { get; init; }
    public DateOnly? ReleaseDate { get; init; }
    public DateOnly? TransferDate { get; init; }
    public string? Language { get; init; }
    public string? InterpreterLanguage { get; init; }
    public string? HomeMunicipality { get; init; }
    public string? ExistingGroup { get; init; }
    public string? ContactOfficer { get; init; }
    public SummonsSentRequest? Summons { get; init; }
    public bool ArrivedWithoutSummons { get; init; }
    public GroupEstablishedRequest? Group { get; init; }

    /// <summary>Agencies and person know the dates; missing: they are told now.</summary>
    public HeldRequest? DatesNotified { get; init; }
    public TalkHeldRequest? Arrival { get; init; }
    public NeedsTalkHeldRequest? NeedsTalk { get; init; }
    public ConsentDecidedRequest? Consent { get; init; }

    /// <summary>The group has seen the needs map and been asked for input; missing: it is shared now, with consent.</summary>
    public HeldRequest? NeedsShared { get; init; }
    public IReadOnlyList<ProposalRequest>? Proposals { get; init; }
    public HeldRequest? InputClosed { get; init; }
    public PlanMadeRequest? Plan { get; init; }
    public TalkHeldRequest? LastTalk { get; init; }
    public TalkHeldRequest? LastGroupMeeting { get; init; }
    public BookingRequest? NextMeeting { get; init; }
    public HandoverBegunRequest? Handover { get; init; }
}

/// <summary>The day it was held and the user who held it.</summary>
public sealed record HeldRequest(DateOnly HeldOn, string HeldBy);

/// <summary>Channel: <c>email</c> or <c>letter</c>.</summary>
public sealed record SummonsSentRequest(DateOnly HeldOn, string HeldBy, string Channel);

/// <summary>Members are numbered from 1 in this order.</summary>
public sealed record GroupEstablishedRequest(DateOnly HeldOn, string HeldBy, IReadOnlyList<TakenMemberRequest> Members);

/// <summary>A member of the group, as when one is added, and whether they come from the group the person had before.</summary>
public sealed record TakenMemberRequest
{
    /// <summary><c>member:nav</c>, <c>member:municipality</c>…</summary>
    public required string Role { get; init; }

    /// <summary><c>inbox</c>, <c>email</c>, <c>webhook</c> or <c>by-hand</c>.</summary>
    public required string Channel { get; init; }
    public string? UserId { get; init; }
    public string? AgencyId { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public bool FromExistingGroup { get; init; }
}

/// <summary>A talk or meeting.</summary>
public sealed record TalkHeldRequest(DateOnly HeldOn, string HeldBy, string? Minutes = null);

/// <summary>Needs are numbered from 1 in this order; the list may be empty.</summary>
public sealed record NeedsTalkHeldRequest(DateOnly HeldOn, string HeldBy, IReadOnlyList<TakenNeedRequest> Needs, string? SupportedBy = null, string? Minutes = null);

/// <summary>Tangle: <c>health</c>, <c>social-belonging</c> or <c>economy-and-housing</c>.</summary>
public sealed record TakenNeedRequest(string Tangle, string Knot, string Thread, bool Acute = false);

/// <summary>Answer: <c>given</c>, <c>refused</c> or <c>withdrawn</c>. What was explained is needed unless it was withdrawn.</summary>
public sealed record ConsentDecidedRequest(DateOnly HeldOn, string HeldBy, string Answer, string? Explained = null);

/// <summary>Input given. Member: by number; missing: the unit's own. Answers: numbers of needs.</summary>
public sealed record ProposalRequest(string Title, DateOnly StartsOn, string Requirements, IReadOnlyList<int> Answers, int? Member = null, DateOnly? EndsOn = null, string? Description = null);

/// <summary>The plan; it may hold no measure.</summary>
public sealed record PlanMadeRequest(DateOnly HeldOn, string HeldBy, bool DecidedByPerson, IReadOnlyList<MeasureUnderWayRequest> Measures, string? Note = null);

/// <summary>A measure as far as it has come. Deliverer: a member by number; missing: the service itself. One that has begun says when it was last heard of.</summary>
public sealed record MeasureUnderWayRequest(
    string Title, DateOnly StartsOn, string RequiredOfPerson, IReadOnlyList<int> Answers, int? Deliverer = null, DateOnly? EndsOn = null, DateOnly? StartedOn = null, DateOnly? LastHeardOn = null);

/// <summary>Kind: <c>needs-talk</c>, <c>plan-talk</c>, <c>talk</c>, <c>group-meeting</c> or <c>farewell</c>. Place: <c>room</c>, <c>video</c> or <c>both</c>; missing: room.</summary>
public sealed record BookingRequest(string Kind, DateTimeOffset At, string? Place = null, string? Where = null);

/// <summary>Kind: <c>other-unit</c>, <c>probation</c> or <c>release</c>. Receiver: a unit's id, or the municipality.</summary>
public sealed record HandoverBegunRequest(DateOnly HeldOn, string HeldBy, string Kind, string Receiver, IReadOnlyList<TakerJoinedRequest> Takers);

/// <summary>Who takes a role: a user, or a member by number.</summary>
public sealed record TakerJoinedRequest(string Role, DateOnly JoinedOn, string? UserId = null, int? Member = null, DateOnly? GoneThroughOn = null);

/// <summary>Several cases, each taken over or refused by itself.</summary>
public sealed record TakeoverListRequest(IReadOnlyList<JsonElement> Cases);

/// <summary>A case that was taken over, now or before.</summary>
/// <param name="Id">The case.</param>
/// <param name="Reference">What it is called here where persons are not named.</param>
/// <param name="IsNew">False: the reference had been taken over before, and nothing was done.</param>
public sealed record TakenOverResource(Guid Id, string Reference, bool IsNew);

/// <summary>One result for each case, in the order sent.</summary>
public sealed record TakeoverListResource(IReadOnlyList<TakeoverItemResource> Results);

/// <summary>What became of one case.</summary>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Reference">As sent; missing: it could not be read.</param>
/// <param name="Result"><c>taken-over</c>, <c>known</c>, <c>refused</c> or <c>forbidden</c>.</param>
public sealed record TakeoverItemResource(int Index, string? Reference, string Result)
{
    public Guid? CaseId { get; init; }

    /// <summary>Every fault by its field.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
    public IReadOnlyList<string>? Codes { get; init; }
}
