using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Host.TestRuns;

namespace ProcessAutomation.Host.Studio;

/// <summary>Executions of activities: the badges on the canvas and what stands behind them.</summary>
internal static class ExecutionEndpoints
{
    public static RouteGroupBuilder MapExecutions(this RouteGroupBuilder studio)
    {
        studio.MapPost("/activity-executions/report", ReportAsync);
        studio.MapGet("/activity-executions/list", ListAsync);
        studio.MapGet("/activity-execution-summaries/list", ListAsync);
        studio.MapGet("/activity-executions/by-id", ByIdAsync);
        studio.MapGet("/activity-executions/{id}/call-stack", CallStack);
        return studio;
    }

    /// <summary>The numbers on each node of the canvas.</summary>
    public static JsonArray Stats(IEnumerable<ActivityRun> runs, ISet<string>? nodeIds) => new([.. runs
        .Where(run => nodeIds is null || nodeIds.Contains(run.NodeId))
        .GroupBy(run => run.NodeId, StringComparer.Ordinal)
        .Select(node => (JsonNode)new JsonObject
        {
            ["activityId"] = StudioInstances.ActivityOf(node.Key),
            ["activityNodeId"] = node.Key,
            ["startedCount"] = node.Sum(run => run.Turns),
            ["completedCount"] = node.Where(run => run.Standing == ExecutionStanding.Completed).Sum(run => run.Turns),
            ["uncompletedCount"] = node.Where(run => run.Standing != ExecutionStanding.Completed).Sum(run => run.Turns),
            ["isBlocked"] = node.Any(run => run.Standing == ExecutionStanding.Running),
            ["isFaulted"] = node.Any(run => run.Standing == ExecutionStanding.Faulted),
            ["metadata"] = new JsonObject(),
        })]);

    private static async Task<IResult> ReportAsync(HttpRequest request, TestRunView source, CancellationToken cancellationToken)
    {
        if (await StudioBody.ReadAsync(request, cancellationToken) is not { } body || !Guid.TryParse(StudioDefinitions.TextOf(body, "workflowInstanceId"), out var id))
            return StudioErrors.Of(StatusCodes.Status400BadRequest, "workflowInstanceId is missing.");
        var asked = (body["activityNodeIds"] as JsonArray)?.OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : "").ToHashSet(StringComparer.Ordinal);
        var runs = ExecutionHistory.Of(id, await (await source.OfAsync(id, cancellationToken)).JournalAsync(id, cancellationToken));
        return CatalogueEndpoints.Json(new JsonObject { ["stats"] = Stats(runs, asked) }.ToJsonString());
    }

    private static async Task<IResult> ListAsync(Guid workflowInstanceId, TestRunView source, string? activityNodeId, CancellationToken cancellationToken)
    {
        var instances = await source.OfAsync(workflowInstanceId, cancellationToken);
        if (await instances.FindAsync(workflowInstanceId, cancellationToken) is not { } head)
            return InstanceEndpoints.Missing();
        var nodes = await instances.NodesAsync(head.VersionId, cancellationToken);
        var runs = ExecutionHistory.Of(head.Id, await instances.JournalAsync(head.Id, cancellationToken));
        var items = new JsonArray([.. runs.Where(run => activityNodeId is null || run.NodeId == activityNodeId).Select(run => (JsonNode)Record(head.Id, run, nodes))]);
        return CatalogueEndpoints.Json(new JsonObject { ["items"] = items, ["count"] = items.Count }.ToJsonString());
    }

    private static async Task<IResult> ByIdAsync(string id, TestRunView source, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id.Split('-')[0], out var instanceId))
            return InstanceEndpoints.Missing();
        var instances = await source.OfAsync(instanceId, cancellationToken);
        if (await instances.FindAsync(instanceId, cancellationToken) is not { } head)
            return InstanceEndpoints.Missing();
        var run = ExecutionHistory.Of(head.Id, await instances.JournalAsync(head.Id, cancellationToken)).FirstOrDefault(found => found.Id == id);
        return run is null ? InstanceEndpoints.Missing() : CatalogueEndpoints.Json(Record(head.Id, run, await instances.NodesAsync(head.VersionId, cancellationToken)).ToJsonString());
    }

    private static IResult CallStack(string id) =>
        CatalogueEndpoints.Json(new JsonObject { ["activityExecutionId"] = id, ["items"] = new JsonArray(), ["totalCount"] = 0 }.ToJsonString());

    private static JsonObject Record(Guid instanceId, ActivityRun run, IReadOnlyDictionary<string, ActivityNode> nodes)
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
            ["activityState"] = Masked(node?.Activity.Descriptor.Inputs.Where(input => node.Inputs[input.Ordinal] is not null).Select(input => input.Name)),
            ["outputs"] = Masked(node?.Activity.Descriptor.Outputs.Where(output => node.Outputs[output.Ordinal] is not null).Select(output => output.Name)),
            ["payload"] = new JsonObject { ["Outcomes"] = new JsonArray([.. run.Outcomes.Select(outcome => (JsonNode)outcome)]) },
            ["properties"] = run.Turns > 1 ? new JsonObject { ["Turns"] = run.Turns.ToString(CultureInfo.InvariantCulture) } : new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["exception"] = null,
            ["schedulingActivityExecutionId"] = null,
            ["schedulingActivityId"] = null,
            ["schedulingWorkflowInstanceId"] = null,
            ["callStackDepth"] = 0,
        };
    }

    private static JsonObject Masked(IEnumerable<string>? names) => new((names ?? []).Select(name => KeyValuePair.Create(name, (JsonNode?)StudioInstances.Masked)));
}
