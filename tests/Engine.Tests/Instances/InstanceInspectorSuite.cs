using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Instances;

/// <summary>What a stored instance holds can be read without running it: inputs, variables of the workflow and of what runs in it, outputs also after its end.</summary>
public abstract class InstanceInspectorSuite(TestDatabase database) : WorkflowSuite(database)
{
    private InstanceInspector Inspector => Services.GetRequiredService<InstanceInspector>();

    [Fact]
    public async Task The_values_of_a_waiting_and_of_a_finished_instance_can_be_read()
    {
        var inner = Flow.Chart("inner").Variable("Inside", "Int32", 4).Add("w", "Test.Wait");
        var id = await StartAsync(
            Flow.Chart("values").Input("N", "Int32").Variable("Name", "String", "x").Output("Sum", "Int32").Add(inner)
                .Add("o", "Elsa.SetOutput", ("outputName", "Sum"), ("outputValue", "=Inputs.N + 1")).Connect("inner -> o"),
            null, ("N", 41));
        var waiting = (await Inspector.ReadAsync(id, Cancel))!;
        Assert.Equal(("N", 41), (waiting.Inputs[0].Name, waiting.Inputs[0].Value.GetInt32()));
        Assert.Equal(["Name= x", "Inside=Workflow1:values-root:inner 4"], waiting.Variables.Select(variable => $"{variable.Name}={variable.NodeId} {variable.Value}"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Assert.Single(waiting.Outputs).Value.ValueKind);
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal(42, Assert.Single((await Inspector.ReadAsync(id, Cancel))!.Outputs).Value.GetInt32());
        Assert.Null(await Inspector.ReadAsync(Guid.CreateVersion7(), Cancel));
    }
}

public sealed class InstanceInspectorOnSqlite(SqliteTestDatabase database) : InstanceInspectorSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class InstanceInspectorOnPostgres(PostgresTestDatabase database) : InstanceInspectorSuite(database), IClassFixture<PostgresTestDatabase>;
