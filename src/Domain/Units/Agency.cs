using ProcessAutomation.Domain.Groups;

namespace ProcessAutomation.Domain.Units;

/// <summary>An agency outside the correctional service that delivers or is notified: NAV, a municipality, health, a school, a voluntary organisation.</summary>
public sealed class Agency
{
    private Agency()
    {
    }

    /// <summary>An agency. <paramref name="role"/>: the member role it fills in a group. <paramref name="email"/> null: not reached by e-mail.</summary>
    public Agency(string id, string name, string role, ContactChannel channel, string? email) =>
        (Id, Name, Role, Channel, Email) = (id, name, role, channel, email);

    /// <summary>Short key ("nav-bergen").</summary>
    public string Id { get; private set; } = "";

    /// <summary>Name as people say it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The role key its contacts have in a group.</summary>
    public string Role { get; private set; } = "";

    /// <summary>How it is reached.</summary>
    public ContactChannel Channel { get; private set; }

    /// <summary>Address for notices; null: none.</summary>
    public string? Email { get; private set; }
}
