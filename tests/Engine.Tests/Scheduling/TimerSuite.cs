using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Scheduling;

/// <summary>Timers by the business clock, on time, late and moved.</summary>
public abstract class TimerSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task A_delay_ends_at_its_instant_and_not_before()
    {
        var id = await StartAsync(Flow.Chart("delay").Add("d", "Elsa.Delay", ("timeSpan", "2.00:00:00")).Connect("d -> z"));
        await PassAsync(TimeSpan.FromDays(2) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("d", await WaitingAsync(id));
        var report = await PassAsync(TimeSpan.FromMilliseconds(1));
        await AssertFinishedAsync(id);
        var fired = Assert.Single(report.Events);
        Assert.Equal((id, "d", true), (fired.InstanceId, fired.ActivityId, fired.IsDue));
    }

    [Fact]
    public async Task A_timer_that_was_due_while_nobody_ran_fires_once_when_somebody_does()
    {
        var id = await StartAsync(Flow.Chart("late").Add("d", "Elsa.Timer", ("interval", "01:00:00")).Connect("d -> z"));
        await Clock.AdvanceAsync(TimeSpan.FromDays(30), Cancel);
        await Services.DisposeAsync();
        await using var restarted = Database.BuildServices(manualClock: true, Configure);
        var stepper = restarted.GetRequiredService<EngineStepper>();
        Assert.Equal(id, Assert.Single((await stepper.UntilQuietAsync(Cancel)).Events).InstanceId);
        Assert.Empty((await stepper.UntilQuietAsync(Cancel)).Events);
    }

    [Fact]
    public async Task An_instant_that_is_past_is_done_at_once()
    {
        var id = await StartAsync(Flow.Chart("past").Add("s", "Elsa.StartAt", ("dateTime", "2001-01-01T00:00:00Z")).Add("n", "Elsa.Delay", ("timeSpan", "00:00:00")).Connect("s -> n", "n -> z"));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_bookmark_that_is_armed_again_reminds_again_and_its_task_can_still_be_done()
    {
        var id = await StartAsync(Flow.Chart("remind").Add("t", "Test.Task", ("remind", "1.00:00:00")).Connect("t -> z"));
        for (var day = 0; day < 6; day++)
        {
            await PassAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(["1", "2", "3"], (await JournalAsync(id)).Where(entry => entry.Event == "Reminded").Select(entry => entry.Message!));
        Assert.Equal("t", await WaitingAsync(id));
        Assert.Null(Assert.Single(await BookmarksAsync(id)).DueAt);
    }

    [Fact]
    public async Task A_timer_moved_by_a_unit_of_work_fires_at_its_new_instant()
    {
        var id = await StartAsync(Flow.Chart("moved").Add("d", "Elsa.Delay", ("timeSpan", "10.00:00:00")).Connect("d -> z"));
        var bookmark = Assert.Single(await BookmarksAsync(id));
        await Runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Rearm(bookmark.Id, unit.Now.AddDays(1));
                return ValueTask.FromResult(0);
            },
            Cancel);
        await PassAsync(TimeSpan.FromDays(1));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task The_first_of_timer_and_stimulus_wins_and_the_other_does_no_harm()
    {
        var flow = Flow.Chart("both")
            .Add("w", "Test.Wait", ("timeout", "1.00:00:00"), ("outcomes", new System.Text.Json.Nodes.JsonObject { ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Object", ["value"] = "[\"Timeout\",\"yes\"]" } }))
            .Connect("w:Timeout -> late", "w:yes -> early");
        await PublishAsync(flow);
        var early = await StartAsync("both");
        var late = await StartAsync("both");
        await GoAsync(early, "w", "yes");
        await PassAsync(TimeSpan.FromDays(2));
        await GoAsync(late, "w", "yes");
        Assert.Equal("w early", await PathAsync(early));
        Assert.Equal("w late", await PathAsync(late));
    }

    [Fact]
    public async Task A_hundred_timers_due_at_one_instant_all_fire_once()
    {
        await PublishAsync(Flow.Chart("crowd").Add("d", "Elsa.Delay", ("timeSpan", "01:00:00")).Connect("d -> z"));
        var ids = new List<Guid>();
        for (var i = 0; i < 100; i++)
        {
            ids.Add(await StartAsync("crowd"));
        }

        var report = await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(ids.Order(), report.Events.Select(fired => fired.InstanceId).Order());
    }
}

public sealed class TimersOnSqlite(SqliteTestDatabase database) : TimerSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TimersOnPostgres(PostgresTestDatabase database) : TimerSuite(database), IClassFixture<PostgresTestDatabase>;
