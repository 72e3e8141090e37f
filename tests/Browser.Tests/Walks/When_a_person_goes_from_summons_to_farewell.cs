using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>
/// One person through every step of the process, on pages, by seven people. A sentence of ten weeks: 1 September to 24 November 2031, the release
/// then moved to 10 November. The needs talk is late on purpose. Three times the Host is killed.
/// </summary>
public sealed class When_a_person_goes_from_summons_to_farewell(Chromium chromium)
{
    private static readonly ConvictedPerson Person = ConvictedPerson.Torstein;

    [Fact]
    public async Task Every_task_is_done_once_and_every_notice_goes_out_once()
    {
        await using var walk = await Walk.StartAsync(chromium, "summons-to-farewell", "2031-07-28 09:00");
        var subject = await PrepareAsync(walk);
        await UnderstandNeedsAsync(walk, subject);
        await MakePlanAsync(walk, subject);
        await CarryOutAsync(walk, subject);
        await HandOverAsync(walk, subject);

        await walk.AtAsync("2031-12-31 12:00"); // whatever was forgotten would go out by now
        var page = await subject.SeeAsync("Lise", "case-closed");
        Assert.Contains("Avsluttet", await page.Locator("main .head").First.InnerTextAsync(), StringComparison.Ordinal);

        var records = new CaseRecords(walk.Host.DataFolder);
        Assert.Equal(TasksOfTheWalk.Order(StringComparer.Ordinal), records.Tasks());
        Afterwards.AssertEnded(records);
        Afterwards.AssertNoIncident(records);
        Assert.Equal(NoticesOfTheWalk.Reminders, Afterwards.CountEvents(records, "Reminded"));
        Assert.Equal(NoticesOfTheWalk.Escalations, Afterwards.CountEvents(records, "Escalated"));
        Afterwards.AssertUnnamed(records, walk.Host, [.. Person.Words, .. Steps.Written, "Kari Nordvik", "Lise Brekke", "Nina Moe", "Knut Haugen", "Hanne Vik"]);
        await Afterwards.AssertMailsAsync(walk, subject, NoticesOfTheWalk.All(Person.Email));
    }

    /// <summary>Every task of the process and who did it. Those open when the case closes are called off.</summary>
    private static readonly string[] TasksOfTheWalk =
    [
        "Navngi kontaktbetjent: Completed by lise", // 0.1
        "Send innkalling: Completed by kari", // 0.1
        "Etabler ansvarsgruppe: Completed by kari", // 0.2
        "Innkomstmøte: Completed by kari", // 1
        "Behovssamtale del 1: Completed by kari", // 2
        "Be om samtykke: Completed by kari", // 3
        "Gi innspill til tiltak: Completed by nina", // 4
        "Gi innspill til tiltak: Completed by knut", // 4
        "Gi innspill til tiltak: Completed by hanne", // 4
        "Avtal møte i ansvarsgruppen: Completed by kari", // 4
        "Møte om innspillene: Completed by kari", // 4
        "Behovssamtale del 2: Completed by kari", // 5
        "Avtal møte i ansvarsgruppen: Completed by kari", // 5: to inform the group of the plan
        "Følg opp stille tiltak: Completed by kari", // 6: knut was silent for 14 days
        "Samtale om behov og plan: Completed by kari", // 6.1: 26 September
        "Samtale om behov og plan: Completed by kari", // 7 October
        "Samtale om behov og plan: Completed by kari", // 17 October
        "Samtale om behov og plan: Completed by kari", // 28 October
        "Samtale om behov og plan: Cancelled", // due 11 November, after the farewell
        "Møte i ansvarsgruppen: Completed by kari", // 6.2
        "Møte i ansvarsgruppen: Cancelled", // due 13 December
        "Begynn overføringen: Completed by kari", // 7
        "Bekreft at du overtar: Completed by knut", // 7
        "Bekreft overføringen: Completed by kari", // 7
        "Avskjedssamtale: Completed by kari", // 8
    ];

    private static async Task<CaseDriver> PrepareAsync(Walk walk)
    {
        var subject = await Steps.OpenCaseAsync(walk, "Lise", Person, "2031-09-01", "2031-11-24", officer: null);
        await walk.DoAsync("Lise", "Navngi kontaktbetjent", ("userId", "kari"));
        await walk.AtAsync("2031-08-01 10:00"); // three days before its deadline, 28 days before the start
        await Steps.SummonAsync(walk);
        await walk.KillAndStartAsync(); // the summons is in the outbox, or on its way

        await walk.AtAsync("2031-08-19 13:00");
        await Steps.EstablishGroupAsync(walk);
        await subject.SeeAsync("Nina", "case-as-nav-sees-it-before-consent");
        return subject;
    }

    private static async Task UnderstandNeedsAsync(Walk walk, CaseDriver subject)
    {
        await walk.AtAsync("2031-09-01 10:00");
        await Steps.ArriveAsync(walk, next: "2031-09-05T10:00");
        await walk.AtAsync("2031-09-08 23:00"); // the last hour of the deadline, after its reminder
        await walk.KillOnNextMailAsync("2031-09-09 12:00"); // while it escalates
        await Steps.HoldNeedsTalkAsync(walk);
        await Steps.AskConsentAsync(walk, isGiven: true);
        var page = await subject.SeeAsync("Nina", "case-as-nav-sees-it-after-consent");
        Assert.Contains(Steps.DebtNeed, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task MakePlanAsync(Walk walk, CaseDriver subject)
    {
        await Steps.BookGroupMeetingAsync(walk, "2031-09-12T13:00"); // asked for when the round begins
        await walk.AtAsync("2031-09-10 09:00");
        await Steps.ProposeAsync(walk, "Nina", Steps.Measure, "2031-09-22", answersNeed: "2");
        await Steps.ProposeAsync(walk, "Knut", Steps.Housing, "2031-09-22", answersNeed: "1");
        await walk.AtAsync("2031-09-11 09:00"); // the day before the reminder of those who are silent
        await walk.DoAsync("Hanne", "Gi innspill til tiltak", ("nothingToOffer", "true"));
        await walk.AtAsync("2031-09-12 13:30");
        await walk.DoAsync("Kari", "Møte om innspillene", ("attendees[0].who", "1"), ("attendees[0].presence", "present"), ("attendees[1].who", "2"), ("attendees[1].presence", "present"));
        await walk.AtAsync("2031-09-15 10:00");
        await Steps.AgreePlanAsync(walk, next: "2031-09-26T10:00", "1", "2");
        await Steps.BookGroupMeetingAsync(walk, "2031-10-14T12:00");
        await subject.SeeAsync("Kari", "plan");
    }

    private static async Task CarryOutAsync(Walk walk, CaseDriver subject)
    {
        await walk.AtAsync("2031-09-24 14:00");
        await Steps.DocumentAsync(subject, "Nina", "1", "Første samtale er holdt.");
        await Steps.DocumentAsync(subject, "Knut", "2", "Søknaden er sendt.");
        await walk.AtAsync("2031-09-26 10:30");
        await Steps.TalkAsync(walk, next: "2031-10-07T10:00");

        await walk.AtAsync("2031-10-01 11:00"); // 40 days before the new date: the handover begins at once
        await subject.DoAsync("Kari", "Endre datoer", ("releaseDate", "2031-11-10"));
        await walk.AtAsync("2031-10-03 11:00");
        await Steps.BeginHandoverAsync(walk, taker: "2");

        await walk.AtAsync("2031-10-06 12:00");
        await Steps.EndMeasureAsync(subject, "1");
        await walk.AtAsync("2031-10-07 10:30");
        await Steps.TalkAsync(walk, next: "2031-10-17T10:00");
        await walk.AtAsync("2031-10-08 09:00"); // 14 days after Knut's last word
        await walk.DoAsync("Kari", "Følg opp stille tiltak", ("log[0].text", "Boligen er klar fra 10. november."));
    }

    private static async Task HandOverAsync(Walk walk, CaseDriver subject)
    {
        await walk.AtAsync("2031-10-10 09:00");
        await Steps.ConfirmAsync(walk, "Knut");
        await walk.KillAndStartAsync(); // the taker has confirmed, the holder has not let go

        await walk.AtAsync("2031-10-14 13:00");
        await walk.DoAsync("Kari", "Møte i ansvarsgruppen",
            ("attendees[0].presence", "present"), ("attendees[1].who", "person"), ("attendees[1].presence", "part"), ("decisions", "Bydelen henter nøklene."));
        await walk.AtAsync("2031-10-17 10:30");
        await Steps.TalkAsync(walk, next: "2031-10-28T10:00");
        await walk.AtAsync("2031-10-20 12:00");
        await Steps.EndMeasureAsync(subject, "2");
        await walk.AtAsync("2031-10-24 12:00");
        await Steps.CompleteHandoverAsync(walk);
        await walk.AtAsync("2031-10-28 10:30");
        await Steps.TalkAsync(walk, next: "2031-11-07T10:00");
        await walk.AtAsync("2031-11-07 11:00");
        await subject.SeeAsync("Kari", "before-the-farewell");
        await Steps.FarewellAsync(walk);
    }
}
