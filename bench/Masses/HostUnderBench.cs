using System.Diagnostics;
using System.Net.Http.Headers;
using ProcessAutomation.TestSupport.Hosts;

namespace ProcessAutomation.Bench.Masses;

/// <summary>The built Host as a process of its own over a bench database, with a bearer token for the demo's contact officer or leader.</summary>
internal sealed class HostUnderBench : IAsyncDisposable
{
    private readonly HostProcess _host;
    private readonly Tokens _tokens;

    private HostUnderBench(HostProcess host, Tokens tokens) => (_host, _tokens) = (host, tokens);

    public HttpClient Http => _host.Http;

    /// <summary>Physical memory of the process, bytes.</summary>
    public long Memory => _host.Memory;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<HostUnderBench> StartAsync(string connectionString)
    {
        var tokens = new Tokens();
        var settings = new Dictionary<string, string>(tokens.Environment)
        {
            ["Clock__Manual"] = "false",
            ["ConnectionStrings__Default"] = connectionString,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        return new HostUnderBench(await HostProcess.StartAsync(settings, CancellationToken.None), tokens);
    }

    /// <summary>Milliseconds of each of <paramref name="count"/> requests, one after the other.</summary>
    public async Task<IReadOnlyList<double>> TimesAsync(string path, string user, string role, int count)
    {
        var times = new List<double>();
        while (times.Count < count)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.Of(user, role));
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
}
