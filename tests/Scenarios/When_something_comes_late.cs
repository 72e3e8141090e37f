using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class LateSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("2 declined, plan made inside, talk held at last: consent is asked, 4 asks the group with days of its own, 5 comes back, the group is told of the plan; to the end")]
    public async Task A_yes_in_a_talk_that_was_declined_before_asks_the_group()
    {
        Instead["needs-talk"] = (_, today) => Declined(today, 7);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-20 12:00");
        Assert.NotNull((await CaseAsync()).Plan.AgreedOn); // made inside
        Assert.NotNull((await CaseAsync()).InputClosedOn);

        Instead.Remove("needs-talk");
        Undone.UnionWith(["give-input"]);
        await GoOnAsync("2027-04-01 12:00");
        var yes = Assert.Single((await CaseAsync()).Consent.All).DecidedOn;
        Assert.Equal(["health", "municipality", "nav"], (await AllTasksAsync("give-input")).Select(task => task.Split(':')[1].Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.All(await AllTasksAsync("give-input"), task => Assert.StartsWith($"{yes:yyyy-MM-dd} ", task, StringComparison.Ordinal));
        Assert.Equal(3, (await NoticesAsync("input-requested")).Length);
        Assert.Null((await CaseAsync()).InputClosedOn);

        Undone.Remove("give-input");
        Undone.Add("log"); // three deliver now
        Instead["give-input"] = (subject, today) => Given.Input($"Jobbkurs {subject.Proposals.All.Count}", $"{today.AddDays(7):yyyy-MM-dd}", 2);
        Instead["revise-plan"] = (subject, today) => Revision(today, [.. subject.Proposals.All.Where(proposal => proposal.MemberNumber is not null).Select(proposal => proposal.Number)]);
        await GoOnAsync("2027-04-02 12:00");
        Assert.Equal([1, 2, 3], (await CaseAsync()).Measures.All.Where(measure => measure.DelivererNumber is not null).Select(measure => measure.DelivererNumber!.Value).Order());
        Assert.Single(await AllTasksAsync("revise-plan"), task => task.EndsWith("Completed", StringComparison.Ordinal));
        Assert.Equal(3, (await NoticesAsync("plan-informed")).Length);
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("2 declined and held before the plan is made: the yes takes the task of planning inside back, and the group is asked at once")]
    public async Task A_yes_while_the_plan_is_being_made_inside_asks_the_group_at_once()
    {
        Instead["needs-talk"] = (_, today) => Declined(today, 3);
        Undone.UnionWith(["internal-input", "give-input", "book-group-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-08 12:00");
        Assert.Contains("internal-input contact-officer", await OpenTasksAsync());
        Instead.Clear();
        await GoOnAsync("2027-02-11 12:00");
        Assert.Equal(["give-input member:health", "give-input member:municipality", "give-input member:nav"], (await OpenTasksAsync()).Where(task => !task.StartsWith("book", StringComparison.Ordinal)));
        Assert.Equal(3, (await NoticesAsync("input-requested")).Length);
    }

    [Fact]
    [Shows("2 declined: the talk is asked for two days before the day that was agreed, due on it, whenever that is; the leader is told when that day has passed, not before")]
    public async Task A_talk_that_was_declined_is_due_on_the_day_that_was_agreed()
    {
        Instead["needs-talk"] = (_, today) => Declined(today, 12);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-08 12:00");
        Undone.UnionWith(["needs-talk"]);
        await GoOnAsync("2027-02-17 12:00");
        Assert.DoesNotContain("needs-talk contact-officer", await OpenTasksAsync());
        await GoOnAsync("2027-02-18 12:00");
        Assert.Equal("2027-02-20", await DueAsync("needs-talk"));
        await using (var scope = Services.CreateAsyncScope())
        {
            var open = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.SingleAsync(task => task.CaseId == CaseId && task.Step == "needs-talk" && task.Status == HumanTaskStatus.Open, Cancel);
            Assert.Equal("samme dag som det nye tilbudet om behovssamtale", open.DeadlineText);
            Assert.Equal("samme dag som innspillsrunden ble avsluttet", DeadlineWords.Of("InputClosedOn", 0, DeadlineUnit.Days).Bokmal);
        }

        await GoOnAsync("2027-02-20 23:00");
        Assert.Empty(await NoticesAsync("escalation"));
        await GoOnAsync("2027-02-21 12:00");
        Assert.Equal(["2027-02-21 escalation user lise"], await NoticesAsync("escalation"));
    }

    [Fact]
    [Shows("4: consent entered nine days after the talk: the round has five working days from the day it begins, and the mail says that day")]
    public async Task A_round_that_begins_late_has_its_days_and_the_mail_says_the_day_of_the_task()
    {
        Undone.UnionWith(["consent", "give-input", "book-group-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01"); // the talk is held the same day
        await GoOnAsync("2027-02-17 12:00");
        Undone.Remove("consent");
        await GoOnAsync("2027-02-17 13:00");
        await AssertAskedAsync(new DateOnly(2027, 2, 24), "5 virkedager etter at oppgaven ble opprettet");
        Assert.DoesNotContain("2027-02-18 escalation user lise", await Line.NoticesAsync(CaseId));
    }

    [Fact]
    [Shows("0.2 late: the group is established after the talk; the round has five working days from the day it begins")]
    public async Task A_round_that_waited_for_the_group_has_its_days()
    {
        Undone.UnionWith(["establish-group", "give-input", "book-group-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-19 12:00");
        Undone.Remove("establish-group");
        await GoOnAsync("2027-02-19 13:00");
        await AssertAskedAsync(new DateOnly(2027, 2, 26), "5 virkedager etter at oppgaven ble opprettet");
    }

    [Fact]
    [Shows("4 in time: five working days from the talk, in the task and in the mail")]
    public async Task A_round_that_begins_with_the_talk_counts_from_it()
    {
        Undone.UnionWith(["give-input", "book-group-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-08 12:00");
        await AssertAskedAsync(new DateOnly(2027, 2, 15), "5 virkedager etter behovssamtale del 1");
    }

    [Fact]
    [Shows("1 and 6: an acute measure is watched from arrival, before there is a plan; by one watch, after the plan too; to the end")]
    public async Task An_acute_measure_that_is_silent_is_raised_before_there_is_a_plan()
    {
        Undone.UnionWith(["needs-talk", "log", "silent-measure"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await DoneAsync(Keeping.StartAcuteMeasureAsync(CaseId, new NewMeasure { Title = "Medisiner", DelivererNumber = 1, StartsOn = Today, RequiredOfPerson = "Ingenting", Answers = [1] }, Kari, null, Cancel));
        await GoOnAsync("2027-02-22 12:00");
        Assert.DoesNotContain("silent-measure contact-officer", await OpenTasksAsync());
        await GoOnAsync("2027-02-23 12:00"); // fourteen days of silence
        Assert.Contains("silent-measure contact-officer", await OpenTasksAsync());
        Assert.Null((await CaseAsync()).Plan.AgreedOn);
        Assert.Equal("2027-02-26", await DueAsync("silent-measure"));
        await GoOnAsync("2027-03-01 12:00");
        Assert.Contains("2027-03-01 escalation user lise", await Line.NoticesAsync(CaseId));

        // The plan comes, and the same watch goes on: nothing is raised twice.
        Undone.Remove("needs-talk");
        await GoOnAsync("2027-03-10 12:00");
        Assert.NotNull((await CaseAsync()).Plan.AgreedOn);
        Assert.Single(await AllTasksAsync("silent-measure"));
        Undone.Remove("silent-measure");
        await GoOnAsync("2027-03-26 12:00");
        Assert.Equal(2, (await AllTasksAsync("silent-measure")).Length); // silent again, once
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    private async Task AssertAskedAsync(DateOnly due, string reason)
    {
        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var tasks = await context.Tasks.Where(task => task.CaseId == CaseId && task.Step == "give-input").ToListAsync(Cancel);
        Assert.Equal(3, tasks.Count);
        Assert.All(tasks, task => Assert.Equal((due, reason), (NorwegianTime.DateOf(task.DueAt!.Value.AddSeconds(-1)), task.DeadlineText)));
        var mails = (await context.Outbox.Where(row => row.CaseId == CaseId).ToListAsync(Cancel)).Select(row => NoticePayload.Read(row.Payload)).Where(payload => payload.Template == "input-requested").ToList();
        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.Equal(due, mail.Date));
    }

    private async Task<string[]> NoticesAsync(string template) => [.. (await Line.NoticesAsync(CaseId)).Where(notice => notice.Contains($" {template} ", StringComparison.Ordinal))];

    private static JsonObject Declined(DateOnly today, int days) => new()
    {
        ["heldOn"] = $"{today:yyyy-MM-dd}",
        ["heldBy"] = "kari",
        ["done"] = "declined",
        ["nextMeeting"] = $"{today.AddDays(days):yyyy-MM-dd}T10:00",
    };

    private static JsonObject Revision(DateOnly today, params int[] chosen) => new()
    {
        ["heldOn"] = $"{today:yyyy-MM-dd}",
        ["heldBy"] = "kari",
        ["chosenProposals"] = new JsonArray([.. chosen.Select(number => (JsonNode)JsonValue.Create($"{number}"))]),
        ["decidedByPerson"] = true,
    };
}

public sealed class LateOnSqlite(SqliteTestDatabase database) : LateSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class LateOnPostgres(PostgresTestDatabase database) : LateSuite(database), IClassFixture<PostgresTestDatabase>;
