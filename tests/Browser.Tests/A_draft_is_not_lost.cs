using Microsoft.Playwright;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Browser.Tests;

public sealed class A_draft_is_not_lost(TaskPageHost fixture, Chromium chromium) : IClassFixture<TaskPageHost>
{
    private const string Group = "Etabler ansvarsgruppe";
    private const string Name = "members[0].name";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_a_power_cut_and_what_is_typed_meanwhile_is_saved_when_the_Host_is_back()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        var address = await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Strømbrudd", Group);
        await kari.FillAsync(Name, "Skrevet før");
        await TaskPageHost.DraftSavedAsync(kari);
        await fixture.Host.KillAsync(Cancel);
        await kari.FillAsync(Name, "Skrevet før og under");
        await kari.Page.Locator("#draft-status", new() { HasText = "Ikke lagret" }).WaitForAsync();
        await fixture.Host.StartAgainAsync(Cancel);
        await TaskPageHost.DraftSavedAsync(kari); // it tries again by itself
        await kari.Page.GoToAsync(address);
        Assert.Equal("Skrevet før og under", await FieldAsync(kari));
        Assert.Contains("Utkastet ditt", await kari.Page.Locator("#draft-note").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "task-draft");
        await kari.PressAsync("discard");
        Assert.Equal("", await FieldAsync(kari));
    }

    [Fact]
    public async Task By_a_session_that_ends_and_what_was_typed_is_put_back_after_signing_in()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Utlogget", Group);
        await kari.Page.Context.ClearCookiesAsync(new() { Name = "processautomation" }); // as signing out in another tab does
        await kari.FillAsync(Name, "Skrevet etter utlogging");
        await kari.Page.Locator("#draft-signed-out:not([hidden])").WaitForAsync();
        await TaskPageHost.LookAsync(kari, "task-signed-out");
        await kari.PressAsync("complete");
        await kari.Page.Locator(".demo-users button", new() { HasText = "Kari" }).First.ClickAsync();
        await kari.Page.ArriveAsync("**/oppgaver/*");
        await kari.Page.Locator("#draft-kept:not([hidden])").WaitForAsync();
        Assert.Equal("draft-kept", await kari.Page.EvaluateAsync<string>("document.activeElement.id"));
        await TaskPageHost.LookAsync(kari, "task-kept");
        await kari.Page.LeaveAsync(() => kari.Page.Locator("[data-kept=restore]").ClickAsync());
        Assert.Equal("Skrevet etter utlogging", await FieldAsync(kari));
        Assert.True(await kari.Page.Locator("#draft-kept").IsHiddenAsync());
    }

    [Fact]
    public async Task By_somebody_else_who_takes_the_task_and_goes_on_from_it()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        var address = await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Kollega", Group);
        await kari.FillAsync(Name, "Halvferdig");
        await TaskPageHost.DraftSavedAsync(kari);

        await lise.Page.GoToAsync(address);
        Assert.Equal("", await FieldAsync(lise)); // nothing is merged silently
        await lise.PressAsync("claim");
        Assert.Contains("Kari Nordvik har et utkast", await lise.Page.Locator("form#task").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(lise, "task-colleagues-draft");
        await lise.Page.LeaveAsync(() => lise.Page.Locator("button[value='takeover:kari']").ClickAsync());
        Assert.Equal("Halvferdig", await FieldAsync(lise));

        await kari.FillAsync(Name, "Halvferdig <og mer>");
        await kari.PressAsync("complete");
        Assert.Equal(409, await kari.Page.StatusAsync());
        var alert = await kari.Page.Locator("main > .ds-alert[role=alert]").InnerTextAsync();
        Assert.Contains("Lise Brekke tok oppgaven 4. jan. 2027", alert, StringComparison.Ordinal);
        Assert.Contains("Halvferdig <og mer>", await kari.Page.Locator("#typed").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "task-conflict");
        await kari.Page.GoToAsync(address);
        Assert.Contains("Halvferdig <og mer>", await kari.Page.Locator("#typed").InnerTextAsync(), StringComparison.Ordinal); // still there, and hers
    }

    [Fact]
    public async Task By_another_language_and_the_language_goes_with_the_account()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        var address = await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Språk", Group);
        await kari.FillAsync(Name, "På to språk");
        await SwitchAsync(kari, "nn");
        Assert.Equal(address, kari.Page.Url);
        Assert.Equal("På to språk", await FieldAsync(kari));
        Assert.True(await kari.Page.GetByRole(AriaRole.Button, new() { Name = "Ta oppgåva" }).IsVisibleAsync());
        await TaskPageHost.LookAsync(kari, "task-nn");
        await kari.FillAsync(Name, "På tre språk");
        await SwitchAsync(kari, "en");
        Assert.Equal("På tre språk", await FieldAsync(kari));
        Assert.True(await kari.Page.GetByRole(AriaRole.Button, new() { Name = "Take the task" }).IsVisibleAsync());
        await TaskPageHost.LookAsync(kari, "task-en");

        await using var elsewhere = await fixture.SignInAsync(chromium, "Kari");
        Assert.Equal("en", await elsewhere.Page.EvaluateAsync<string>("document.documentElement.lang"));
        await SwitchAsync(elsewhere, "nb");
    }

    private static Task SwitchAsync(Visitor visitor, string language) =>
        visitor.Page.LeaveAsync(() => visitor.Page.Locator($"button[name=language][value={language}]").ClickAsync());

    private static Task<string> FieldAsync(Visitor visitor) => visitor.Page.Locator($"[name=\"f.{Name}\"]").InputValueAsync();
}
