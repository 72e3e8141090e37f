using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.Engine.WorkerTasks;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.WorkerTasks;

/// <summary>RunTask: work outside the engine is fetched, leased and given back once; its row lives as long as the wait.</summary>
public abstract class WorkerTaskSuite(TestDatabase database) : WorkflowSuite(database)
{
    private IWorkerTaskStore Waiting => Services.GetRequiredService<IWorkerTaskStore>();

    private WorkerTaskDesk Desk => Services.GetRequiredService<WorkerTaskDesk>();

    private static Flow Asking(string id, string name = "check") => Flow.Chart(id).Variable("TaskId", "String").Variable("R", "JSON")
        .Add("t", "Elsa.RunTask", ("taskName", name), ("payload", Object("{\"unit\":{\"type\":\"Literal\",\"value\":\"u-7\"}}")), ("taskId", Bound("TaskId")), ("result", Bound("R")))
        .Connect("t -> z");

    [Fact]
    public async Task A_task_is_there_while_its_flow_waits_and_the_result_reaches_the_flow()
    {
        var id = await StartAsync(Asking("asks"), "case-1");
        var waiting = Assert.Single(await Waiting.ListAsync("check", null, 10, Cancel));
        Assert.Equal((id, "case-1", "{\"unit\":\"u-7\"}", null), (waiting.Task.InstanceId, waiting.Task.CorrelationId, waiting.Task.PayloadJson, waiting.ClaimedBy));
        Assert.Contains(EngineStimuli.KeyOf(waiting.Task.Id), Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
        Assert.True(await Desk.CompleteAsync(waiting.Task.Id, "{\"score\":3}", Cancel));
        await AssertFinishedAsync(id);
        Assert.Contains("\"score\":3", Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
        Assert.False(await Desk.CompleteAsync(waiting.Task.Id, "{\"score\":4}", Cancel));
        Assert.Null(await Waiting.FindAsync(waiting.Task.Id, Cancel));
    }

    [Fact]
    public async Task A_claim_keeps_others_away_until_it_is_given_back_or_its_lease_ends()
    {
        for (var i = 0; i < 3; i++)
        {
            await StartAsync(Asking($"claims-{i}", "claim"));
        }

        await StartAsync(Asking("other", "other"));
        var first = await Waiting.ClaimAsync(["claim"], 2, TimeSpan.FromMinutes(1), "one", Cancel);
        Assert.Equal(["one", "one"], first.Select(task => task.ClaimedBy));
        var second = await Waiting.ClaimAsync(["claim"], 5, TimeSpan.FromMinutes(1), "two", Cancel);
        Assert.DoesNotContain(Assert.Single(second).Task.Id, first.Select(task => task.Task.Id));
        Assert.Empty(await Waiting.ClaimAsync(["claim"], 5, TimeSpan.FromMinutes(1), "three", Cancel));
        Assert.Equal("other", Assert.Single(await Waiting.ClaimAsync([], 5, TimeSpan.FromMinutes(1), "three", Cancel)).Task.Name);

        Assert.False(await Waiting.ExtendAsync(first[0].Task.Id, TimeSpan.FromMinutes(1), "two", Cancel));
        Assert.True(await Waiting.ExtendAsync(first[0].Task.Id, TimeSpan.Zero, "one", Cancel));
        Assert.False(await Waiting.ExtendAsync(first[0].Task.Id, TimeSpan.FromMinutes(1), "one", Cancel));
        Assert.Equal(first[0].Task.Id, Assert.Single(await Waiting.ClaimAsync(["claim"], 5, TimeSpan.FromMinutes(1), "two", Cancel)).Task.Id);
        Assert.Equal([first[1].Task.Id, second[0].Task.Id], (await Waiting.ListAsync("claim", first[0].Task.Id, 10, Cancel)).Select(task => task.Task.Id));
    }

    [Fact]
    public async Task Workers_that_claim_at_the_same_time_never_get_the_same_task()
    {
        for (var i = 0; i < 20; i++)
        {
            await StartAsync(Asking($"race-{i}", "race"));
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Waiting.ClaimAsync(["race"], 5, TimeSpan.FromMinutes(1), $"w{worker}", Cancel).AsTask()));
        var ids = claims.SelectMany(claim => claim).Select(task => task.Task.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var completed = await Task.WhenAll(ids.Concat(ids).Select(task => Desk.CompleteAsync(task, null, Cancel)));
        await QuietAsync();
        Assert.Equal(20 - ids.Count, (await Waiting.ListAsync("race", null, 100, Cancel)).Length);
        // Either of the two who complete one task may come first; the other may then find no task any more.
        Assert.All(Enumerable.Range(0, ids.Count), i => Assert.True(completed[i] || completed[i + ids.Count]));
    }

    [Fact]
    public async Task A_flow_that_does_not_wait_any_more_has_no_task()
    {
        var cancelled = await StartAsync(Asking("cancelled", "gone"));
        await Runtime.CancelAsync(cancelled, "withdrawn", Cancel);
        var overtaken = await StartAsync(Flow.Chart("overtaken").Add("t", "Elsa.RunTask", ("taskName", "gone")).Add("w", "Test.Wait")
            .Add("j", "Elsa.FlowJoin", ("mode", "WaitAny")).Connect("s -> t", "s -> w", "t -> j", "w -> j"));
        Assert.Single(await Waiting.ListAsync("gone", null, 10, Cancel));
        await GoAsync(overtaken, "w");
        await AssertFinishedAsync(overtaken);
        Assert.Empty(await Waiting.ListAsync("gone", null, 10, Cancel));
        await AssertFinishedAsync(cancelled, InstanceSubStatus.Cancelled);
    }

    [Fact]
    public async Task A_task_without_a_name_is_an_incident()
    {
        var id = await StartAsync(Flow.Chart("nameless").Variable("V", "String").Add("t", "Elsa.RunTask", ("taskName", "=Variables.V + \" \"")));
        Assert.Equal("task.no-name", Assert.Single(await IncidentsAsync(id)).Code);
    }

    private static JsonObject Object(string json) => new() { ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = json } };

    private static JsonObject Bound(string target) => new() { ["memoryReference"] = new JsonObject { ["id"] = target } };
}

public sealed class WorkerTasksOnSqlite(SqliteTestDatabase database) : WorkerTaskSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class WorkerTasksOnPostgres(PostgresTestDatabase database) : WorkerTaskSuite(database), IClassFixture<PostgresTestDatabase>;
