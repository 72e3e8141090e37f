using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace ProcessAutomation.TestSupport.Hosts;

/// <summary>
/// The built Host as a real child process on a port of its own, with its own data folder (SQLite) and the manual clock.
/// It can be killed, stopped and continued by signals, and started again on the same data.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(5); // over a large database too
    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder output = new();
    private readonly string assembly;
    private Process? process;

    private HostProcess(IReadOnlyDictionary<string, string>? extraSettings, string assembly)
    {
        this.assembly = assembly;
        DataFolder = Directory.CreateTempSubdirectory("processautomation-").FullName;
        BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}");
        settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = BaseAddress.GetLeftPart(UriPartial.Authority),
            ["Data__Path"] = DataFolder,
            ["Clock__Manual"] = "true",
            ["Demo__Cases"] = "false",
        };
        foreach (var (name, value) in extraSettings ?? new Dictionary<string, string>()) settings[name] = value;
        Http = new HttpClient { BaseAddress = BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Where it listens, the same at every start.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Whether it has been started and not been killed or stopped.</summary>
    public bool IsRunning => process is not null;

    /// <summary>Holds the database and, unless mail goes to a server, the folder <c>mail</c>.</summary>
    public string DataFolder { get; }

    /// <summary>A client without a user; for health and the clock.</summary>
    public HttpClient Http { get; }

    /// <summary>Physical memory of the process, bytes.</summary>
    public long Memory
    {
        get
        {
            var running = process ?? throw new InvalidOperationException("It does not run.");
            running.Refresh();
            return running.WorkingSet64;
        }
    }

    /// <summary>Everything the process has written so far, over all starts.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts the built Host and waits until it is ready. Settings in environment form (<c>Email__Smtp__Host</c>) add to those of the fixture or replace them.</summary>
    public static Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string>? settings, CancellationToken cancellationToken) => StartAsync(settings, null, cancellationToken);

    /// <summary>The same with the folder of a copy of the built Host to run instead, for instance with other flows beside it; null: the built one.</summary>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string>? settings, string? programFolder, CancellationToken cancellationToken)
    {
        var host = new HostProcess(settings, programFolder is null ? BuiltHost.Assembly : Path.Combine(programFolder, Path.GetFileName(BuiltHost.Assembly)));
        await host.StartAgainAsync(cancellationToken);
        return host;
    }

    /// <summary>Ends the process as a power cut does: SIGKILL, nothing is flushed or closed.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (process is not { } running) return;
        process = null;
        running.Kill();
        await running.WaitForExitAsync(cancellationToken);
        running.Dispose();
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it has. Returns the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        if (process is not { } running) return 0;
        await SignalAsync("TERM", cancellationToken);
        await running.WaitForExitAsync(cancellationToken);
        process = null;
        using (running) return running.ExitCode;
    }

    /// <summary>Waits until it has ended by itself. Returns the exit code; 137 is SIGKILL.</summary>
    public async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        if (process is not { } running) throw new InvalidOperationException("It does not run.");
        await running.WaitForExitAsync(cancellationToken);
        process = null;
        using (running) return running.ExitCode;
    }

    /// <summary>Sends a signal by its name: <c>STOP</c>, <c>CONT</c>, <c>TERM</c>.</summary>
    public async Task SignalAsync(string name, CancellationToken cancellationToken)
    {
        if (process is not { } running) throw new InvalidOperationException("It does not run.");
        using var kill = Process.Start("kill", [$"-{name}", $"{running.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        if (kill.ExitCode != 0) throw new InvalidOperationException($"kill -{name} ended with {kill.ExitCode}.");
    }

    /// <summary>Starts the process on the data it had, and waits until it is ready.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (process is not null) throw new InvalidOperationException("It runs already.");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = BuiltHost.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(assembly);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilReadyAsync(process, cancellationToken);
    }

    /// <summary>Sets the business clock and waits until everything that fell due has been done. The clock refuses an instant before its own. Answers with the clock's JSON.</summary>
    public Task<string> SetClockAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        PostClockAsync(new Dictionary<string, string> { ["now"] = now.ToString("O") }, cancellationToken);

    /// <summary>Moves the business clock by an ISO 8601 duration (<c>P7D</c>, <c>PT1H</c>) and waits until all is quiet.</summary>
    public Task<string> AdvanceClockAsync(string duration, CancellationToken cancellationToken) =>
        PostClockAsync(new Dictionary<string, string> { ["advance"] = duration }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        Http.Dispose();
        if (Directory.Exists(DataFolder)) Directory.Delete(DataFolder, recursive: true);
    }

    private async Task<string> PostClockAsync(Dictionary<string, string> body, CancellationToken cancellationToken)
    {
        using var response = await Http.PostAsJsonAsync("/dev/clock", body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"The clock answered {(int)response.StatusCode}: {text}");
    }

    private async Task WaitUntilReadyAsync(Process starting, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var last = "no answer yet";
        while (clock.Elapsed < ReadyWithin)
        {
            if (starting.HasExited)
            {
                await starting.WaitForExitAsync(cancellationToken); // until its output has been read to the end
                throw new InvalidOperationException($"The Host ended with {starting.ExitCode} while starting:{Environment.NewLine}{Output}");
            }

            try
            {
                using var response = await Http.GetAsync("/health/ready", cancellationToken);
                last = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
                if (response.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException refused)
            {
                last = refused.Message;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
        throw new TimeoutException($"The Host was not ready within {ReadyWithin}: {last}{Environment.NewLine}{Output}");
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
