namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>One Host for all tests at the Studio, on a Monday morning of the manual clock. Each test draws on flows that no other one changes.</summary>
public sealed class DesignerHost : IAsyncLifetime
{
    /// <summary>The Host.</summary>
    public HostProcess Host { get; private set; } = null!; // before the first test

    public async ValueTask InitializeAsync()
    {
        Host = await HostProcess.StartAsync(null, CancellationToken.None);
        await Host.SetClockAsync(new DateTimeOffset(2031, 9, 1, 9, 0, 0, TimeSpan.FromHours(2)), CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Signs somebody in.</summary>
    public async Task<Visitor> SignInAsync(Chromium chromium, string name)
    {
        var visitor = await chromium.OpenAsync(Host);
        await visitor.SignInAsync(name);
        return visitor;
    }
}

/// <summary>The classes that share it.</summary>
[CollectionDefinition(Name)]
public sealed class AtTheDesigner : ICollectionFixture<DesignerHost>
{
    public const string Name = "At the designer";
}
