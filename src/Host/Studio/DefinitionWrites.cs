using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Persistence.Definitions;

namespace ProcessAutomation.Host.Studio;

/// <summary>What process owners do with definitions. A draft may be wrong and is kept; publishing is refused whole, with every fault.</summary>
internal static class DefinitionWrites
{
    public static RouteGroupBuilder MapDefinitionWrites(this RouteGroupBuilder studio)
    {
        studio.MapPost("/workflow-definitions", SaveAsync);
        studio.MapPost("/workflow-definitions/import", ImportAsync);
        studio.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync);
        studio.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync);
        studio.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync);
        studio.MapPost("/workflow-definitions/{definitionId}/update-references", () => CatalogueEndpoints.Json("""{"affectedWorkflows":[]}"""));
        studio.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync);
        studio.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync);
        var bulk = studio.MapGroup("/bulk-actions");
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", BulkPublishAsync);
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", BulkRetractAsync);
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", BulkDeleteAsync);
        bulk.MapPost("/delete/workflow-definitions/by-id", BulkDeleteVersionsAsync);
        return studio;
    }

    private static async Task<IResult> SaveAsync(
        HttpRequest request, DefinitionPublisher publisher, IDefinitionStore store, StudioDefinitions studio, DefinitionFaults faults, EngineClocks clocks, EditLease lease, OlderVersions older, Texts texts,
        CancellationToken cancellationToken)
    {
        if (await StudioBody.ReadAsync(request, cancellationToken) is not { } body || body["model"] is not JsonObject model)
            return StudioErrors.Of(StatusCodes.Status400BadRequest, "The request has no model.");
        var before = await BeforeAsync(model, store, cancellationToken);
        if (before is not null && await lease.RefuseSaveAsync(before.DefinitionId, cancellationToken) is { } refusal)
            return refusal;
        var saved = await publisher.SaveDraftAsync(await studio.TextAsync(model, before, cancellationToken), clocks.Now, cancellationToken);
        if (saved is SaveResult.Unreadable unreadable)
            return faults.Refusal(unreadable.Problems, null);
        var stored = ((SaveResult.Saved)saved).Definition;
        var publish = body["publish"] is JsonValue wish && wish.TryGetValue<bool>(out var isWished) && isWished;
        return publish ? await PublishAsync(stored.DefinitionId, publisher, studio, faults, clocks, lease, older, texts, cancellationToken) : await AnswerAsync(stored, studio, alreadyPublished: false, cases: null, cancellationToken);
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, DefinitionPublisher publisher, IDefinitionStore store, StudioDefinitions studio, DefinitionFaults faults, EngineClocks clocks, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        if (await StudioBody.ReadAsync(request, cancellationToken) is not { } model)
            return StudioErrors.Of(StatusCodes.Status400BadRequest, texts["publishing.not-a-flow"]);
        var before = await BeforeAsync(model, store, cancellationToken);
        if (before is not null && await lease.RefuseChangeAsync(before.DefinitionId, cancellationToken) is { } refusal)
            return refusal;
        return await publisher.SaveDraftAsync(await studio.TextAsync(model, before, cancellationToken), clocks.Now, cancellationToken) switch
        {
            SaveResult.Saved saved => CatalogueEndpoints.Json((await studio.ViewAsync(saved.Definition, mayEdit: true, cancellationToken)).ToJsonString()),
            SaveResult.Unreadable unreadable => faults.Refusal(unreadable.Problems, null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<StoredDefinition?> BeforeAsync(JsonObject model, IDefinitionStore store, CancellationToken cancellationToken) =>
        StudioDefinitions.TextOf(model, "definitionId") is { Length: > 0 } id ? await store.FindLatestAsync(id, cancellationToken) : null;

    private static async Task<IResult> PublishAsync(
        string definitionId, DefinitionPublisher publisher, StudioDefinitions studio, DefinitionFaults faults, EngineClocks clocks, EditLease lease, OlderVersions older, Texts texts,
        CancellationToken cancellationToken)
    {
        // A save has passed here already when it publishes too; asking again costs one look.
        if (await lease.RefuseChangeAsync(definitionId, cancellationToken) is { } refusal)
            return refusal;
        switch (await publisher.PublishAsync(definitionId, clocks.Now, cancellationToken))
        {
            case PublishResult.Published published:
                await lease.EndAsync(definitionId, cancellationToken);
                return await AnswerAsync(published.Definition, studio, alreadyPublished: false, await older.CountRootsAsync(definitionId, published.Definition.VersionId, cancellationToken), cancellationToken);
            case PublishResult.AlreadyPublished already:
                await lease.EndAsync(definitionId, cancellationToken);
                return await AnswerAsync(already.Definition, studio, alreadyPublished: true, await older.CountRootsAsync(definitionId, already.Definition.VersionId, cancellationToken), cancellationToken);
            case PublishResult.Refused refused:
                return faults.Refusal(refused.Problems, refused.Draft?.Json);
            case PublishResult.Changed:
                return StudioErrors.Of(StatusCodes.Status409Conflict, texts["publishing.changed"]);
            default:
                return DefinitionReads.Missing();
        }
    }

    private static async Task<IResult> RetractAsync(string definitionId, DefinitionPublisher publisher, IDefinitionStore store, StudioDefinitions studio, EditLease lease, CancellationToken cancellationToken)
    {
        if (await lease.RefuseChangeAsync(definitionId, cancellationToken) is { } refusal)
            return refusal;
        await publisher.RetractAsync(definitionId, cancellationToken);
        return await store.FindLatestAsync(definitionId, cancellationToken) is { } latest
            ? CatalogueEndpoints.Json((await studio.ViewAsync(latest, mayEdit: true, cancellationToken)).ToJsonString())
            : DefinitionReads.Missing();
    }

    private static async Task<IResult> RevertAsync(
        string definitionId, int version, DefinitionPublisher publisher, IDefinitionStore store, EngineClocks clocks, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        if (await lease.RefuseChangeAsync(definitionId, cancellationToken) is { } refusal)
            return refusal;
        if ((await store.ListAsync(definitionId, cancellationToken)).FirstOrDefault(stored => stored.Version == version) is not { } old)
            return DefinitionReads.Missing();
        var text = StudioDefinitions.Parse(old.Json);
        text["definitionId"] = definitionId;
        return await publisher.SaveDraftAsync(text.ToJsonString(), clocks.Now, cancellationToken) is SaveResult.Saved saved
            ? CatalogueEndpoints.Json(StudioDefinitions.Summary(saved.Definition, mayEdit: true).ToJsonString())
            : StudioErrors.Of(StatusCodes.Status400BadRequest, texts["publishing.version-unreadable"]);
    }

    private static async Task<IResult> DeleteAsync(string definitionId, IDefinitionStore store, EditLease lease, Texts texts, CancellationToken cancellationToken) =>
        await TryDeleteAsync(definitionId, store, lease, texts, cancellationToken) is { } complaint ? StudioErrors.Of(StatusCodes.Status409Conflict, complaint) : Results.NoContent();

    private static async Task<IResult> DeleteVersionAsync(string versionId, IDefinitionStore store, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(versionId, cancellationToken) is not { } stored)
            return DefinitionReads.Missing();
        if (await lease.RefuseChangeAsync(stored.DefinitionId, cancellationToken) is { } refusal)
            return refusal;
        return await store.DeleteAsync(versionId, cancellationToken)
            ? Results.NoContent()
            : StudioErrors.Of(StatusCodes.Status409Conflict, InUse(stored, texts));
    }

    private static async Task<IResult> BulkPublishAsync(HttpRequest request, DefinitionPublisher publisher, DefinitionFaults words, EngineClocks clocks, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        var (published, already, missing, refused) = (new JsonArray(), new JsonArray(), new JsonArray(), new List<string>());
        foreach (var id in await IdsAsync(request, "definitionIds", cancellationToken))
        {
            if (await lease.ComplaintAsync(id, cancellationToken) is { } complaint)
            {
                refused.Add($"{id}: {complaint}");
                continue;
            }

            switch (await publisher.PublishAsync(id, clocks.Now, cancellationToken))
            {
                case PublishResult.Published: published.Add(id); break;
                case PublishResult.AlreadyPublished: already.Add(id); break;
                case PublishResult.Refused faults: refused.Add($"{id}: {string.Join(' ', words.InWords(faults.Problems, faults.Draft?.Json))}"); break;
                case PublishResult.Changed: refused.Add($"{id}: {texts["publishing.changed"]}"); break;
                default: missing.Add(id); break;
            }
        }

        return refused.Count > 0
            ? StudioErrors.Of(StatusCodes.Status400BadRequest, [.. refused])
            : CatalogueEndpoints.Json(new JsonObject { ["published"] = published, ["alreadyPublished"] = already, ["notFound"] = missing, ["updatedConsumers"] = new JsonArray() }.ToJsonString());
    }

    private static async Task<IResult> BulkRetractAsync(HttpRequest request, DefinitionPublisher publisher, IDefinitionStore store, EditLease lease, CancellationToken cancellationToken)
    {
        var (retracted, already, missing, refused) = (new JsonArray(), new JsonArray(), new JsonArray(), new List<string>());
        foreach (var id in await IdsAsync(request, "definitionIds", cancellationToken))
        {
            if (await lease.ComplaintAsync(id, cancellationToken) is { } complaint)
                refused.Add($"{id}: {complaint}");
            else
                (await publisher.RetractAsync(id, cancellationToken) ? retracted : await store.FindLatestAsync(id, cancellationToken) is null ? missing : already).Add(id);
        }

        return refused.Count > 0
            ? StudioErrors.Of(StatusCodes.Status409Conflict, [.. refused])
            : CatalogueEndpoints.Json(new JsonObject { ["retracted"] = retracted, ["alreadyRetracted"] = already, ["notFound"] = missing }.ToJsonString());
    }

    private static async Task<IResult> BulkDeleteAsync(HttpRequest request, IDefinitionStore store, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        var (deleted, complaints) = (0, new List<string>());
        foreach (var id in await IdsAsync(request, "definitionIds", cancellationToken))
        {
            if (await TryDeleteAsync(id, store, lease, texts, cancellationToken) is { } complaint)
                complaints.Add(complaint);
            else
                deleted++;
        }

        return complaints.Count > 0 ? StudioErrors.Of(StatusCodes.Status409Conflict, [.. complaints]) : CatalogueEndpoints.Json($$"""{"deleted":{{deleted}}}""");
    }

    private static async Task<IResult> BulkDeleteVersionsAsync(HttpRequest request, IDefinitionStore store, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        var (deleted, complaints) = (0, new List<string>());
        foreach (var id in await IdsAsync(request, "ids", cancellationToken))
        {
            if (await store.LoadAsync(id, cancellationToken) is not { } stored)
                continue;
            if (await lease.ComplaintAsync(stored.DefinitionId, cancellationToken) is { } complaint)
                complaints.Add(complaint);
            else if (await store.DeleteAsync(id, cancellationToken))
                deleted++;
            else
                complaints.Add(InUse(stored, texts));
        }

        return complaints.Count > 0 ? StudioErrors.Of(StatusCodes.Status409Conflict, [.. complaints]) : CatalogueEndpoints.Json($$"""{"deleted":{{deleted}}}""");
    }

    // Only a definition that nothing starts from and nothing runs on goes; one version that has to stay keeps them all. Null: deleted.
    private static async Task<string?> TryDeleteAsync(string definitionId, IDefinitionStore store, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        var versions = await store.ListAsync(definitionId, cancellationToken);
        if (versions.IsEmpty)
            return texts.Format("publishing.no-flow", definitionId);
        if (versions.FirstOrDefault(version => version.IsPublished) is { } published)
            return InUse(published, texts);
        if (await lease.ComplaintAsync(definitionId, cancellationToken) is { } complaint)
            return complaint;
        foreach (var version in versions)
        {
            if (!await store.DeleteAsync(version.VersionId, cancellationToken))
                return InUse(version, texts);
        }

        return null;
    }

    private static string InUse(StoredDefinition version, Texts texts) =>
        texts.Format(version.IsPublished ? "publishing.is-published" : "publishing.has-run", version.Name, StudioDefinitions.Number(version.Version));

    private static async Task<IResult> AnswerAsync(
        StoredDefinition stored, StudioDefinitions studio, bool alreadyPublished, int? cases, CancellationToken cancellationToken) => CatalogueEndpoints.Json(new JsonObject
        {
            ["workflowDefinition"] = await studio.ViewAsync(stored, mayEdit: true, cancellationToken),
            ["alreadyPublished"] = alreadyPublished,
            ["consumingWorkflowCount"] = 0,
            ["casesOnOlderVersions"] = cases, // not Elsa's: the designer's page says it, as the Studio has no place for it
        }.ToJsonString());

    private static async Task<string[]> IdsAsync(HttpRequest request, string member, CancellationToken cancellationToken) =>
        await StudioBody.ReadAsync(request, cancellationToken) is { } body && body[member] is JsonArray ids
            ? [.. ids.OfType<JsonValue>().Select(id => id.TryGetValue<string>(out var text) ? text : null).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];
}
