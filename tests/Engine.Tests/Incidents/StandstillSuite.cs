using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Definitions;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Incidents;

/// <summary>The fault strategy: an instance with an open incident stands still until a person has decided, and loses nothing meanwhile.</summary>
public abstract class StandstillSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static Flow Branches(string id, string? strategy) => Flow.Chart(id).Option("incidentStrategyType", strategy)
        .Add("w", "Test.Wait").Add("t", "Elsa.Delay", ("timeSpan", "01:00:00")).Add("long", "Elsa.Delay", ("timeSpan", "05:00:00"))
        .Connect("s -> w", "s -> t", "s -> long", "s -> bad", "w -> x", "t -> y", "bad -> z");

    [Fact]
    public async Task The_other_branches_stand_still_until_the_incident_is_resolved_and_then_get_what_had_come()
    {
        Failures.Fail("bad", () => new ActivityFault("test.bad", "bad", retryable: false));
        var id = await StartAsync(Branches("still", "Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core"));
        Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Faulted), ((await InstanceAsync(id)).Status, (await InstanceAsync(id)).SubStatus));
        await GoAsync(id, "w");
        await PassAsync(TimeSpan.FromHours(2));
        var before = (await InstanceAsync(id)).Revision;
        await QuietAsync();
        Assert.Equal((before, InstanceSubStatus.Faulted), ((await InstanceAsync(id)).Revision, (await InstanceAsync(id)).SubStatus));
        Assert.Equal("s", await PathAsync(id));

        Failures.Heal("bad");
        await Runtime.RetryAsync(id, Assert.Single(await IncidentsAsync(id)).Id, "odd", Cancel);
        await QuietAsync();
        Assert.Equal("s bad t w x y z", string.Join(' ', (await PathAsync(id)).Split(' ').OrderBy(step => step != "s").ThenBy(step => step, StringComparer.Ordinal)));
        Assert.Equal(InstanceSubStatus.Suspended, (await InstanceAsync(id)).SubStatus);
        await PassAsync(TimeSpan.FromHours(4));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_timer_that_was_held_twice_still_fires_once()
    {
        Failures.Fail("bad", () => new ActivityFault("test.bad", "bad", retryable: false));
        var id = await StartAsync(Branches("twice", "FaultStrategy"));
        await PassAsync(TimeSpan.FromHours(2));
        await Runtime.RetryAsync(id, (await IncidentsAsync(id))[0].Id, "odd", Cancel);
        await PassAsync(TimeSpan.FromHours(4));
        Assert.Equal("s", await PathAsync(id));
        await Runtime.SkipAsync(id, (await IncidentsAsync(id))[0].Id, null, "odd", Cancel);
        await QuietAsync();
        Assert.Equal("y", Assert.Single((await PathAsync(id)).Split(' '), step => step == "y"));
        Assert.Equal("w", await WaitingAsync(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy")]
    public async Task Without_it_the_others_go_on(string? strategy)
    {
        Failures.Fail("bad", () => new ActivityFault("test.bad", "bad", retryable: false));
        var id = await StartAsync(Branches("goes-on", strategy));
        await GoAsync(id, "w");
        Assert.Equal(("s w x", InstanceSubStatus.Suspended), (await PathAsync(id), (await InstanceAsync(id)).SubStatus));
    }

    [Fact]
    public async Task A_faulted_instance_can_be_cancelled_and_its_parent_is_told_that_it_failed()
    {
        Failures.Fail("bad", () => new ActivityFault("test.bad", "bad", retryable: false));
        await PublishAsync(
            Branches("child", "FaultStrategy"),
            Flow.Chart("parent").Variable("R", "JSON").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True"),
                ("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "R" } })));
        var id = await StartAsync("parent");
        await QuietAsync();
        var child = Assert.Single(await ChildrenAsync(id));
        await Runtime.CancelAsync(child.Id, "given up", Cancel);
        await QuietAsync();
        await AssertFinishedAsync(child.Id, InstanceSubStatus.Cancelled);
        await AssertFinishedAsync(id);
        Assert.Contains("\"subStatus\":\"Faulted\"", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_none_are_refused_at_publish()
    {
        var problems = Compilation.Problems(
            """
            {"definitionId":"d","name":"d",
             "variables":[{"id":"v","name":"V","typeName":"String","storageDriverTypeName":"Acme.BlobDriver"}],
             "options":{"incidentStrategyType":"Acme.Ignore","commitStrategyName":"Sometimes",
               "activationStrategyType":"Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime"},
             "root":{"id":"a","type":"Test.Probe","version":1,"customProperties":{"commitStrategyName":"Maybe","resilienceStrategy":{"mode":"Identifier","strategyId":"http"},
               "retry":{"attempts":0,"delay":"soon","maxDelay":"01:00:00"}}}}
            """);
        Assert.Equal(
        [
            "PA0170 /options/incidentStrategyType", "PA0171 /options/commitStrategyName", "PA0171 /root/customProperties/commitStrategyName",
            "PA0172 /variables/0/storageDriverTypeName", "PA0173 /root/customProperties/resilienceStrategy",
            "PA0173 /root/customProperties/retry/attempts", "PA0173 /root/customProperties/retry/delay", "PA0174 /options/activationStrategyType",
        ], problems.Select(problem => $"{problem.Id} {problem.Pointer}").Order(StringComparer.Ordinal));
    }
}

public sealed class StandstillsOnSqlite(SqliteTestDatabase database) : StandstillSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class StandstillsOnPostgres(PostgresTestDatabase database) : StandstillSuite(database), IClassFixture<PostgresTestDatabase>;
