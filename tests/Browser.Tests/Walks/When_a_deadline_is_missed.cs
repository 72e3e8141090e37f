using Microsoft.Playwright;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>The group is not established: the deadline goes through all its rungs, and the task is still there for whoever is to do it.</summary>
public sealed class When_a_deadline_is_missed(Chromium chromium)
{
    private const string Group = "Etabler ansvarsgruppe";

    private static readonly ConvictedPerson Person = ConvictedPerson.Torstein;

    /// <summary>By hand: step 0.2 is due 5 working days before 1 September, on Monday 25 August; it is reminded of 3 working days before that.</summary>
    private static readonly ExpectedMail[] Mails =
    [
        new("2031-08-18 09:00", Person.Email, "Innkalling til straffegjennomføring"), // 0.1
        new("2031-08-20 08:00", "kari@example.org", "Påminnelse: Etabler ansvarsgruppe – frist mandag 25. august 2031"), // 0.2, to the contact officer
        new("2031-08-26 08:00", "lise@example.org", "Frist oversittet: Etabler ansvarsgruppe"), // 0.2, to the unit leader
    ];

    [Fact]
    public async Task Each_rung_goes_off_once_and_the_open_task_shows_that_and_why_it_is_late()
    {
        await using var walk = await Walk.StartAsync(chromium, "deadline-missed", "2031-08-18 09:00");
        var subject = await Steps.OpenCaseAsync(walk, "Kari", Person, "2031-09-01", "2031-12-01", officer: "kari");
        await Steps.SummonAsync(walk);
        await walk.AtAsync("2031-08-23 12:00"); // after the reminder
        await AssertInboxAsync(walk, "Kari", "mine", isOverdue: false);
        await walk.AtAsync("2031-08-30 12:00"); // days after the escalation, the last rung
        await AssertInboxAsync(walk, "Kari", "mine", isOverdue: true);
        await AssertInboxAsync(walk, "Lise", "group", isOverdue: true);

        var task = await walk.OpenTaskAsync("Lise", Group);
        var lise = await walk.AsAsync("Lise");
        await walk.PictureAsync(lise, "task-overdue");
        await task.Page.GetByText("Over fristen", new() { Exact = true }).WaitForAsync();
        var deadline = await task.Page.Locator("section[aria-labelledby=task-deadline]").InnerTextAsync();
        Assert.Contains("25. august 2031", deadline, StringComparison.Ordinal);
        Assert.Contains("5 virkedager før startdatoen", deadline, StringComparison.Ordinal);
        Assert.Contains("20. aug. 2031 kl. 08.00: påminnelse til kontaktbetjent (passert)", deadline, StringComparison.Ordinal);
        Assert.Contains("26. aug. 2031 kl. 08.00: varsel til enhetsleder (passert)", deadline, StringComparison.Ordinal);

        var records = new CaseRecords(walk.Host.DataFolder);
        Assert.Contains($"{Group}: Open", records.Tasks());
        Assert.Equal(1, Afterwards.CountEvents(records, "Reminded"));
        Assert.Equal(1, Afterwards.CountEvents(records, "Escalated"));
        Afterwards.AssertNoIncident(records);
        await Afterwards.AssertMailsAsync(walk, subject, Mails);
    }

    private static async Task AssertInboxAsync(Walk walk, string user, string list, bool isOverdue)
    {
        var visitor = await walk.AsAsync(user);
        await visitor.GoAsync(list == "mine" ? "/innboks" : "/innboks?liste=gruppe");
        await walk.PictureAsync(visitor, $"inbox-of-{user}");
        var row = visitor.Page.Locator($"section[aria-labelledby={list}] tr").Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Link, new() { Name = Group, Exact = true }) });
        var text = await row.InnerTextAsync();
        Assert.Contains("5 virkedager før startdatoen", text, StringComparison.Ordinal);
        Assert.Equal(isOverdue, text.Contains("Over fristen", StringComparison.Ordinal));
    }
}
