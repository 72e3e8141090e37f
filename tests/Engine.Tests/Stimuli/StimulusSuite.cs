using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Stimuli;

/// <summary>Sender and waiter never miss each other, and nothing happens twice.</summary>
public abstract class StimulusSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static Flow TwoWaits => Flow.Chart("two").Add("w1", "Test.Wait").Add("w2", "Test.Wait").Connect("w1 -> w2", "w2 -> z");

    [Fact]
    public async Task The_oldest_of_several_waits_for_a_key_is_met_first_whatever_has_ended_in_the_burst_that_made_them()
    {
        var id = await StartAsync(Flow.Chart("oldest").Add("z", "Elsa.Delay", ("timeSpan", "00:00:00")).Add("a", "Test.Wait", ("key", "same")).Add("b", "Test.Wait", ("key", "same"))
            .Connect("s -> z", "s -> a", "z -> b"));
        Assert.Equal("a b", await WaitingAsync(id));
        await GoAsync(id, "same");
        Assert.Equal("b", await WaitingAsync(id));
    }

    [Fact]
    public async Task A_stimulus_that_comes_before_its_bookmark_is_kept_for_it()
    {
        var id = await StartAsync(TwoWaits);
        await GoAsync(id, "w2");
        Assert.Equal("w1", await WaitingAsync(id));
        await GoAsync(id, "w1");
        Assert.Equal("w1 w2 z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task The_same_stimulus_twice_does_nothing_the_second_time()
    {
        var flow = Flow.Chart("twice").Add("w1", "Test.Wait", ("key", "k")).Add("w2", "Test.Wait", ("key", "k")).Connect("w1 -> w2", "w2 -> z");
        var id = await StartAsync(flow);
        var go = Go(id, "k", key: "one");
        await Runtime.DeliverAsync(go, Cancel);
        await Runtime.DeliverAsync(go, Cancel);
        Assert.Equal("w1", await PathAsync(id));
        await GoAsync(id, "k", key: "two");
        Assert.Equal("w1 w2 z", await PathAsync(id));
    }

    [Fact]
    public async Task A_stimulus_for_an_instance_that_has_ended_or_never_was_does_nothing()
    {
        var id = await StartAsync(Flow.Of("short", "a -> b"));
        await GoAsync(id, "a");
        await GoAsync(Guid.CreateVersion7(), "a");
        await QuietAsync();
        Assert.Equal("a b", await PathAsync(id));
    }

    [Fact]
    public async Task A_sender_that_commits_while_the_waiter_is_being_burst_is_heard()
    {
        var id = await StartAsync(TwoWaits);

        // The burst of w1 has read the instance and not yet committed when the other unit writes the stimulus for w2.
        var runs = 0;
        await Runtime.ExecuteAsync(
            async (unit, token) =>
            {
                unit.Deliver(Go(id, "w1", key: "first"));
                if (runs++ == 0)
                {
                    await WriteForLaterAsync(Go(id, "w2", key: "second"));
                }

                return token.IsCancellationRequested;
            },
            Cancel);
        await QuietAsync();
        Assert.Equal("w1 w2 z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Two_senders_at_the_same_moment_are_both_heard_whoever_commits_first()
    {
        var id = await StartAsync(Flow.Chart("race").Add("a", "Test.Wait").Add("b", "Test.Wait").Connect("s -> a", "s -> b", "a -> z", "b -> z"));
        using var bothInside = new Barrier(2);
        var first = true;
        await Task.WhenAll(Send("a"), Send("b"));
        Assert.EndsWith("z", await PathAsync(id), StringComparison.Ordinal);
        await AssertFinishedAsync(id);

        Task Send(string step) => Task.Run(() => Runtime.ExecuteAsync(
            (unit, token) =>
            {
                unit.Deliver(Go(id, step, key: step));
                if (Volatile.Read(ref first))
                {
                    bothInside.SignalAndWait(TimeSpan.FromSeconds(10), token);
                    Volatile.Write(ref first, false);
                }

                return ValueTask.FromResult(0);
            },
            Cancel));
    }

    [Fact]
    public async Task An_event_reaches_those_who_wait_with_its_correlation_and_nobody_who_comes_later()
    {
        await PublishAsync(
            Flow.Chart("listener").Add("e", "Elsa.Event", ("eventName", "news")).Connect("e -> z"),
            Flow.Chart("sender").Add("p", "Elsa.PublishEvent", ("eventName", "news"), ("correlationId", "case-1")));
        var mine = await StartAsync("listener", "case-1");
        var other = await StartAsync("listener", "case-2");
        await StartAsync("sender");
        var report = await QuietAsync();
        var late = await StartAsync("listener", "case-1");
        await QuietAsync();
        await AssertFinishedAsync(mine);
        Assert.Equal("e", await WaitingAsync(other));
        Assert.Equal("e", await WaitingAsync(late));
        Assert.Equal(["e"], report.Events.Where(burst => burst.InstanceId == mine).Select(burst => burst.ActivityId));
    }

    [Fact]
    public async Task A_local_event_stays_in_its_instance()
    {
        await PublishAsync(Flow.Chart("local")
            .Add("e", "Elsa.Event", ("eventName", "inside"))
            .Add("w", "Test.Wait")
            .Add("p", "Elsa.PublishEvent", ("eventName", "inside"), ("isLocalEvent", "True"))
            .Connect("s -> e", "s -> w", "w -> p", "e -> z"));
        var one = await StartAsync("local");
        var two = await StartAsync("local");
        await GoAsync(one, "w");
        await QuietAsync();
        await AssertFinishedAsync(one);
        Assert.Equal("e w", await WaitingAsync(two));
    }

    [Fact]
    public async Task Completing_a_task_and_the_burst_that_follows_are_one_unit()
    {
        var id = await StartAsync(Flow.Chart("task").Add("t", "Test.Task").Connect("t -> z"));
        var task = Assert.Single(await TasksAsync(id));
        Assert.True(await CompleteAsync(task));
        Assert.Equal("t z", await PathAsync(id));
        var done = Assert.Single(await TasksAsync(id));
        Assert.Equal((HumanTaskStatus.Completed, "kari"), (done.Status, done.CompletedBy));

        // The second one reads the task as it is now and gives up.
        Assert.False(await CompleteAsync(task with { Status = HumanTaskStatus.Completed }));
    }

    [Fact]
    public async Task Work_that_is_abandoned_leaves_nothing_behind()
    {
        await PublishAsync(TwoWaits);
        var id = await Runtime.ExecuteAsync(
            (unit, _) =>
            {
                var started = unit.Start(new StartRequest { DefinitionId = "two" });
                unit.Abandon();
                return ValueTask.FromResult(started);
            },
            Cancel);
        Assert.Empty(await BookmarksAsync(id));
    }

    [Fact]
    public async Task A_unit_may_start_several_instances_and_the_later_ones_run_after_the_commit()
    {
        await PublishAsync(TwoWaits);
        var ids = await Runtime.ExecuteAsync(
            (unit, _) => ValueTask.FromResult(Enumerable.Range(0, 3).Select(_ => unit.Start(new StartRequest { DefinitionId = "two" })).ToArray()),
            Cancel);
        Assert.Equal("w1", await WaitingAsync(ids[0]));
        Assert.Equal("", await WaitingAsync(ids[2]));
        await QuietAsync();
        Assert.Equal("w1", await WaitingAsync(ids[1]));
        Assert.Equal("w1", await WaitingAsync(ids[2]));
    }

    private Task<bool> CompleteAsync(HumanTask task) => Runtime.ExecuteAsync(
        (unit, _) =>
        {
            if (task.Status != HumanTaskStatus.Open)
            {
                unit.Abandon();
                return ValueTask.FromResult(false);
            }

            unit.ChangeTask(new HumanTaskChange(task with { Status = HumanTaskStatus.Completed, CompletedBy = "kari", CompletedAt = unit.Now, Outcome = "Done" }));
            unit.Deliver(new Stimulus
            {
                InstanceId = task.InstanceId!.Value,
                Key = $"task:{task.Id:N}",
                Name = EngineStimuli.HumanTask,
                BookmarkKey = EngineStimuli.KeyOf(task.Id),
                CreatedAt = unit.Now,
            });
            return ValueTask.FromResult(true);
        },
        Cancel);

    // As another process would: the row is committed, its instance is not run.
    private async Task WriteForLaterAsync(Stimulus stimulus)
    {
        await using var session = await Store.OpenAsync(Cancel);
        await session.CommitAsync(new Engine.Storage.BurstCommit { Stimuli = [stimulus], At = Clock.GetUtcNow() }, Cancel);
    }
}

public sealed class StimuliOnSqlite(SqliteTestDatabase database) : StimulusSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class StimuliOnPostgres(PostgresTestDatabase database) : StimulusSuite(database), IClassFixture<PostgresTestDatabase>;
