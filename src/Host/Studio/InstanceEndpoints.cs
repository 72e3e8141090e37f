using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.TestRuns;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Studio;

/// <summary>Instances: list, viewer, journal.</summary>
internal static class InstanceEndpoints
{
    public static RouteGroupBuilder MapInstances(this RouteGroupBuilder studio)
    {
        var instances = studio.MapGroup("/workflow-instances");
        instances.MapPost("", ListAsync);
        instances.MapGet("/{id:guid}", ViewAsync);
        instances.MapPost("/{id:guid}/journal", JournalAsync);
        instances.MapGet("/{id:guid}/variables", VariablesAsync);
        instances.MapGet("/{id:guid}/execution-state", StateAsync);
        return studio;
    }

    private static async Task<IResult> ListAsync(HttpRequest request, CaseDbContext database, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        var filter = new InstanceFilter(await StudioBody.ReadAsync(request, cancellationToken) ?? []);
        var found = filter.Apply(database.Instances);
        var total = await found.Take(InstanceFilter.CountLimit).CountAsync(cancellationToken);
        var heads = await StudioInstances.Heads(filter.Sort(found).Skip(filter.Page * filter.PageSize).Take(filter.PageSize)).ToListAsync(cancellationToken);
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in heads.Select(head => head.VersionId).Distinct(StringComparer.Ordinal))
            versions[id] = (await definitions.LoadAsync(id, cancellationToken))?.Version ?? 1;
        return CatalogueEndpoints.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. heads.Select(head => (JsonNode)StudioInstances.Summary(head, versions[head.VersionId]))]),
            ["totalCount"] = total,
        }.ToJsonString());
    }

    private static async Task<IResult> ViewAsync(Guid id, TestRunView runs, CancellationToken cancellationToken) =>
        await (await runs.OfAsync(id, cancellationToken)).ViewAsync(id, cancellationToken) is { } view ? CatalogueEndpoints.Json(view.ToJsonString()) : Missing();

    private static async Task<IResult> VariablesAsync(Guid id, TestRunView runs, CancellationToken cancellationToken)
    {
        var instances = await runs.OfAsync(id, cancellationToken);
        return await instances.FindAsync(id, cancellationToken) is { } head ? CatalogueEndpoints.Json((await instances.VariablesAsync(head, cancellationToken)).ToJsonString()) : Missing();
    }

    private static async Task<IResult> StateAsync(Guid id, TestRunView runs, CancellationToken cancellationToken) =>
        await (await runs.OfAsync(id, cancellationToken)).FindAsync(id, cancellationToken) is { } head
            ? CatalogueEndpoints.Json(new JsonObject { ["status"] = head.Status.ToString(), ["subStatus"] = head.Shown.ToString(), ["updatedAt"] = head.UpdatedAt }.ToJsonString())
            : Missing();

    private static async Task<IResult> JournalAsync(Guid id, HttpRequest request, TestRunView runs, CancellationToken cancellationToken, int skip = 0, int take = 100)
    {
        var instances = await runs.OfAsync(id, cancellationToken);
        if (await instances.FindAsync(id, cancellationToken) is not { } head)
            return Missing();
        var filter = (await StudioBody.ReadAsync(request, cancellationToken))?["filter"] as JsonObject;
        var nodes = await instances.NodesAsync(head.VersionId, cancellationToken);
        bool Asked(string member, string? value) => filter?[member] is not JsonArray list || list.OfType<JsonValue>().Any(item => item.TryGetValue<string>(out var text) && text == value);
        var excluded = filter?["excludedActivityTypes"] as JsonArray;
        await instances.LookAsync(head, InstanceSight.Journal, hasValues: false, cancellationToken);
        var records = (await EntriesAsync(instances.Journal, id, filter, cancellationToken))
            .Select(entry => (Entry: entry, Type: TypeOf(entry, nodes)))
            .Where(line => Asked("activityIds", StudioInstances.ActivityOf(line.Entry.NodeId)) && Asked("activityNodeIds", line.Entry.NodeId) && Asked("eventNames", line.Entry.Event)
                && excluded?.OfType<JsonValue>().Any(item => item.TryGetValue<string>(out var text) && text == line.Type) != true)
            .ToList();
        return CatalogueEndpoints.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. records.Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, 1000)).Select(line => (JsonNode)Record(id, line.Entry, line.Type, nodes))]),
            ["totalCount"] = records.Count,
        }.ToJsonString());
    }

    // A filter for one thing is the database's to apply; all of it is read when all of it is counted.
    private static Task<ImmutableArray<JournalEntry>> EntriesAsync(InstanceJournal journal, Guid id, JsonObject? filter, CancellationToken cancellationToken) =>
        filter?["eventNames"] is JsonArray and [JsonValue name] && name.TryGetValue<string>(out var word) ? journal.OfEventAsync(id, word, cancellationToken)
        : filter?["activityNodeIds"] is JsonArray and [JsonValue node] && node.TryGetValue<string>(out var path) ? journal.OfNodeAsync(id, path, cancellationToken)
        : journal.AfterAsync(id, 0, cancellationToken);

    private static JsonObject Record(Guid id, JournalEntry entry, string type, IReadOnlyDictionary<string, Engine.Definitions.ActivityNode> nodes)
    {
        var node = nodes.GetValueOrDefault(entry.NodeId);
        return new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{id:N}-j{entry.Sequence}"),
            ["activityInstanceId"] = ExecutionHistory.IdOf(id, entry),
            ["parentActivityInstanceId"] = null,
            ["activityId"] = entry.NodeId.Length == 0 ? ExecutionHistory.WorkflowNode : StudioInstances.ActivityOf(entry.NodeId),
            ["activityType"] = type,
            ["activityTypeVersion"] = node?.TypeVersion ?? 1,
            ["activityName"] = node?.Name,
            ["nodeId"] = entry.NodeId.Length == 0 ? ExecutionHistory.WorkflowNode : entry.NodeId,
            ["timestamp"] = entry.At,
            ["sequence"] = entry.Sequence,
            ["eventName"] = entry.Event,
            ["message"] = entry.Repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $"{entry.Repeats} more turns") : entry.Message,
            ["source"] = null,
            ["activityState"] = null,
            ["payload"] = null,
        };
    }

    private static string TypeOf(JournalEntry entry, IReadOnlyDictionary<string, Engine.Definitions.ActivityNode> nodes) =>
        entry.NodeId.Length == 0 ? "Elsa.Workflow" : nodes.GetValueOrDefault(entry.NodeId)?.TypeName ?? ActivityCatalogue.NotFoundType;

    internal static IResult Missing() => StudioErrors.Of(StatusCodes.Status404NotFound, "There is no such workflow instance.");
}
