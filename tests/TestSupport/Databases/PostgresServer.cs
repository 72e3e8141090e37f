using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProcessAutomation.TestSupport.Databases;

/// <summary>
/// A PostgreSQL server of our own in a directory under the temporary directory, reached over a socket file. A watchdog process, which lives as long as a pipe from us is open, stops the server and deletes the directory, however
/// this process ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _binaries;
    private readonly string _directory;
    private readonly Process _watchdog;

    private PostgresServer(string binaries, string directory, Process watchdog)
    {
        _binaries = binaries;
        _directory = directory;
        _watchdog = watchdog;
    }

    /// <summary>Connection string to the server's first database.</summary>
    public string ConnectionString => $"Host={_directory};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Makes and starts a server.</summary>
    /// <param name="binaries">Directory of the server's programs.</param>
    /// <param name="syncsToDisk">True: a commit is on the disk, as a real server has it. False: it is in the operating system's memory, which
    /// outlives every process killed here; only a power cut would lose it.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<PostgresServer> StartNewAsync(string binaries, bool syncsToDisk, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("pa-pg-").FullName;
        if (Environment.UserName == "root")
            await ExecuteAsync("chown", ["postgres", directory], cancellationToken);
        var watchdog = Watch(binaries, directory);
        var server = new PostgresServer(binaries, directory, watchdog);
        try
        {
            await server.RunAsync("initdb", ["-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"], cancellationToken);
            await File.AppendAllTextAsync(Path.Combine(server.Data, "postgresql.conf"), string.Create(CultureInfo.InvariantCulture, $"""

                listen_addresses = ''
                unix_socket_directories = '{directory}'
                max_connections = 200
                shared_buffers = 128MB
                fsync = {(syncsToDisk ? "on" : "off")}
                synchronous_commit = on
                full_page_writes = on
                log_min_messages = fatal
                """), cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again after a stop.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        RunAsync("pg_ctl", ["start", "-w", "-t", "60", "-D", Data, "-l", Path.Combine(_directory, "log")], cancellationToken);

    /// <summary>Ends it as a crash does: no checkpoint, the next start recovers from the log.</summary>
    public Task StopImmediatelyAsync(CancellationToken cancellationToken) =>
        RunAsync("pg_ctl", ["stop", "-w", "-m", "immediate", "-D", Data], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
    }

    private static Process Watch(string binaries, string directory)
    {
        // The path goes in as an argument, not into the script's text. "read" returns when the pipe is closed.
        var start = AsServerUser("/bin/sh", ["-c", "read nothing; \"$1/pg_ctl\" stop -m immediate -D \"$2/data\" >/dev/null 2>&1; rm -rf \"$2\"/*; rmdir \"$2\" 2>/dev/null; true", "sh", binaries, directory]);
        start.RedirectStandardInput = true;
        return Process.Start(start) ?? throw new InvalidOperationException("The watchdog of the PostgreSQL server did not start.");
    }

    private Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        ExecuteAsync(AsServerUser(Path.Combine(_binaries, program), arguments), cancellationToken);

    // The server refuses to run as root.
    private static ProcessStartInfo AsServerUser(string program, string[] arguments) => Environment.UserName == "root"
        ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments]) { WorkingDirectory = "/" }
        : new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" };

    private static Task ExecuteAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        ExecuteAsync(new ProcessStartInfo(program, arguments), cancellationToken);

    private static async Task ExecuteAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        // Not through pipes: the server inherits them from pg_ctl and would hold them open as long as it runs.
        var output = Path.GetTempFileName();
        var command = new StringBuilder("exec \"$@\" >\"").Append(output).Append("\" 2>&1 </dev/null");
        var shell = new ProcessStartInfo("/bin/sh", ["-c", command.ToString(), "sh", start.FileName, .. start.ArgumentList]) { WorkingDirectory = "/" };
        using var process = Process.Start(shell) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        await process.WaitForExitAsync(cancellationToken);
        var text = await File.ReadAllTextAsync(output, cancellationToken);
        File.Delete(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {text}");
    }
}
