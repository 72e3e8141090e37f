using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Browser.Tests;

/// <summary>A person who comes again is not entered a second time, and whoever may not see them is not told that they are known.</summary>
public sealed class Who_is_known_already(TaskPageHost fixture, Chromium chromium) : IClassFixture<TaskPageHost>
{
    [Fact]
    public async Task A_number_or_the_beginning_of_a_name_brings_the_person_of_an_earlier_sentence()
    {
        var number = SyntheticNumbers.Next();
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var lise = await fixture.SignInAsync(chromium, "Lise");
        var first = await kari.CaseAsync(number, "Ærlig-Østby");
        await kari.GoAsync("/saker/ny");
        await kari.FillAsync("nationalNumber", number);
        await FindAsync(kari);
        Assert.Contains("har en sak som går", await kari.Page.Locator("[role=status]").InnerTextAsync(), StringComparison.Ordinal);
        await lise.PostAsync($"/cases/{first}/stop", """{"reason":"Soningen er avbrutt","kind":"other"}""");

        await kari.GoAsync("/saker/ny");
        await kari.FillAsync("nationalNumber", number);
        await FindAsync(kari);
        Assert.Contains("Personen er kjent fra før: Prøve Ærlig-Østby", await kari.Page.Locator("[role=status]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(("Ærlig-Østby", "prove@example.org"), (await ValueAsync(kari, "familyName"), await ValueAsync(kari, "email")));
        await TaskPageHost.LookAsync(kari, "open-case-person-known");

        await kari.GoAsync("/saker/ta-over?fase=forberedelser");
        await kari.FillAsync("reference", "PERM-51");
        await kari.FillAsync("nationalNumber", number);
        await FindAsync(kari);
        Assert.Equal(("PERM-51", "Ærlig-Østby", "prove@example.org"), (await ValueAsync(kari, "reference"), await ValueAsync(kari, "familyName"), await ValueAsync(kari, "email")));
        await TaskPageHost.LookAsync(kari, "takeover-person-known");
        await kari.FillAsync("familyName", "Feil");
        await kari.FillAsync("startDate", "2027-06-01");
        await kari.Page.LeaveAsync(() => kari.Page.Locator("main form button.ds-button[type=submit]:not([name])").ClickAsync());
        Assert.Contains("Nummeret er Prøve Ærlig-Østby sitt", await kari.ProblemsAsync(), StringComparison.Ordinal);

        await kari.GoAsync("/saker/ny");
        await kari.FillAsync("familyName", "ær");
        await FindAsync(kari);
        Assert.Contains("siste sak", await kari.Page.Locator("[data-persons]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(number[6..], await kari.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await TaskPageHost.LookAsync(kari, "open-case-persons-found");
        await kari.Page.LeaveAsync(() => kari.Page.Locator("[data-persons] button").First.ClickAsync());
        Assert.Equal(number, await ValueAsync(kari, "nationalNumber"));
        await kari.FillAsync("givenName", "Feil");
        await kari.FillAsync("startDate", "2027-06-01");
        await kari.FillAsync("releaseDate", "2027-12-01");
        await OpenAsync(kari);
        Assert.Equal(422, await kari.Page.StatusAsync());
        Assert.Contains("Nummeret er Prøve Ærlig-Østby sitt", await kari.ProblemsAsync(), StringComparison.Ordinal);
        Assert.Equal("Prøve", await ValueAsync(kari, "givenName"));
        await TaskPageHost.LookAsync(kari, "open-case-other-name");
        await OpenAsync(kari);
        Assert.Equal("Prøve Ærlig-Østby", await kari.HeadingAsync());
        Assert.NotEqual(first, Guid.Parse(new Uri(kari.Page.Url).Segments[^1]));
        Assert.Equal(1, new Walks.Drivers.CaseRecords(fixture.Host.DataFolder).Count($"select count(*) from persons where national_number = '{number}'"));
        Assert.NotEqual(0, new Walks.Drivers.CaseRecords(fixture.Host.DataFolder).Count("select count(*) from case_reads where read_by = 'kari' and what = 'known-person'"));
    }

    [Fact]
    public async Task An_officer_of_another_unit_is_told_of_nobody()
    {
        var number = SyntheticNumbers.Next();
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var ola = await fixture.SignInAsync(chromium, "Ola");
        await kari.CaseAsync(number, "Usynlig");
        foreach (var (page, picture) in new[] { ("/saker/ny", "open-case-nobody-known"), ("/saker/ta-over?fase=overfore", "takeover-nobody-known") })
        {
            await ola.GoAsync(page);
            await ola.FillAsync("nationalNumber", number);
            await ola.FillAsync("familyName", "Usynlig");
            await FindAsync(ola);
            Assert.Contains("Ingen person du har tilgang til", await ola.Page.Locator("[role=status]").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal("", await ValueAsync(ola, "email"));
            Assert.Equal("Usynlig", await ValueAsync(ola, "familyName")); // as typed
            await TaskPageHost.LookAsync(ola, picture);
        }

        Assert.Equal(0, new Walks.Drivers.CaseRecords(fixture.Host.DataFolder).Count("select count(*) from case_reads where read_by = 'ola' and what = 'known-person'"));
    }

    private static Task FindAsync(Visitor visitor) => visitor.Page.LeaveAsync(() => visitor.Page.Locator("button[name=action][value=find]").ClickAsync());

    private static Task OpenAsync(Visitor visitor) => visitor.Page.LeaveAsync(() => visitor.Page.Locator("main form.panel button.ds-button[type=submit]:not([name])").ClickAsync());

    private static Task<string> ValueAsync(Visitor visitor, string field) => visitor.Page.Locator($"[name='f.{field}']").InputValueAsync();
}
