using Microsoft.Playwright;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Browser.Tests;

/// <summary>What happens to a task between people: who has it, for how long, what wakes it, and whose work is not lost.</summary>
public sealed class Two_people_and_one_task(TaskPageHost fixture, Chromium chromium) : IClassFixture<TaskPageHost>
{
    private const string Summons = "Send innkalling";
    private const string Group = "Etabler ansvarsgruppe";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_taken_given_back_and_open_to_others_again_when_the_reservation_has_ended()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        var address = await OpenAsync(kari, "Reservert", Summons);
        await kari.PressAsync("claim");
        Assert.Contains("Kari Nordvik", await HeadAsync(kari), StringComparison.Ordinal);
        Assert.Contains("Kari Nordvik", await HolderAsync(lise), StringComparison.Ordinal); // her leader sees who has it, and cannot take it
        await lise.Page.GoToAsync(address);
        Assert.Equal(0, await lise.Page.Locator("button[name=action][value=claim]").CountAsync());
        await TaskPageHost.LookAsync(lise, "task-of-a-colleague");

        await kari.PressAsync("release");
        Assert.Contains("Oppgaven er gitt tilbake.", await kari.Page.Locator("main > [role=status]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kari Nordvik", await HolderAsync(lise), StringComparison.Ordinal);
        await kari.Page.GoToAsync(address);
        await kari.PressAsync("claim");
        await fixture.Host.AdvanceClockAsync("P5D", Cancel); // past the end of the next working day, whatever day it is
        Assert.DoesNotContain("Kari Nordvik", await HolderAsync(lise), StringComparison.Ordinal);
        await lise.Page.GoToAsync(address);
        await lise.PressAsync("claim");
        Assert.Contains("Lise Brekke", await HeadAsync(lise), StringComparison.Ordinal);
        Assert.Equal(0, await InListAsync(kari, "mine", "Reservert", Summons));
    }

    [Fact]
    public async Task Who_was_slower_is_told_who_finished_it_and_keeps_what_was_typed()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        var address = await OpenAsync(kari, "Samtidig", Group);
        await kari.FillAsync("members[0].name", "NAV <Grünerløkka>");
        await lise.PostAsync($"/tasks/{Id(address)}/complete", """{"answers":{"establishedOn":"2027-01-04","members":[{"role":"member:health","channel":"inbox","userId":"hanne"}]}}""");
        await kari.PressAsync("complete");
        Assert.Equal(409, await kari.Page.StatusAsync());
        Assert.Contains("Lise Brekke", await kari.Page.Locator("main > .ds-alert[role=alert]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("NAV <Grünerløkka>", await kari.Page.Locator("#typed").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "task-finished-by-a-colleague");
    }

    [Fact]
    public async Task News_from_a_colleague_brings_back_what_is_on_hold_and_says_what_it_was()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        var address = await OpenAsync(kari, "Nyheter", Summons);
        await kari.PostAsync($"/tasks/{Id(address)}/hold", $$"""{"returnOn":"{{await DayAsync(20)}}","reason":"Venter på adressen."}""");
        Assert.Equal(1, await InListAsync(kari, "venter", "Nyheter", Summons));
        Assert.Equal(0, await InListAsync(kari, "mine", "Nyheter", Summons));
        await lise.Page.GoToAsync(address);
        await lise.Page.Locator("#comment").FillAsync("Adressen er Storgata 1.");
        await lise.PressAsync("comment");

        Assert.Equal(1, await InListAsync(kari, "mine", "Nyheter", Summons));
        Assert.Contains("Tilbake fra vent", await Row(kari, "Nyheter", Summons).InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "inbox-back-from-hold");
        await kari.Page.GoToAsync(address);
        Assert.Contains("Oppgaven kom tilbake: noen skrev en kommentar", await kari.Page.Locator("#history").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_refused_says_at_each_field_what_is_wrong_and_keeps_the_rest()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await OpenAsync(kari, "Feltvis", Group);
        await kari.FillAsync("members[0].name", "NAV Grünerløkka");
        await kari.FillAsync("members[0].email", "ikke en adresse");
        await kari.PressAsync("complete");
        Assert.Equal(422, await kari.Page.StatusAsync());
        var links = kari.Page.Locator(".ds-error-summary a");
        Assert.True(await links.CountAsync() >= 2, await kari.ProblemsAsync());
        Assert.Equal("Fyll ut «Medlemmer Nr. 1: Tjeneste».", await links.First.InnerTextAsync());
        foreach (var link in await links.AllAsync())
        {
            var id = (await link.GetAttributeAsync("href"))![1..];
            var field = kari.Page.Locator($"[id='{id}']");
            Assert.Equal("true", await field.GetAttributeAsync("aria-invalid"));
            Assert.Contains($"{id}-error", await field.GetAttributeAsync("aria-describedby"), StringComparison.Ordinal);
            Assert.NotEqual("", await kari.Page.Locator($"[id='{id}-error']").InnerTextAsync());
        }

        Assert.Equal("NAV Grünerløkka", await kari.Page.Locator("[name='f.members[0].name']").InputValueAsync());
        Assert.Equal("ikke en adresse", await kari.Page.Locator("[name='f.members[0].email']").InputValueAsync());
        await TaskPageHost.LookAsync(kari, "task-fields-refused");
    }

    [Fact]
    public async Task A_case_that_stands_still_shows_the_pause_and_the_later_deadline_and_the_list_leads_to_the_person()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        var address = await OpenAsync(kari, "Pause", Group);
        var caseId = await CaseOfAsync(kari, address);
        await lise.PostAsync($"/cases/{caseId}/pause", """{"reason":"Rømt"}""");
        await kari.Page.GoToAsync(address);
        Assert.Contains("Fristen står stille nå", await kari.Page.Locator("section[aria-labelledby=task-deadline]").InnerTextAsync(), StringComparison.Ordinal);
        await fixture.Host.AdvanceClockAsync("P3D", Cancel);
        await lise.PostAsync($"/cases/{caseId}/resume", """{"reason":"Kom tilbake"}""");
        await kari.Page.GoToAsync(address);
        Assert.Contains("(3 dager): saken sto stille", await kari.Page.Locator("#pauses").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "task-paused");

        await kari.GoAsync("/innboks?sok=pause");
        await kari.Page.LeaveAsync(() => kari.Page.Locator("tbody td a").First.ClickAsync());
        Assert.Equal("Alt som venter: Prøve Pause", await kari.HeadingAsync());
    }

    private async Task<string> OpenAsync(Visitor kari, string familyName, string title)
    {
        await kari.CaseAsync(SyntheticNumbers.Next(), familyName);
        await fixture.Host.AdvanceClockAsync("PT1S", Cancel); // its flow has asked for the first things
        await kari.OpenTaskAsync(title, familyName);
        return kari.Page.Url;
    }

    private async Task<string> DayAsync(int days)
    {
        using var clock = System.Text.Json.JsonDocument.Parse(await fixture.Host.AdvanceClockAsync("PT1M", Cancel));
        return Pages.Day(DateOnly.FromDateTime(clock.RootElement.GetProperty("now").GetDateTimeOffset().DateTime).AddDays(days));
    }

    private static async Task<string> CaseOfAsync(Visitor visitor, string address) =>
        await visitor.Page.EvaluateAsync<string>("id => fetch('/api/v1/tasks/' + id).then(answer => answer.json()).then(opened => opened.task.caseId)", Id(address));

    private static async Task<string> HolderAsync(Visitor leader)
    {
        Assert.Equal(1, await InListAsync(leader, "gruppe", "Reservert", Summons));
        return await Row(leader, "Reservert", Summons).Locator("td").Last.InnerTextAsync();
    }

    private static string Id(string address) => new Uri(address).Segments[^1];

    private static Task<string> HeadAsync(Visitor visitor) => visitor.Page.Locator("main .head").First.InnerTextAsync();

    private static async Task<int> InListAsync(Visitor visitor, string list, string familyName, string title)
    {
        await visitor.GoAsync($"/innboks?liste={list}&sok={Uri.EscapeDataString(familyName)}");
        return await Row(visitor, familyName, title).CountAsync();
    }

    private static ILocator Row(Visitor visitor, string familyName, string title) =>
        visitor.Page.Locator("main tbody tr").Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }) }).Filter(new() { HasText = familyName });
}
