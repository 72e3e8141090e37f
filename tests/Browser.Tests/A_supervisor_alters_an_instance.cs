namespace ProcessAutomation.Browser.Tests;

public sealed class A_supervisor_alters_an_instance(Chromium chromium)
{
    [Fact]
    public async Task It_is_found_looked_at_previewed_and_cancelled_with_a_reason()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await HostProcess.StartAsync(null, cancellationToken);
        await host.SetClockAsync(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.FromHours(1)), cancellationToken);
        await using var kari = await chromium.OpenAsync(host);
        await kari.SignInAsync("Kari");
        await kari.OpenCaseAsync(new CaseOpening { StartDate = new DateOnly(2027, 3, 1), ReleaseDate = new DateOnly(2027, 12, 1), ContactOfficer = "kari" });

        await using var sissel = await chromium.OpenAsync(host);
        await sissel.SignInAsync("Sissel");
        await sissel.GoAsync("/instances?definition=reintegration");
        await LookAsync(sissel, "instances");
        await sissel.Page.Locator("table a").First.ClickAsync();
        await sissel.Page.ArriveAsync("**/instances/*");
        await LookAsync(sissel, "instance");

        await sissel.Page.Locator("details.action").Filter(new() { HasText = "Avbryt forløpet" }).Locator("summary").ClickAsync();
        await sissel.Page.Locator("form:has(input[value=cancel]) button").ClickAsync();
        await sissel.Page.Locator("#reason").WaitForAsync();
        await LookAsync(sissel, "instance-preview");
        await sissel.Page.Locator("#reason").FillAsync("Saken ble åpnet i feil enhet");
        await sissel.Page.Locator("form:has(#reason) button").ClickAsync();
        await sissel.Page.ArriveAsync("**/instances/*?altered=cancel");
        await LookAsync(sissel, "instance-altered");
        Assert.Contains("Saken ble åpnet i feil enhet", await sissel.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("avbrutt", await sissel.Page.Locator(".head .ds-tag").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task LookAsync(Visitor visitor, string name)
    {
        await visitor.ScreenshotAsync(name);
        await visitor.AssertAccessibleAsync();
    }
}
