using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
    public async Task A_sub_flow_and_its_nearer_timer_are_run_without_waiting_for_the_poll()
    {
        var connection = await Database.CreateAsync(empty: false, Cancel);
        await using var services = TestDatabase.BuildServices(connection, manualClock: false, collection =>
        {
            Configure(collection);
            collection.AddEnginePumps();
            collection.Configure<EngineOptions>(options => options.PollInterval = TimeSpan.FromMinutes(5));
        });
        await services.GetRequiredService<DefinitionPublisher>().PublishAllAsync(
            [
                Flow.Chart("far").Add("d", "Elsa.Delay", ("timeSpan", "00:10:00")).Json(),
                Flow.Chart("child").Add("d", "Elsa.Delay", ("timeSpan", "00:00:00.300")).Json(),
                Flow.Chart("parent").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True")).Json(),
            ],
            DateTimeOffset.UtcNow,
            Cancel);
        var pumps = services.GetServices<IHostedService>().OfType<BackgroundService>().Where(service => service.GetType().Assembly == typeof(EngineStepper).Assembly).ToArray();
        Assert.Equal(2, pumps.Length);
        foreach (var pump in pumps)
        {
            await pump.StartAsync(Cancel);
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = services.GetRequiredService<EngineSignals>().Watch(moved =>
        {
            if (moved.ActivityId == "x")
            {
                ended.TrySetResult();
            }
        });
        var runtime = services.GetRequiredService<WorkflowRuntime>();
        await runtime.StartAsync(new StartRequest { DefinitionId = "far" }, Cancel);
        await runtime.StartAsync(new StartRequest { DefinitionId = "parent" }, Cancel);
        await ended.Task.WaitAsync(Patience, Cancel);
        foreach (var pump in pumps)
        {
            await pump.StopAsync(Cancel);
        }
    }
}

public sealed class PumpsOnSqlite(SqliteTestDatabase database) : PumpSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class PumpsOnPostgres(PostgresTestDatabase database) : PumpSuite(database), IClassFixture<PostgresTestDatabase>;
