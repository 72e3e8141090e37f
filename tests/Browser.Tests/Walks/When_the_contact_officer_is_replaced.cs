using Microsoft.Playwright;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>The role goes over with an overlap; the tasks go with the role, and the person is told.</summary>
public sealed class When_the_contact_officer_is_replaced(Chromium chromium)
{
    private const string Group = "Etabler ansvarsgruppe";

    private static readonly ConvictedPerson Person = ConvictedPerson.Torstein;

    /// <summary>By hand: the reminder of step 0.2, three working days before Monday 25 August, finds who has the role then.</summary>
    private static readonly ExpectedMail[] Mails =
    [
        new("2031-08-18 09:00", Person.Email, "Innkalling til straffegjennomføring"),
        new("2031-08-19 09:00", Person.Email, "Du har fått ny kontaktperson"),
        new("2031-08-20 08:00", "ola@example.org", "Påminnelse: Etabler ansvarsgruppe – frist mandag 25. august 2031"),
    ];

    [Fact]
    public async Task Both_have_the_role_until_needs_and_plan_are_gone_through_and_then_the_tasks_are_the_new_ones()
    {
        await using var walk = await Walk.StartAsync(chromium, "officer-replaced", "2031-08-18 09:00");
        var subject = await Steps.OpenCaseAsync(walk, "Kari", Person, "2031-09-01", "2031-12-01", officer: "kari");
        await Steps.SummonAsync(walk);
        await subject.DoAsync("Lise", "Navngi eller bytt i en rolle", ("role", "contact-officer"), ("userId", "ola"));
        await AssertHasGroupTaskAsync(walk, "Kari", expected: true);
        var overlap = await (await subject.SeeAsync("Ola", "both-have-the-role")).Locator("main").InnerTextAsync();
        Assert.Contains("Kari Nordvik", overlap, StringComparison.Ordinal);
        Assert.Contains("Ola Sunde", overlap, StringComparison.Ordinal);

        await walk.AtAsync("2031-08-19 09:00");
        await subject.DoAsync("Lise", "Navngi eller bytt i en rolle", ("role", "contact-officer"), ("userId", "ola"), ("goneThroughOn", "2031-08-19"));
        await AssertHasGroupTaskAsync(walk, "Ola", expected: true);
        await AssertHasGroupTaskAsync(walk, "Kari", expected: false);
        await walk.AtAsync("2031-08-21 09:00");
        await subject.SeeAsync("Ola", "the-new-one-has-it");

        var records = new CaseRecords(walk.Host.DataFolder);
        Assert.Contains($"{Group}: Open", records.Tasks());
        Afterwards.AssertNoIncident(records);
        await Afterwards.AssertMailsAsync(walk, subject, Mails);
    }

    private static async Task AssertHasGroupTaskAsync(Walk walk, string user, bool expected)
    {
        var visitor = await walk.AsAsync(user);
        await visitor.GoAsync("/innboks");
        await walk.PictureAsync(visitor, $"inbox-of-{user}");
        Assert.Equal(expected ? 1 : 0, await visitor.Page.Locator("section[aria-labelledby=mine]").GetByRole(AriaRole.Link, new() { Name = Group, Exact = true }).CountAsync());
    }
}
