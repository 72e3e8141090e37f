using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests;

public sealed class Pages_at_a_glance(Chromium chromium)
{
    [Fact]
    public async Task A_contact_officer_opens_a_case_and_begins_its_first_task()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await HostProcess.StartAsync(null, cancellationToken);
        await host.SetClockAsync(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.FromHours(1)), cancellationToken);
        await using var kari = await chromium.OpenAsync(host);
        await kari.SignInAsync("Kari");
        await LookAsync(kari, "inbox-empty");
        await kari.GoAsync("/saker/ny");
        await LookAsync(kari, "case-open-form");

        var caseId = await kari.OpenCaseAsync(new CaseOpening { StartDate = new DateOnly(2027, 3, 1), ReleaseDate = new DateOnly(2027, 12, 1), ContactOfficer = "kari" });
        await LookAsync(kari, "case-new");
        Assert.Equal("Per Prøve", await kari.HeadingAsync());

        Assert.Equal(["Send innkalling", "Etabler ansvarsgruppe"], await kari.TasksAsync());
        await LookAsync(kari, "inbox");
        await kari.OpenTaskAsync("Send innkalling");
        await LookAsync(kari, "task-summons");
        await kari.FillAsync("sentOn", "2027-01-30");
        Assert.Contains("etter i dag", await kari.CompleteRefusedAsync(), StringComparison.Ordinal);
        await LookAsync(kari, "task-summons-refused");
        await kari.FillAsync("sentOn", "2027-01-04");
        await kari.CompleteAsync();
        await LookAsync(kari, "inbox-after-completing");
        await kari.OpenTaskAsync("Etabler ansvarsgruppe");
        await kari.AddRowAsync("members");
        await LookAsync(kari, "task-group");
        await kari.GoAsync("/saker");
        await LookAsync(kari, "cases");
        await kari.GoAsync($"/saker/{caseId}");
        await LookAsync(kari, "case-after-summons");
    }

    [Fact]
    public async Task What_one_may_not_see_is_not_found()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await HostProcess.StartAsync(null, cancellationToken);
        await using var kari = await chromium.OpenAsync(host);
        await kari.SignInAsync("Kari");
        var caseId = await kari.OpenCaseAsync(new CaseOpening { StartDate = new DateOnly(2030, 3, 1), ContactOfficer = "kari" });
        await using var ola = await chromium.OpenAsync(host);
        await ola.SignInAsync("Ola");
        await ola.Page.GoToAsync($"/saker/{caseId}");
        Assert.Equal(404, await ola.Page.StatusAsync());
        Assert.Equal("Fant ikke siden", await ola.HeadingAsync());
        await LookAsync(ola, "not-found");
    }

    [Fact]
    public async Task Who_looks_after_the_installation_sees_it_move_and_starts_a_job()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await HostProcess.StartAsync(null, cancellationToken);
        await using var anne = await chromium.OpenAsync(host);
        await anne.SignInAsync("Anne Dahl");
        await anne.Page.GetByRole(AriaRole.Link, new() { Name = "Drift" }).ClickAsync();
        await anne.Page.ArriveAsync("**/operations");
        Assert.Equal("Drift", await anne.HeadingAsync());
        await LookAsync(anne, "operations");

        await anne.Page.LeaveAsync(() => anne.Page.Locator("#run-leftovers").ClickAsync());
        Assert.Contains("Rester", await anne.Page.Locator("[role=status]").InnerTextAsync(), StringComparison.Ordinal);
        // The page has been answered before the run was done; the script brings the rest, and keeps the focus where it is.
        await anne.Page.Locator("#run-retention").FocusAsync();
        await anne.Page.Locator("tr", new() { HasText = "Rester" }).GetByText("ferdig").WaitForAsync(new() { Timeout = 30_000 });
        Assert.Equal("run-retention", await anne.Page.EvaluateAsync<string>("document.activeElement.id"));
        await LookAsync(anne, "operations-after-run");

        await using var kari = await chromium.OpenAsync(host);
        await kari.SignInAsync("Kari");
        await kari.Page.GoToAsync("/operations");
        Assert.Equal(404, await kari.Page.StatusAsync());
    }

    private static async Task LookAsync(Visitor visitor, string name)
    {
        await visitor.ScreenshotAsync(name);
        await visitor.AssertAccessibleAsync();
    }
}
