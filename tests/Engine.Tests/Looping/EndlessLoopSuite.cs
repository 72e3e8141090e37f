using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>An endless loop becomes an incident; what runs beside it does not notice.</summary>
public abstract class EndlessLoopSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task Endless_loops_end_in_incidents_and_nobody_else_notices()
    {
        await PublishAsync(LongLoopSuite.Counting("endless", "true"), Flow.Chart("endless-chart").Connect("s -> a", "a -> b", "b -> a"), Flow.Chart("ordinary").Add("e", "Elsa.Event", ("eventName", "call")).Connect("s -> e", "e -> z"));
        var waiting = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            waiting.Add(await StartAsync("ordinary"));
        }

        Guid[] endless = [await StartAsync("endless"), await StartAsync("endless-chart"), await StartAsync("endless")];
        await Runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Publish("call", correlationId: null, payload: null);
                return ValueTask.FromResult(true);
            },
            Cancel);

        // Few rounds: what waits for the event is run between the parts of the loops, long before they meet their limit.
        for (var round = 0; round < 3; round++)
        {
            await Stepper.RunReadyAsync(Cancel);
        }

        foreach (var id in waiting)
        {
            await AssertFinishedAsync(id);
        }

        foreach (var id in endless)
        {
            Assert.Equal(InstanceSubStatus.Executing, (await InstanceAsync(id)).SubStatus);
            Assert.Empty(await IncidentsAsync(id));
        }

        await QuietAsync();
        foreach (var id in endless)
        {
            Assert.Equal("loop.limit", Assert.Single(await IncidentsAsync(id)).Code);
            Assert.InRange((await JournalAsync(id)).Length, 1, 300);
        }
    }

    [Fact]
    public async Task A_loop_that_never_ends_can_be_cancelled_in_the_middle()
    {
        var id = await StartAsync(LongLoopSuite.Counting("stopped", "true"));
        await Stepper.RunReadyAsync(Cancel);
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await QuietAsync();
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
    }

    protected override void Configure(EngineOptions options)
    {
        base.Configure(options);
        options.LoopLimit = 200_000;
    }
}

public sealed class EndlessLoopsOnSqlite(SqliteTestDatabase database) : EndlessLoopSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class EndlessLoopsOnPostgres(PostgresTestDatabase database) : EndlessLoopSuite(database), IClassFixture<PostgresTestDatabase>;
