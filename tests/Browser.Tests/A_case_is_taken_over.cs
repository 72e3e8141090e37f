using System.Text;
using Microsoft.Playwright;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Browser.Tests;

/// <summary>A case that is under way elsewhere comes in by the page of its phase, or with others from a file.</summary>
public sealed class A_case_is_taken_over(TaskPageHost fixture, Chromium chromium) : IClassFixture<TaskPageHost>
{
    [Fact]
    public async Task By_the_form_of_its_phase_which_names_what_is_missing_and_goes_on_from_there()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await kari.GoAsync("/saker");
        await kari.Page.LeaveAsync(() => kari.Page.Locator("a[href='/saker/ta-over']").ClickAsync());
        await TaskPageHost.LookAsync(kari, "takeover-phases");
        await kari.Page.LeaveAsync(() => kari.Page.Locator("a[href='/saker/ta-over?fase=forsta-behov']").ClickAsync());
        await TaskPageHost.LookAsync(kari, "takeover-form");
        await SaveAsync(kari);
        Assert.Equal(422, await kari.Page.StatusAsync());
        Assert.True(await kari.Page.Locator(".ds-error-summary a").CountAsync() >= 4, await kari.ProblemsAsync()); // all at once

        foreach (var (field, value) in new[] { ("reference", "PERM-31"), ("nationalNumber", SyntheticNumbers.Next()), ("givenName", "Prøve"), ("familyName", "Underveis"), ("startDate", "2026-12-21"), ("releaseDate", "2027-06-01"), ("summonsHeldOn", "2026-12-01") })
            await kari.FillAsync(field, value);
        await kari.ChooseAsync("contactOfficer", "kari");
        await kari.ChooseAsync("summonsChannel", "letter");
        await SaveAsync(kari);
        Assert.Equal(422, await kari.Page.StatusAsync());
        Assert.Contains("innkomst", await kari.ProblemsAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Underveis", await kari.Page.Locator("[name='f.familyName']").InputValueAsync());
        await TaskPageHost.LookAsync(kari, "takeover-refused");
        foreach (var link in await kari.Page.Locator(".ds-error-summary a").AllAsync())
            Assert.Equal(1, await kari.Page.Locator($"[id='{(await link.GetAttributeAsync("href"))![1..]}']").CountAsync()); // each leads to its field

        await kari.FillAsync("arrivalHeldOn", "2026-12-21");
        await kari.FillAsync("nextMeeting", "2027-02-01T10:00");
        await kari.ChooseAsync("nextMeetingKind", "needs-talk");
        await kari.ChooseAsync("nextMeetingPlace", "room");
        await SaveAsync(kari);
        Assert.True(kari.Page.Url.Contains("lagret=overtatt", StringComparison.Ordinal), await kari.ProblemsAsync());
        Assert.Equal("Prøve Underveis", await kari.HeadingAsync());
        await fixture.Host.AdvanceClockAsync("PT1M", TestContext.Current.CancellationToken); // the flow has begun when this is answered
        await kari.Page.ReloadAsync();
        await TaskPageHost.LookAsync(kari, "takeover-done");
        Assert.Equal(1, await kari.Page.Locator("section[aria-labelledby=tasks-title]").GetByRole(AriaRole.Link, new() { Name = "Behovssamtale del 1", Exact = true }).CountAsync());
    }

    [Fact]
    public async Task Many_from_a_file_with_a_result_for_each_and_a_file_that_is_none_is_refused()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await kari.GoAsync("/saker/ta-over");
        await SendAsync(kari, "ikke json");
        Assert.Equal(422, await kari.Page.StatusAsync());
        await TaskPageHost.LookAsync(kari, "takeover-file-refused");
        var good = Case("PERM-41", """, "arrival": {"heldOn": "2026-12-21", "heldBy": "kari"}, "nextMeeting": {"kind": "needs-talk", "at": "2027-02-01T10:00:00+01:00"}""");
        await SendAsync(kari, $"[{good}, {Case("PERM-42", "")}, {good}]");
        Assert.Contains("1 av 3", await kari.Page.Locator("h3[data-focus=status]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(3, await kari.Page.Locator("tbody tr").CountAsync());
        Assert.Contains("innkomst", await kari.Page.Locator("tbody tr").Nth(1).InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        await TaskPageHost.LookAsync(kari, "takeover-many");
    }

    private static string Case(string reference, string more) => $$"""
        {"reference": "{{reference}}", "phase": "understand-needs", "person": {"nationalNumber": "{{SyntheticNumbers.Next()}}", "givenName": "Prøve", "familyName": "Fil"}, "unitId": "oslo",
         "startDate": "2026-12-21", "contactOfficer": "kari", "summons": {"heldOn": "2026-12-01", "heldBy": "kari", "channel": "letter"}{{more}}}
        """;

    private static Task SaveAsync(Visitor visitor) => visitor.Page.LeaveAsync(() => visitor.Page.Locator("main form button.ds-button[type=submit]:not([name])").ClickAsync());

    private static async Task SendAsync(Visitor visitor, string text)
    {
        await visitor.Page.Locator("#takeover-file").SetInputFilesAsync(new FilePayload { Name = "saker.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(text) });
        await visitor.Page.LeaveAsync(() => visitor.Page.Locator("form:has(#takeover-file) button[type=submit]").ClickAsync());
    }
}
