using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace ProcessAutomation.Host.SignIn;

/// <summary>
/// Adds to a token made by <c>dotnet user-jwts</c> what an identity provider would have put in it: the demo user's name, unit and party.
/// Registered in Development only.
/// </summary>
internal sealed class DemoClaims : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (DemoUsers.Find(principal.FindFirst(ClaimNames.Subject)?.Value) is { } user && !principal.HasClaim(c => c.Type == ClaimNames.Name))
            principal.AddIdentity(new ClaimsIdentity(Of(user)));
        return Task.FromResult(principal);
    }

    internal static IEnumerable<Claim> Of(DemoUser user)
    {
        yield return new Claim(ClaimNames.Name, user.Name);
        if (user.Unit is { } unit) yield return new Claim(ClaimNames.Unit, unit);
        foreach (var led in user.Leads) yield return new Claim(ClaimNames.Unit, led);
        if (user.Party is { } party) yield return new Claim(ClaimNames.Party, party);
    }
}
