using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>A running instance goes on under a newer version, with its waits, tasks and values, or is left alone and told why.</summary>
public abstract class MigrationSuite(TestDatabase database) : AlterationSuite(database)
{
    [Fact]
    public async Task The_case_goes_on_under_the_new_version_with_its_waits_and_tasks()
    {
        var id = await StartAsync(Flow.Chart("grown").Add("a", "Test.Wait", ("timeout", "01:00:00"), ("outcomes", InstanceAlterationSuite.OutcomesOf("Done", "Timeout"))).Add("t", "Test.Task").Connect("s -> a", "s -> t", "a -> b", "a:Timeout -> late"));
        var before = await BookmarksAsync(id);
        var task = Assert.Single(await TasksAsync(id));
        var version = await VersionAsync(Flow.Chart("grown").Add("early", "Test.Step").Add("t", "Test.Task").Add("a", "Test.Wait", ("timeout", "02:00:00"), ("outcomes", InstanceAlterationSuite.OutcomesOf("Done", "Timeout")))
            .Connect("s -> early", "early -> a", "s -> t", "a -> new", "new -> b", "a:Timeout -> late"));

        var preview = await PreviewAsync(id, new Alteration.Migrate(version, false));
        Assert.Equal(["early"], preview.PassedOver.Select(activity => activity.ActivityId));
        Assert.Equal((0, 2, 1), (preview.Ends.Length, preview.BookmarksKept.Length, preview.TasksKept.Length));
        await AppliedAsync(id, new Alteration.Migrate(version, false));

        Assert.Equal(before.Select(row => (row.Id, row.DueAt, row.NodeId)), (await BookmarksAsync(id)).Select(row => (row.Id, row.DueAt, row.NodeId)));
        Assert.Equal(task, Assert.Single(await TasksAsync(id)));
        Assert.Equal(version, (await InstanceAsync(id)).VersionId);
        await GoAsync(id, "a");
        Assert.Equal("s a new b", await PathAsync(id));
    }

    [Fact]
    public async Task A_join_that_has_been_reached_by_one_branch_still_waits_for_the_other_alone()
    {
        var id = await StartAsync(Flow.Chart("joined").Add("x", "Test.Wait").Add("y", "Test.Wait").Connect("s -> x", "s -> y", "x -> j", "y -> j", "j -> end"));
        await GoAsync(id, "x");
        var version = await VersionAsync(Flow.Chart("joined").Add("y", "Test.Wait").Add("x", "Test.Wait").Connect("s -> y", "s -> x", "s -> third", "x -> fourth", "fourth -> j", "third -> j", "y -> fifth", "fifth -> j", "j -> end"));
        var preview = await PreviewAsync(id, new Alteration.Migrate(version, false));
        Assert.Equal(["fourth", "third"], preview.PassedOver.Select(activity => activity.ActivityId).Order());
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        await GoAsync(id, "y");
        Assert.Equal("s x y fifth j end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_loop_in_its_second_turn_takes_the_new_activity_in_its_third()
    {
        var outcomes = InstanceAlterationSuite.OutcomesOf("again", "on");
        var id = await StartAsync(Flow.Chart("turning").Add("a", "Test.Wait").Add("b", "Test.Wait", ("outcomes", outcomes)).Connect("s -> a", "a -> b", "b:again -> a", "b:on -> e"));
        foreach (var (step, with) in new[] { ("a", null), ("b", "again"), ("a", (string?)null) })
            await GoAsync(id, step, with);
        var version = await VersionAsync(Flow.Chart("turning").Add("b", "Test.Wait", ("outcomes", outcomes)).Add("a", "Test.Wait").Connect("s -> a", "a -> n", "n -> b", "b:again -> a", "b:on -> e"));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        foreach (var (step, with) in new[] { ("b", "again"), ("a", null), ("b", "on") })
            await GoAsync(id, step, with);
        Assert.Equal("s a b a b a n b e", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Values_are_carried_over_converted_dropped_and_added()
    {
        var id = await StartAsync(Flow.Chart("values").Input("In", "Int32").Variable("Kept", "String", "k").Variable("Number", "String", "41").Variable("Gone", "String", "x")
            .Add("w", "Test.Wait").Connect("s -> w", "w -> e"), null, ("In", 7));
        var version = await VersionAsync(Flow.Chart("values").Input("In", "Int64").Variable("Number", "Int32").Variable("Kept", "String").Variable("Fresh", "Int32", 5).Add("w", "Test.Wait")
            .Add("d", "Elsa.FlowDecision", ("condition", "=Variables.Number + Inputs.In == 48 && Variables.Fresh == 5 && Variables.Kept == \"k\"")).Connect("s -> w", "w -> d", "d:True -> yes", "d:False -> no"));
        var preview = await PreviewAsync(id, new Alteration.Migrate(version, false));
        Assert.Equal(
            [("Fresh", VariableChangeKind.Added), ("Gone", VariableChangeKind.Dropped), ("Number", VariableChangeKind.Converted)],
            preview.Variables.Select(change => (change.Variable, change.Kind)).OrderBy(change => change.Variable));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        await GoAsync(id, "w");
        Assert.Equal("s w d yes", await PathAsync(id));
    }

    [Fact]
    public async Task Everything_that_cannot_be_carried_over_is_said_at_once_and_nothing_is_changed()
    {
        var flow = Flow.Chart("stuck").Variable("Number", "String", "many").Add("gone", "Test.Wait").Add("other", "Test.Wait").Add(Flow.Sequence("seq").Add("inside", "Test.Wait"))
            .Connect("s -> gone", "s -> other", "s -> seq", "other -> e");
        var id = await StartAsync(flow);
        var version = await VersionAsync(Flow.Chart("stuck").Variable("Number", "Int32").Add("other", "Test.Task").Add(Flow.Sequence("seq").Add("x", "Test.Step")).Add("inside", "Test.Wait")
            .Connect("s -> other", "s -> seq", "s -> inside"));
        Assert.Equal("PA0450 PA0451 PA0452 PA0454", string.Join(' ', (await RefusalsAsync(id, new Alteration.Migrate(version, false))).Split(' ').Order()));
        Assert.IsType<AlterationResult.Refused>(await ApplyAsync(id, new Alteration.Migrate(version, false)));
        Assert.NotEqual(version, (await InstanceAsync(id)).VersionId);
        await GoAsync(id, "other");
        Assert.Contains("other e", await PathAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_no_newer_published_one_of_the_same_definition_is_refused()
    {
        var old = await VersionAsync(Flow.Chart("versions").Add("w", "Test.Wait"));
        var foreign = await VersionAsync(Flow.Chart("versions-of-another").Add("w", "Test.Wait"));
        var id = await StartAsync(Flow.Chart("versions").Add("w", "Test.Wait").Connect("w -> e"));
        Assert.Equal("PA0440", await RefusalsAsync(id, new Alteration.Migrate("nothing", false)));
        Assert.Equal("PA0441", await RefusalsAsync(id, new Alteration.Migrate(foreign, false)));
        Assert.Equal("PA0442", await RefusalsAsync(id, new Alteration.Migrate(old, false)));
        await Services.GetRequiredService<IDefinitionStore>().SaveDraftAsync(new DefinitionDraft("versions", "draft-1", "versions", Flow.Chart("versions").Add("w", "Test.Wait").Json(), Clock.GetUtcNow()), Cancel);
        Assert.Equal("PA0443", await RefusalsAsync(id, new Alteration.Migrate("draft-1", false)));
    }

    [Fact]
    public async Task An_incident_goes_over_and_its_retry_runs_what_the_new_version_says()
    {
        Failures.Fail("b", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Of("mended", "a -> b", "b -> c"));
        var version = await VersionAsync(Flow.Of("mended", "a -> b", "b -> n", "n -> c"));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        Failures.Heal("b");
        await AppliedAsync(id, new Alteration.Retry(Assert.Single(await IncidentsAsync(id)).Id));
        Assert.Equal("a b n c", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_sequence_goes_on_with_what_now_stands_behind_the_running_activity()
    {
        var id = await StartAsync(Flow.Sequence("row").Add("a", "Test.Step").Add("w", "Test.Wait").Add("z", "Test.Step"));
        var version = await VersionAsync(Flow.Sequence("row").Add("a", "Test.Step").Add("n1", "Test.Step").Add("w", "Test.Wait").Add("n2", "Test.Step").Add("z", "Test.Step"));
        Assert.Equal(["n1"], (await PreviewAsync(id, new Alteration.Migrate(version, false))).PassedOver.Select(activity => activity.ActivityId));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        await GoAsync(id, "w");
        Assert.Equal("a w n2 z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_state_machine_keeps_its_state_and_waits_for_a_transition_that_is_new_to_it_from_the_next_time_on()
    {
        var id = await StartAsync(Machine("standing", ("A", "B", "go")));
        var version = await VersionAsync(Machine("standing", ("B", "C", "on"), ("A", "B", "go")));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        var other = await VersionAsync(Machine("standing", ("A", "C", "away"), ("B", "C", "on"), ("A", "B", "go")));
        Assert.Equal(["away"], (await PreviewAsync(id, new Alteration.Migrate(other, false))).PassedOver.Select(activity => activity.ActivityId));
        await AppliedAsync(id, new Alteration.Migrate(other, false));
        await GoAsync(id, "go");
        await GoAsync(id, "on");
        Assert.Equal("go on machine", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    private static Flow Machine(string id, params (string From, string To, string Trigger)[] transitions)
    {
        var names = transitions.SelectMany(transition => new[] { transition.From, transition.To }).Distinct().Order(StringComparer.Ordinal);
        return Flow.Chart(id).Add("machine", "Elsa.StateMachine",
            ("initialState", System.Text.Json.Nodes.JsonValue.Create("A")),
            ("states", new System.Text.Json.Nodes.JsonArray([.. names.Select(name => new System.Text.Json.Nodes.JsonObject { ["name"] = name })])),
            ("transitions", new System.Text.Json.Nodes.JsonArray([.. transitions.Select(transition => new System.Text.Json.Nodes.JsonObject
            {
                ["from"] = transition.From, ["to"] = transition.To, ["trigger"] = Flow.Activity(transition.Trigger, "Test.Wait"),
            })])));
    }

    [Fact]
    public async Task Sub_flows_not_started_yet_may_be_taken_in_their_new_versions_the_others_stay()
    {
        Flow Parent(string last) => Flow.Chart("tree")
            .Add("one", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "begun"), ("waitForCompletion", "True"))
            .Add("two", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "later"), ("waitForCompletion", "True"))
            .Add("again", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "begun"), ("waitForCompletion", "True"))
            .Connect("s -> one", "one -> two", "two -> again", "again -> " + last);
        await PublishAsync(Flow.Chart("begun").Add("w", "Test.Wait").Connect("w -> old"), Flow.Of("later", "p -> old"), Parent("e"));
        var id = await StartAsync("tree");
        await QuietAsync();
        await PublishAsync(Flow.Chart("begun").Add("w", "Test.Wait").Connect("w -> new"), Flow.Of("later", "p -> new"));
        var version = await VersionAsync(Parent("f"));
        var child = Assert.Single(await ChildrenAsync(id));

        Assert.Empty((await PreviewAsync(id, new Alteration.Migrate(version, false))).Subflows);
        Assert.Equal(["later"], (await PreviewAsync(id, new Alteration.Migrate(version, true))).Subflows.Select(change => change.DefinitionId));
        await AppliedAsync(id, new Alteration.Migrate(version, true));
        await GoAsync(child.Id, "w");
        await QuietAsync();
        await GoAsync((await ChildrenAsync(id))[^1].Id, "w");
        await QuietAsync();

        var paths = new List<string>();
        foreach (var each in await ChildrenAsync(id))
            paths.Add(await PathAsync(each.Id));
        Assert.Equal(["w old", "p new", "w old"], paths);
        Assert.Equal("s one two again f", await PathAsync(id));
        Assert.Equal("PA0402", await RefusalsAsync(child.Id, new Alteration.Migrate(version, true)));
    }
}

public sealed class MigrationsOnSqlite(SqliteTestDatabase database) : MigrationSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class MigrationsOnPostgres(PostgresTestDatabase database) : MigrationSuite(database), IClassFixture<PostgresTestDatabase>;
