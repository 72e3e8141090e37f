using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Host.Tests.Walks;

/// <summary>
/// One person from summons to farewell over the API alone: real HTTP, bearer tokens, a real mail server, the clock moved by hand. A sentence of
/// twelve weeks. Everything is done in time but the naming of the contact officer (0.1) and one member's input (4).
/// </summary>
public abstract class FromSummonsToFarewellSuite(TestDatabase database) : IAsyncLifetime
{
    private SmtpServer? mail;
    private HostUnderTest? host;
    private Walk? walk;

    private Walk Walk => walk ?? throw new InvalidOperationException("The test has not begun.");
    private ApiUser Kari => Walk.Kari;

    public async ValueTask InitializeAsync()
    {
        database.Require();
        mail = await SmtpServer.StartAsync(new SmtpFaults(), TestContext.Current.CancellationToken);
        host = new HostUnderTest(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Default"] = database.ConnectionString,
            ["Email:Smtp:Host"] = mail.Host,
            ["Email:Smtp:Port"] = $"{mail.Port}",
            ["Email:Smtp:Encryption"] = "None",
            ["Logging:LogLevel:Default"] = "Debug",
            ["Logging:LogLevel:Microsoft"] = "Information",
            ["Logging:Console:LogLevel:Default"] = "None",
            ["Logging:Console:LogLevel:Microsoft"] = "None",
            ["Logging:Console:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
        });
        await host.InitializeAsync();
        walk = new Walk(host);
    }

    public async ValueTask DisposeAsync()
    {
        walk?.Dispose();
        if (host is not null) await host.DisposeAsync();
        if (mail is not null) await mail.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_person_goes_the_whole_way_over_the_API()
    {
        await PrepareAsync();
        await UnderstandNeedsAsync();
        await MakePlanAsync();
        await CarryOutAsync();
        await HandOverAsync();
        await Walk.AtAsync("2030-07-01 12:00"); // nothing fires in a case that is over

        var left = new WhatIsLeft(host!.Services, Walk.CaseId);
        await AssertCaseAsync();
        Assert.Equal(WhatIsLeft.ExpectedTasks, await left.TasksAsync());
        Assert.Equal(MailsOfTheWalk.Expected.Order(StringComparer.Ordinal), await MailsAsync());
        Assert.Equal("none", await left.IncidentsAsync());
        await left.AssertJournalIsCompleteAsync();
        Assert.Equal(Walk.ReadingsByUser, await left.AuditedReadingsAsync());
        await left.AssertNothingPersonalAsync(Walk.Secrets, host.Log.Lines);
    }

    private async Task PrepareAsync()
    {
        await Walk.AtAsync("2030-01-07 09:00");
        await Walk.OpenAsync(startDate: "2030-02-11", releaseDate: "2030-04-29");
        await Walk.AtAsync("2030-01-10 09:00"); // two working days have passed and nobody was named
        Assert.Equal(["name-contact-officer"], await Walk.Lise.InboxAsync());
        Assert.Empty(await Kari.InboxAsync());
        await Walk.Lise.CompleteAsync("name-contact-officer", """{"userId":"kari"}""");
        await Walk.AtAsync("2030-01-11 09:00");
        Assert.Equal(["establish-group", "summons"], await Kari.InboxAsync());
        await Kari.CompleteAsync("summons", """{"channel":"email","sentOn":"2030-01-11"}""");
        await Walk.AtAsync("2030-01-25 10:00");
        await Kari.CompleteAsync("establish-group", """
            {"establishedOn":"2030-01-25","members":[
              {"role":"member:nav","channel":"inbox","userId":"nina"},
              {"role":"member:municipality","channel":"inbox","userId":"knut"},
              {"role":"member:health","channel":"inbox","userId":"hanne"}]}
            """);
    }

    private async Task UnderstandNeedsAsync()
    {
        await Walk.AtAsync("2030-02-03 12:00");
        Assert.Empty(await Kari.InboxAsync()); // arrival opens seven days before
        await Walk.AtAsync("2030-02-11 10:00");
        await Kari.CompleteAsync("arrival", $$"""
            {"heldOn":"2030-02-11","heldBy":"kari","nextMeeting":"2030-02-14T10:00","nextMeetingPlace":"room",
             "acuteNeeds":[{"tangle":"health","knot":"treatment","thread":"{{Walk.Thread}}","acute":true}]}
            """);
        await Walk.AtAsync("2030-02-14 11:00"); // a first sitting; the second comes the day after
        await Kari.CompleteAsync("needs-talk", """{"heldOn":"2030-02-14","heldBy":"kari","supportedBy":"mona","done":"no","nextMeeting":"2030-02-15T10:00"}""");
        await Walk.AtAsync("2030-02-15 11:00");
        await Kari.CompleteAsync("needs-talk", """
            {"heldOn":"2030-02-15","heldBy":"kari","supportedBy":"mona","done":"yes","needs":[
              {"tangle":"economy-and-housing","knot":"occupation","thread":"Vil tilbake i arbeid"},
              {"tangle":"social-belonging","knot":"network","thread":"Har ingen å bo hos"}]}
            """);
        await Walk.AtAsync("2030-02-15 13:00");
        Assert.Empty(await Walk.Nina.InboxAsync()); // nothing is shared before the consent
        Assert.Null((await Walk.Nina.OpenCaseAsync(Walk.CaseId))["needs"]);
        await Kari.CompleteAsync("consent", """{"heldOn":"2030-02-15","heldBy":"kari","explained":"Hvem som ser kartet, og at samtykket kan trekkes.","consent":"given"}""");
        await Walk.AtAsync("2030-02-15 14:00"); // the group is asked, and so is the time of the meeting about what it proposes
        await Kari.CompleteAsync("book-group-meeting", """{"nextMeeting":"2030-04-10T09:00","nextMeetingPlace":"video"}""");
    }

    private async Task MakePlanAsync()
    {
        await Walk.AtAsync("2030-02-18 10:00");
        Assert.Equal(3, (await Walk.Nina.OpenCaseAsync(Walk.CaseId))["needs"]!.AsArray().Count);
        await Walk.Nina.CompleteAsync("give-input", Walk.Input("Jobbkurs", "2030-03-01", need: 2));
        await Walk.AtAsync("2030-02-19 10:00");
        await Walk.Hanne.CompleteAsync("give-input", """{"nothingToOffer":true}""");
        await Walk.AtAsync("2030-02-21 10:00"); // the municipality was reminded the day before
        await Walk.Knut.CompleteAsync("give-input", Walk.Input("Boligveiledning", "2030-04-01", need: 3));
        await Walk.AtAsync("2030-02-25 10:00");
        await Kari.CompleteAsync("agree-plan", """{"heldOn":"2030-02-25","heldBy":"kari","chosenProposals":["1","2"],"decidedByPerson":true,"nextMeeting":"2030-03-07T10:00","personOverall":"4","staffCooperation":"5"}""");
    }

    private async Task CarryOutAsync()
    {
        await Walk.AtAsync("2030-03-06 10:00");
        Assert.Equal(["group-meeting", "progress-talk"], await Kari.InboxAsync());
        await Walk.TalkAsync("2030-03-07", next: "2030-03-18");
        await Walk.LogAsync(Walk.Nina, measure: 1, "2030-03-07");
        await Walk.ChangeReleaseAsync("2030-05-06");
        await Walk.TalkAsync("2030-03-18", next: "2030-03-28");
        await Walk.LogAsync(Walk.Nina, measure: 1, "2030-03-18");
        Assert.DoesNotContain("begin-handover", await Kari.InboxAsync()); // 42 days before the date as it was
    }

    private async Task HandOverAsync()
    {
        await Walk.AtAsync("2030-03-26 10:00"); // 42 days before the date as it is were yesterday
        await Kari.CompleteAsync("begin-handover", """{"kind":"release","receiver":"Grünerløkka","takers":[{"role":"contact-officer","member":"2"}]}""");
        await Walk.TalkAsync("2030-03-28", next: "2030-04-08");
        await Walk.LogAsync(Walk.Nina, measure: 1, "2030-03-28");
        await Walk.TalkAsync("2030-04-08", next: "2030-04-17");
        await Walk.LogAsync(Walk.Knut, measure: 2, "2030-04-08");
        await Walk.AtAsync("2030-04-10 10:00");
        await Kari.CompleteAsync("group-meeting", """
            {"heldOn":"2030-04-10","heldBy":"kari","decisions":"Planen holder.","attendees":[
              {"who":"person","presence":"present"},{"who":"1","presence":"present"},{"who":"2","presence":"present"},
              {"who":"3","presence":"absent","reason":"Syk"}]}
            """);
        await Walk.AtAsync("2030-04-11 10:00"); // NAV was last heard of 14 days ago
        await Kari.CompleteAsync("silent-measure", """{"on":"2030-04-11","log":[{"measure":"1","text":"Ringte NAV: ny time er avtalt."}]}""");
        await Walk.Knut.CompleteAsync("confirm-handover", """{"line":"1","goneThroughOn":"2030-04-10","takesOver":true}""");
        await Walk.TalkAsync("2030-04-17", next: "2030-04-26");
        await Walk.LogAsync(Walk.Nina, measure: 1, "2030-04-17");
        await Walk.LogAsync(Walk.Knut, measure: 2, "2030-04-17");
        await Kari.CompleteAsync("complete-handover", """{"confirmedOn":"2030-04-17","checklist":["1","2","3","4","5","6","7","8"]}""");
        await Walk.TalkAsync("2030-04-26", next: "2030-05-06");
        await Walk.LogAsync(Walk.Nina, measure: 1, "2030-04-26");
        await Walk.LogAsync(Walk.Knut, measure: 2, "2030-04-26");
        await Walk.AtAsync("2030-05-03 10:00");
        await Kari.CompleteAsync("farewell", """{"heldOn":"2030-05-03","heldBy":"kari","goesOn":"NAV og bydelen fortsetter."}""");
    }

    private async Task AssertCaseAsync()
    {
        var found = await Kari.OpenCaseAsync(Walk.CaseId);
        Assert.Equal("closed", found["status"]!.GetValue<string>());
        Assert.Equal("2030-05-06", found["releaseDate"]!.GetValue<string>());
        Assert.All(found["timeline"]!.AsArray(), step => Assert.True(step!["standing"]!.GetValue<string>() == "done", step.ToJsonString()));
        Assert.All((await Kari.DeliveriesAsync(Walk.CaseId))["items"]!.AsArray(), notice =>
        {
            Assert.Equal("sent", notice!["status"]!.GetValue<string>());
            Assert.Equal("smtp.250", Assert.Single(notice["attempts"]!.AsArray())!["code"]!.GetValue<string>());
        });
        Assert.Empty(await Kari.InboxAsync());
    }

    private async Task<IEnumerable<string>> MailsAsync()
    {
        var reference = (await Kari.OpenCaseAsync(Walk.CaseId))["reference"]!.GetValue<string>();
        return (await mail!.ReceivedAsync(TestContext.Current.CancellationToken))
            .DistinctBy(one => one.MessageId)
            .Select(one => $"{Walk.DayOf(one)} {Assert.Single(one.To)} {one.Subject.Replace(reference, "#", StringComparison.Ordinal)}")
            .Order(StringComparer.Ordinal);
    }
}

public sealed class FromSummonsToFarewellOnSqlite(SqliteTestDatabase database) : FromSummonsToFarewellSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class FromSummonsToFarewellOnPostgres(PostgresTestDatabase database) : FromSummonsToFarewellSuite(database), IClassFixture<PostgresTestDatabase>;
