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
        var excluded = (filter?["excludedActivityTypes"] as JsonArray)?.OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : "").ToHashSet(StringComparer.Ordinal) ?? [];
        bool IsAsked(string path) => Asked("activityIds", StudioInstances.ActivityOf(path)) && Asked("activityNodeIds", path) && !excluded.Contains(TypeOf(path, nodes));
        await instances.LookAsync(head, InstanceSight.Journal, hasValues: false, cancellationToken);
        var (page, total) = await PageAsync(instances, id, filter, IsAsked, Math.Max(skip, 0), Math.Clamp(take, 1, 1000), cancellationToken);
        return CatalogueEndpoints.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. page.Select(line => (JsonNode)Record(id, line, TypeOf(line.NodeId, nodes), nodes))]),
            ["totalCount"] = total,
        }.ToJsonString());
    }

    // Lines of one event are few and are found by the database. Of all others the tally knows how many there are, and no more is read than to the end of the page.
    private static async Task<(IReadOnlyList<JournalEntry> Page, int Total)> PageAsync(
        StudioInstances instances, Guid id, JsonObject? filter, Func<string, bool> isAsked, int skip, int take, CancellationToken cancellationToken)
    {
        if (filter?["eventNames"] is JsonArray names)
        {
            var lines = new List<JournalEntry>();
            foreach (var name in names.OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : "").Distinct(StringComparer.Ordinal))
                lines.AddRange((await instances.Journal.OfEventAsync(id, name, cancellationToken)).Where(line => isAsked(line.NodeId)));
            return ([.. lines.OrderBy(line => line.Sequence).Skip(skip).Take(take)], lines.Count);
        }

        var total = await instances.CountedAsync(id, tally => tally.LinesOf(isAsked), cancellationToken);
        var (page, passed) = (new List<JournalEntry>(), 0);
        if (skip >= total)
            return (page, total);
        await foreach (var line in instances.Journal.AfterAsync(id, 0, cancellationToken))
        {
            if (!isAsked(line.NodeId) || passed++ < skip)
                continue;
            page.Add(line);
            if (page.Count == take || passed == total)
                break;
        }

        return (page, total);
    }

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

    private static string TypeOf(string path, IReadOnlyDictionary<string, Engine.Definitions.ActivityNode> nodes) =>
        path.Length == 0 ? "Elsa.Workflow" : nodes.GetValueOrDefault(path)?.TypeName ?? ActivityCatalogue.NotFoundType;

    internal static IResult Missing() => StudioErrors.Of(StatusCodes.Status404NotFound, "There is no such workflow instance.");
}
