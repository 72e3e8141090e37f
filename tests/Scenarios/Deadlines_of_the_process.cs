using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>The deadlines that the shipped flows arm, read from a case that went the whole way, beside the table of the process.</summary>
public sealed class Deadlines_of_the_process(SqliteTestDatabase database) : LifeSuite(database), IClassFixture<SqliteTestDatabase>
{
    /// <summary>By hand from the table; a wait has no step.</summary>
    private static readonly (string Row, string? Step, string Fact, int Offset, DeadlineUnit Unit)[] Table =
    [
        ("0.1 Summons: 28 days before the start date", "summons", "StartDate", -28, DeadlineUnit.Days),
        ("0.2 Establish responsibility group: 5 working days before start", "establish-group", "StartDate", -5, DeadlineUnit.WorkingDays),
        ("1 Arrival: on the start date", "arrival", "StartDate", 0, DeadlineUnit.Days),
        ("2 Needs talk part 1: 7 days after arrival at the latest", "needs-talk", "ArrivalHeldOn", 7, DeadlineUnit.Days),
        ("3 Consent: at the end of the talk", "consent", "NeedsTalkHeldOn", 0, DeadlineUnit.Days),
        ("4 Input to measures: 5 working days after the talk", "give-input", "NeedsTalkHeldOn", 5, DeadlineUnit.WorkingDays),
        ("4 and 5 presented in a meeting too: booked within 2 working days", "book-group-meeting", "TaskCreated", 2, DeadlineUnit.WorkingDays),
        ("5 Needs talk part 2: 5 working days after input closes", "agree-plan", "InputClosedOn", 5, DeadlineUnit.WorkingDays),
        ("6 A measure whose deliverer is silent for 14 days is raised", null, "MeasureSilentSince", 14, DeadlineUnit.Days),
        ("6.1 Talks with the person: every 14 days", "progress-talk", "LastTalkHeldOn", 14, DeadlineUnit.Days),
        ("6.2 Group meetings: every 60 days", "group-meeting", "GroupMeetingsFrom", 60, DeadlineUnit.Days),
        ("7 Onboarding: new parties join 42 days before the transfer or release", null, "HandoverDate", -42, DeadlineUnit.Days),
        ("8 Farewell talk: before the last day", "farewell", "HandoverDate", -1, DeadlineUnit.Days),
    ];

    [Fact]
    [Shows("every default deadline of the table; reminders before, the unit leader at the deadline")]
    public async Task Every_default_deadline_is_the_tables()
    {
        Undone.UnionWith(["log"]);
        await OpenCaseAsync("2027-03-01", "2027-09-01");
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal(CaseStatus.Closed, (await CaseAsync()).Status);
        var armed = await ArmedAsync();
        Assert.All(Table, row => Assert.Contains(armed, deadline =>
            deadline.Step == row.Step && deadline.Deadline.Fact == row.Fact && deadline.Deadline.Offset == row.Offset && deadline.Deadline.Unit == row.Unit));

        // A step of the table is never asked for with another deadline.
        foreach (var row in Table.Where(row => row.Step is not null))
            Assert.All(armed.Where(deadline => deadline.Step == row.Step), deadline => Assert.Equal((row.Fact, row.Offset), (deadline.Deadline.Fact, deadline.Deadline.Offset)));
    }

    [Fact]
    public async Task Every_task_is_reminded_of_and_the_unit_leader_is_told()
    {
        Undone.UnionWith(["log"]);
        await OpenCaseAsync("2027-03-01", "2027-09-01");
        await GoOnAsync("2027-09-10 12:00");
        var tasks = (await ArmedAsync()).Where(deadline => deadline.Step is not null).ToList();
        Assert.All(tasks, task =>
        {
            Assert.Contains(task.Deadline.Rungs, rung => rung.Kind == RungKind.Remind);
            var first = task.Deadline.Rungs.Where(rung => rung.Kind == RungKind.Escalate).MinBy(rung => rung.Offset)!;
            Assert.Equal(CaseRoles.UnitLeader, first.ToRole);
            Assert.InRange(first.Offset, 0, task.Step == "consent" ? 2 : 0); // the talk is over, the question may wait for the next day
        });

        // 4: silence is reminded of at half time, which of five working days is the third, and escalated at the deadline.
        var input = tasks.First(task => task.Step == "give-input").Deadline;
        Assert.Equal((RungKind.Remind, -2, DeadlineUnit.WorkingDays), (input.Rungs[0].Kind, input.Rungs[0].Offset, input.Rungs[0].Unit));
        Assert.Equal((RungKind.Escalate, 0), (input.Rungs[1].Kind, input.Rungs[1].Offset));
    }

    private async Task<List<(string? Step, CaseDeadline Deadline)>> ArmedAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var steps = await context.Tasks.Where(task => task.CaseId == CaseId).ToDictionaryAsync(task => task.Id, task => task.Step, Cancel);
        return [.. (await context.Set<CaseDeadline>().AsNoTracking().Where(deadline => deadline.CaseId == CaseId).ToListAsync(Cancel))
            .Select(deadline => (deadline.TaskId is { } task ? steps[task] : null, deadline))];
    }
}
