namespace ProcessAutomation.Browser.Tests;

public sealed class After_a_power_cut(Chromium chromium)
{
    [Fact]
    public async Task A_signed_in_user_goes_on_where_they_were()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await HostProcess.StartAsync(null, cancellationToken);
        await using var kari = await chromium.OpenAsync(host);
        await kari.SignInAsync("Kari");
        await kari.OpenCaseAsync(new CaseOpening { StartDate = new DateOnly(2030, 3, 1), ContactOfficer = "kari" });
        await host.KillAsync(cancellationToken);
        await host.StartAgainAsync(cancellationToken);
        await kari.OpenTaskAsync("Send innkalling");
        await kari.PressAsync("claim");
        Assert.Contains("Kari Nordvik", await kari.Page.Locator("main .head").InnerTextAsync(), StringComparison.Ordinal);
    }
}
