using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

/// <summary>
/// Who holds which role in the case. The rule: a role is never left before its taker has confirmed and gone through needs and
/// plan, so that holder and taker always overlap. Of several holders the one who has held it longest is responsible, but nobody who has not confirmed while
/// another has, and nobody whom the role is handed over to before that handover takes effect.
/// </summary>
public sealed class RoleBook
{
    private readonly Case _case;
    private readonly List<RoleHolding> _holdings;

    internal RoleBook(Case owner, List<RoleHolding> holdings) => (_case, _holdings) = (owner, holdings);

    /// <summary>Every holding there was, oldest first.</summary>
    public IReadOnlyList<RoleHolding> All => _holdings;

    /// <summary>The user who is contact officer and responsible; null: nobody named.</summary>
    public string? ContactOfficer => Responsible(CaseRoles.ContactOfficer)?.UserId;

    /// <summary>Those who hold the role now, longest first: during an overlap more than one.</summary>
    public IEnumerable<RoleHolding> Holders(string role) =>
        _holdings.Where(holding => holding.To is null && holding.Role == role).OrderBy(holding => holding.From).ThenBy(holding => holding.Number);

    /// <summary>Who answers for the role now; null: nobody, which is a backslide zone.</summary>
    public RoleHolding? Responsible(string role) =>
        Holders(role).OrderBy(holding => _case.Handovers.IsTaker(holding.Number)).ThenBy(holding => holding.ConfirmedAt is null).FirstOrDefault(); // both keep the order of the rest

    /// <summary>Whether the user holds any role in the case now.</summary>
    public bool IsHeldBy(string userId) => _holdings.Any(holding => holding.To is null && holding.UserId == userId);

    /// <summary>Names the first holder of a role. Refused when somebody holds it: then it is handed over by <see cref="Join"/>.</summary>
    public Refusal? Name(string role, string userId, DateOnly from, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? CheckParty(role, userId)) is { } refusal)
            return refusal;
        if (Responsible(role) is not null)
            return Refusal.Of(RefusalCodes.RoleHasHolder, "role", role);
        Add(role, userId, null, from, entry.At);
        return null;
    }

    /// <summary>A taker joins beside the holder. Refused when the role has no holder, or the taker holds it already.</summary>
    public Refusal? Join(string role, string userId, DateOnly from, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? CheckParty(role, userId)) is { } refusal)
            return refusal;
        if (Responsible(role) is null)
            return Refusal.Of(RefusalCodes.RoleWithoutHolder, "role", role);
        if (Holders(role).Any(holding => holding.UserId == userId))
            return Refusal.Of(RefusalCodes.RoleHeldAlready, "userId", role);
        Add(role, userId, null, from, null);
        _case.Changes.Record(ChangeKind.RoleJoined, role, entry);
        return null;
    }

    /// <summary>The taker says yes to the role and has gone through needs and plan with the one who leaves. Both are needed before anyone leaves.</summary>
    public Refusal? Confirm(int holdingNumber, DateOnly goneThroughOn, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(goneThroughOn, "goneThroughOn")) is { } refusal)
            return refusal;
        if (Find(holdingNumber) is not { To: null } holding)
            return Refusal.Of(RefusalCodes.RoleHoldingUnknown, "holding");
        if (goneThroughOn < holding.From)
            return Refusal.Of(RefusalCodes.DateBefore, "goneThroughOn", holding.From);
        holding.Confirm(goneThroughOn, entry.At);
        return null;
    }

    /// <summary>A holder leaves. Refused unless another holder has confirmed and gone through needs and plan.</summary>
    public Refusal? Leave(int holdingNumber, DateOnly on, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (Find(holdingNumber) is not { To: null } holding)
            return Refusal.Of(RefusalCodes.RoleHoldingUnknown, "holding");
        if (!HasReadyTaker(holding))
            return Refusal.Of(RefusalCodes.RoleLeftWithoutOverlap, "holding", holding.Role);
        if (on < holding.From)
            return Refusal.Of(RefusalCodes.DateBefore, "leftOn", holding.From);
        holding.End(on);
        _case.Handovers.HandOn(holding);
        _case.Changes.Record(ChangeKind.RoleLeft, holding.Role, entry);
        return null;
    }

    /// <summary>Keys of the roles inside the service that somebody holds now.</summary>
    public IEnumerable<string> HeldInside => _holdings.Where(holding => holding is { To: null, MemberNumber: null }).Select(holding => holding.Role).Distinct();

    /// <summary>Whether somebody else is ready to carry the holder's role alone.</summary>
    internal bool HasReadyTaker(RoleHolding leaver) =>
        Holders(leaver.Role).Any(other => other != leaver && other is { ConfirmedAt: not null, GoneThroughOn: not null });

    /// <summary>A responsibility group member has its role from the day it joined.</summary>
    internal RoleHolding AddMember(string role, int memberNumber, string? userId, DateOnly from, DateTimeOffset? confirmedAt) =>
        Add(role, userId, memberNumber, from, confirmedAt);

    /// <summary>The holding with this number; null: none.</summary>
    public RoleHolding? Find(int number) => _holdings.Find(holding => holding.Number == number);

    private RoleHolding Add(string role, string? userId, int? memberNumber, DateOnly from, DateTimeOffset? confirmedAt)
    {
        var holding = new RoleHolding(_holdings.Count + 1, role, userId, memberNumber, from, confirmedAt);
        _holdings.Add(holding);
        return holding;
    }

    private static Refusal? CheckParty(string role, string userId) =>
        !CaseRoles.IsValid(role) || CaseRoles.IsMember(role) ? Refusal.Of(RefusalCodes.RoleUnknown, "role", role)
        : TextLimits.Require(userId, TextLimits.Key, "userId", RefusalCodes.UserMissing);
}

/// <summary>One holder of one role for a time. First and last day inclusive.</summary>
public sealed class RoleHolding
{
    private RoleHolding()
    {
    }

    internal RoleHolding(int number, string role, string? userId, int? memberNumber, DateOnly from, DateTimeOffset? confirmedAt) =>
        (Number, Role, UserId, MemberNumber, From, ConfirmedAt) = (number, role, userId, memberNumber, from, confirmedAt);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>A key of <see cref="CaseRoles"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>The user; null: a group member without an account.</summary>
    public string? UserId { get; private set; }

    /// <summary>The group member whose role it is; null: a role inside the service.</summary>
    public int? MemberNumber { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null: goes on.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>When the holder said yes to the role, or somebody took the responsibility in writing; null: not yet.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>The day needs and plan were gone through with the holder before; null: not yet, or the first holder.</summary>
    public DateOnly? GoneThroughOn { get; private set; }

    internal void Confirm(DateOnly goneThroughOn, DateTimeOffset at) => (GoneThroughOn, ConfirmedAt) = (goneThroughOn, at);

    /// <summary>Holds the role because somebody took the responsibility in writing; needs and plan are still to be gone through.</summary>
    internal void TakeInWriting(DateTimeOffset at) => ConfirmedAt ??= at;

    internal void End(DateOnly on) => To = on;
}
