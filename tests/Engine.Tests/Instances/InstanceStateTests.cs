using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Instances;

/// <summary>What is written is read again, and texts of earlier versions go on being read.</summary>
public sealed class InstanceStateTests
{
    // As behaviour version 1 wrote it on 2026-11-22. Never edited: instances like this one exist.
    private const string VersionOne = """
        {"v":1,"started":true,"next":5,"seq":9,"in":{"N":3},"vars":{"Due":"2027-01-12"},
         "x":[{"i":1,"n":"state-root","s":1,"st":{"a":[0,1],"c":[0,1,1,-1]}},
              {"i":3,"n":"w","p":1,"s":1,"newer":{"unknown":[1,2]}},
              {"i":4,"n":"b","p":1,"s":2,"incident":{"i":"01930000-0000-7000-8000-000000000001","code":"test.no","message":"no","retryable":true,"attempts":2,"s":1,"at":"2026-11-22T10:00:00+00:00"},
               "calls":[{},{"bookmark":"01930000-0000-7000-8000-000000000002","stimulus":"k"},{"bookmark":"01930000-0000-7000-8000-000000000003","due":"2026-11-23T10:00:00+00:00"},{"n":"w","i":2,"tag":7,"outcomes":["Done"]}]}],
         "later":"a member of a newer version"}
        """;

    private static readonly WorkflowGraph Graph = Compile(Flow.Chart("state").Input("N", "Int32").Variable("Due", "DateOnly").Variable("Any", "Object").Variable("Text", "String", "x")
        .Add("w", "Elsa.Event", ("eventName", "e")).Add("a", "Elsa.Start").Add("b", "Elsa.Delay", ("timeSpan", "00:01:00")).Connect("a -> w", "a -> b"));

    [Fact]
    public void A_state_of_version_one_is_read()
    {
        using var document = JsonDocument.Parse(VersionOne);
        var state = InstanceStateReader.Read(document.RootElement, Graph, Guid.Empty);
        Assert.Equal((5, 9, true), (state.NextExecutionId, state.NextJournalSequence, state.IsStarted));
        Assert.Equal([3], state.Inputs);
        Assert.Equal([new DateOnly(2027, 1, 12), null, "x"], state.Variables);
        Assert.Equal([1, 3, 4], state.Executions().Select(execution => execution.Id));
        var faulted = state.Find(4)!;
        Assert.Equal((ExecutionStatus.Faulted, 2, IncidentStatus.Open), (faulted.Status, faulted.Incident!.Attempts, faulted.Incident.Status));
        Assert.Equal(
            [typeof(PendingCall.Execute), typeof(PendingCall.Resume), typeof(PendingCall.Timer), typeof(PendingCall.ChildEnded)],
            faulted.PendingCalls!.Select(call => call.GetType()));
    }

    [Fact]
    public void A_state_reads_back_as_it_was_written()
    {
        using var document = JsonDocument.Parse(VersionOne);
        var state = InstanceStateReader.Read(document.RootElement, Graph, Guid.Empty);
        state.Variables[0] = null;
        state.Variables[1] = new DateTimeOffset(2027, 1, 12, 8, 0, 0, TimeSpan.Zero);
        state.Variables[2] = null;
        state.Dispatched.Add(Guid.Parse("01930000-0000-7000-8000-000000000009"));
        state.NotifiesParent = true;
        var written = InstanceStateWriter.ToArray(state);
        using var again = JsonDocument.Parse(written);
        var read = InstanceStateReader.Read(again.RootElement, Graph, Guid.Empty);
        Assert.Equal(state.Variables, read.Variables);
        Assert.Equal(state.Dispatched, read.Dispatched);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(written), System.Text.Encoding.UTF8.GetString(InstanceStateWriter.ToArray(read)));
    }

    [Fact]
    public void A_state_that_names_an_activity_its_version_does_not_have_is_refused()
    {
        using var document = JsonDocument.Parse("""{"v":1,"x":[{"i":1,"n":"elsewhere","s":1}]}""");
        Assert.Throws<InvalidDataException>(() => InstanceStateReader.Read(document.RootElement, Graph, Guid.Empty));
    }

    private static WorkflowGraph Compile(Flow flow)
    {
        var services = new ServiceCollection().AddEngine().AddActivity<StepActivity>().BuildServiceProvider();
        var compiler = new DefinitionCompiler(services.GetRequiredService<ActivityRegistry>(), Engine.Expressions.FactCatalog.Empty);
        var read = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(flow.Json()));
        return Assert.IsType<CompileResult.Compiled>(compiler.Compile(read.Definition)).Graph;
    }
}
