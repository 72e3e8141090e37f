using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ProcessAutomation.Bench.Masses;

/// <summary>The built Host as a process of its own over a bench database, with a bearer token for the demo's contact officer or leader.</summary>
internal sealed class HostUnderBench : IAsyncDisposable
{
    private const string Issuer = "bench";
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly string _folder = Directory.CreateTempSubdirectory("pa-bench-host-").FullName;
    private readonly Process _process;

    private HostUnderBench(string connectionString)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [HostAssembly]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = address,
            ["ConnectionStrings__Default"] = connectionString,
            ["Data__Path"] = _folder,
            ["Demo__Cases"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Authentication__Schemes__Bearer__ValidIssuer"] = Issuer,
            ["Authentication__Schemes__Bearer__ValidAudiences__0"] = Issuer,
            ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = Issuer,
            ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Convert.ToBase64String(_key),
        })
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, e) => Console.Error.WriteLine(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Http { get; }

    /// <summary>Physical memory of the process, bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    private static string HostAssembly
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "ProcessAutomation.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The bench runs from its repository.");
            }

            var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            return Path.Combine(folder.FullName, "src", "Host", "bin", configuration, "net10.0", "ProcessAutomation.Host.dll");
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<HostUnderBench> StartAsync(string connectionString)
    {
        var host = new HostUnderBench(connectionString);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromMinutes(5) && !host._process.HasExited)
        {
            try
            {
                using var response = await host.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (response.IsSuccessStatusCode)
                {
                    return host;
                }
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(100);
        }

        await host.DisposeAsync();
        throw new InvalidOperationException("The Host did not become ready; what it said stands above.");
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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A token as "dotnet user-jwts" makes it.
    private string Token(string user, string role)
    {
        var expires = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = Issuer, aud = Issuer, sub = user, role, exp = long.Parse(expires, CultureInfo.InvariantCulture) }))}";
        return $"{body}.{Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(body)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
