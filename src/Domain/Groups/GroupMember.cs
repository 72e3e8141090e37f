namespace ProcessAutomation.Domain.Groups;

/// <summary>How a member is reached. Stored as the numbers.</summary>
public enum ContactChannel
{
    /// <summary>Signs in and works here.</summary>
    Inbox = 1,

    /// <summary>Gets notices by e-mail.</summary>
    Email = 2,

    /// <summary>Gets notices by webhook through its agency.</summary>
    Webhook = 3,

    /// <summary>Is called or met; somebody here enters what they say.</summary>
    ByHand = 4,
}

/// <summary>
/// A member as entered. At least one of <see cref="UserId"/>, <see cref="AgencyId"/> and <see cref="Name"/> says who it is.
/// </summary>
public sealed record NewMember
{
    /// <summary>Role key, "member:" and the service.</summary>
    public required string Role { get; init; }

    /// <summary>How the member is reached; e-mail and webhook need an address.</summary>
    public required ContactChannel Channel { get; init; }

    /// <summary>Outside the correctional service.</summary>
    public bool IsExternal { get; init; } = true;

    /// <summary>The member's user, if they sign in; null: no account.</summary>
    public string? UserId { get; init; }

    /// <summary>The agency; null: none in the register.</summary>
    public string? AgencyId { get; init; }

    /// <summary>The contact's name; null: not known, the agency as such.</summary>
    public string? Name { get; init; }

    /// <summary>E-mail address of this contact; null: the agency's is used.</summary>
    public string? Email { get; init; }

    /// <summary>Comes from the group the person had before.</summary>
    public bool FromExistingGroup { get; init; }
}

/// <summary>A member of the responsibility group.</summary>
public sealed class GroupMember
{
    private GroupMember()
    {
    }

    internal GroupMember(int number, NewMember member, DateOnly joinedOn)
    {
        (Number, Role, Channel, IsExternal, JoinedOn) = (number, member.Role, member.Channel, member.IsExternal, joinedOn);
        (UserId, AgencyId, Name, Email) = (Blank(member.UserId), Blank(member.AgencyId), Blank(member.Name), Blank(member.Email));
        FromExistingGroup = member.FromExistingGroup;
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>Role key.</summary>
    public string Role { get; private set; } = "";

    /// <summary>How the member is reached.</summary>
    public ContactChannel Channel { get; private set; }

    /// <summary>Outside the correctional service: sees needs only when they are shared.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>The member's user; null: no account.</summary>
    public string? UserId { get; private set; }

    /// <summary>The agency; null: none in the register.</summary>
    public string? AgencyId { get; private set; }

    /// <summary>The contact's name; null: the agency as such.</summary>
    public string? Name { get; private set; }

    /// <summary>E-mail address; null: the agency's.</summary>
    public string? Email { get; private set; }

    /// <summary>Comes from the group the person had before.</summary>
    public bool FromExistingGroup { get; private set; }

    /// <summary>First day in the group.</summary>
    public DateOnly JoinedOn { get; private set; }

    /// <summary>Last day; null: still in it.</summary>
    public DateOnly? LeftOn { get; private set; }

    internal void Correct(string? name, string? email) => (Name, Email) = (Blank(name), Blank(email));

    internal void Leave(DateOnly on) => LeftOn = on;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
