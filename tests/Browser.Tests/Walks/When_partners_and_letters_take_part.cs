using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>
/// A person without e-mail who reads Polish, a partner without an account, a member who may not see the needs, and a task beside the flow: on one case
/// from 18 August 2031.
/// </summary>
public sealed partial class When_partners_and_letters_take_part(Chromium chromium)
{
    private const string Wanted = "Ring søsteren om permisjonen";

    [Fact]
    public async Task A_letter_a_link_without_a_session_the_page_before_consent_and_a_task_outside_the_flow()
    {
        await using var walk = await Walk.StartAsync(chromium, "partners", "2031-08-18 09:00");
        var person = ConvictedPerson.Torstein;
        var subject = await CaseDriver.OpenAsync(walk, "Kari",
        [
            ("nationalNumber", person.NationalNumber), ("givenName", person.GivenName), ("familyName", person.FamilyName), ("address", person.Address),
            ("language", "pl"), ("interpreterLanguage", "pl"), ("unitId", "oslo"), ("startDate", "2031-09-01"), ("releaseDate", "2032-02-01"),
            ("contactOfficer", "kari"), ("existingGroup", "IP i bydelen"),
        ]);

        await walk.DoAsync("Kari", "Send innkalling", ("channel", "letter"));
        await AssertLetterAsync(walk, subject, person);
        await walk.DoAsync("Kari", "Lever innkallingen som brev", ("deliveredBy", "kari"));
        await walk.DoAsync("Kari", "Etabler ansvarsgruppe",
            ("members[0].role", "member:nav"), ("members[0].channel", "email"), ("members[0].name", "NAV"), ("members[0].email", "nav@example.net"), ("members[0].fromExistingGroup", "true"),
            ("members[1].role", "member:health"), ("members[1].channel", "inbox"), ("members[1].userId", "hanne"));
        await walk.SettleAsync();

        await RefuseByLinkAsync(walk, person);
        await walk.DoAsync("Kari", "Et varsel gjelder ikke mottakeren", ("done", "Rett kontor er NAV Gamle Oslo."));
        var notices = await (await subject.SeeAsync("Kari", "case-after-refusal")).Locator("section[aria-labelledby=notices-title]").InnerTextAsync();
        Assert.Contains("Gjelder ikke dem", notices, StringComparison.Ordinal);
        Assert.Contains("Prøv NAV Gamle Oslo", notices, StringComparison.Ordinal);
        await (await walk.AsAsync("Kari")).AssertAccessibleAsync();

        await AssertBeforeConsentAsync(walk, subject);
        await TaskOutsideTheFlowAsync(walk, subject);

        await walk.AtAsync("2031-09-01 09:00");
        var arrival = await walk.OpenTaskAsync("Kari", "Innkomstmøte");
        Assert.Equal("Tolk: polsk. Bestill tolk til samtalen, og sjekk at tolken kan tidspunktet.", (await arrival.Page.Locator("[data-interpreter=pl]").InnerTextAsync()).Trim());
        await walk.PictureAsync(await walk.AsAsync("Kari"), "interpreter");
        Afterwards.AssertNoIncident(new CaseRecords(walk.Host.DataFolder));
    }

    private static async Task AssertLetterAsync(Walk walk, CaseDriver subject, ConvictedPerson person)
    {
        var page = await subject.SeeAsync("Kari", "summons-as-letter");
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Skriv ut innkallingen som brev" }).First.ClickAsync());
        var kari = await walk.AsAsync("Kari");
        await walk.PictureAsync(kari, "letter");
        await kari.AssertAccessibleAsync();
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang")); // Polish is not written here
        Assert.Contains($"{person.GivenName} {person.FamilyName}", await page.Locator(".window").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Tyttebærstien 12", await page.Locator(".window").InnerTextAsync(), StringComparison.Ordinal);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator(".tools").IsVisibleAsync());
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, Path = Path.Combine(Repository.Screenshots, "partners", "letter.pdf") });
        Assert.Single(PdfPage().Matches(System.Text.Encoding.Latin1.GetString(pdf))); // one sheet
        await page.EmulateMediaAsync(new() { Media = Media.Null });
    }

    private async Task RefuseByLinkAsync(Walk walk, ConvictedPerson person)
    {
        var mail = Assert.Single(await walk.MailsAsync(), mail => mail.To[0] == "nav@example.net" && mail.Subject.StartsWith("Du er med i en ansvarsgruppe", StringComparison.Ordinal));
        await using var partner = await chromium.OpenAsync(walk.Host);
        await partner.GoAsync(Link().Match(mail.Text).Value);
        await partner.ScreenshotAsync("partners/link");
        await partner.AssertAccessibleAsync();
        var text = await partner.Page.Locator("body").InnerTextAsync();
        Assert.All(person.Words, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        await partner.Page.FillAsync("#message", "Prøv NAV Gamle Oslo");
        await partner.Page.LeaveAsync(() => partner.Page.GetByRole(AriaRole.Button, new() { Name = "Ikke oss" }).ClickAsync());
        Assert.Contains("Svaret er registrert: ikke oss", await partner.Page.Locator("[role=status]").InnerTextAsync(), StringComparison.Ordinal);
        await partner.ScreenshotAsync("partners/link-answered");
        await partner.AssertAccessibleAsync();
        Assert.Empty(await partner.Page.Context.CookiesAsync());
        await partner.Page.GoToAsync("/svar/" + new string('0', 64));
        Assert.Equal("Denne lenken virker ikke", await partner.HeadingAsync());
        await partner.AssertAccessibleAsync();
        await walk.SettleAsync();
    }

    private static async Task AssertBeforeConsentAsync(Walk walk, CaseDriver subject)
    {
        var page = await subject.SeeAsync("Hanne", "before-consent");
        await (await walk.AsAsync("Hanne")).AssertAccessibleAsync();
        var why = await page.Locator("[data-sharing=not-asked]").InnerTextAsync();
        Assert.Contains("Personen er ikke spurt om samtykke ennå", why, StringComparison.Ordinal);
        Assert.Contains("Dette ser du ikke", why, StringComparison.Ordinal);
        Assert.DoesNotContain("Lever innkallingen", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await subject.DoAsync("Hanne", "Svar på et varsel", ("notice", await FirstNoticeAsync(page)), ("answer", "received"));
        Assert.Contains("Mottatt", await page.Locator("section[aria-labelledby=own-notices-title]").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task TaskOutsideTheFlowAsync(Walk walk, CaseDriver subject)
    {
        await subject.DoAsync("Kari", "Legg til en oppgave", ("title", Wanted), ("text", "Hun er hjemme etter klokken fire."), ("to", "role:member:health"), ("dueOn", "2031-08-22"));
        await walk.PictureAsync(await walk.AsAsync("Kari"), "extra-task-added");
        var task = await walk.OpenTaskAsync("Hanne", "Ekstra oppgave");
        Assert.Contains(Wanted, await task.Page.Locator("[data-extra-task]").InnerTextAsync(), StringComparison.Ordinal);
        await (await walk.AsAsync("Hanne")).AssertAccessibleAsync();
        await task.CompleteAsync(("comment", "Hun venter ham fredag."));
        var done = await (await subject.SeeAsync("Kari", "extra-task-done")).Locator("section[aria-labelledby=extra-tasks-title]").InnerTextAsync();
        Assert.Contains("Hun venter ham fredag.", done, StringComparison.Ordinal);
        Assert.Contains("Gjort av Hanne Vik", done, StringComparison.Ordinal);
    }

    private static async Task<string> FirstNoticeAsync(IPage page) =>
        await page.Locator("details.action[data-key=notice-answer] [name='f.notice']").First.EvaluateAsync<string>("e => e.tagName === 'SELECT' ? e.options[1].value : e.value");

    [GeneratedRegex("/svar/[0-9a-f]{64}")]
    private static partial Regex Link();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PdfPage();
}
