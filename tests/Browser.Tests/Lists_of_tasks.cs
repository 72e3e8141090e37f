using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests;

public sealed class Lists_of_tasks(Chromium chromium)
{
    [Fact]
    public async Task A_unit_finds_shares_holds_and_hands_over_its_tasks()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await HostProcess.StartAsync(null, cancellationToken);
        await host.SetClockAsync(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.FromHours(1)), cancellationToken);
        await using var kari = await chromium.OpenAsync(host);
        await using var lise = await chromium.OpenAsync(host);
        await kari.SignInAsync("Kari");
        await lise.SignInAsync("Lise");
        await kari.OpenCaseAsync(new CaseOpening { StartDate = new DateOnly(2027, 3, 1), ReleaseDate = new DateOnly(2027, 12, 1), ContactOfficer = "kari" });

        // Tabs and counts.
        await kari.GoAsync("/innboks");
        Assert.Equal(["Mine oppgaver (2)", "Gruppens oppgaver (0)", "Over fristen (0)", "På vent (0)", "Gjort (0)"], await TabsAsync(kari));
        await LookAsync(kari, "inbox-mine");
        await lise.GoAsync("/innboks?liste=gruppe");
        Assert.Equal("Gruppens oppgaver (2)", (await TabsAsync(lise))[1]);

        // Search; the back button goes back to what was shown.
        await kari.Page.GetByRole(AriaRole.Searchbox).FillAsync("innkall prøve");
        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Button, new() { Name = "Vis" }).ClickAsync());
        Assert.Equal(["Send innkalling"], await TitlesAsync(kari));
        await kari.GoAsync("/innboks?sok=finnes-ikke");
        Assert.Contains("Ingen oppgaver passer til filteret.", await kari.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(kari, "inbox-search-nothing");
        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Link, new() { Name = "Nullstill" }).ClickAsync());
        Assert.Equal(2, (await TitlesAsync(kari)).Count);

        // A filter is kept and shared, and a colleague uses it.
        await kari.Page.Locator("details[data-key=filter] summary").ClickAsync();
        await kari.Page.Locator("#filter-step").SelectOptionAsync("summons");
        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Button, new() { Name = "Vis" }).ClickAsync());
        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Link, new() { Name = "Gruppens oppgaver" }).ClickAsync());
        await kari.Action("keep").Locator("summary").ClickAsync();
        await kari.SubmitActionAsync("keep");
        Assert.Equal(422, await kari.Page.StatusAsync());
        await LookAsync(kari, "inbox-filter-refused");
        await kari.FillAsync("name", "Innkallinger", "keep");
        await kari.ChooseAsync("circle", "oslo");
        await kari.SubmitActionAsync("keep");
        Assert.Equal("Filteret er lagret.", await kari.Page.GetByRole(AriaRole.Status).InnerTextAsync());
        await lise.GoAsync("/innboks");
        await lise.Page.LeaveAsync(() => lise.Page.GetByRole(AriaRole.Link, new() { Name = "Innkallinger" }).ClickAsync());
        Assert.Equal(["Send innkalling"], await TitlesAsync(lise));
        Assert.Contains("delt av Kari", await lise.Page.Locator(".filter-shelf").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(lise, "inbox-shared-filter");
        Assert.Equal(0, await lise.Page.Locator(".filter-shelf button").CountAsync());

        // On hold, and back on its day.
        var (summons, group) = (await IdAsync(kari, "Send innkalling"), await IdAsync(kari, "Etabler ansvarsgruppe"));
        Assert.Equal(200, await PostAsync(kari, $"/api/v1/tasks/{summons}/hold", """{"returnOn": "2027-01-11", "reason": "Venter på adressen."}"""));
        await kari.GoAsync("/innboks?liste=venter");
        Assert.Equal(["Send innkalling"], await TitlesAsync(kari));
        Assert.Contains("På vent til 11. jan. 2027: Venter på adressen.", await kari.Page.Locator("tbody").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(kari, "inbox-on-hold");
        await kari.GoAsync("/innboks");
        Assert.Equal(["Etabler ansvarsgruppe"], await TitlesAsync(kari));
        await host.SetClockAsync(new DateTimeOffset(2027, 1, 11, 0, 0, 0, TimeSpan.FromHours(1)), cancellationToken);
        await kari.GoAsync("/innboks");
        Assert.Equal(["Send innkalling", "Etabler ansvarsgruppe"], await TitlesAsync(kari));
        Assert.Contains("Tilbake fra vent", await kari.Page.Locator("tbody").InnerTextAsync(), StringComparison.Ordinal);

        // Several are handed over; one of them a colleague has taken.
        await host.SetClockAsync(new DateTimeOffset(2027, 2, 26, 9, 0, 0, TimeSpan.FromHours(1)), cancellationToken);
        Assert.Equal(200, await PostAsync(lise, $"/api/v1/tasks/{group}/claim", "{}"));
        await kari.GoAsync("/innboks?liste=over-fristen");
        await LookAsync(kari, "inbox-overdue");
        foreach (var box in await kari.Page.Locator("input[name=valgt]").AllAsync())
            await box.CheckAsync();
        await kari.Page.Locator("details[data-key=move] summary").ClickAsync();
        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Button, new() { Name = "Gi videre", Exact = true }).ClickAsync());
        Assert.Equal(422, await kari.Page.StatusAsync());
        await kari.Page.Locator("#f-to").SelectOptionAsync("mona");
        await kari.Page.Locator("#f-reason").FillAsync("Jeg er på kurs denne uken.");
        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Button, new() { Name = "Gi videre", Exact = true }).ClickAsync());
        var said = await kari.Page.GetByRole(AriaRole.Status).InnerTextAsync();
        Assert.Contains("1 av 2 oppgaver er gitt videre til Mona", said, StringComparison.Ordinal);
        Assert.Contains("Etabler ansvarsgruppe, Per Prøve: Lise", said, StringComparison.Ordinal);
        await LookAsync(kari, "inbox-handed-over");
        await kari.Page.SetViewportSizeAsync(390, 844);
        await LookAsync(kari, "inbox-phone");
    }

    private static async Task<IReadOnlyList<string>> TabsAsync(Visitor visitor) =>
        [.. (await visitor.Page.Locator(".list-tabs a").AllInnerTextsAsync()).Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static Task<IReadOnlyList<string>> TitlesAsync(Visitor visitor) => visitor.Page.Locator("tbody th[scope=row] a").AllInnerTextsAsync();

    private static async Task<string> IdAsync(Visitor visitor, string title)
    {
        await visitor.GoAsync("/innboks");
        return (await visitor.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).GetAttributeAsync("href"))!.Split('/')[^1];
    }

    private static Task<int> PostAsync(Visitor visitor, string path, string body) => visitor.Page.EvaluateAsync<int>(
        "async ([path, body]) => (await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status", new[] { path, body });

    private static async Task LookAsync(Visitor visitor, string name)
    {
        await visitor.ScreenshotAsync(name);
        await visitor.AssertAccessibleAsync();
    }
}
