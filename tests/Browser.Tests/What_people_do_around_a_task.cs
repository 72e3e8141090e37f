using Microsoft.Playwright;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Browser.Tests;

public sealed class What_people_do_around_a_task(TaskPageHost fixture, Chromium chromium) : IClassFixture<TaskPageHost>
{
    private const string Summons = "Send innkalling";

    [Fact]
    public async Task They_comment_attach_and_read_the_history()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        var address = await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Vedlegg", Summons);
        await kari.Page.Locator("#comment").FillAsync("Ringte <b>NAV</b>.\nDe svarer i morgen.");
        await kari.PressAsync("comment");
        await AttachAsync(kari, "brev.pdf", "%PDF-1.4 brev"u8.ToArray());
        Assert.Contains("Filen er lagt ved", await kari.Page.Locator("main > [role=status]").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "task-comment-and-file");

        foreach (var (name, content) in new[] { ("side.html", "<script>document.title='hacked'</script>"), ("tegning.svg", "<svg onload=\"document.title='hacked'\"/>"), ("skjult.pdf", "<html>") })
        {
            await AttachAsync(kari, name, System.Text.Encoding.UTF8.GetBytes(content));
            Assert.Equal(422, await kari.Page.StatusAsync());
            Assert.Contains("fil", await kari.Page.Locator(".ds-error-summary").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        }

        await TaskPageHost.LookAsync(kari, "task-file-refused");
        await kari.Page.Locator(".ds-error-summary a").ClickAsync();
        Assert.Equal("file", await kari.Page.EvaluateAsync<string>("document.activeElement.id"));
        await kari.Page.Locator("#task").EvaluateAsync("form => { form.dataset.max = 1e12; }"); // the server has the last word, not the script
        var large = new byte[11 * 1024 * 1024 + 600 * 1024];
        "%PDF-"u8.CopyTo(large);
        await AttachAsync(kari, "stor.pdf", large);
        Assert.Contains("Grensen er 10 MB", await kari.Page.Locator("#file-error").InnerTextAsync(), StringComparison.Ordinal);

        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        await lise.Page.GoToAsync(address);
        Assert.Contains("Ringte <b>NAV</b>.", await lise.Page.Locator("#history").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await lise.Page.Locator("button[value^=strike]").CountAsync()); // it is not hers
        var download = await lise.Page.RunAndWaitForDownloadAsync(() => lise.Page.Locator("#files a").ClickAsync());
        Assert.Equal("brev.pdf", download.SuggestedFilename);
        await kari.Page.GoToAsync(address);
        await kari.Page.LeaveAsync(() => kari.Page.Locator("button[value^=strike]").ClickAsync());
        Assert.DoesNotContain("Ringte", await kari.Page.Locator("#history").InnerTextAsync(), StringComparison.Ordinal);
        var history = await kari.Page.Locator("#history").InnerTextAsync();
        foreach (var line in new[] { "Oppgaven ble opprettet", "Kommentar, strøket", "La ved brev.pdf", "Åpnet oppgaven" })
            Assert.Contains(line, history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_put_it_on_hold_hand_it_over_and_the_deadline_says_what_happens()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        var address = await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Vent", Summons);
        var deadline = await kari.Page.Locator("section[aria-labelledby=task-deadline]").InnerTextAsync();
        foreach (var part in new[] { "1. februar 2027", "28 dager før startdatoen", "påminnelse til", "Enhetsleder får", "Oppgaven blir stående" })
            Assert.Contains(part, deadline, StringComparison.Ordinal);

        await kari.Page.Locator("summary", new() { HasText = "Sett på vent" }).ClickAsync();
        await kari.PressAsync("hold");
        Assert.Equal(422, await kari.Page.StatusAsync());
        await TaskPageHost.LookAsync(kari, "task-hold-refused");
        await kari.Page.Locator("#returnOn").FillAsync("2027-01-15");
        await kari.Page.Locator("#holdReason").FillAsync("Venter på svar fra skolen");
        await kari.PressAsync("hold");
        Assert.Contains("På vent til 15. januar 2027", await kari.Page.Locator("main .head").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "task-on-hold");

        await kari.Page.Locator("summary", new() { HasText = "Gi oppgaven videre" }).ClickAsync();
        await kari.Page.Locator("#to").SelectOptionAsync("mona");
        await kari.Page.Locator("#handoverReason").FillAsync("Mona kjenner skolen");
        await kari.PressAsync("handover");
        await using var mona = await fixture.SignInAsync(chromium, "Mona");
        await mona.Page.GoToAsync(address);
        var history = await mona.Page.Locator("#history").InnerTextAsync();
        foreach (var line in new[] { "Satte oppgaven på vent til 15. januar 2027", "Venter på svar fra skolen", "Ga oppgaven videre til Mona Lie", "Mona kjenner skolen" })
            Assert.Contains(line, history, StringComparison.Ordinal);
        await TaskPageHost.LookAsync(mona, "task-handed-over");
    }

    [Fact]
    public async Task They_come_to_the_next_task_which_is_announced_and_see_all_that_is_due_for_the_person()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Neste", Summons);
        await kari.FillAsync("sentOn", "2027-01-04");
        await kari.CompleteAsync();
        Assert.Equal("Etabler ansvarsgruppe", await kari.HeadingAsync()); // of the same case
        await kari.Page.Locator("#task-done", new() { HasText = "Ferdig: Send innkalling. Neste: Etabler ansvarsgruppe." }).WaitForAsync();
        Assert.Equal("H1", await kari.Page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.Equal("task-done", await kari.Page.Locator("h1").GetAttributeAsync("aria-describedby"));
        await TaskPageHost.LookAsync(kari, "task-next");

        await kari.Page.LeaveAsync(() => kari.Page.GetByRole(AriaRole.Link, new() { Name = "Alt som venter for personen" }).ClickAsync());
        Assert.Equal("Alt som venter: Prøve Neste", await kari.HeadingAsync());
        var due = await kari.Page.Locator("main").InnerTextAsync();
        foreach (var line in new[] { "Etabler ansvarsgruppe", "Start på straffen", "Løslatelse", "1. mar", "Kari Nordvik" })
            Assert.Contains(line, due, StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "person-due");
    }

    [Fact]
    public async Task They_do_without_a_mouse()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await TaskPageHost.OpenTaskAsync(kari, SyntheticNumbers.Next(), "Tastatur", "Innkomstmøte", new DateOnly(2027, 1, 4));
        var page = kari.Page;
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#innhold", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')")); // the skip link is first
        await page.Keyboard.PressAsync("Enter");

        // Enter in a line of text saves a draft and completes nothing; no key does anything by itself.
        await TabToAsync(kari, "[name='f.nextMeetingWhere']");
        await page.Keyboard.TypeAsync("Rom @ {2} c k ? /");
        await page.LeaveAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.Equal("Utkastet er lagret.", await page.Locator("main > [role=status]").InnerTextAsync());
        Assert.Equal("Rom @ {2} c k ? /", await page.Locator("[name='f.nextMeetingWhere']").InputValueAsync());

        // The case refuses to end the arrival without a next meeting, and the summary leads to the field.
        await TabToAsync(kari, "button[name=action][value=complete]");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")); // one sees where one is
        await page.LeaveAsync(() => page.Keyboard.PressAsync("Enter"));
        await TabToAsync(kari, ".ds-error-summary a");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("f.nextMeeting", await page.EvaluateAsync<string>("document.activeElement.name"));
        await TypeMomentAsync(page, "2027-01-06T10:00");
        await TabToAsync(kari, "[name='f.nextMeetingPlace']");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(kari, "button[name=action][value=complete]");
        await page.LeaveAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.True(page.Url.Contains("ferdig=", StringComparison.Ordinal), await kari.ProblemsAsync());
    }

    // The parts of the field stand in the order of the browser's own language, which a test cannot choose: English first, else Norwegian.
    private static async Task TypeMomentAsync(IPage page, string expected)
    {
        foreach (var keys in new[] { new[] { "01062027", "1000AM" }, ["06012027", "1000"] })
        {
            await page.Keyboard.TypeAsync(keys[0]);
            await page.Keyboard.PressAsync("ArrowRight");
            await page.Keyboard.TypeAsync(keys[1]);
            if (await page.EvaluateAsync<string>("document.activeElement.value") == expected) return;
            for (var part = 0; part < 6; part++)
            {
                await page.Keyboard.PressAsync("Backspace");
                await page.Keyboard.PressAsync("ArrowLeft");
            }
        }

        Assert.Fail("The date and time could not be typed.");
    }

    private static async Task TabToAsync(Visitor visitor, string selector)
    {
        for (var presses = 0; presses < 90; presses++)
        {
            if (await visitor.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not lead to {selector}.");
    }

    private static async Task AttachAsync(Visitor visitor, string name, byte[] content)
    {
        await visitor.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = content });
        await visitor.PressAsync("attach");
    }
}
