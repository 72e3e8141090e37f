namespace ProcessAutomation.Browser.Tests;

public sealed class Signing_in(Chromium chromium)
{
    [Fact]
    public async Task The_sign_in_page_offers_the_demo_users_and_is_accessible()
    {
        await using var host = await HostProcess.StartAsync(null, TestContext.Current.CancellationToken);
        await using var visitor = await chromium.OpenAsync(host);
        await visitor.GoAsync("/logg-inn");
        Assert.Equal(12, await visitor.Page.Locator(".demo-users button").CountAsync());
        await visitor.AssertAccessibleAsync();
        await visitor.ScreenshotAsync("sign-in");
    }
}
