using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Triggers;

/// <summary>Timer, Cron and StartAt start instances by the business clock: each occurrence once, a missed series once.</summary>
public abstract class ScheduleTriggerSuite(TestDatabase database) : TriggerSuite(database)
{
    // 08:00 in Norway, a Tuesday in winter.
    private static readonly DateTimeOffset Morning = new(2027, 1, 12, 7, 0, 0, TimeSpan.Zero);

    private static Flow Every(string id, string interval) => Flow.Chart(id).Add("t", "Elsa.Timer", ("interval", interval), Starts).Connect("t -> z");

    private static Flow ByCron(string id, string expression) => Flow.Chart(id).Add("c", "Elsa.Cron", ("cronExpression", expression), Starts).Connect("c -> z");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Clock.SetAsync(Morning, Cancel);
    }

    [Fact]
    public async Task A_timer_starts_an_instance_every_interval_from_the_publication_on()
    {
        await PublishAsync(Every("flow", "01:00:00"));
        await PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await CountAsync("flow"));
        var report = await PassAsync(TimeSpan.FromMinutes(1));
        var started = Assert.Single(await InstancesOfAsync("flow"));
        Assert.Equal("t z", await PathAsync(started.Id));
        await AssertFinishedAsync(started.Id);
        Assert.Equal((started.Id, "t", "Elsa.Timer", true), (report.Events[0].InstanceId, report.Events[0].ActivityId, report.Events[0].ActivityType, report.Events[0].IsDue));
        Assert.Empty((await QuietAsync()).Events);
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, await CountAsync("flow"));
    }

    [Fact]
    public async Task What_is_missed_while_nobody_runs_happens_once_and_the_series_goes_on_in_its_rhythm()
    {
        await PublishAsync(Every("flow", "01:00:00"), ByCron("daily", "0 9 * * *"));
        await PassAsync(TimeSpan.FromHours(24 * 30 + 0.5));
        Assert.Equal((1, 1), (await CountAsync("flow"), await CountAsync("daily")));
        Assert.Equal(Morning.AddDays(30).AddHours(1), await Store.NextDueAsync(Cancel));
        await PassAsync(TimeSpan.FromHours(0.5));
        Assert.Equal((2, 2), (await CountAsync("flow"), await CountAsync("daily")));
    }

    [Fact]
    public async Task A_clock_that_is_moved_from_instant_to_instant_comes_to_each_occurrence()
    {
        await PublishAsync(Every("flow", "06:00:00"), ByCron("noon", "0 12 * * *"));
        var target = Morning.AddDays(3);
        while (await Store.NextDueAsync(Cancel) is { } next && next <= target)
        {
            await Clock.SetAsync(next, Cancel);
            await QuietAsync();
        }

        Assert.Equal((12, 3), (await CountAsync("flow"), await CountAsync("noon")));
        Assert.Equal(
            [11, 11, 11],
            (await InstancesOfAsync("noon")).Select(row => row.CreatedAt.UtcDateTime.Hour));
    }

    [Fact]
    public async Task An_instant_starts_one_instance_and_one_that_is_past_at_the_publication_none()
    {
        await PublishAsync(
            Flow.Chart("future").Add("s", "Elsa.StartAt", ("dateTime", "2027-01-12T12:00:00+01:00"), Starts).Connect("s -> z"),
            Flow.Chart("past").Add("s", "Elsa.StartAt", ("dateTime", "2027-01-12T07:59:59+01:00"), Starts).Connect("s -> z"),
            Flow.Chart("now").Add("s", "Elsa.StartAt", ("dateTime", "2027-01-12T08:00:00+01:00"), Starts).Connect("s -> z"));
        await PassAsync(TimeSpan.FromDays(2));
        Assert.Equal((1, 0, 0), (await CountAsync("future"), await CountAsync("past"), await CountAsync("now")));
        Assert.Null(await Store.NextDueAsync(Cancel));

        // The same instant in the next version has been.
        await PublishAsync(Flow.Chart("future").Add("s", "Elsa.StartAt", ("dateTime", "2027-01-12T12:00:00+01:00"), Starts).Connect("s -> y"));
        await PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(1, await CountAsync("future"));
    }

    [Fact]
    public async Task A_cron_follows_the_clock_on_the_wall_through_summer_time()
    {
        await Clock.SetAsync(new DateTimeOffset(2027, 3, 27, 12, 0, 0, TimeSpan.Zero), Cancel);
        await PublishAsync(ByCron("morning", "0 8 * * *"), ByCron("gap", "30 2 * * *"));
        await StepToAsync(new DateTimeOffset(2027, 3, 30, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(["28 06:00", "29 06:00"], await TimesAsync("morning"));
        Assert.Equal(["28 01:00", "29 00:30"], await TimesAsync("gap")); // 02:30 does not exist on the 28th; the hour ends at 03:00 = 01:00 UTC
    }

    [Fact]
    public async Task A_cron_in_the_hour_that_comes_twice_happens_once()
    {
        await Clock.SetAsync(new DateTimeOffset(2027, 10, 30, 12, 0, 0, TimeSpan.Zero), Cancel);
        await PublishAsync(ByCron("twice", "30 2 * * *"), ByCron("morning", "0 8 * * *"));
        await StepToAsync(new DateTimeOffset(2027, 11, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(["31 00:30", "1 01:30"], await TimesAsync("twice"));
        Assert.Equal(["31 07:00", "1 07:00"], await TimesAsync("morning"));
    }

    [Fact]
    public async Task A_cron_inside_a_flow_waits_for_its_next_occurrence_each_time_it_is_reached()
    {
        var id = await StartAsync(Flow.Chart("loop").Variable("Text", "String", "*/30 * * * * *")
            .Add("c", "Elsa.Cron", ("cronExpression", "0 12 * * *")).Add("d", "Elsa.Cron", ("cronExpression", "=Variables.Text")).Connect("c -> d", "d -> c"));
        Assert.Equal(Morning.AddHours(4), Assert.Single(await BookmarksAsync(id)).DueAt);
        await PassAsync(TimeSpan.FromHours(4));
        Assert.Equal(("d", Morning.AddHours(4).AddSeconds(30)), (await WaitingAsync(id), Assert.Single(await BookmarksAsync(id)).DueAt));
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(("c", Morning.AddHours(28)), (await WaitingAsync(id), Assert.Single(await BookmarksAsync(id)).DueAt));
    }

    [Fact]
    public async Task A_timer_in_a_loop_waits_its_interval_each_turn()
    {
        var id = await StartAsync(Flow.Chart("loop").Add("t", "Elsa.Timer").Connect("t -> s", "s -> t"));
        for (var turn = 0; turn < 3; turn++)
        {
            await PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(("t s t s t s", "t"), (await PathAsync(id), await WaitingAsync(id)));
    }

    [Fact]
    public async Task What_a_node_has_started_and_not_run_before_it_died_is_run_by_the_next()
    {
        await PublishAsync(Every("flow", "01:00:00"), OnEvent("news", "news"));
        await Clock.AdvanceAsync(TimeSpan.FromHours(1), Cancel);
        await PublishEventAsync("news", "case-1");
        var started = Assert.Single(await Store.StartDueAsync(Clock.GetUtcNow(), 10, Cancel));
        Assert.Equal(1, await Store.SpreadBroadcastsAsync(10, Cancel));
        var now = Clock.GetUtcNow();
        await Services.DisposeAsync();
        await using var next = Database.BuildServices(manualClock: true, Configure);
        var events = (await next.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel)).Events;
        Assert.Equal(["e", "t"], events.Select(moved => moved.ActivityId).Order());
        Assert.Contains(events, moved => moved.InstanceId == started && moved.IsDue);
        Assert.Equal(now.AddHours(1), await next.GetRequiredService<IEngineStore>().NextDueAsync(Cancel));
    }

    [Fact]
    public async Task The_same_schedule_in_the_next_version_goes_on_and_another_begins_anew()
    {
        await PublishAsync(Every("flow", "01:00:00"), ByCron("cron", "0 9 * * *"));
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((1, 1), (await CountAsync("flow"), await CountAsync("cron")));
        await PassAsync(TimeSpan.FromMinutes(20));
        await PublishAsync(Every("flow", "01:00:00").Connect("z -> y"), ByCron("cron", "0 9 * * *").Connect("z -> y"));
        await QuietAsync();
        Assert.Equal((1, 1), (await CountAsync("flow"), await CountAsync("cron")));
        await PassAsync(TimeSpan.FromMinutes(40));
        var rows = await InstancesOfAsync("flow");
        Assert.Equal(("t z", "t z y"), (await PathAsync(rows[0].Id), await PathAsync(rows[1].Id)));

        await PublishAsync(Every("flow", "00:10:00").Connect("z -> y"));
        Assert.Equal(Clock.GetUtcNow().AddMinutes(10), await Store.NextDueAsync(Cancel));
    }

    [Theory]
    [InlineData("0 25 * * *", "hour 0-23")]
    [InlineData("often", "1 fields")]
    [InlineData("0 0 30 2 *", "never comes")]
    public async Task A_cron_that_cannot_be_followed_is_refused_in_plain_words(string expression, string words)
    {
        var refused = Assert.IsType<PublishResult.Refused>(await TryPublishAsync(ByCron("flow", expression)));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(("/root/activities/0/cronExpression", "CronExpression"), (problem.Pointer, problem.InputName));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cron_of_a_flow_that_does_not_start_by_it_is_checked_too_and_one_from_a_variable_when_it_runs()
    {
        var refused = Assert.IsType<PublishResult.Refused>(await TryPublishAsync(Flow.Chart("flow").Add("c", "Elsa.Cron", ("cronExpression", "61 * * * *"))));
        Assert.Equal(ProblemIds.InvalidCron, Assert.Single(refused.Problems).Id);
        var id = await StartAsync(Flow.Chart("late").Variable("Text", "String", "nonsense").Add("c", "Elsa.Cron", ("cronExpression", "=Variables.Text")));
        Assert.Equal("cron.invalid", Assert.Single(await IncidentsAsync(id)).Code);
    }

    [Fact]
    public async Task A_timer_of_less_than_a_second_does_not_start_workflows()
    {
        var refused = Assert.IsType<PublishResult.Refused>(await TryPublishAsync(Every("flow", "00:00:00.500")));
        Assert.Equal((ProblemIds.InvalidTrigger, "/root/activities/0/interval"), (Assert.Single(refused.Problems).Id, refused.Problems[0].Pointer));
    }

    private async Task StepToAsync(DateTimeOffset target)
    {
        while (await Store.NextDueAsync(Cancel) is { } next && next <= target)
        {
            await Clock.SetAsync(next, Cancel);
            await QuietAsync();
        }
    }

    private async Task<string[]> TimesAsync(string definitionId) =>
        [.. (await InstancesOfAsync(definitionId)).Select(row => row.CreatedAt.UtcDateTime.ToString("d HH:mm", System.Globalization.CultureInfo.InvariantCulture))];
}

public sealed class ScheduleTriggersOnSqlite(SqliteTestDatabase database) : ScheduleTriggerSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ScheduleTriggersOnPostgres(PostgresTestDatabase database) : ScheduleTriggerSuite(database), IClassFixture<PostgresTestDatabase>;
