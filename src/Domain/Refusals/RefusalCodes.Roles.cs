namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals of roles and of the responsibility group.</summary>
public static partial class RefusalCodes
{
    /// <summary>No such role ({0}).</summary>
    public const string RoleUnknown = "role.unknown";

    /// <summary>The role ({0}) has a holder: let the new one join beside them.</summary>
    public const string RoleHasHolder = "role.has-holder";

    /// <summary>Nobody holds the role ({0}): name somebody first.</summary>
    public const string RoleWithoutHolder = "role.no-holder";

    /// <summary>The user holds the role ({0}) already.</summary>
    public const string RoleHeldAlready = "role.held-already";

    /// <summary>No such holder now.</summary>
    public const string RoleHoldingUnknown = "role.holding-unknown";

    /// <summary>The role ({0}) cannot be left before its taker has confirmed and gone through needs and plan.</summary>
    public const string RoleLeftWithoutOverlap = "role.no-overlap";

    /// <summary>The role ({0}) has no taker yet.</summary>
    public const string RoleWithoutTaker = "role.no-taker";

    /// <summary>The group was established already ({0}): add members one by one.</summary>
    public const string GroupEstablished = "group.established";

    /// <summary>A group needs members.</summary>
    public const string GroupEmpty = "group.empty";

    /// <summary>The person has a group: take its members over, do not make another.</summary>
    public const string ExistingGroupNotTakenOver = "group.existing-not-taken-over";

    /// <summary>The member ({0}) is in the group already.</summary>
    public const string MemberTwice = "group.member-twice";

    /// <summary>No such member in the group now ({0}).</summary>
    public const string MemberUnknown = "group.member-unknown";

    /// <summary>The member ({0}) has neither user, agency nor name.</summary>
    public const string MemberNobody = "group.member-nobody";

    /// <summary>The channel does not reach the member ({0}): an address is missing.</summary>
    public const string MemberNotReachable = "group.member-not-reachable";

    /// <summary>The member delivers a measure: end it or hand it over first.</summary>
    public const string MemberDelivers = "group.member-delivers";
}
