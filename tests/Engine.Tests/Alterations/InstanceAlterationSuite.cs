using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>Cancel, retry, skip and variables: each does what its preview says, in one transaction with its row, or nothing at all.</summary>
public abstract class InstanceAlterationSuite(TestDatabase database) : AlterationSuite(database)
{
    [Fact]
    public async Task A_cancellation_ends_the_instance_closes_its_tasks_and_keeps_the_reason()
    {
        var id = await StartAsync(Flow.Chart("cancelled").Add("t", "Test.Task").Add("w", "Test.Wait").Connect("s -> t", "s -> w"));
        var preview = await PreviewAsync(id, new Alteration.Cancel());
        Assert.Equal(["cancelled-root", "t", "w"], preview.Ends.Select(activity => activity.ActivityId));
        Assert.Equal((2, 1), (preview.BookmarksGone.Length, preview.TasksGone.Length));

        Assert.IsType<AlterationResult.Applied>(await ApplyAsync(id, new Alteration.Cancel(), preview.Revision, "moved away"));

        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        Assert.Equal(HumanTaskStatus.Cancelled, Assert.Single(await TasksAsync(id)).Status);
        Assert.Equal("cancel {} sissel moved away 1-2", await AlteredAsync(id));
        Assert.Contains(await JournalAsync(id), entry => entry.Event == JournalEvents.Altered && entry.Message == "cancel (sissel)");
        Assert.Equal("PA0402", await RefusalsAsync(id, new Alteration.Cancel()));
    }

    [Fact]
    public async Task A_cancellation_takes_the_sub_flows_with_it()
    {
        await PublishAsync(
            Flow.Chart("below").Add("w", "Test.Wait"),
            Flow.Chart("above").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "below"), ("waitForCompletion", "True")).Add("d", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "below")).Connect("s -> x", "s -> d"));
        var id = await StartAsync("above");
        await QuietAsync();
        var children = await ChildrenAsync(id);
        Assert.Equal(children.Select(child => child.Id).Order(), (await PreviewAsync(id, new Alteration.Cancel())).SubflowsGone.Order());
        await AppliedAsync(id, new Alteration.Cancel());
        await QuietAsync();
        foreach (var child in children)
            await AssertFinishedAsync(child.Id, InstanceSubStatus.Cancelled);
    }

    [Fact]
    public async Task A_retry_runs_the_failed_activity_again_and_a_skip_goes_on_with_the_outcome_chosen()
    {
        Failures.Fail("b", () => new ActivityFault("test.no", "no", retryable: false));
        Failures.Fail("c", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("incidents").Add("c", "Test.Step", ("outcomes", OutcomesOf("Yes", "No"))).Connect("a -> b", "b -> c", "c:Yes -> yes", "c:No -> no"));
        var first = Assert.Single(await IncidentsAsync(id));
        Failures.Heal("b");
        await AppliedAsync(id, new Alteration.Retry(first.Id));
        var second = (await IncidentsAsync(id))[1];
        Assert.Equal("PA0411", await RefusalsAsync(id, new Alteration.Skip(second.Id, "Perhaps")));
        Assert.Equal("PA0410", await RefusalsAsync(id, new Alteration.Skip(first.Id, null)));

        await AppliedAsync(id, new Alteration.Skip(second.Id, "No"));

        Assert.Equal("a b c no", await PathAsync(id));
        Assert.Equal([("retried", "sissel"), ("skipped", "sissel")], (await IncidentsAsync(id)).Select(incident => (incident.Resolution, incident.ResolvedBy)));
        Assert.Equal($$"""
            retry {"incidentId":"{{first.Id}}"} sissel because 1-2
            skip {"incidentId":"{{second.Id}}","outcome":"No"} sissel because 2-3
            """.ReplaceLineEndings("\n"), await AlteredAsync(id));
    }

    [Fact]
    public async Task A_variable_gets_its_value_converted_and_the_value_is_kept_nowhere_but_in_the_state()
    {
        var inner = Flow.Sequence("inner").Variable("Mine", "String", "old").Add("v", "Test.Wait");
        var id = await StartAsync(Flow.Chart("variables").Variable("Amount", "Int32", 1).Add("w", "Test.Wait").Add("d", "Elsa.FlowDecision", ("condition", "=Variables.Amount == 42"))
            .Add(inner).Connect("w -> d", "d:True -> yes", "d:False -> no", "s -> w", "s -> inner"));
        var inside = (await PreviewAsync(id, new Alteration.Cancel())).Ends.Single(activity => activity.ActivityId == "inner").ExecutionId;
        Assert.Equal("PA0421", await RefusalsAsync(id, new Alteration.ModifyVariable(null, "Amount", Json("\"Kari Nordmann\""))));
        Assert.Equal("PA0421", await RefusalsAsync(id, new Alteration.ModifyVariable(inside, "Mine", Json("\"\\ud800\""))));
        Assert.Equal("PA0421", await RefusalsAsync(id, new Alteration.ModifyVariable(inside, "Mine", Json("{\"a\":[\"\\u0000\"]}"))));
        Assert.Equal("PA0420", await RefusalsAsync(id, new Alteration.ModifyVariable(null, "Mine", Json("1"))));
        Assert.Equal("PA0430", await RefusalsAsync(id, new Alteration.ModifyVariable(99, "Mine", Json("1"))));

        await AppliedAsync(id, new Alteration.ModifyVariable(null, "Amount", Json("\"42\"")));
        await AppliedAsync(id, new Alteration.ModifyVariable(inside, "Mine", Json("\"Kari Nordmann\"")));

        Assert.DoesNotContain("Nordmann", await AlteredAsync(id) + string.Join(' ', (await JournalAsync(id)).Select(entry => entry.Message)), StringComparison.Ordinal);
        Assert.Contains("Nordmann", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
        await GoAsync(id, "w");
        Assert.Contains("d yes", await PathAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_has_moved_on_since_the_preview_is_not_altered()
    {
        var id = await StartAsync(Flow.Chart("moved-on").Variable("N", "Int32").Add("a", "Test.Wait").Add("b", "Test.Wait").Connect("s -> a", "a -> b"));
        var preview = await PreviewAsync(id, Move("a", "s"));
        await GoAsync(id, "a");

        Assert.Equal(new AlterationResult.Stale(2), await ApplyAsync(id, Move("a", "s"), preview.Revision));
        Assert.Equal("PA0430", string.Join(' ', Assert.IsType<AlterationResult.Refused>(await ApplyAsync(id, Move("a", "s"))).Problems.Select(problem => problem.Id)));
        Assert.IsType<AlterationResult.NotFound>(await ApplyAsync(Guid.CreateVersion7(), new Alteration.Cancel()));
        Assert.IsType<AlterationResult.Refused>(await ApplyAsync(id, new Alteration.Cancel(), reason: " "));
        Assert.Equal((2L, ""), ((await InstanceAsync(id)).Revision, await AlteredAsync(id)));
    }

    [Fact]
    public async Task Of_eight_who_apply_the_same_preview_at_once_one_alters_and_seven_are_told()
    {
        var id = await StartAsync(Flow.Chart("eight").Variable("N", "Int32").Add("a", "Test.Wait"));
        var revision = (await PreviewAsync(id, new Alteration.Cancel())).Revision;
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => ApplyAsync(id, new Alteration.ModifyVariable(null, "N", Json(n.ToString())), revision)));
        Assert.Single(results.OfType<AlterationResult.Applied>());
        Assert.Equal(7, results.OfType<AlterationResult.Stale>().Count());
        Assert.Single((await AlteredAsync(id)).Split('\n'));
    }

    internal static System.Text.Json.Nodes.JsonObject OutcomesOf(params string[] outcomes) => new()
    {
        ["typeName"] = null,
        ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Object", ["value"] = System.Text.Json.JsonSerializer.Serialize(outcomes) },
    };
}

public sealed class InstanceAlterationsOnSqlite(SqliteTestDatabase database) : InstanceAlterationSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class InstanceAlterationsOnPostgres(PostgresTestDatabase database) : InstanceAlterationSuite(database), IClassFixture<PostgresTestDatabase>;
