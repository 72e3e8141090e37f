using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Runtime;

/// <summary>The background loops on a clock that runs: woken by a commit, not by the poll, which is set far away.</summary>
public abstract class PumpSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public Task A_sub_flow_and_its_nearer_timer_are_run_without_waiting_for_the_poll() => RunAsync(
        async services =>
        {
            await services.GetRequiredService<DefinitionPublisher>().PublishAllAsync(
                [
                    Flow.Chart("far").Add("d", "Elsa.Delay", ("timeSpan", "00:10:00")).Json(),
                    Flow.Chart("child").Add("d", "Elsa.Delay", ("timeSpan", "00:00:00.300")).Json(),
                    Flow.Chart("parent").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True")).Json(),
                ],
                DateTimeOffset.UtcNow,
                Cancel);
            var runtime = services.GetRequiredService<WorkflowRuntime>();
            await runtime.StartAsync(new StartRequest { DefinitionId = "far" }, Cancel);
            await runtime.StartAsync(new StartRequest { DefinitionId = "parent" }, Cancel);
        },
        moved => moved.ActivityId == "x");

    [Fact]
    public Task A_failed_activity_is_tried_again_when_its_back_off_ends_without_waiting_for_the_poll() => RunAsync(
        async services =>
        {
            var failures = services.GetRequiredService<Failures>();
            failures.Fail("a", () =>
            {
                failures.Heal("a");
                return new InvalidOperationException();
            });
            await services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(
                Flow.Of("retry", "a -> p").Add("d", "Elsa.Delay", ("timeSpan", "00:00:00.010")).Connect("p -> d").Json(), DateTimeOffset.UtcNow, Cancel);
            await services.GetRequiredService<WorkflowRuntime>().StartAsync(new StartRequest { DefinitionId = "retry" }, Cancel);
        },
        moved => moved.ActivityId == "d");

    [Fact]
    public Task A_trigger_that_is_published_is_on_time_without_waiting_for_the_poll() => RunAsync(
        async services =>
        {
            // Both loops have looked for work and found some: what comes now they must be woken for.
            var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (services.GetRequiredService<EngineSignals>().Watch(moved => _ = moved.ActivityId == "d" && looked.TrySetResult()))
            {
                await services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(Flow.Chart("soon").Add("d", "Elsa.Delay", ("timeSpan", "00:00:00.010")).Json(), DateTimeOffset.UtcNow, Cancel);
                await services.GetRequiredService<WorkflowRuntime>().StartAsync(new StartRequest { DefinitionId = "soon" }, Cancel);
                await looked.Task.WaitAsync(Patience, Cancel);
            }

            await services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(
                Flow.Chart("series").Add("t", "Elsa.Timer", ("interval", "00:00:01"), ("customProperties", new System.Text.Json.Nodes.JsonObject { ["canStartWorkflow"] = true })).Json(),
                DateTimeOffset.UtcNow,
                Cancel);
        },
        moved => moved.ActivityId == "t");

    private async Task RunAsync(Func<ServiceProvider, Task> work, Func<BurstEvent, bool> isEnd)
    {
        var connection = await Database.CreateAsync(empty: false, Cancel);
        await using var services = TestDatabase.BuildServices(connection, manualClock: false, collection =>
        {
            Configure(collection);
            collection.AddEnginePumps();
            collection.Configure<EngineOptions>(options =>
            {
                options.PollInterval = TimeSpan.FromMinutes(5);
                options.RetryDelay = TimeSpan.FromMilliseconds(300);
            });
        });
        var pumps = services.GetServices<IHostedService>().OfType<BackgroundService>().Where(service => service.GetType().Assembly == typeof(EngineStepper).Assembly).ToArray();
        Assert.Equal(2, pumps.Length);
        foreach (var pump in pumps)
        {
            await pump.StartAsync(Cancel);
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = services.GetRequiredService<EngineSignals>().Watch(moved =>
        {
            if (isEnd(moved))
            {
                ended.TrySetResult();
            }
        });
        await work(services);
        await ended.Task.WaitAsync(Patience, Cancel);
        foreach (var pump in pumps)
        {
            await pump.StopAsync(Cancel);
        }
    }
}

public sealed class PumpsOnSqlite(SqliteTestDatabase database) : PumpSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class PumpsOnPostgres(PostgresTestDatabase database) : PumpSuite(database), IClassFixture<PostgresTestDatabase>;
