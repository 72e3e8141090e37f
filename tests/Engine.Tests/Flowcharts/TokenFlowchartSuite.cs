using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Flowcharts;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Flowcharts;

/// <summary>The token-based mode: what each merge mode waits for, what becomes of tokens, and what can go wrong.</summary>
public abstract class TokenFlowchartSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Theory]
    [InlineData("None")]
    [InlineData("Stream")]
    [InlineData("stream")]
    public async Task Stream_waits_for_what_is_about_to_run_right_before_it_and_not_for_branches_not_taken(string mode)
    {
        var id = await StartAsync(Fork().Merging("m", mode).Add("d", "Elsa.FlowDecision", ("condition", "True"))
            .Connect("f:x -> a", "f:y -> b", "f:z -> d", "a -> m", "b -> m", "d:False -> m", "d:True -> e"));
        Assert.Equal("f d e", await PathAsync(id));
        await GoAsync(id, "b");
        Assert.Equal("f d e b", await PathAsync(id));
        await GoAsync(id, "a");
        Assert.Equal("f d e b a m", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Stream_runs_again_for_a_branch_that_is_longer_than_the_others()
    {
        var id = await StartAsync(Fork().Connect("f:x -> a", "a -> m", "f:y -> b", "b -> b2", "b2 -> m"));
        await GoAsync(id, "a");
        Assert.Equal("f a m", await PathAsync(id));
        await GoAsync(id, "b");
        Assert.Equal("f a m b b2 m", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Merge_waits_for_every_forward_connection_and_not_for_the_one_back()
    {
        var id = await StartAsync(Fork().Merging("m", "Merge").Add("w", "Test.Wait", ("outcomes", Names("again", "enough")))
            .Connect("f:x -> a", "f:y -> b", "a -> m", "b -> m", "m -> w", "w:again -> f", "w:enough -> out"));
        await GoAsync(id, "a");
        Assert.Equal("f a", await PathAsync(id));
        await GoAsync(id, "b");
        await GoAsync(id, "w", "again");
        await GoAsync(id, "b");
        await GoAsync(id, "a");
        await GoAsync(id, "w", "enough");
        Assert.Equal("f a b m w f b a m w out", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public async Task A_merge_that_waits_for_a_branch_not_taken_becomes_an_incident_and_a_skip_ends_the_flowchart(string mode)
    {
        var inner = Flow.Chart("inner").Add("d", "Elsa.FlowDecision", ("condition", "True")).Merging("m", mode)
            .Connect("i -> a", "i -> d", "a -> m", "d:False -> m");
        var id = await StartAsync(Flow.Chart("blocked").Tokens().Add(inner).Connect("inner -> z"));
        Assert.Equal("i a d", await PathAsync(id));
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal(("flowchart.blocked", IncidentStatus.Open), (incident.Code, incident.Status));
        Assert.EndsWith(":inner", incident.NodeId, StringComparison.Ordinal);
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        Assert.Equal(IncidentStatus.Open, Assert.Single(await IncidentsAsync(id)).Status);
        await Runtime.SkipAsync(id, incident.Id, null, "odd", Cancel);
        Assert.EndsWith("inner z", await PathAsync(id), StringComparison.Ordinal);
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Cascade_runs_for_the_first_token_and_lets_the_others_come()
    {
        var id = await StartAsync(Fork().Merging("m", "Cascade").Connect("f:x -> a", "f:y -> b", "a -> m", "b -> m", "m -> z"));
        await GoAsync(id, "b");
        Assert.Equal("f b m z", await PathAsync(id));
        Assert.Equal("a", await WaitingAsync(id));
        await GoAsync(id, "a");
        Assert.Equal("f b m z a", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Race_runs_for_the_first_token_and_cancels_what_runs_on_the_way_in_each_round()
    {
        var id = await StartAsync(Fork().Merging("m", "Race").Add("t", "Test.Task").Add("w", "Test.Wait", ("outcomes", Names("again", "enough")))
            .Connect("f:x -> a", "f:y -> b", "f:z -> t", "t -> t2", "a -> m", "b -> m", "t2 -> m", "m -> w", "w:again -> f", "w:enough -> out"));
        await GoAsync(id, "b");
        Assert.Equal("w", await WaitingAsync(id));
        await GoAsync(id, "w", "again");
        await GoAsync(id, "a");
        Assert.Equal("w", await WaitingAsync(id));
        await GoAsync(id, "w", "enough");
        Assert.Equal("f b m w f a m w out", await PathAsync(id));
        await AssertFinishedAsync(id);
        Assert.All(await TasksAsync(id), task => Assert.Equal(HumanTasks.HumanTaskStatus.Cancelled, task.Status));
    }

    [Theory]
    [InlineData("WaitAny", "f b j z")]
    [InlineData("WaitAll", "f b")]
    [InlineData("WaitAllActive", "f b")]
    public async Task A_join_races_or_merges_by_its_own_mode(string mode, string path)
    {
        var id = await StartAsync(Fork().Add("j", "Elsa.FlowJoin", ("mode", mode)).Connect("f:x -> a", "f:y -> b", "a -> j", "b -> j", "j -> z"));
        await GoAsync(id, "b");
        Assert.Equal(path, await PathAsync(id));
        await GoAsync(id, "a");
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_join_that_runs_cancels_nothing_beside_it()
    {
        var id = await StartAsync(Fork().Add("j", "Elsa.FlowJoin", ("mode", "WaitAll")).Merging("k", "Cascade")
            .Connect("f:x -> a", "f:y -> b", "f:z -> k", "a -> k", "k -> j", "b -> j"));
        await GoAsync(id, "b");
        Assert.Equal("f k b j", await PathAsync(id));
        Assert.Equal("a", await WaitingAsync(id));
        await GoAsync(id, "a");
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Two_connections_followed_at_once_to_the_same_merge_run_it_once()
    {
        var id = await StartAsync(Fork().Merging("m", "Merge").Merging("r", "Race").Connect("f:x -> m", "f:y -> m", "m -> r", "f:z -> a", "a -> b"));
        Assert.Equal("f m r", await PathAsync(id));
        await GoAsync(id, "a");
        await GoAsync(id, "b");
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task An_end_clears_the_tokens_and_cancels_what_still_waits()
    {
        var inner = Flow.Chart("inner").Add("w", "Test.Wait").Add("e", "Elsa.End").Merging("m", "Merge").Connect("i -> w", "i -> a", "a -> m", "w -> m", "i -> e");
        var id = await StartAsync(Flow.Chart("ending").Tokens().Add(inner).Connect("inner -> z"));
        Assert.Equal("i a e inner z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_failing_activity_keeps_its_token_until_it_is_retried()
    {
        Failures.Fail("b2", () => new ActivityFault("test.bad", "bad", retryable: false));
        var id = await StartAsync(Fork().Merging("m", "Merge").Connect("f:x -> a", "f:y -> b", "a -> m", "b -> b2", "b2 -> m"));
        await GoAsync(id, "b");
        await GoAsync(id, "a");
        Assert.Equal("f b a", await PathAsync(id));
        Failures.Heal("b2");
        await Runtime.RetryAsync(id, Assert.Single(await IncidentsAsync(id)).Id, "odd", Cancel);
        Assert.Equal("f b a b2 m", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_running_flowchart_stays_in_its_mode_when_the_default_is_changed()
    {
        var connection = await Database.CreateAsync(empty: false, Cancel);
        var id = Ids.New();
        await using (var before = ByDefault(FlowchartMode.TokenBased))
        {
            var flow = Fork(tokens: false).Merging("m", "Merge").Connect("f:x -> a", "f:y -> b", "a -> m", "b -> m");
            await before.GetRequiredService<DefinitionPublisher>().PublishTextAsync(flow.Json(), Clock.GetUtcNow(), Cancel);
            await before.GetRequiredService<WorkflowRuntime>().StartAsync(new StartRequest { DefinitionId = flow.DefinitionId, InstanceId = id }, Cancel);
        }

        await using var after = ByDefault(FlowchartMode.CounterBased);
        var runtime = after.GetRequiredService<WorkflowRuntime>();
        await runtime.DeliverAsync(Go(id, "a"), Cancel);
        Assert.Contains("\"t\":[1,1,2,1]", await StateAsync(), StringComparison.Ordinal);
        await runtime.DeliverAsync(Go(id, "b"), Cancel);
        Assert.Contains("\"x\":[]", await StateAsync(), StringComparison.Ordinal);

        ServiceProvider ByDefault(FlowchartMode mode) => TestDatabase.BuildServices(connection, configure: services =>
        {
            Configure(services);
            services.Configure<EngineOptions>(options => options.FlowchartMode = mode);
        });

        async Task<string> StateAsync()
        {
            await using var scope = after.CreateAsyncScope();
            return System.Text.Encoding.UTF8.GetString((await scope.ServiceProvider.GetRequiredService<Persistence.CaseDbContext>().Instances.SingleAsync(row => row.Id == id, Cancel)).State);
        }
    }

    [Fact]
    public async Task Modes_that_do_not_exist_are_refused_all_at_once_and_so_is_a_loop_nobody_can_enter()
    {
        var flow = Flow.Chart("wrong").Property("Flowchart:ExecutionMode", "Petri").Merging("b", "Sometimes").Merging("c", "2").Connect("a -> b", "b -> c");
        Assert.Equal(
            [
                (ProblemIds.UnknownFlowchartMode, "/customProperties/Flowchart:ExecutionMode"),
                (ProblemIds.UnknownMergeMode, "/root/activities/0/customProperties/mergeMode"),
                (ProblemIds.UnknownMergeMode, "/root/activities/1/customProperties/mergeMode"),
            ],
            await ProblemsAsync(flow));

        var loop = Flow.Chart("loop").Tokens().Merging("l", "Converge").Add("d", "Elsa.FlowDecision").Connect("a -> l", "l -> d", "d:True -> l");
        Assert.Equal([(ProblemIds.LoopIntoConverge, "/root/connections/2")], await ProblemsAsync(loop));
    }

    [Fact]
    public async Task A_connection_back_into_a_branch_is_allowed()
    {
        var id = await StartAsync(Flow.Chart("jump").Tokens().Add("w", "Test.Wait", ("outcomes", Names("back", "on")))
            .Connect("a -> b", "a -> c", "b -> w", "c -> w", "w:back -> b", "w:on -> z"));
        await GoAsync(id, "w", "back");
        await GoAsync(id, "w", "on");
        Assert.Equal("a b c w b w z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    private static Flow Fork(bool tokens = true)
    {
        var flow = Flow.Chart("tokens").Add("f", "Elsa.FlowFork", ("branches", Names("x", "y", "z"))).Add("a", "Test.Wait").Add("b", "Test.Wait");
        return tokens ? flow.Tokens() : flow;
    }

    private async Task<(string, string)[]> ProblemsAsync(Flow flow)
    {
        var results = await Services.GetRequiredService<DefinitionPublisher>().PublishAllAsync([flow.Json()], Clock.GetUtcNow(), Cancel);
        return [.. Assert.IsType<PublishResult.Refused>(Assert.Single(results)).Problems.Select(problem => (problem.Id, problem.Pointer))];
    }

    private static System.Text.Json.Nodes.JsonObject Names(params string[] names) => new System.Text.Json.Nodes.JsonObject
    {
        ["typeName"] = null,
        ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Object", ["value"] = JsonSerializer.Serialize(names) },
    };
}

public sealed class TokenFlowchartsOnSqlite(SqliteTestDatabase database) : TokenFlowchartSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TokenFlowchartsOnPostgres(PostgresTestDatabase database) : TokenFlowchartSuite(database), IClassFixture<PostgresTestDatabase>;
