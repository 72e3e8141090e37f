using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Composition;

/// <summary>Workflows used as activities of others: in the same instance, with variables, inputs, outputs and outcomes of their own.</summary>
public abstract class WorkflowActivitySuite(TestDatabase database) : WorkflowSuite(database)
{
    private DefinitionPublisher Publisher => Services.GetRequiredService<DefinitionPublisher>();

    private static Flow Doubling => Flow.Chart("doubling").UsableAsActivity("Double it").Variable("Sum", "Int32", 5)
        .Input("N", "Int32").Output("Twice", "Int32")
        .Add("v", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Sum", ["name"] = "Sum" }), ("value", "=Variables.Sum + Inputs.N"))
        .Add("w", "Test.Wait", ("key", "inside"))
        .Add("o", "Elsa.SetOutput", ("outputName", "Twice"), ("outputValue", "=(Variables.Sum - 5) * 2"))
        .Connect("v -> w", "w -> o");

    [Fact]
    public async Task A_workflow_runs_inside_its_users_instance_with_values_of_its_own()
    {
        await PublishAsync(Doubling, Flow.Chart("user").Variable("Sum", "Int32", 100).Variable("A", "Int32").Variable("B", "Int32").Output("Out", "Int32")
            .Add("one", "DoubleIt", ("n", "=Variables.Sum"), ("twice", Bound("A")))
            .Add("two", "DoubleIt", ("n", "=Variables.A + 1"), ("twice", Bound("Out")))
            .Add("after", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "B" }), ("value", "=Variables.Sum"))
            .Connect("one -> two", "two -> after"));
        var id = await StartAsync("user");
        Assert.Equal("Workflow1:user-root:one:doubling-root:w", Assert.Single(await BookmarksAsync(id)).NodeId);
        await GoAsync(id, "inside");
        Assert.Equal("Workflow1:user-root:two:doubling-root:w", Assert.Single(await BookmarksAsync(id)).NodeId);
        await GoAsync(id, "inside");
        await AssertFinishedAsync(id);
        Assert.Empty(await ChildrenAsync(id));
        var state = System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State);
        Assert.Contains("\"out\":{\"Out\":402}", state, StringComparison.Ordinal);
        Assert.Contains("\"A\":200,\"B\":100", state, StringComparison.Ordinal);
        Assert.Equal("v w o one v w o two after", await PathAsync(id));
    }

    [Fact]
    public async Task Its_outcomes_are_ports_and_Complete_chooses_among_them()
    {
        await PublishAsync(
            Flow.Chart("deciding").UsableAsActivity("Deciding").Input("Yes", "Boolean").Outcomes("Accepted", "Refused", "Told")
                .Add("d", "Elsa.FlowDecision", ("condition", "=Inputs.Yes"))
                .Add("yes", "Elsa.Complete", ("outcomes", new JsonObject { ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = "[\"Accepted\",\"Told\"]" } }))
                .Add("no", "Elsa.Complete", ("outcomes", "=Inputs.Yes ? \"Accepted\" : \"Refused\""))
                .Add("beside", "Test.Wait")
                .Connect("s -> d", "s -> beside", "d:True -> yes", "d:False -> no"),
            Flow.Chart("user")
                .Add("x", "Deciding", ("yes", true)).Add("y", "Deciding", ("yes", false))
                .Connect("x:Accepted -> a", "x:Told -> b", "x:Refused -> never", "a -> y", "y:Refused -> c", "y:Accepted -> never2"));
        var id = await StartAsync("user");
        await AssertFinishedAsync(id);
        var path = (await PathAsync(id)).Split(' ');
        Assert.Equal(["a", "b", "c"], path.Where(step => step is "a" or "b" or "c" or "never" or "never2").Order());
    }

    [Fact]
    public async Task An_output_set_two_workflows_down_reaches_the_outermost_variable()
    {
        await PublishAsync(
            Flow.Chart("user").Variable("R", "String").Add("x", "Middle", ("text", "deep"), ("answer", Bound("R"))).Connect("x -> z"),
            Flow.Chart("middle").UsableAsActivity("Middle").Input("Text", "String").Output("Answer", "String")
                .Add("y", "Leaf", ("text", "=Inputs.Text + \"er\""), ("echo", Bound("Answer"))),
            Flow.Chart("leaf").UsableAsActivity("Leaf").Input("Text", "String").Output("Echo", "String").Output("Unused", "String")
                .Add("o", "Elsa.SetOutput", ("outputName", "Echo"), ("outputValue", "=Inputs.Text")));
        var id = await StartAsync("user");
        await AssertFinishedAsync(id);
        Assert.Contains("\"R\":\"deeper\"", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_stays_on_the_version_it_was_published_with_and_that_version_cannot_be_deleted()
    {
        await PublishAsync(Flow.Of("part", "old -> end").UsableAsActivity("Part"));
        var first = (await Definitions.FindPublishedAsync("part", Cancel))!;
        await PublishAsync(Flow.Chart("user").Add("x", "Part").Connect("x -> z"));
        await PublishAsync(Flow.Of("part", "new -> end").UsableAsActivity("Part"));
        Assert.False(await Definitions.DeleteAsync(first.VersionId, Cancel));
        Assert.Equal(["user"], await Definitions.FindUsersAsync("part", Cancel));
        Assert.Equal("old end x z", await PathAsync(await StartAsync("user")));
        var listed = await Services.GetRequiredService<WorkflowActivityCatalog>().ListAsync(Cancel);
        Assert.Equal([("Part", 2, true), ("Part", 1, false)], listed.Select(one => (one.Descriptor.TypeName, one.Descriptor.Version, one.IsPublished)));
    }

    [Fact]
    public async Task A_failure_inside_is_an_incident_of_the_inner_activity_and_can_be_retried()
    {
        Failures.Fail("x:bad", () => new ActivityFault("test.bad", "bad", retryable: false));
        await PublishAsync(Flow.Of("part", "bad -> end").UsableAsActivity("Part"), Flow.Chart("user").Add("x", "Part").Connect("x -> z"));
        var id = await StartAsync("user");
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal("Workflow1:user-root:x:part-root:bad", incident.NodeId);
        Failures.Heal("x:bad");
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_workflow_that_would_contain_itself_is_refused_with_the_way()
    {
        await PublishAsync(Flow.Of("a", "s -> z").UsableAsActivity("Alpha"));
        await PublishAsync(Flow.Chart("b").UsableAsActivity("Beta").Add("x", "Alpha"));
        var direct = await RefusedAsync(Flow.Chart("a").UsableAsActivity("Alpha").Add("x", "Alpha"));
        Assert.Equal((ProblemIds.WorkflowActivityRecursion, "/root/activities/0/type", "x"), (direct.Id, direct.Pointer, direct.ActivityId));
        var over = await RefusedAsync(Flow.Chart("a").UsableAsActivity("Alpha").Add("y", "Beta"));
        Assert.Equal(ProblemIds.WorkflowActivityRecursion, over.Id);
        Assert.Contains("Alpha → Beta → Alpha", over.Message, StringComparison.Ordinal);
        Assert.Equal(("/root/activities/0", "y"), (over.Pointer, over.ActivityId));
    }

    [Fact]
    public async Task Only_a_workflow_that_is_offered_and_was_published_can_be_used_and_its_version_must_be_said()
    {
        await PublishAsync(Flow.Of("plain", "s -> z"), Flow.Of("part", "s -> z").UsableAsActivity("Part"));
        var plain = (await Definitions.FindPublishedAsync("plain", Cancel))!;
        Assert.Equal(ProblemIds.UnknownActivityType, (await RefusedAsync(Flow.Chart("user").Add("x", "Nothing"))).Id);
        var notOffered = await RefusedAsync(Flow.Chart("user").Add("x", "Plain", ("workflowDefinitionVersionId", JsonValue.Create(plain.VersionId))));
        Assert.Equal(ProblemIds.WorkflowActivityUnavailable, notOffered.Id);
        Assert.Contains("has no version 9", (await RefusedAsync(Flow.Chart("user").Add("x", "Part", ("version", JsonValue.Create(9))))).Message, StringComparison.Ordinal);
        Assert.Contains("which version", (await RefusedAsync(Flow.Chart("user").Add("x", "Part", ("version", null!)))).Message, StringComparison.Ordinal);
        await Publisher.SaveDraftAsync(Flow.Of("part", "s -> y").UsableAsActivity("Part").Json(), Clock.GetUtcNow(), Cancel);
        var draft = (await Definitions.FindLatestAsync("part", Cancel))!;
        Assert.Contains("never been published", (await RefusedAsync(Flow.Chart("user").Add("x", "Part", ("workflowDefinitionVersionId", JsonValue.Create(draft.VersionId))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_or_an_input_that_has_no_place_is_refused()
    {
        await PublishAsync(Flow.Of("part", "s -> z").UsableAsActivity("The part"));
        Assert.Equal("/name", (await RefusedAsync(Flow.Of("other", "s -> z").UsableAsActivity("the-Part"))).Pointer);
        Assert.Equal(ProblemIds.WorkflowActivityName, (await RefusedAsync(Flow.Of("other", "s -> z").UsableAsActivity("Elsa.Flowchart"))).Id);
        Assert.Contains("Type", (await RefusedAsync(Flow.Of("other", "s -> z").UsableAsActivity("Other").Input("Type", "String"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nodes_built_in_count_for_the_limit()
    {
        var part = Flow.Sequence("part").UsableAsActivity("Part");
        var user = Flow.Sequence("user");
        for (var i = 0; i < 198; i++)
        {
            part.Add($"s{i}", "Test.Step");
        }

        for (var i = 0; i < 9; i++)
        {
            user.Add($"p{i}", "Part");
        }

        await PublishAsync(part, user);
        user.Add("p9", "Part");
        Assert.Equal(ProblemIds.TooManyActivities, (await RefusedAsync(user)).Id);
    }

    [Fact]
    public async Task A_program_that_lacks_an_activity_of_a_workflow_built_in_says_so()
    {
        await PublishAsync(Flow.Of("part", "s -> z").Add("w", "Test.Wait").Connect("z -> w").UsableAsActivity("Part"), Flow.Chart("user").Add("x", "Part"));
        await StartAsync("user");
        var registry = new ActivityRegistry(Services.GetServices<Activity>().Where(activity => activity.Descriptor.TypeName != "Test.Wait"));
        var missing = await new MissingActivities(Definitions, Services.GetRequiredService<IEngineStore>(), registry).FindAsync(Cancel);
        Assert.Equal(["Test.Wait user"], missing.Select(one => $"{one.TypeName} {one.DefinitionId}"));
        Assert.Empty(await new MissingActivities(Definitions, Services.GetRequiredService<IEngineStore>(), Services.GetRequiredService<ActivityRegistry>()).FindAsync(Cancel));
    }

    private async Task<DefinitionProblem> RefusedAsync(Flow flow) =>
        Assert.Single(Assert.IsType<PublishResult.Refused>(await Publisher.PublishTextAsync(flow.Json(), Clock.GetUtcNow(), Cancel)).Problems);

    private static JsonObject Bound(string target) => new() { ["typeName"] = null, ["memoryReference"] = new JsonObject { ["id"] = target } };
}

public sealed class WorkflowActivitiesOnSqlite(SqliteTestDatabase database) : WorkflowActivitySuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class WorkflowActivitiesOnPostgres(PostgresTestDatabase database) : WorkflowActivitySuite(database), IClassFixture<PostgresTestDatabase>;
