using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Tests.Alterations;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Triggers;

/// <summary>Instances that began with a trigger beside the start: what else the engine does to instances holds for them too.</summary>
public abstract class StartedByTriggerSuite(TestDatabase database) : AlterationSuite(database)
{
    private static (string Name, object? Value) Starts => ("customProperties", new JsonObject { ["canStartWorkflow"] = true });

    private static Flow Beside(string id) => Flow.Chart(id).Add("start", "Elsa.Start").Add("e", "Elsa.Event", ("eventName", "go"), Starts).Add("w", "Test.Wait");

    [Fact]
    public async Task A_migration_goes_on_in_the_branch_that_the_trigger_opened()
    {
        await PublishAsync(Beside("flow").Connect("start -> a", "a -> j", "e -> b", "b -> w", "w -> j"));
        var id = await EventAsync("flow");
        Assert.Equal(("e b", "w"), (await PathAsync(id), await WaitingAsync(id)));
        var version = await VersionAsync(Beside("flow").Connect("start -> a", "a -> j", "e -> b", "b -> w", "w -> n", "n -> j"));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        await GoAsync(id, "w");
        Assert.Equal("e b w n j", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_version_without_the_trigger_cannot_take_the_instance_over()
    {
        await PublishAsync(Beside("flow").Connect("start -> a", "e -> b", "b -> w"));
        var id = await EventAsync("flow");
        var version = await VersionAsync(Flow.Chart("flow").Add("start", "Elsa.Start").Add("w", "Test.Wait").Connect("start -> a", "a -> b", "b -> w"));
        Assert.Contains("PA0450", await RefusalsAsync(id, new Alteration.Migrate(version, false)), StringComparison.Ordinal);
        await GoAsync(id, "w");
        Assert.Equal("e b w", await PathAsync(id));
    }

    [Fact]
    public async Task A_move_back_in_the_branch_that_the_trigger_opened_runs_it_again()
    {
        await PublishAsync(Beside("flow").Connect("start -> a", "a -> j", "e -> b", "b -> w", "w -> j"));
        var id = await EventAsync("flow");
        await AppliedAsync(id, Move("w", "b"));
        Assert.Equal(("e b b", "w"), (await PathAsync(id), await WaitingAsync(id)));
        await GoAsync(id, "w");
        Assert.Equal("e b b w j", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task With_tokens_a_merge_waits_only_for_what_the_trigger_can_reach()
    {
        await PublishAsync(Beside("flow").Tokens().Merging("j", "Merge").Connect("start -> a", "a -> j", "e -> w", "w -> j", "j -> z"));
        var id = await EventAsync("flow");
        await GoAsync(id, "w");
        Assert.Equal("e w j z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_workflow_used_as_an_activity_starts_only_where_it_is_published_itself()
    {
        await PublishAsync(
            Flow.Chart("inner").UsableAsActivity("Inner").Add("e", "Elsa.Event", ("eventName", "go"), Starts).Connect("e -> x"),
            Flow.Chart("outer").Add("i", "Inner").Connect("s -> i"));
        Assert.Equal("inner", Assert.Single(await Definitions.ListTriggersAsync(null, Cancel)).DefinitionId);
        var outer = await StartAsync("outer");
        Assert.Equal("e", await WaitingAsync(outer));
    }

    private async Task<Guid> EventAsync(string definitionId)
    {
        await Runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Publish("go", null, null);
                return ValueTask.FromResult(0);
            },
            Cancel);
        await QuietAsync();
        return Assert.Single(await ReadAsync(context => Task.FromResult(context.Instances.Where(row => row.DefinitionId == definitionId).ToList()))).Id;
    }
}

public sealed class StartedByTriggerOnSqlite(SqliteTestDatabase database) : StartedByTriggerSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class StartedByTriggerOnPostgres(PostgresTestDatabase database) : StartedByTriggerSuite(database), IClassFixture<PostgresTestDatabase>;
