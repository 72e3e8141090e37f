using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Simulation;
using ProcessAutomation.Host.Studio;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.TestRuns;

/// <summary>What trying one activity came to. Closed.</summary>
internal abstract record ActivityTest
{
    private ActivityTest()
    {
    }

    /// <summary>It ran; null <paramref name="Incident"/>: without an error.</summary>
    public sealed record Ran(ActivityRun Run, ActivityValues Values, Incident? Incident) : ActivityTest;

    /// <summary>It cannot run; every fault found, with the text they were found in.</summary>
    public sealed record Faulty(ImmutableArray<DefinitionProblem> Problems, string Json) : ActivityTest;

    /// <summary>There is no such version, or no such activity in its text.</summary>
    public sealed record NotFound : ActivityTest
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }
}

/// <summary>
/// Tries one activity of a flow by itself, with a made-up case and the variables' first values, in a database that is thrown away at once: no real task,
/// no real mail. It runs until it waits or has ended. Thread-safe.
/// </summary>
internal sealed class ActivityTester(IDefinitionStore definitions, DefinitionCatalog catalog, BusinessClock clock, IOptions<NoticeOptions> notices)
{
    private const string TestRoot = "test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Tries it.</summary>
    /// <param name="versionId">The version, a draft as a rule.</param>
    /// <param name="nodeId">Path of the activity in it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ActivityTest> TestAsync(string versionId, string nodeId, CancellationToken cancellationToken)
    {
        if (await definitions.LoadAsync(versionId, cancellationToken) is not { } stored || Alone(stored.Json, nodeId) is not { } alone)
            return ActivityTest.NotFound.Instance;
        var chosen = stored with { Json = alone };
        var flows = await FlowsAsync(stored, chosen, cancellationToken);
        var now = clock.GetUtcNow();
        await using var process = await ThrowAwayProcess.BeginAsync(now, notices.Value.Address, cancellationToken);
        if (await process.PublishAsync(flows, cancellationToken) is { IsEmpty: false } faulty)
            return new ActivityTest.Faulty([.. faulty.SelectMany(flow => flow.Problems)], alone);
        var start = NorwegianTime.DateOf(now).AddDays(49);
        var wish = new SimulationWish { DefinitionId = flows.Root, StartDate = start, ReleaseDate = start.AddMonths(9) };
        var instance = await process.OpenCaseAsync(flows.Root, wish, new Dictionary<string, object?>(StringComparer.Ordinal), cancellationToken);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(Patience);
            try
            {
                await process.Services.GetRequiredService<EngineStepper>().UntilQuietAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Endless: what it has done so far is told.
            }
        }

        return await ReadAsync(process, instance, $"{ExecutionHistory.WorkflowNode}:{TestRoot}:{StudioInstances.ActivityOf(nodeId)}", now, cancellationToken);
    }

    private static async Task<ActivityTest> ReadAsync(ThrowAwayProcess process, Guid instance, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = process.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        if (ExecutionHistory.Of(instance, await new InstanceJournal(database).OfNodeAsync(instance, path, cancellationToken)) is not [.., var run])
            return ActivityTest.NotFound.Instance;
        var values = await process.Services.GetRequiredService<InstanceInspector>().ReadActivitiesAsync(instance, [(path, ExecutionHistory.NumberOf(run.Id))], now, cancellationToken);
        var incident = await database.Incidents.Where(row => row.InstanceId == instance).OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return new ActivityTest.Ran(run, values?[0] ?? ActivityValues.None, incident);
    }

    // The rest of the draft may be unfinished: then what it would start is left out, and a sub-flow is missing only to the activity that wants it.
    private async Task<FlowSet> FlowsAsync(StoredDefinition stored, StoredDefinition chosen, CancellationToken cancellationToken)
    {
        try
        {
            if (stored.IsLatest && await new FlowSets(definitions, catalog).FindAsync(stored.DefinitionId, FlowChoice.Draft, isByItself: true, cancellationToken) is { } whole)
                return whole with { Chosen = chosen, Flows = [.. whole.Flows.Select(flow => flow.VersionId == chosen.VersionId ? chosen : flow)] };
        }
        catch (InvalidDefinitionException)
        {
            // As below.
        }

        return new FlowSet(chosen.DefinitionId, chosen, [chosen], []);
    }

    // The text with the activity alone in it, and all variables it can see. Null: it is not in it.
    private static string? Alone(string json, string nodeId)
    {
        var text = StudioDefinitions.Parse(json);
        var variables = text["variables"] as JsonArray is { } own ? (JsonArray)own.DeepClone() : [];
        if (nodeId.Split(':') is not [ExecutionHistory.WorkflowNode, .. { Length: > 0 } path] || text["root"] is not JsonObject root || Find(root, path, variables) is not { } found)
            return null;
        var activity = (JsonObject)found.DeepClone();
        if (activity["customProperties"] is JsonObject properties)
            properties["canStartWorkflow"] = false; // it is started here, by nobody's request or clock
        var tries = (text["customProperties"] as JsonObject)?["VariableTestValues"] as JsonObject;
        foreach (var variable in variables.OfType<JsonObject>())
        {
            if (StudioDefinitions.TextOf(variable, "id") is { } id && tries?[id] is JsonValue value)
                variable["value"] = value.ToString();
        }

        text["variables"] = variables;
        text["root"] = new JsonObject { ["id"] = TestRoot, ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray(activity), ["connections"] = new JsonArray() };
        return text.ToJsonString();
    }

    private static JsonObject? Find(JsonObject activity, string[] path, JsonArray variables)
    {
        if (StudioDefinitions.TextOf(activity, "id") != path[0])
            return null;
        if (path.Length == 1)
            return activity;
        foreach (var child in activity.SelectMany(member => Below(member.Value)))
        {
            if (Find(child, path[1..], variables) is { } found)
            {
                foreach (var variable in activity["variables"] as JsonArray ?? [])
                    variables.Add(variable?.DeepClone());
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject found when StudioDefinitions.TextOf(found, "id") is not null && StudioDefinitions.TextOf(found, "type") is not null && found["version"] is not null => [found],
        JsonObject other => other.SelectMany(member => Below(member.Value)),
        JsonArray list => list.SelectMany(Below),
        _ => [],
    };
}
