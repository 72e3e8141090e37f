using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProcessAutomation.TestSupport.Hosts;

namespace ProcessAutomation.Bench.Masses;

/// <summary>The built Host as a process of its own over a bench database, with a bearer token for the demo's contact officer or leader.</summary>
internal sealed class HostUnderBench : IAsyncDisposable
{
    private const string Issuer = "bench";
    private readonly HostProcess _host;
    private readonly byte[] _key;

    private HostUnderBench(HostProcess host, byte[] key) => (_host, _key) = (host, key);

    public HttpClient Http => _host.Http;

    /// <summary>Physical memory of the process, bytes.</summary>
    public long Memory => _host.Memory;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<HostUnderBench> StartAsync(string connectionString)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var settings = new Dictionary<string, string>
        {
            ["Clock__Manual"] = "false",
            ["ConnectionStrings__Default"] = connectionString,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Authentication__Schemes__Bearer__ValidIssuer"] = Issuer,
            ["Authentication__Schemes__Bearer__ValidAudiences__0"] = Issuer,
            ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = Issuer,
            ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Convert.ToBase64String(key),
        };
        return new HostUnderBench(await HostProcess.StartAsync(settings, CancellationToken.None), key);
    }

    /// <summary>Milliseconds of each of <paramref name="count"/> requests, one after the other.</summary>
    public async Task<IReadOnlyList<double>> TimesAsync(string path, string user, string role, int count)
    {
        var times = new List<double>();
        while (times.Count < count)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(user, role));
            var clock = Stopwatch.GetTimestamp();
            using var response = await Http.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"GET {path} answered {(int)response.StatusCode}.");
            }
        }

        return times;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    // A token as "dotnet user-jwts" makes it.
    private string Token(string user, string role)
    {
        var expires = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = Issuer, aud = Issuer, sub = user, role, exp = long.Parse(expires, CultureInfo.InvariantCulture) }))}";
        return $"{body}.{Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(body)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
