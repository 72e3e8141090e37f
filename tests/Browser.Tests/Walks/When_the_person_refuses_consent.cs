using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>Without consent nothing is shared, and the process goes on to its end inside the service. A sentence of five weeks from 1 September 2031.</summary>
public sealed class When_the_person_refuses_consent(Chromium chromium)
{
    private const string Nina = "nina@example.org";
    private const string Knut = "knut@example.org";
    private const string Hanne = "hanne@example.org";

    private static readonly ConvictedPerson Person = ConvictedPerson.Torstein;

    /// <summary>By hand from the process. No input is asked for and no plan is told of: both rest on the consent.</summary>
    private static readonly ExpectedMail[] Mails =
    [
        // 0.1 Summons: less than 28 days are left, so it goes at once.
        new("2031-08-18 09:00", Person.Email, "Innkalling til straffegjennomføring"),

        // 0.2 Responsibility group, the same day.
        new("2031-08-18 09:00", Nina, "Du er med i en ansvarsgruppe"),
        new("2031-08-18 09:00", Knut, "Du er med i en ansvarsgruppe"),
        new("2031-08-18 09:00", Hanne, "Du er med i en ansvarsgruppe"),

        // Duty to notify: needs no consent.
        new("2031-08-18 09:00", Nina, "Dato for løslatelse: mandag 6. oktober 2031"),
        new("2031-08-18 09:00", Knut, "Dato for løslatelse: mandag 6. oktober 2031"),
        new("2031-08-18 09:00", Hanne, "Dato for løslatelse: mandag 6. oktober 2031"),
        new("2031-08-18 09:00", Person.Email, "Dato for løslatelse: mandag 6. oktober 2031"),

        // 1 Arrival: the reminder the day before, and the next meeting's time to the person.
        new("2031-08-31 08:00", "kari@example.org", "Påminnelse: Innkomst – frist mandag 1. september 2031"),
        new("2031-09-01 10:00", Person.Email, "Neste møte er fredag 5. september 2031"),

        // 7 Onboarding: release is less than 42 days away at arrival, so the handover is asked for at once, with five working days; reminded of two before.
        new("2031-09-04 08:00", "kari@example.org", "Påminnelse: Begynn overføringen – frist mandag 8. september 2031"),

        // 2, 3 Needs talk and consent on 5 September, in time. 4 Input: nobody is asked. 5 Plan: nobody is informed. 7: the taker is asked.
        new("2031-09-05 11:00", Knut, "Du skal overta en rolle"),

        // 6.1: the next talk.
        new("2031-09-05 11:00", Person.Email, "Neste møte er fredag 12. september 2031"),

        // 8 Farewell.
        new("2031-09-12 10:00", Person.Email, "Veien videre"),
    ];

    [Fact]
    public async Task Nobody_outside_sees_a_need_and_the_case_goes_on_to_its_end()
    {
        await using var walk = await Walk.StartAsync(chromium, "consent-refused", "2031-08-18 09:00");
        var subject = await Steps.OpenCaseAsync(walk, "Kari", Person, "2031-09-01", "2031-10-06", officer: "kari");
        await Steps.SummonAsync(walk);
        await Steps.EstablishGroupAsync(walk);
        await walk.AtAsync("2031-09-01 10:00");
        await Steps.ArriveAsync(walk, next: "2031-09-05T10:00");
        await walk.AtAsync("2031-09-05 11:00");
        await Steps.HoldNeedsTalkAsync(walk);
        await Steps.AskConsentAsync(walk, isGiven: false);
        await AssertNothingIsSeenAsync(walk, subject, "Nina");

        await Steps.BeginHandoverAsync(walk, taker: "2");
        await walk.DoAsync("Kari", "Foreslå tiltak internt",
            ("proposals[0].title", Steps.Measure), ("proposals[0].startsOn", "2031-09-08"), ("proposals[0].requirements", "Møter til avtalt tid"),
            ("proposals[0].answers", "2"), ("proposals[0].canBeOffered", "true"));
        await Steps.AgreePlanAsync(walk, next: "2031-09-12T10:00", "1");
        await AssertNothingIsSeenAsync(walk, subject, "Nina");
        await AssertNothingIsSeenAsync(walk, subject, "Knut");

        await walk.AtAsync("2031-09-12 10:00");
        await Steps.ConfirmAsync(walk, "Knut");
        await Steps.CompleteHandoverAsync(walk);
        await Steps.FarewellAsync(walk);
        await walk.AtAsync("2031-12-31 12:00");

        var records = new CaseRecords(walk.Host.DataFolder);
        Assert.DoesNotContain(records.Tasks(), task => task.StartsWith("Gi innspill", StringComparison.Ordinal));
        Assert.Contains("Foreslå tiltak internt: Completed by kari", records.Tasks());
        Assert.Equal(0, records.Count("select count(*) from case_sharings"));
        Assert.Equal(1, records.Count("select count(*) from cases where ended_at is not null"));
        Afterwards.AssertEnded(records);
        Afterwards.AssertNoIncident(records);
        await Afterwards.AssertMailsAsync(walk, subject, Mails);
    }

    private static async Task AssertNothingIsSeenAsync(Walk walk, CaseDriver subject, string user)
    {
        var page = await subject.SeeAsync(user, "case-without-consent");
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Om saken", text, StringComparison.OrdinalIgnoreCase); // it is the case, not a page that says no
        Assert.All(Steps.Written, words => Assert.DoesNotContain(words, text, StringComparison.OrdinalIgnoreCase));
        if (user == "Nina") // who has no task here: what others do is seen, not opened
            Assert.Equal(0, await page.Locator("section[aria-labelledby=tasks-title] a[href^='/oppgaver']").CountAsync());
        var inbox = await walk.AsAsync(user);
        foreach (var list in new[] { "/innboks", "/innboks?liste=gruppe" })
        {
            await inbox.GoAsync(list);
            Assert.Equal(0, await inbox.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Gi innspill til tiltak" }).CountAsync());
        }
    }
}
