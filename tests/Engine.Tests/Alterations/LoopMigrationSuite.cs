using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Tests.Looping;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.StateMachines.Machines;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>Loops and state machines in the middle of something go on where they are under a newer version.</summary>
public abstract class LoopMigrationSuite(TestDatabase database) : AlterationSuite(database)
{
    [Fact]
    public async Task A_loop_keeps_its_turn_and_its_item_and_reaches_items_that_are_new()
    {
        var id = await StartAsync(Each("items", """["a","b"]"""));
        await GoAsync(id, "w");
        await AppliedAsync(id, new Alteration.Migrate(await VersionAsync(Each("items", """["a","b","c"]""")), false));
        await GoAsync(id, "w");
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Contains("\" a b c\"", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_break_that_waits_for_its_body_is_not_forgotten()
    {
        static Flow Breaking(string extra) => Flow.Sequence("breaking").Add("loop", "Elsa.For", ("end", 5), ("body", Loops.Sequence(
            "body", Parallel("parallel", Loops.Break("b"), Flow.Activity("w", "Test.Wait")), Flow.Activity(extra, "Test.Step"))));
        var id = await StartAsync(Breaking("never"));
        await AppliedAsync(id, new Alteration.Migrate(await VersionAsync(Breaking("never-either")), false));
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal("b w parallel body loop", await PathAsync(id));
    }

    [Fact]
    public async Task A_state_machine_keeps_its_state_and_its_triggers_whatever_their_order()
    {
        var id = await StartAsync(Flow.Sequence("machine").Add(Machine("A", [State("A"), State("B", "enter-b")], [Transition("A", "B", Wait("go"))])));
        var version = await VersionAsync(Flow.Sequence("machine").Add(Machine(
            "C",
            [State("C"), State("B", "enter-b"), State("A", null, "exit-a")],
            [Transition("C", "A", Wait("other")), Transition("A", "C", Wait("new")), Transition("A", "B", Wait("go"), action: Step("act"))])));
        var preview = await PreviewAsync(id, new Alteration.Migrate(version, false));
        Assert.Equal(["new"], preview.PassedOver.Select(activity => activity.ActivityId));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        await GoAsync(id, "go");
        await AssertFinishedAsync(id);
        Assert.Equal("go act exit-a enter-b machine", await PathAsync(id));
    }

    [Fact]
    public async Task A_condition_that_failed_before_is_tried_again_for_its_own_transition()
    {
        var first = Transition("A", "B", Wait("go"), condition: "10 / Variables.N > 0");
        var id = await StartAsync(Flow.Sequence("failed").Variable("N", "Int32", 0).Add(Machine("A", [State("A"), State("B", "enter-b")], [first])));
        await GoAsync(id, "go");
        var incident = Assert.Single(await IncidentsAsync(id));
        var version = await VersionAsync(Flow.Sequence("failed").Variable("N", "Int32", 0).Add(Machine(
            "A", [State("A"), State("B", "enter-b"), State("C")], [Transition("A", "C", Wait("new")), Transition("A", "B", Wait("go"), condition: "Variables.N == 0")])));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        await AssertFinishedAsync(id);
        Assert.Equal("go enter-b machine", await PathAsync(id));
    }

    [Fact]
    public async Task A_state_machine_whose_state_or_transition_is_gone_stays_where_it_is()
    {
        var id = await StartAsync(Flow.Sequence("gone").Add(Machine("A", [State("A"), State("B")], [Transition("A", "B", Wait("go"))])));
        foreach (var machine in new[]
        {
            Machine("B", [State("B"), State("C")], [Transition("B", "C", Wait("go"))]),
            Machine("A", [State("A"), State("B")], [Transition("B", "A", Wait("go")), Transition("A", "B", Wait("other"))]),
        })
        {
            var version = await VersionAsync(Flow.Sequence("gone").Add(machine));
            Assert.IsType<AlterationPlan.Refused>(await Alterations.PreviewAsync(id, new Alteration.Migrate(version, false), Cancel));
        }

        await GoAsync(id, "go");
        await AssertFinishedAsync(id);
    }

    private static Flow Each(string id, string items) => SeeingSuite.Seeing(id).Add("loop", "Elsa.ForEach", ("items", Loops.Json(items)), ("body", Loops.Sequence(
        "body", Flow.Activity("w", "Test.Wait"), Loops.See("see"))));

    private static JsonObject Parallel(string id, params JsonNode[] activities)
    {
        var parallel = Loops.Sequence(id, activities);
        parallel["type"] = "Elsa.Parallel";
        return parallel;
    }
}

public sealed class LoopMigrationsOnSqlite(SqliteTestDatabase database) : LoopMigrationSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class LoopMigrationsOnPostgres(PostgresTestDatabase database) : LoopMigrationSuite(database), IClassFixture<PostgresTestDatabase>;
