using System.Collections.Immutable;
using System.Security.Claims;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.SignIn;

/// <summary>The user of the request being answered. Only meaningful behind authorization.</summary>
public sealed class CurrentUser(IHttpContextAccessor accessor)
{
    private ClaimsPrincipal Principal => accessor.HttpContext?.User ?? new ClaimsPrincipal();

    public bool IsSignedIn => Principal.Identity?.IsAuthenticated == true;

    /// <summary>The user's id (<c>sub</c>); empty when nobody is signed in.</summary>
    public string Id => Principal.FindFirst(ClaimNames.Subject)?.Value ?? "";

    public string Name => Principal.FindFirst(ClaimNames.Name)?.Value ?? Id;

    public ImmutableArray<string> RoleNames => Values(ClaimNames.Role);

    public ImmutableArray<string> Units => Values(ClaimNames.Unit);

    /// <summary>The party a group member comes from; null for the service's own people.</summary>
    public string? Party => Principal.FindFirst(ClaimNames.Party)?.Value;

    /// <summary>The user as the rules of access see them.</summary>
    public Viewer Viewer => new(Id, RoleNames, Units);

    public bool Has(string role) => RoleNames.Contains(role, StringComparer.Ordinal);

    private ImmutableArray<string> Values(string claim) => [.. Principal.FindAll(claim).Select(c => c.Value).Distinct(StringComparer.Ordinal)];
}
