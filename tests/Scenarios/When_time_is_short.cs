using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class ShortTimeSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("0.1 (at once when less than 28 days are left), 0.2, 1–8 to the end")]
    public async Task A_late_start_asks_for_everything_at_once_and_goes_the_whole_way()
    {
        await OpenCaseAsync("2027-01-11", "2027-05-03"); // a week away
        Assert.Equal(["arrival contact-officer", "establish-group contact-officer", "summons contact-officer"], await OpenTasksAsync());
        Assert.Equal("2027-01-04", await DueAsync("summons"));
        await GoOnAsync("2027-05-10 12:00");
        Assert.Equal(1, (await Line.NoticesAsync(CaseId)).Count(notice => notice == "2027-01-04 summons person"));
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.Contains("escalation", StringComparison.Ordinal));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("7 begins at the start when less than 42 days are left; 2, 3, 4 and 5 go on meanwhile; a sentence of 30 days")]
    public async Task A_sentence_of_30_days_is_planned_and_handed_over_at_the_same_time()
    {
        await OpenCaseAsync("2027-02-08", "2027-03-10");
        await GoOnAsync("2027-02-08 12:00");
        Assert.Equal(["2027-02-08 begin-handover contact-officer Completed"], await AllTasksAsync("begin-handover"));
        await GoOnAsync("2027-03-12 12:00");
        Assert.Equal(["2027-02-08 give-input member:health Completed", "2027-02-08 give-input member:municipality Completed", "2027-02-08 give-input member:nav Completed"], (await AllTasksAsync("give-input")).Order(StringComparer.Ordinal));
        var subject = await CaseAsync();
        Assert.True(subject.Handovers.All[^1].ConfirmedOn < subject.ReleaseDate);
        Assert.True(subject.EndedAt < NorwegianTime.StartOf(subject.ReleaseDate!.Value));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("reminders and escalations of every step that is open; 7 without 1–3; what is late is still done, in order, to the end")]
    public async Task Nobody_answers_anything_until_the_release_and_then_they_do()
    {
        Undone.UnionWith(["summons", "establish-group", "arrival", "needs-talk", "consent", "give-input", "close-input", "internal-input", "agree-plan", "begin-handover", "farewell"]);
        await OpenCaseAsync("2027-02-08", "2027-05-03");
        await GoOnAsync("2027-05-10 12:00"); // a week after the release
        Assert.Equal(["arrival contact-officer", "begin-handover contact-officer", "establish-group contact-officer", "summons contact-officer"], await OpenTasksAsync());
        await AssertEveryRungFiredAsync();
        Undone.Clear();
        await GoOnAsync("2027-09-01 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4: silence is reminded at half time and escalated at the deadline; the round is closed by the contact officer; 5 on what there is")]
    public async Task The_members_are_silent_and_the_plan_is_made_all_the_same()
    {
        Undone.UnionWith(["give-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-17 12:00"); // talk and consent on the 8th, input due on the 15th
        var notices = await Line.NoticesAsync(CaseId);
        Assert.Equal(3, notices.Count(notice => notice.StartsWith("2027-02-11 reminder user", StringComparison.Ordinal)));
        Assert.Equal(3, notices.Count(notice => notice == "2027-02-16 escalation user lise"));
        Assert.All(await AllTasksAsync("give-input"), task => Assert.EndsWith("Cancelled", task, StringComparison.Ordinal)); // the round was closed on the 16th
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    private async Task AssertEveryRungFiredAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var open = await database.Set<CaseDeadline>().AsNoTracking().Where(deadline => deadline.CaseId == CaseId && deadline.TaskId != null && deadline.EndedAt == null).ToListAsync(Cancel);
        Assert.Equal(4, open.Count);
        Assert.All(open, deadline => Assert.Equal(deadline.Rungs.Length, deadline.Fired.Length));
        Assert.Equal(4, (await Line.NoticesAsync(CaseId)).Count(notice => notice.EndsWith("escalation user lise", StringComparison.Ordinal)));
        Assert.All(await database.Tasks.Where(task => task.CaseId == CaseId).ToListAsync(Cancel), task => Assert.Equal(HumanTaskStatus.Open, task.Status));
    }
}

public sealed class ShortTimeOnSqlite(SqliteTestDatabase database) : ShortTimeSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ShortTimeOnPostgres(PostgresTestDatabase database) : ShortTimeSuite(database), IClassFixture<PostgresTestDatabase>;
