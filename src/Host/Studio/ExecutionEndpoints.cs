using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Host.TestRuns;

namespace ProcessAutomation.Host.Studio;

/// <summary>Executions of activities: the badges on the canvas and what stands behind them.</summary>
internal static class ExecutionEndpoints
{
    private const int MostRuns = 200;
    private const int MostLines = 2_000;

    public static RouteGroupBuilder MapExecutions(this RouteGroupBuilder studio)
    {
        studio.MapPost("/activity-executions/report", ReportAsync);
        studio.MapGet("/activity-executions/list", ListAsync);
        studio.MapGet("/activity-execution-summaries/list", SummariesAsync);
        studio.MapGet("/activity-executions/by-id", ByIdAsync);
        studio.MapGet("/activity-executions/{id}/call-stack", CallStack);
        return studio;
    }

    private static async Task<IResult> ReportAsync(HttpRequest request, TestRunView source, CancellationToken cancellationToken)
    {
        if (await StudioBody.ReadAsync(request, cancellationToken) is not { } body || !Guid.TryParse(StudioDefinitions.TextOf(body, "workflowInstanceId"), out var id))
            return StudioErrors.Of(StatusCodes.Status400BadRequest, "workflowInstanceId is missing.");
        var instances = await source.OfAsync(id, cancellationToken);
        if (await instances.FindAsync(id, cancellationToken) is not { } head)
            return InstanceEndpoints.Missing();
        await instances.LookAsync(head, InstanceSight.Executions, hasValues: false, cancellationToken);
        var asked = (body["activityNodeIds"] as JsonArray)?.OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : "").ToHashSet(StringComparer.Ordinal);
        var stats = await instances.CountedAsync(id, tally => tally.Stats(asked), cancellationToken);
        return CatalogueEndpoints.Json(new JsonObject { ["stats"] = stats }.ToJsonString());
    }

    private static async Task<IResult> ListAsync(Guid workflowInstanceId, TestRunView source, string? activityNodeId, CancellationToken cancellationToken)
    {
        var instances = await source.OfAsync(workflowInstanceId, cancellationToken);
        if (await instances.FindAsync(workflowInstanceId, cancellationToken) is not { } head)
            return InstanceEndpoints.Missing();
        var runs = await RunsAsync(instances, head.Id, activityNodeId, cancellationToken);
        var values = await instances.ValuesOfAsync(head, runs, cancellationToken);
        var nodes = await instances.NodesAsync(head.VersionId, cancellationToken);
        return Items(runs.Select((run, i) => Record(head.Id, run, nodes, values?[i])));
    }

    private static async Task<IResult> SummariesAsync(Guid workflowInstanceId, TestRunView source, string? activityNodeId, CancellationToken cancellationToken)
    {
        var instances = await source.OfAsync(workflowInstanceId, cancellationToken);
        if (await instances.FindAsync(workflowInstanceId, cancellationToken) is not { } head)
            return InstanceEndpoints.Missing();
        await instances.LookAsync(head, InstanceSight.Executions, hasValues: false, cancellationToken);
        var runs = await RunsAsync(instances, head.Id, activityNodeId, cancellationToken);
        var nodes = await instances.NodesAsync(head.VersionId, cancellationToken);
        return Items(runs.Select(run => Summary(head.Id, run, nodes)));
    }

    private static async Task<IResult> ByIdAsync(string id, TestRunView source, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id.Split('-')[0], out var instanceId))
            return InstanceEndpoints.Missing();
        var instances = await source.OfAsync(instanceId, cancellationToken);
        if (await instances.FindAsync(instanceId, cancellationToken) is not { } head)
            return InstanceEndpoints.Missing();
        var journal = id.Split('-') is [_, ['r', .. var folded]] && long.TryParse(folded, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? await instances.Journal.LineAsync(head.Id, sequence, cancellationToken)
            : await instances.Journal.OfExecutionAsync(head.Id, ExecutionHistory.NumberOf(id), cancellationToken);
        if (ExecutionHistory.Of(head.Id, journal).FirstOrDefault(found => found.Id == id) is not { } run)
            return InstanceEndpoints.Missing();
        var values = await instances.ValuesOfAsync(head, [run], cancellationToken);
        return CatalogueEndpoints.Json(Record(head.Id, run, await instances.NodesAsync(head.VersionId, cancellationToken), values?[0]).ToJsonString());
    }

    // Of a loop that has turned for long, the last turns: nobody can look at more, and the viewer asks again every second.
    private static async Task<ImmutableArray<ActivityRun>> RunsAsync(StudioInstances instances, Guid id, string? nodeId, CancellationToken cancellationToken)
    {
        var runs = ExecutionHistory.Of(id, await instances.Journal.LastAsync(id, nodeId is null ? null : PathOf(nodeId), MostLines, cancellationToken));
        return runs.Length > MostRuns ? runs[^MostRuns..] : runs;
    }

    // In the journal the instance itself has no path.
    private static string PathOf(string nodeId) => nodeId == ExecutionHistory.WorkflowNode ? "" : nodeId;

    private static IResult Items(IEnumerable<JsonObject> records)
    {
        var items = new JsonArray([.. records]);
        return CatalogueEndpoints.Json(new JsonObject { ["items"] = items, ["count"] = items.Count }.ToJsonString());
    }

    private static IResult CallStack(string id) =>
        CatalogueEndpoints.Json(new JsonObject { ["activityExecutionId"] = id, ["items"] = new JsonArray(), ["totalCount"] = 0 }.ToJsonString());

    private static JsonObject Summary(Guid instanceId, ActivityRun run, IReadOnlyDictionary<string, ActivityNode> nodes)
    {
        var node = nodes.GetValueOrDefault(run.NodeId);
        return new JsonObject
        {
            ["id"] = run.Id,
            ["workflowInstanceId"] = instanceId.ToString(),
            ["activityId"] = StudioInstances.ActivityOf(run.NodeId),
            ["activityNodeId"] = run.NodeId,
            ["activityType"] = node?.TypeName ?? (run.NodeId == ExecutionHistory.WorkflowNode ? "Elsa.Workflow" : ActivityCatalogue.NotFoundType),
            ["activityTypeVersion"] = node?.TypeVersion ?? 1,
            ["activityName"] = node?.Name,
            ["startedAt"] = run.StartedAt,
            ["completedAt"] = run.EndedAt,
            ["status"] = run.Standing.ToString(),
            ["hasBookmarks"] = run.Standing == ExecutionStanding.Running,
            ["aggregateFaultCount"] = run.Standing == ExecutionStanding.Faulted ? 1 : 0,
            ["metadata"] = new JsonObject(),
            ["schedulingActivityExecutionId"] = null,
            ["schedulingActivityId"] = null,
            ["schedulingWorkflowInstanceId"] = null,
            ["callStackDepth"] = 0,
        };
    }

    // Values null: they are masked.
    private static JsonObject Record(Guid instanceId, ActivityRun run, IReadOnlyDictionary<string, ActivityNode> nodes, ActivityValues? values)
    {
        var node = nodes.GetValueOrDefault(run.NodeId);
        var record = Summary(instanceId, run, nodes);
        record["activityState"] = StudioInstances.Named(node?.Activity.Descriptor.Inputs.Where(input => node.Inputs[input.Ordinal] is not null).Select(input => input.Name), values?.Inputs);
        record["outputs"] = StudioInstances.Named(node?.Activity.Descriptor.Outputs.Where(output => node.Outputs[output.Ordinal] is not null).Select(output => output.Name), values?.Outputs);
        record["payload"] = new JsonObject { ["Outcomes"] = new JsonArray([.. run.Outcomes.Select(outcome => (JsonNode)outcome)]) };
        record["properties"] = run.Turns > 1 ? new JsonObject { ["Turns"] = run.Turns.ToString(CultureInfo.InvariantCulture) } : new JsonObject();
        record["exception"] = null;
        return record;
    }
}
