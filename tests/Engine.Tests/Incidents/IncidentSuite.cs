using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Incidents;

/// <summary>A failing activity is tried by its policy, then waits for a person; nothing it did before it failed is kept.</summary>
public abstract class IncidentSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task A_failing_activity_is_tried_by_its_policy_and_goes_on_when_it_is_well_again()
    {
        Failures.Fail("b", () => new InvalidOperationException("Kari Nordmann"));
        var id = await StartAsync(Flow.Of("retry", "a -> b", "b -> c"));
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal((IncidentStatus.Retrying, "unexpected", "InvalidOperationException", 1), (incident.Status, incident.Code, incident.Message, incident.Attempts));
        Failures.Heal("b");
        await QuietAsync();
        Assert.Equal("a b c", await PathAsync(id));
        incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal((IncidentStatus.Resolved, "retried"), (incident.Status, incident.Resolution));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task After_its_tries_it_waits_for_a_person_whose_retry_runs_it_again()
    {
        Failures.Fail("b", () => new InvalidOperationException());
        var id = await StartAsync(Flow.Of("person", "a -> b", "b -> c"));
        await QuietAsync();
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal((IncidentStatus.Open, 3), (incident.Status, incident.Attempts));
        Assert.Equal(3, Failures.Calls("b"));
        Failures.Heal("b");
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        Assert.Equal("a b c", await PathAsync(id));
        incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal(("retried", "odd"), (incident.Resolution, incident.ResolvedBy));
    }

    [Fact]
    public async Task A_skip_completes_it_without_running_it()
    {
        Failures.Fail("b", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Of("skip", "a -> b", "b -> c"));
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal((IncidentStatus.Open, false), (incident.Status, incident.Retryable));
        await Runtime.SkipAsync(id, incident.Id, null, "odd", Cancel);
        Assert.Equal("a b c", await PathAsync(id));
        Assert.Equal("skipped", Assert.Single(await IncidentsAsync(id)).Resolution);
        Assert.Equal(1, Failures.Calls("b"));
    }

    [Fact]
    public async Task A_cancel_ends_the_instance_and_its_incident()
    {
        Failures.Fail("b", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("cancel").Add("t", "Test.Task").Connect("a -> b", "a -> t"));
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        Assert.Equal("cancelled", Assert.Single(await IncidentsAsync(id)).Resolution);
        var task = Assert.Single(await TasksAsync(id));
        Assert.Equal((HumanTaskStatus.Cancelled, "withdrawn"), (task.Status, task.CloseReason));
    }

    [Fact]
    public async Task What_a_failing_activity_had_made_is_dropped_and_its_neighbours_keep_theirs()
    {
        Failures.Fail("b", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("drop").Add("b", "Test.Step", ("effects", "True")).Add("t", "Test.Task").Connect("a -> b", "a -> t"));
        Assert.Equal("do-it", Assert.Single(await TasksAsync(id)).Step);
        Assert.Equal("t", await WaitingAsync(id));
        Assert.Single(await IncidentsAsync(id));
    }

    [Fact]
    public async Task A_resume_that_fails_keeps_its_stimulus_for_the_retry()
    {
        Failures.Fail("w", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("resume").Add("w", "Test.Wait", ("outcomes", Outcome("yes"))).Connect("w:yes -> z"));
        await GoAsync(id, "w", "yes");
        var incident = Assert.Single(await IncidentsAsync(id));
        await GoAsync(id, "w", "other");
        Assert.Equal(1, Failures.Calls("w"));
        Failures.Heal("w");
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        Assert.Equal("w z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_timer_that_fails_does_not_fire_again_until_it_is_retried()
    {
        Failures.Fail("w", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("timer").Add("w", "Test.Wait", ("timeout", "01:00:00"), ("outcomes", Outcome("Timeout"))).Connect("w:Timeout -> z"));
        await PassAsync(TimeSpan.FromHours(2));
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(1, Failures.Calls("w"));
        Failures.Heal("w");
        await Runtime.RetryAsync(id, Assert.Single(await IncidentsAsync(id)).Id, "odd", Cancel);
        Assert.Equal("w z", await PathAsync(id));
    }

    [Fact]
    public async Task A_fault_activity_leaves_an_incident_with_its_code_and_no_computed_text()
    {
        var id = await StartAsync(Flow.Chart("fault").Add("f", "Elsa.Fault", ("code", "E17"), ("message", "=\"Kari \" + \"Nordmann\"")).Connect("f -> z"));
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal("fault.E17", incident.Code);
        Assert.DoesNotContain("Kari", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_failures_in_one_burst_are_all_recorded()
    {
        var flow = Flow.Chart("many");
        for (var i = 0; i < 12; i++)
        {
            flow.Add($"b{i}", "Test.Step", ("effects", "True")).Connect($"a -> b{i}");
            Failures.Fail($"b{i}", () => new ActivityFault("test.no", "no", retryable: false));
        }

        var id = await StartAsync(flow);
        await QuietAsync();
        Assert.Equal(12, (await IncidentsAsync(id)).Count);
        Assert.Empty(await TasksAsync(id));
        Assert.Equal(12, (await InstanceAsync(id)).IncidentCount);
    }

    [Fact]
    public async Task An_endless_loop_becomes_an_incident()
    {
        var id = await StartAsync(Flow.Of("endless", "s -> a", "a -> b", "b -> a"));
        await QuietAsync();
        Assert.Equal("loop.limit", Assert.Single(await IncidentsAsync(id)).Code);
    }

    [Fact]
    public async Task A_commit_that_the_database_refuses_becomes_an_incident_by_itself()
    {
        var id = await StartAsync(Flow.Chart("poison").Add("w", "Test.Wait").Add("p", "Test.Poison").Connect("w -> p"));
        await GoAsync(id, "w");
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal("commit.refused", incident.Code);
        Assert.Equal(InstanceStatus.Running, (await InstanceAsync(id)).Status);
    }

    protected override void Configure(EngineOptions options)
    {
        base.Configure(options);
        options.LoopLimit = 2000;
        options.BurstActivities = 500;
    }

    private static System.Text.Json.Nodes.JsonObject Outcome(string name) => new System.Text.Json.Nodes.JsonObject
    {
        ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Object", ["value"] = $"[\"{name}\"]" },
    };
}

public sealed class IncidentsOnSqlite(SqliteTestDatabase database) : IncidentSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class IncidentsOnPostgres(PostgresTestDatabase database) : IncidentSuite(database), IClassFixture<PostgresTestDatabase>;
