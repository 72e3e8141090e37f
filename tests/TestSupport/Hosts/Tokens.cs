using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ProcessAutomation.TestSupport.Hosts;

/// <summary>Bearer tokens for a Host under test, as <c>dotnet user-jwts</c> makes them, and the settings by which it knows them. Thread-safe.</summary>
public sealed class Tokens
{
    private const string Party = "tests";
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>What the Host must be told, in configuration form (<c>Authentication:Schemes:…</c>).</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new("Authentication:Schemes:Bearer:ValidIssuer", Party),
        new("Authentication:Schemes:Bearer:ValidAudiences:0", Party),
        new("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", Party),
        new("Authentication:Schemes:Bearer:SigningKeys:0:Value", Convert.ToBase64String(_key)),
    ];

    /// <summary>The same for the environment of a process: two underscores for each colon.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment => Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value));

    /// <summary>A token of a user for half a day.</summary>
    public string Of(string user, params string[] roles) => Of(user, DateTimeOffset.UtcNow.AddHours(12), roles);

    /// <summary>A token that is good until an instant, which may be past.</summary>
    /// <param name="user">Who.</param>
    /// <param name="until">When it ends.</param>
    /// <param name="roles">The claims <c>role</c>.</param>
    /// <param name="more">Other claims.</param>
    public string Of(string user, DateTimeOffset until, string[] roles, IReadOnlyDictionary<string, object>? more = null)
    {
        var claims = new Dictionary<string, object>(more ?? new Dictionary<string, object>(), StringComparer.Ordinal)
        {
            ["iss"] = Party,
            ["aud"] = Party,
            ["sub"] = user,
            ["unique_name"] = user,
            ["role"] = roles,
            ["nbf"] = until.AddDays(-1).ToUnixTimeSeconds(),
            ["exp"] = until.ToUnixTimeSeconds(),
        };
        var body = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(body)))}";
    }
}
