using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Cancelling and removing instances, for supervisors. One alone is refused with a problem document; of many each has its own result, and what is
/// to be said to the person stands in <c>words</c>, which the designer's page shows: the Studio has no place for it.
/// </summary>
internal static class InstanceActionEndpoints
{
    public static RouteGroupBuilder MapInstanceActions(this RouteGroupBuilder studio)
    {
        studio.MapPost("/cancel/workflow-instances/{id:guid}", async (Guid id, InstanceActions actions, CancellationToken cancellationToken) =>
            Answer(await actions.CancelAsync(id, cancellationToken)));
        studio.MapDelete("/workflow-instances/{id:guid}", async (Guid id, InstanceActions actions, CancellationToken cancellationToken) =>
            Answer(await actions.DeleteAsync(id, cancellationToken)));
        studio.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync);
        studio.MapPost("/bulk-actions/delete/workflow-instances/by-id", DeleteManyAsync);
        // A run is somebody's case: it neither leaves as a file nor comes in as one.
        studio.MapGet("/workflow-instances/{id:guid}/export", NoFiles);
        studio.MapPost("/bulk-actions/export/workflow-instances", NoFiles);
        studio.MapPost("/bulk-actions/import/workflow-instances", NoFiles);
        return studio;
    }

    private static async Task<IResult> CancelManyAsync(HttpRequest request, InstanceActions actions, CaseDbContext database, Texts texts, CancellationToken cancellationToken)
    {
        var body = await StudioBody.ReadAsync(request, cancellationToken) ?? [];
        if (IdsOf(body) is { Count: > 0 } named)
            return await EachAsync(named, "cancelled", actions.CancelAsync, "", texts, cancellationToken);
        // All of a flow: what a case that goes on rests on is not ended by one click, but one by one by who has looked at it.
        var (definition, version) = (StudioDefinitions.TextOf(body, "definitionId"), StudioDefinitions.TextOf(body, "definitionVersionId"));
        if ((definition ?? version) is null)
            return await EachAsync([], "cancelled", actions.CancelAsync, "", texts, cancellationToken);
        var running = database.Instances.Where(row => row.Status == InstanceStatus.Running && row.ParentId == null
            && (definition == null || row.DefinitionId == definition) && (version == null || row.VersionId == version));
        var ofCases = await running.CountAsync(row => row.CorrelationId != null, cancellationToken);
        var ids = await running.Where(row => row.CorrelationId == null).OrderBy(row => row.Id).Select(row => row.Id).Take(InstanceDesk.MaxAtOnce).ToListAsync(cancellationToken);
        return await EachAsync(ids, "cancelled", actions.CancelAsync, ofCases > 0 ? texts.Count("studio.runs.cancel.cases", ofCases, ofCases) : "", texts, cancellationToken);
    }

    private static async Task<IResult> DeleteManyAsync(HttpRequest request, InstanceActions actions, Texts texts, CancellationToken cancellationToken) =>
        await EachAsync(IdsOf(await StudioBody.ReadAsync(request, cancellationToken) ?? []), "deleted", actions.DeleteAsync, "", texts, cancellationToken);

    private static async Task<IResult> EachAsync(
        List<Guid> ids, string done, Func<Guid, CancellationToken, Task<InstanceActionResult>> act, string besides, Texts texts, CancellationToken cancellationToken)
    {
        if (ids.Count > InstanceDesk.MaxAtOnce)
            return StudioErrors.Of(StatusCodes.Status400BadRequest, texts.Format("studio.runs.too-many", InstanceDesk.MaxAtOnce));
        var results = new List<InstanceActionResult>();
        foreach (var id in ids)
            results.Add(await act(id, cancellationToken));
        var refused = results.Where(result => result.Words is not null).ToList();
        var said = refused.GroupBy(result => result.Words, StringComparer.Ordinal).Select(group => $"{group.Key} ({string.Join(", ", group.Select(result => result.Id))})");
        return CatalogueEndpoints.Json(new JsonObject
        {
            [done] = results.Count - refused.Count,
            ["results"] = new JsonArray([.. results.Select(result => (JsonNode)new JsonObject { ["id"] = result.Id.ToString(), ["status"] = result.Status, ["words"] = result.Words })]),
            ["words"] = string.Join(' ', [texts.Format($"studio.runs.{done}", results.Count - refused.Count, results.Count), .. said, besides]).TrimEnd(),
        }.ToJsonString());
    }

    private static IResult Answer(InstanceActionResult result) => result.Words is { } words ? StudioErrors.Of(result.Status, words) : Results.NoContent();

    private static IResult NoFiles(Texts texts) => StudioErrors.Of(StatusCodes.Status403Forbidden, texts["studio.runs.no-files"]);

    private static List<Guid> IdsOf(JsonObject body) =>
        [.. (body["ids"] as JsonArray ?? []).OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) && Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct()];
}
