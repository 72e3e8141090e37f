namespace ProcessAutomation.Host.SignIn;

/// <summary>The claims this program reads, in the short form tokens carry them in.</summary>
public static class ClaimNames
{
    /// <summary>The user's id, as roles and tasks name it: <c>kari</c>.</summary>
    public const string Subject = "sub";

    /// <summary>The user's name, for people to read. Missing: the id is shown.</summary>
    public const string Name = "name";

    /// <summary>One of <see cref="Domain.Access.UserRoles"/>; may occur several times.</summary>
    public const string Role = "role";

    /// <summary>The id of a unit the user works in; may occur several times.</summary>
    public const string Unit = "unit";

    /// <summary>For group members: the party they come from (<c>nav</c>, <c>municipality</c>, <c>health</c>).</summary>
    public const string Party = "party";
}
