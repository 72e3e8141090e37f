namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>One Host for the tests of a class, with the manual clock.</summary>
public sealed class DesignerHost : IAsyncLifetime
{
    /// <summary>The Host.</summary>
    public HostProcess Host { get; private set; } = null!; // before the first test

    public async ValueTask InitializeAsync() => Host = await HostProcess.StartAsync(null, CancellationToken.None);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
