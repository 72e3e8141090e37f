using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Groups;

/// <summary>
/// The responsibility group (ansvarsgruppe). Every member has a role in the case and a channel; a group the person had before is taken
/// over, not doubled. Its channel is the thread on the case.
/// </summary>
public sealed class ResponsibilityGroup
{
    private readonly Case _case;
    private readonly List<GroupMember> _members;

    internal ResponsibilityGroup(Case owner, List<GroupMember> members) => (_case, _members) = (owner, members);

    /// <summary>Everybody who is or was a member, by number.</summary>
    public IReadOnlyList<GroupMember> All => _members;

    /// <summary>Those who are in it now.</summary>
    public IEnumerable<GroupMember> Members => _members.Where(member => member.LeftOn is null);

    /// <summary>The member with this number; null: none.</summary>
    public GroupMember? Find(int number) => _members.Find(member => member.Number == number);

    /// <summary>The member who is this user now; null: the user is not in the group.</summary>
    public GroupMember? FindUser(string userId) => _members.Find(member => member.LeftOn is null && member.UserId == userId);

    /// <summary>
    /// Establishes the group (step 0.2). Refused without members, twice, with a member twice or without a channel that reaches them, and,
    /// when the person had a group before, without anybody from it.
    /// </summary>
    public Refusal? Establish(ImmutableArray<NewMember> members, DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(on, "establishedOn")) is { } refusal)
            return refusal;
        if (_case.GroupEstablishedOn is { } before)
            return Refusal.Of(RefusalCodes.GroupEstablished, "members", before);
        if (members.IsDefaultOrEmpty && !Members.Any())
            return Refusal.Of(RefusalCodes.GroupEmpty, "members");
        if (_case.ExistingGroup is not null && !members.Any(member => member.FromExistingGroup) && !Members.Any(member => member.FromExistingGroup))
            return Refusal.Of(RefusalCodes.ExistingGroupNotTakenOver, "members");
        for (var i = 0; i < members.Length; i++)
        {
            if (Check(members[i], $"members[{i}].") is { } wrong)
                return wrong;
            if (members.Take(i).Any(other => IsSame(other, members[i])))
                return Refusal.Of(RefusalCodes.MemberTwice, $"members[{i}]", members[i].Role);
        }

        foreach (var member in members)
            Add(member, on, entry);
        _case.GroupEstablishedOn = on;
        return null;
    }

    /// <summary>Somebody joins. A second holder of the same role is the overlap of a handover.</summary>
    public Refusal? Join(NewMember member, DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? Check(member, "")) is { } refusal)
            return refusal;
        var added = Add(member, on, entry);
        if (_case.GroupEstablishedOn is not null)
            _case.Changes.Record(ChangeKind.MemberJoined, added.Role, entry);
        return null;
    }

    /// <summary>
    /// A member leaves. Refused while the member delivers a measure or has the role alone: another must have confirmed and gone through
    /// needs and plan first.
    /// </summary>
    public Refusal? Leave(int number, DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(on, "leftOn")) is { } refusal)
            return refusal;
        if (Find(number) is not { LeftOn: null } member)
            return Refusal.Of(RefusalCodes.MemberUnknown, "member", $"{number}");
        if (on < member.JoinedOn)
            return Refusal.Of(RefusalCodes.DateBefore, "leftOn", member.JoinedOn);
        if (_case.Measures.ActiveDeliverers.Contains(number))
            return Refusal.Of(RefusalCodes.MemberDelivers, "member");
        var holding = _case.Roles.All.First(held => held.MemberNumber == number);
        if (!_case.Roles.HasReadyTaker(holding))
            return Refusal.Of(RefusalCodes.RoleLeftWithoutOverlap, "member", member.Role);
        member.Leave(on);
        holding.End(on);
        _case.Handovers.HandOn(holding);
        _case.Sharing.StopFor(number, entry.At);
        _case.Changes.Record(ChangeKind.MemberLeft, member.Role, entry);
        return null;
    }

    private GroupMember Add(NewMember member, DateOnly on, Entry entry)
    {
        var isFirst = _case.Roles.Responsible(member.Role) is null;
        var added = new GroupMember(_members.Count + 1, member, on);
        _members.Add(added);
        _case.Roles.AddMember(added.Role, added.Number, added.UserId, on, isFirst ? entry.At : null);
        return added;
    }

    // prefix: where the member stands in the answer, members[0]. or nothing.
    private Refusal? Check(NewMember member, string prefix)
    {
        if (!CaseRoles.IsMember(member.Role) || !CaseRoles.IsValid(member.Role))
            return Refusal.Of(RefusalCodes.RoleUnknown, prefix + "role", member.Role);
        if (string.IsNullOrWhiteSpace(member.UserId) && string.IsNullOrWhiteSpace(member.AgencyId) && string.IsNullOrWhiteSpace(member.Name))
            return Refusal.Of(RefusalCodes.MemberNobody, prefix + "name", member.Role);
        if ((TextLimits.Check(member.UserId, TextLimits.Key, prefix + "userId") ?? TextLimits.Check(member.AgencyId, TextLimits.Key, prefix + "agencyId")
                ?? TextLimits.Check(member.Name, TextLimits.Line, prefix + "name")) is { } tooLong)
            return tooLong;
        if (!string.IsNullOrWhiteSpace(member.Email) && !EmailAddress.IsValid(member.Email.Trim()))
            return Refusal.Of(RefusalCodes.EmailInvalid, prefix + "email");
        var reachable = member.Channel switch
        {
            ContactChannel.Inbox => !string.IsNullOrWhiteSpace(member.UserId),
            ContactChannel.Email => !string.IsNullOrWhiteSpace(member.Email) || !string.IsNullOrWhiteSpace(member.AgencyId) || !string.IsNullOrWhiteSpace(member.UserId),
            ContactChannel.Webhook => !string.IsNullOrWhiteSpace(member.AgencyId),
            ContactChannel.ByHand => true,
            _ => false,
        };
        if (!reachable)
            return Refusal.Of(RefusalCodes.MemberNotReachable, prefix + "channel", member.Role);
        return Members.Any(other => IsSame(other, member)) ? Refusal.Of(RefusalCodes.MemberTwice, prefix + "userId", member.Role) : null;
    }

    private static bool IsSame(NewMember one, NewMember other) => IsSame(new GroupMember(0, one, default), other);

    private static bool IsSame(GroupMember one, NewMember other)
    {
        if (!string.IsNullOrWhiteSpace(other.UserId) && one.UserId == other.UserId.Trim())
            return true;
        if (one.Role != other.Role || (one.UserId is not null && !string.IsNullOrWhiteSpace(other.UserId)))
            return false;
        var entered = new GroupMember(0, other, default);
        return one.AgencyId == entered.AgencyId
            && string.Equals(one.Email, entered.Email, StringComparison.OrdinalIgnoreCase)
            && string.Equals(one.Name, entered.Name, StringComparison.OrdinalIgnoreCase);
    }
}
