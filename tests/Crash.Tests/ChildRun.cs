using System.Diagnostics;
using System.Text;
using ProcessAutomation.Crash.Child.Flows;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Crash.Tests;

/// <summary>One life of the child process: a process of the product without the web.</summary>
internal sealed class ChildRun : IAsyncDisposable
{
    /// <summary>Exit code of a process that was ended by SIGKILL.</summary>
    public const int Killed = 137;

    // Longer than the child's own patience, so that it says itself what it waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly Process process;
    private readonly StringBuilder output = new();

    private ChildRun(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has said, both streams.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <param name="verb"><c>run</c>, <c>ask</c>, <c>answer</c>, <c>send</c>, <c>again</c> or <c>alter</c>; see the child.</param>
    /// <param name="connectionString">Its database.</param>
    /// <param name="cases">The cases to open.</param>
    /// <param name="mail">Where its mails go.</param>
    /// <param name="receiver">Address of the server it asks; null: it asks none.</param>
    /// <param name="crash">The point at which it kills itself, and which pass of it; null: it does not.</param>
    public static ChildRun Start(string verb, string connectionString, IEnumerable<Guid> cases, SmtpServer mail, (CrashPoint Point, int Pass)? crash, string? receiver = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CrashFlows).Assembly.Location, verb, connectionString, .. cases.Select(id => id.ToString("D"))])
        {
            WorkingDirectory = Path.GetTempPath(), // not where some other program's settings lie
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment["Email__Smtp__Host"] = mail.Host;
        start.Environment["Email__Smtp__Port"] = FormattableString.Invariant($"{mail.Port}");
        start.Environment["Email__Smtp__Encryption"] = nameof(Host.Delivery.SmtpEncryption.None);
        start.Environment["Email__Smtp__Timeout"] = "00:00:02";
        start.Environment["Email__MaxPause"] = "00:00:00.100";
        for (var i = 0; i < 20; i++)
            start.Environment[$"Email__RetryAfter__{i}"] = "00:00:00.300"; // the machine may be too busy for its mail server
        start.Environment[RequestFlow.AddressVariable] = receiver;
        start.Environment["Http__AllowedHosts__0"] = "127.0.0.1";
        start.Environment.Remove("PROCESSAUTOMATION_CRASH_AT");
        if (crash is var (point, pass))
            start.Environment["PROCESSAUTOMATION_CRASH_AT"] = FormattableString.Invariant($"{point}:{pass}");
        return new ChildRun(Process.Start(start) ?? throw new InvalidOperationException("The child process did not start."));
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for its end and returns the exit code. Whatever it did, its connections were durable.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            Assert.Fail($"The child process did not end within {Patience}. It said:{Environment.NewLine}{Output}");
        }

        foreach (var line in Output.Split(Environment.NewLine).Where(line => line.StartsWith("durability:", StringComparison.Ordinal)))
            Assert.Contains(line, Durable);
        Assert.True(process.ExitCode is 0 or Killed, $"The child process ended with {process.ExitCode}. It said:{Environment.NewLine}{Output}");
        return process.ExitCode;
    }

    private static string[] Durable { get; } =
        ["durability: synchronous=2 journal_mode=wal", "durability: fsync=on synchronous_commit=on full_page_writes=on"];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
    }
}
