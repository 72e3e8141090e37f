using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>Thirty days from 1 September 2031: the handover begins at arrival, while the plan is made, and is confirmed before the person walks out.</summary>
public sealed class When_the_sentence_is_short(Chromium chromium)
{
    private const string Kari = "kari@example.org";
    private const string Nina = "nina@example.org";
    private const string Knut = "knut@example.org";
    private const string Hanne = "hanne@example.org";

    private static readonly ConvictedPerson Person = ConvictedPerson.Torstein;

    /// <summary>By hand from the process; everything is done in time.</summary>
    private static readonly ExpectedMail[] Mails =
    [
        // 0.1 and 0.2: fourteen days before the start, so at once.
        new("2031-08-18 09:00", Person.Email, "Innkalling til straffegjennomføring"),
        .. ToGroup("2031-08-18 09:00", "Du er med i en ansvarsgruppe"),

        // Duty to notify.
        .. ToGroup("2031-08-18 09:00", "Dato for løslatelse: onsdag 1. oktober 2031"),
        new("2031-08-18 09:00", Person.Email, "Dato for løslatelse: onsdag 1. oktober 2031"),

        // 1: it cannot be held before its day, so the reminder of the day before always comes.
        new("2031-08-31 08:00", Kari, "Påminnelse: Innkomst – frist mandag 1. september 2031"),
        new("2031-09-01 10:00", Person.Email, "Neste møte er fredag 5. september 2031"),

        // 7: less than 42 days are left.
        new("2031-09-01 10:00", Knut, "Du skal overta en rolle"),

        // 4 and 5.
        .. ToGroup("2031-09-05 11:00", "Behovskartet er delt med deg: gi innspill innen fredag 12. september 2031"),
        .. ToGroup("2031-09-05 11:00", "Møte i ansvarsgruppen fredag 19. september 2031"),
        new("2031-09-05 11:00", Person.Email, "Møte i ansvarsgruppen fredag 19. september 2031"),
        .. ToGroup("2031-09-08 10:00", "Planen er klar"),

        // 6.1.
        new("2031-09-08 10:00", Person.Email, "Neste møte er fredag 19. september 2031"),
        new("2031-09-19 10:30", Person.Email, "Neste møte er mandag 29. september 2031"),

        // 8.
        new("2031-09-22 10:00", Person.Email, "Veien videre"),
    ];

    [Fact]
    public async Task Plan_and_handover_go_side_by_side_and_the_case_closes_before_the_release()
    {
        await using var walk = await Walk.StartAsync(chromium, "short-sentence", "2031-08-18 09:00");
        var subject = await Steps.OpenCaseAsync(walk, "Kari", Person, "2031-09-01", "2031-10-01", officer: "kari");
        await Steps.SummonAsync(walk);
        await Steps.EstablishGroupAsync(walk);
        await walk.AtAsync("2031-09-01 10:00");
        await Steps.ArriveAsync(walk, next: "2031-09-05T10:00");
        await Steps.BeginHandoverAsync(walk, taker: "2");
        await subject.SeeAsync("Kari", "handover-while-needs-are-talked-about");
        await walk.AtAsync("2031-09-05 11:00");
        await Steps.HoldNeedsTalkAsync(walk);
        await Steps.AskConsentAsync(walk, isGiven: true);
        await Steps.ProposeAsync(walk, "Nina", Steps.Measure, "2031-09-10", answersNeed: "2");
        await walk.DoAsync("Knut", "Gi innspill til tiltak", ("nothingToOffer", "true"));
        await walk.DoAsync("Hanne", "Gi innspill til tiltak", ("nothingToOffer", "true"));
        await Steps.BookGroupMeetingAsync(walk, "2031-09-19T09:00"); // about the input; the plan is made before it, and does not wait
        await walk.AtAsync("2031-09-08 10:00");
        await Steps.AgreePlanAsync(walk, next: "2031-09-19T10:00", "1");
        await walk.AtAsync("2031-09-09 10:00");
        await Steps.ConfirmAsync(walk, "Knut");
        await walk.AtAsync("2031-09-19 10:30");
        await Steps.TalkAsync(walk, next: "2031-09-29T10:00");
        await Steps.CompleteHandoverAsync(walk);
        await walk.AtAsync("2031-09-22 10:00");
        await Steps.FarewellAsync(walk);
        await subject.SeeAsync("Kari", "closed-before-the-release");
        await walk.AtAsync("2031-12-31 12:00");

        var records = new CaseRecords(walk.Host.DataFolder);
        Assert.Equal(1, records.Count("select count(*) from cases where ended_at is not null"));
        Afterwards.AssertEnded(records);
        Afterwards.AssertNoIncident(records);
        await Afterwards.AssertMailsAsync(walk, subject, Mails);
    }

    private static IEnumerable<ExpectedMail> ToGroup(string at, string what) => [new(at, Nina, what), new(at, Knut, what), new(at, Hanne, what)];
}
