
namespace ProcessAutomation.Browser.Tests;

/// <summary>One Host for all tests of a class, on a Monday morning. Each test opens a case of its own person and works on that case's tasks.</summary>
public sealed class TaskPageHost : IAsyncLifetime
{
    private HostProcess? host;

    public HostProcess Host => host ?? throw new InvalidOperationException("The fixture is not ready.");

    public async ValueTask InitializeAsync()
    {
        host = await HostProcess.StartAsync(null, CancellationToken.None);
        await host.SetClockAsync(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.FromHours(1)), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Signs somebody in.</summary>
    public async Task<Visitor> SignInAsync(Chromium chromium, string name)
    {
        var visitor = await chromium.OpenAsync(Host);
        await visitor.SignInAsync(name);
        return visitor;
    }

    /// <summary>Opens a case and its first task; the browser is then on the task's page, whose address is returned.</summary>
    public static async Task<string> OpenTaskAsync(Visitor visitor, string number, string familyName, string title, DateOnly? startDate = null)
    {
        await visitor.OpenCaseAsync(new CaseOpening
        {
            NationalNumber = number,
            GivenName = "Prøve",
            FamilyName = familyName,
            StartDate = startDate ?? new DateOnly(2027, 3, 1),
            ReleaseDate = new DateOnly(2027, 12, 1),
            ContactOfficer = "kari",
        });
        await visitor.OpenTaskAsync(title, familyName);
        return visitor.Page.Url;
    }

    /// <summary>Looks at a page: a picture, and axe.</summary>
    public static async Task LookAsync(Visitor visitor, string name)
    {
        await visitor.ScreenshotAsync(name);
        await visitor.AssertAccessibleAsync();
    }

    /// <summary>Waits until the page says that the draft is saved.</summary>
    public static Task DraftSavedAsync(Visitor visitor) => visitor.Page.Locator("#draft-status", new() { HasText = "Lagret kl." }).WaitForAsync();
}
