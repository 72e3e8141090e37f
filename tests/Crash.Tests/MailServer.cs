using ProcessAutomation.TestSupport.Mail;

[assembly: AssemblyFixture(typeof(ProcessAutomation.Crash.Tests.MailServer))]

namespace ProcessAutomation.Crash.Tests;

/// <summary>The one mail server of all these tests, started at first use. Each case has its own subjects.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly Lazy<Task<SmtpServer>> server = new(() => SmtpServer.StartAsync(new SmtpFaults(), CancellationToken.None));

    /// <summary>The server; it listens.</summary>
    public Task<SmtpServer> StartedAsync() => server.Value;

    /// <summary>What it received for a case, repetitions included.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> ReceivedAsync(Guid caseId, CancellationToken cancellationToken) =>
        [.. (await (await server.Value).ReceivedAsync(cancellationToken)).Where(mail => mail.Subject.EndsWith(caseId.ToString("N"), StringComparison.Ordinal))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
            await (await server.Value).DisposeAsync();
    }
}
