using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Triggers;

/// <summary>Events start one instance of each published trigger that waits for them, besides resuming who waits.</summary>
public abstract class EventTriggerSuite(TestDatabase database) : TriggerSuite(database)
{
    [Fact]
    public async Task An_event_starts_one_instance_with_its_correlation_and_its_payload()
    {
        await PublishAsync(Flow.Chart("news").Output("heard", "Object").Add("e", "Elsa.Event", ("eventName", "news"), Starts, Keep("heard")).Connect("e -> w").Add("w2", "Test.Wait").Connect("w -> w2"));
        await PublishEventAsync("other");
        await PublishEventAsync("news", "case-1", new { code = 7 });
        var report = await QuietAsync();
        var started = Assert.Single(await InstancesOfAsync("news"));
        Assert.Equal(("case-1", InstanceStatus.Running), (started.CorrelationId, started.Status));
        Assert.Equal("e w", await PathAsync(started.Id));
        Assert.Contains("\"code\":7", System.Text.Encoding.UTF8.GetString(started.State), StringComparison.Ordinal);
        Assert.Equal((started.Id, "e", false), (report.Events[0].InstanceId, report.Events[0].ActivityId, report.Events[0].IsDue));
        await QuietAsync();
        Assert.Equal(1, await CountAsync("news"));
    }

    [Fact]
    public async Task An_event_resumes_those_who_wait_and_starts_others()
    {
        await PublishAsync(OnEvent("starter", "news"), OnEvent("second", "news"), Flow.Chart("waiter").Add("e", "Elsa.Event", ("eventName", "news")).Connect("e -> z"));
        var waiter = await StartAsync("waiter");
        await PublishEventAsync("news");
        await QuietAsync();
        await AssertFinishedAsync(waiter);
        foreach (var definition in new[] { "starter", "second" })
        {
            var started = Assert.Single(await InstancesOfAsync(definition));
            Assert.Equal("e z", await PathAsync(started.Id));
            await AssertFinishedAsync(started.Id);
        }

        Assert.Equal(1, await CountAsync("waiter"));
    }

    [Fact]
    public async Task An_event_of_before_the_publication_starts_nothing_and_a_local_one_never()
    {
        await PublishEventAsync("news");
        await PublishAsync(OnEvent("starter", "news"), Flow.Chart("local").Add("p", "Elsa.PublishEvent", ("eventName", "news"), ("isLocalEvent", "True")));
        await StartAsync("local");
        await QuietAsync();
        Assert.Equal(0, await CountAsync("starter"));
        await PublishEventAsync("news");
        await QuietAsync();
        Assert.Equal(1, await CountAsync("starter"));
    }

    [Fact]
    public async Task A_flow_started_without_its_trigger_waits_for_the_event()
    {
        var id = await StartAsync(OnEvent("starter", "news"));
        Assert.Equal("e", await WaitingAsync(id));
    }

    [Fact]
    public async Task The_next_version_takes_the_triggers_over_and_a_retraction_ends_them()
    {
        await PublishAsync(OnEvent("flow", "old"));
        var first = Assert.Single(await Definitions.ListTriggersAsync("Event", Cancel));
        await PublishAsync(OnEvent("flow", "old").Connect("z -> y"));
        var second = Assert.Single(await Definitions.ListTriggersAsync(null, Cancel));
        Assert.Equal((first.Id, "old", "e"), (second.Id, second.Key, second.ActivityId));
        Assert.NotEqual(first.VersionId, second.VersionId);
        await PublishEventAsync("old");
        await QuietAsync();
        Assert.Equal(second.VersionId, Assert.Single(await InstancesOfAsync("flow")).VersionId);

        await PublishAsync(OnEvent("flow", "new"));
        await PublishEventAsync("old");
        await QuietAsync();
        Assert.Equal(1, await CountAsync("flow"));
        Assert.True(await Publisher.RetractAsync("flow", Cancel));
        await PublishEventAsync("new");
        await QuietAsync();
        Assert.Equal(1, await CountAsync("flow"));
        Assert.Empty(await Definitions.ListTriggersAsync(null, Cancel));
    }

    [Fact]
    public async Task An_invalid_draft_leaves_the_triggers_of_the_published_version_alone()
    {
        await PublishAsync(OnEvent("flow", "news"));
        Assert.IsType<PublishResult.Refused>(await TryPublishAsync(OnEvent("flow", "newer").Add("x", "Acme.Unknown")));
        Assert.Equal("news", Assert.Single(await Definitions.ListTriggersAsync(null, Cancel)).Key);
    }

    [Fact]
    public async Task A_trigger_whose_values_need_an_instance_is_refused_at_its_input()
    {
        var flow = Flow.Chart("flow").Variable("Name", "String", "x").Input("Span", "TimeSpan")
            .Add("e", "Elsa.Event", ("eventName", "=Variables.Name"), Starts)
            .Add("t", "Elsa.Timer", ("interval", Expression("Input", "Span")), Starts)
            .Add("ok", "Elsa.Event", ("eventName", "=\"a\" + \"b\""), Starts);
        var refused = Assert.IsType<PublishResult.Refused>(await TryPublishAsync(flow));
        Assert.Equal(
            [(ProblemIds.TriggerNeedsInstance, "/root/activities/0/eventName", "EventName"), (ProblemIds.TriggerNeedsInstance, "/root/activities/1/interval", "Interval")],
            refused.Problems.Select(problem => (problem.Id, problem.Pointer, problem.InputName!)));
        Assert.Contains("Event Name", refused.Problems[0].Message, StringComparison.Ordinal);

        // Inside the flow the same inputs are fine.
        await PublishAsync(Flow.Chart("inside").Variable("Name", "String", "x").Add("e", "Elsa.Event", ("eventName", "=Variables.Name")).Add("ok", "Elsa.Event", ("eventName", "=\"a\" + \"b\""), Starts).Connect("ok -> e"));
        Assert.Equal("ab", Assert.Single(await Definitions.ListTriggersAsync(null, Cancel)).Key);
    }

    [Fact]
    public async Task A_trigger_beside_the_start_begins_its_own_branch_and_other_triggers_wait()
    {
        await PublishAsync(Flow.Chart("two").Add("start", "Elsa.Start")
            .Add("e", "Elsa.Event", ("eventName", "one"), Starts).Add("f", "Elsa.Event", ("eventName", "other"), Starts)
            .Connect("start -> a", "a -> join", "e -> b", "b -> join", "join -> f", "f -> z"));
        await PublishEventAsync("one");
        await QuietAsync();
        var started = Assert.Single(await InstancesOfAsync("two"));
        Assert.Equal("e b join", await PathAsync(started.Id));
        Assert.Equal("f", await WaitingAsync(started.Id));
        var usual = await StartAsync("two");
        Assert.Equal("start a join", await PathAsync(usual));

        // The one that waits is resumed, and a new instance begins with it.
        await PublishEventAsync("other");
        await QuietAsync();
        Assert.Equal("e b join f z", await PathAsync(started.Id));
        Assert.Equal("start a join f z", await PathAsync(usual));
        Assert.Equal(["e b join f z", "start a join f z", "f z"], await Task.WhenAll((await InstancesOfAsync("two")).Select(row => PathAsync(row.Id))));
    }

    [Fact]
    public async Task A_loop_back_to_the_trigger_waits_for_the_next_event()
    {
        await PublishAsync(OnEvent("loop", "turn").Connect("z -> e"));
        await PublishEventAsync("turn");
        await QuietAsync();
        var first = Assert.Single(await InstancesOfAsync("loop"));
        Assert.Equal(("e z", "e"), (await PathAsync(first.Id), await WaitingAsync(first.Id)));
        await PublishEventAsync("turn");
        await QuietAsync();
        Assert.Equal("e z e z", await PathAsync(first.Id));
        Assert.Equal(2, await CountAsync("loop"));
    }

    [Fact]
    public async Task A_connection_back_into_a_branch_that_only_a_trigger_opens_is_refused()
    {
        var flow = Flow.Chart("bad").Add("start", "Elsa.Start").Add("e", "Elsa.Event", ("eventName", "x"), Starts).Add("d", "Elsa.FlowDecision")
            .Connect("start -> a", "e -> b", "e -> c", "b -> d", "c -> d", "d:True -> b", "d:False -> z");
        var refused = Assert.IsType<PublishResult.Refused>(await TryPublishAsync(flow));
        Assert.Equal((ProblemIds.InvalidLoop, "/root/connections/5"), (Assert.Single(refused.Problems).Id, refused.Problems[0].Pointer));
    }

    [Fact]
    public async Task A_trigger_inside_a_container_completes_when_the_flow_comes_to_it()
    {
        var inner = Flow.Chart("inner").Add("istart", "Elsa.Start").Add("e", "Elsa.Event", ("eventName", "deep"), Starts).Connect("istart -> x", "e -> y");
        await PublishAsync(Flow.Sequence("nested").Add("a", "Test.Step").Add(inner).Add("z", "Test.Step"));
        await PublishEventAsync("deep");
        await QuietAsync();
        Assert.Equal("a e y inner z", await PathAsync(Assert.Single(await InstancesOfAsync("nested")).Id));
    }

    [Fact]
    public async Task A_caller_may_start_a_flow_at_a_trigger_and_nowhere_else()
    {
        await PublishAsync(Flow.Chart("flow").Output("heard", "Object").Add("start", "Elsa.Start").Add("e", "Elsa.Event", ("eventName", "x"), Starts, Keep("heard")).Connect("start -> a", "e -> b", "b -> w"));
        var payload = System.Text.Json.JsonSerializer.SerializeToElement(new[] { 4 });
        var id = await Runtime.StartAsync(new StartRequest { DefinitionId = "flow", TriggerActivityId = "e", TriggerPayload = payload }, Cancel);
        Assert.Equal("e b w", await PathAsync(id));
        foreach (var wrong in new[] { "a", "nothing" })
        {
            var fault = await Assert.ThrowsAsync<ActivityFault>(() => Runtime.StartAsync(new StartRequest { DefinitionId = "flow", TriggerActivityId = wrong }, Cancel));
            Assert.Equal("workflow.no-such-trigger", fault.Code);
        }
    }

    [Fact]
    public async Task A_trigger_that_fails_is_tried_again_with_what_it_was_started_with()
    {
        await PublishAsync(Flow.Chart("flow").Variable("Number", "Int32").Add("e", "Elsa.Event", ("eventName", "x"), Starts, Keep("Number")).Connect("e -> z"));
        await PublishEventAsync("x", null, "no number");
        await QuietAsync();
        var id = Assert.Single(await InstancesOfAsync("flow")).Id;
        var incident = Assert.Single(await IncidentsAsync(id));
        await Runtime.RetryAsync(id, incident.Id, "kari", Cancel);
        var again = Assert.Single(await IncidentsAsync(id));
        Assert.Equal(("value.wrong-type", 2, ""), (again.Code, again.Attempts, await WaitingAsync(id)));
        await Runtime.SkipAsync(id, incident.Id, null, "kari", Cancel);
        Assert.Equal("e z", await PathAsync(id));
    }

    [Fact]
    public async Task An_instance_that_a_trigger_started_stays_on_the_sub_flows_of_its_start()
    {
        await PublishAsync(Flow.Of("sub", "one -> two"), OnEvent("main", "go").Add("w", "Test.Wait").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "sub"), ("waitForCompletion", "True")).Connect("z -> w", "w -> x"));
        await PublishEventAsync("go");
        await QuietAsync();
        var main = Assert.Single(await InstancesOfAsync("main")).Id;
        await PublishAsync(Flow.Of("sub", "three -> four"));
        await GoAsync(main, "w");
        await QuietAsync();
        await AssertFinishedAsync(main);
        Assert.Equal("one two", await PathAsync(Assert.Single(await InstancesOfAsync("sub")).Id));
    }

    private static JsonObject Expression(string type, string value) => new() { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
}

public sealed class EventTriggersOnSqlite(SqliteTestDatabase database) : EventTriggerSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class EventTriggersOnPostgres(PostgresTestDatabase database) : EventTriggerSuite(database), IClassFixture<PostgresTestDatabase>;
