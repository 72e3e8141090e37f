using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Flowcharts;

/// <summary>A flowchart that cannot decide has an incident of its own, while its activities go on. And other ways to fail that random flows have found.</summary>
public abstract class FailingFlowchartSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task A_retry_tells_the_flowchart_of_every_branch_that_ended_meanwhile_before_it_may_be_done()
    {
        var id = await StartAsync(Broken().Connect("s -> a", "s -> b", "s -> mend", "a -> j", "b -> j", "j -> z"));
        await GoAsync(id, "a");
        await GoAsync(id, "b");
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal(("expression.failed", IncidentStatus.Open), (incident.Code, incident.Status));
        Assert.Equal("s a b", await PathAsync(id));
        await Runtime.DeliverAsync(Go(id, "mend") with { PayloadJson = "\"WaitAll\"" }, Cancel);
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        Assert.Equal("s a b mend j z", await PathAsync(id));
        await AssertFinishedAsync(id);
        Assert.Equal("retried", Assert.Single(await IncidentsAsync(id)).Resolution);
    }

    [Fact]
    public async Task An_instance_that_finishes_takes_its_flowcharts_incident_with_it()
    {
        var id = await StartAsync(Broken().Add(Flow.Sequence("q").Add("w", "Test.Wait").Add("f", "Elsa.Finish"))
            .Connect("s -> a", "s -> b", "s -> mend", "s -> q", "a -> j", "b -> j", "mend -> j"));
        await GoAsync(id, "a");
        Assert.Equal(IncidentStatus.Open, Assert.Single(await IncidentsAsync(id)).Status);
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal((IncidentStatus.Resolved, "cancelled"), (Assert.Single(await IncidentsAsync(id)).Status, Assert.Single(await IncidentsAsync(id)).Resolution));
    }

    [Fact]
    public async Task A_stimulus_kept_for_a_retry_is_not_given_to_another_wait_for_the_same_key()
    {
        Failures.Fail("a", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("kept").Add("a", "Test.Wait", ("key", "same")).Add("b", "Test.Wait", ("key", "same")).Connect("s -> a", "s -> b", "b -> z"));
        await GoAsync(id, "same");
        await Runtime.RunInstanceAsync(id, Cancel);
        Assert.Equal("a b", await WaitingAsync(id));
        Failures.Heal("a");
        await Runtime.RetryAsync(id, Assert.Single(await IncidentsAsync(id)).Id, "odd", Cancel);
        Assert.Equal("b", await WaitingAsync(id));
        await GoAsync(id, "same");
        Assert.Equal("s a b z", await PathAsync(id));
    }

    [Fact]
    public async Task A_stimulus_kept_for_a_retry_goes_with_the_wait_that_is_cancelled()
    {
        Failures.Fail("a", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("gone").Add("s", "Test.Step").Add("a", "Test.Wait").Add("b", "Test.Wait").Add("j", "Elsa.FlowJoin", ("mode", "WaitAny"))
            .Add("w", "Test.Wait", ("outcomes", Names("again", "enough"))).Connect("s -> a", "s -> b", "a -> j", "b -> j", "j -> w", "w:again -> s", "w:enough -> z"));
        await GoAsync(id, "a");
        await GoAsync(id, "b");
        Failures.Heal("a");
        await GoAsync(id, "w", "again");
        Assert.Equal("a b", await WaitingAsync(id));
    }

    [Fact]
    public async Task An_activity_that_fails_when_it_is_told_of_a_cancelled_child_has_that_incident_and_no_other()
    {
        Failures.Fail("c", () => new ActivityFault("test.no", "no", retryable: false));
        var id = await StartAsync(Flow.Chart("told").Add("c", "Test.Canceller", ("body", Flow.Sequence("body").Add("t", "Test.Task"))).Connect("c -> z"));
        await GoAsync(id, "c");
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal(("test.no", 1), (incident.Code, incident.Attempts));
        Failures.Heal("c");
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        Assert.Equal("c z", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddActivity<Canceller>();
    }

    // Until "mend" has told the join its mode, the flowchart cannot decide about it.
    private static Flow Broken() => Flow.Chart("broken").Variable("Mode", "String", "broken")
        .Add("a", "Test.Wait").Add("b", "Test.Wait").Add("mend", "Test.Wait", ("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "Mode" } }))
        .Add("j", "Elsa.FlowJoin", ("mode", new JsonObject { ["expression"] = new JsonObject { ["type"] = "Variable", ["value"] = """{"id":"Mode"}""" } }));

    private static JsonObject Names(params string[] names) =>
        new() { ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = System.Text.Json.JsonSerializer.Serialize(names) } };

    /// <summary>Runs its body and cancels it on "Go"; done when it is told.</summary>
    private sealed class Canceller : Activity
    {
        public override ActivityDescriptor Descriptor { get; } = new() { TypeName = "Test.Canceller", DisplayName = "Canceller", Category = "Test", Ports = [new Port("Body", PortKind.Embedded)] };

        public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            context.Schedule(context.Node.EmbeddedPorts["Body"]);
            context.Wait("Go", context.Node.Id);
            return ValueTask.CompletedTask;
        }

        public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
        {
            context.Remove(resumption.Bookmark.Id);
            context.CancelChild(context.RunningChildren[0]);
            return ValueTask.CompletedTask;
        }

        public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
        {
            context.Services.GetRequiredService<Failures>().Pass(context.Node.Id);
            context.Complete();
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class FailingFlowchartsOnSqlite(SqliteTestDatabase database) : FailingFlowchartSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class FailingFlowchartsOnPostgres(PostgresTestDatabase database) : FailingFlowchartSuite(database), IClassFixture<PostgresTestDatabase>;
