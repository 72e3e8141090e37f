using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Instances;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Instances as the Studio's viewer wants them. Values of a case are named and masked, unless who looks may see that case; every look leaves an
/// audit row. Lives with its request.
/// </summary>
/// <param name="database">Where the instances are.</param>
/// <param name="catalog">Their definitions.</param>
/// <param name="inspector">Reads their values.</param>
/// <param name="tallies">What of their journals is counted already; those of a test run are counted for each request.</param>
/// <param name="sight">What may be shown; null: all of it, and nobody needs to know. For test runs, in which nothing is about a person.</param>
internal sealed class StudioInstances(CaseDbContext database, DefinitionCatalog catalog, InstanceInspector inspector, KeptTallies tallies, InstanceSight? sight)
{
    /// <summary>What stands where a value would.</summary>
    public const string Masked = "•••";

    /// <summary>Their journal.</summary>
    public InstanceJournal Journal { get; } = new(database);

    /// <summary>Reads something off the tally of an instance's executions.</summary>
    public ValueTask<T> CountedAsync<T>(Guid id, Func<ExecutionTally, T> read, CancellationToken cancellationToken) => tallies.ReadAsync(id, Journal, read, cancellationToken);

    /// <summary>Leaves the row of a look at the instance; true: its values may be shown.</summary>
    public async Task<bool> LookAsync(InstanceHead head, string what, bool hasValues, CancellationToken cancellationToken) =>
        sight is null || await sight.LookAsync(head, what, hasValues, cancellationToken);

    /// <summary>The header of an instance without its state; null: there is none.</summary>
    public async Task<InstanceHead?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await Heads(database.Instances.Where(row => row.Id == id)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Headers; the state stays in the database.</summary>
    public static IQueryable<InstanceHead> Heads(IQueryable<InstanceRow> rows) => rows.Select(row => new InstanceHead
    {
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        VersionId = row.VersionId,
        CorrelationId = row.CorrelationId,
        ParentId = row.ParentId,
        Status = row.Status,
        SubStatus = row.SubStatus,
        IncidentCount = row.IncidentCount,
        Revision = row.Revision,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        FinishedAt = row.FinishedAt,
    });

    /// <summary>The whole instance for the viewer; null: there is none. Leaves an audit row.</summary>
    public async Task<JsonObject?> ViewAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } head)
            return null;
        var values = await ValuesAsync(head, InstanceSight.Opened, cancellationToken);
        var graph = await GraphAsync(head.VersionId, cancellationToken);
        var version = (await catalog.FindVersionAsync(head.VersionId, cancellationToken))?.Version ?? 1;
        var view = Summary(head, version);
        view["workflowState"] = new JsonObject
        {
            ["id"] = head.Id.ToString(),
            ["definitionId"] = head.DefinitionId,
            ["definitionVersionId"] = head.VersionId,
            ["definitionVersion"] = version,
            ["correlationId"] = head.CorrelationId,
            ["status"] = head.Status.ToString(),
            ["subStatus"] = head.Shown.ToString(),
            ["bookmarks"] = await BookmarksAsync(head, cancellationToken),
            ["incidents"] = await IncidentsAsync(head, cancellationToken),
            ["completionCallbacks"] = new JsonArray(),
            ["activityExecutionContexts"] = new JsonArray(new JsonObject
            {
                ["id"] = $"{head.Id:N}-0",
                ["parentContextId"] = null,
                ["scheduledActivityNodeId"] = ExecutionHistory.WorkflowNode,
                ["ownerActivityNodeId"] = null,
                ["properties"] = new JsonObject(),
                ["activityState"] = new JsonObject(),
                ["dynamicVariables"] = new JsonArray(),
            }),
            ["input"] = Named(graph?.Inputs.Select(input => input.Name), values?.Inputs),
            ["output"] = Named(graph?.Outputs.Select(output => output.Name), values?.Outputs),
            ["properties"] = new JsonObject(),
            ["createdAt"] = head.CreatedAt,
            ["updatedAt"] = head.UpdatedAt,
            ["finishedAt"] = head.FinishedAt,
        };
        return view;
    }

    /// <summary>An instance in a list.</summary>
    public static JsonObject Summary(InstanceHead head, int version) => new()
    {
        ["id"] = head.Id.ToString(),
        ["definitionId"] = head.DefinitionId,
        ["definitionVersionId"] = head.VersionId,
        ["version"] = version,
        ["parentWorkflowInstanceId"] = head.ParentId?.ToString(),
        ["status"] = head.Status.ToString(),
        ["subStatus"] = head.Shown.ToString(),
        ["correlationId"] = head.CorrelationId,
        ["name"] = null,
        ["incidentCount"] = head.IncidentCount,
        ["isSystem"] = false,
        ["createdAt"] = head.CreatedAt,
        ["updatedAt"] = head.UpdatedAt,
        ["finishedAt"] = head.FinishedAt,
    };

    /// <summary>The variables by name.</summary>
    public async Task<JsonObject> VariablesAsync(InstanceHead head, CancellationToken cancellationToken)
    {
        var values = await ValuesAsync(head, InstanceSight.Variables, cancellationToken);
        JsonNode? ValueOf(VariableDefinition variable) => values is null ? Masked
            : values.Variables.FirstOrDefault(value => value.NodeId is null && value.Id == variable.Id) is { } known ? NodeOf(known.Value) : null;
        var graph = await GraphAsync(head.VersionId, cancellationToken);
        var items = new JsonArray([.. (graph?.Variables ?? []).Select(variable => (JsonNode)new JsonObject { ["id"] = variable.Id, ["name"] = variable.Name, ["value"] = ValueOf(variable) })]);
        return new JsonObject { ["items"] = items, ["count"] = items.Count };
    }

    /// <summary>The values of executions, in their order, as far as they can be told now; null: they may not be shown.</summary>
    public async Task<ImmutableArray<ActivityValues>?> ValuesOfAsync(InstanceHead head, IReadOnlyList<ActivityRun> runs, CancellationToken cancellationToken)
    {
        if (!await LookAsync(head, InstanceSight.Executions, hasValues: true, cancellationToken))
            return null;
        try
        {
            return await inspector.ReadActivitiesAsync(head.Id, [.. runs.Select(run => (run.NodeId, ExecutionHistory.NumberOf(run.Id)))], head.UpdatedAt, cancellationToken);
        }
        catch (InvalidDefinitionException)
        {
            return [.. runs.Select(_ => ActivityValues.None)];
        }
    }

    /// <summary>Named values as the Studio wants them: those that are known, or each name with a mask.</summary>
    /// <param name="names">All there are.</param>
    /// <param name="values">Null: they may not be shown.</param>
    public static JsonObject Named(IEnumerable<string>? names, IEnumerable<NamedValue>? values)
    {
        var known = values?.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        return new JsonObject((names ?? []).Where(name => known is null || known.ContainsKey(name)).Select(name => KeyValuePair.Create(name, known is null ? Masked : NodeOf(known[name]))));
    }

    /// <summary>The nodes of a version by their paths; empty when the version cannot be compiled any more.</summary>
    public async Task<IReadOnlyDictionary<string, ActivityNode>> NodesAsync(string versionId, CancellationToken cancellationToken) =>
        await GraphAsync(versionId, cancellationToken) is { } graph ? graph.Nodes.ToDictionary(node => node.NodeId, StringComparer.Ordinal) : ImmutableDictionary<string, ActivityNode>.Empty;

    /// <summary>The last part of a node's path: the id the designer gave the activity.</summary>
    public static string ActivityOf(string nodeId) => nodeId[(nodeId.LastIndexOf(':') + 1)..];

    private async Task<InstanceValues?> ValuesAsync(InstanceHead head, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(head, what, hasValues: true, cancellationToken) ? await inspector.ReadAsync(head.Id, cancellationToken) : null;
        }
        catch (InvalidDefinitionException)
        {
            return null;
        }
    }

    private async Task<WorkflowGraph?> GraphAsync(string versionId, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.GetAsync(versionId, cancellationToken);
        }
        catch (InvalidDefinitionException)
        {
            return null; // a draft that was never published has no instances; one of an older program may not compile with this one
        }
    }

    private async Task<JsonArray> BookmarksAsync(InstanceHead head, CancellationToken cancellationToken)
    {
        var bookmarks = await database.Bookmarks.Where(row => row.InstanceId == head.Id).ToListAsync(cancellationToken);
        return [.. bookmarks.Select(bookmark => (JsonNode)new JsonObject
        {
            ["id"] = bookmark.Id.ToString(),
            ["name"] = bookmark.Name,
            ["hash"] = bookmark.Key,
            ["payload"] = bookmark.DueAt is { } due ? new JsonObject { ["resumeAt"] = due } : null,
            ["activityId"] = ActivityOf(bookmark.NodeId),
            ["activityNodeId"] = bookmark.NodeId,
            ["activityInstanceId"] = string.Create(CultureInfo.InvariantCulture, $"{head.Id:N}-{bookmark.ExecutionId}"),
            ["createdAt"] = head.UpdatedAt,
            ["autoBurn"] = true,
            ["callbackMethodName"] = null,
            ["metadata"] = new JsonObject(),
        })];
    }

    private async Task<JsonArray> IncidentsAsync(InstanceHead head, CancellationToken cancellationToken)
    {
        var incidents = await database.Incidents.Where(row => row.InstanceId == head.Id && row.Status != IncidentStatus.Resolved).OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
        return [.. incidents.Select(incident => (JsonNode)new JsonObject
        {
            ["activityId"] = ActivityOf(incident.NodeId),
            ["activityNodeId"] = incident.NodeId,
            ["activityType"] = incident.ActivityType,
            ["message"] = $"{incident.Code}: {incident.Message}",
            // What the Studio writes above an incident.
            ["exception"] = new JsonObject { ["type"] = incident.Code, ["message"] = $"{incident.Code}: {incident.Message}", ["stackTrace"] = null, ["innerException"] = null },
            ["timestamp"] = incident.CreatedAt,
        })];
    }

    private static JsonNode? NodeOf(System.Text.Json.JsonElement value) => JsonNode.Parse(value.GetRawText());
}

/// <summary>An instance without its state.</summary>
internal sealed record InstanceHead
{
    public required Guid Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string VersionId { get; init; }
    public string? CorrelationId { get; init; }
    public Guid? ParentId { get; init; }
    public required InstanceStatus Status { get; init; }
    public required InstanceSubStatus SubStatus { get; init; }
    public required int IncidentCount { get; init; }
    public required long Revision { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The sub-status as Elsa has it: an instance that waits for a person because of an incident is faulted there.</summary>
    public InstanceSubStatus Shown => Status == InstanceStatus.Running && SubStatus == InstanceSubStatus.Suspended && IncidentCount > 0 ? InstanceSubStatus.Faulted : SubStatus;
}
