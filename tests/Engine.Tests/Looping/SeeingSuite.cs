using System.Text.Json;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>Flows that write down in a variable what they see.</summary>
public abstract class SeeingSuite(TestDatabase database) : WorkflowSuite(database)
{
    internal static Flow Seeing(string id) => Flow.Sequence(id).Variable("Seen", "String", "");

    protected async Task<string> SeenAsync(Guid id)
    {
        using var state = JsonDocument.Parse((await InstanceAsync(id)).State);
        return state.RootElement.TryGetProperty("vars", out var values) && values.TryGetProperty("Seen", out var seen) ? seen.GetString() ?? "" : "";
    }
}
