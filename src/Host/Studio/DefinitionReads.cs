using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Designer;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Studio;

/// <summary>Definitions to look at: lists, single versions, files.</summary>
internal static class DefinitionReads
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = 256 };

    public static RouteGroupBuilder MapDefinitionReads(this RouteGroupBuilder studio)
    {
        var definitions = studio.MapGroup("/workflow-definitions");
        definitions.MapGet("", ListAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", ByDefinitionAsync);
        definitions.MapGet("/by-id/{versionId}", ByVersionAsync);
        definitions.MapGet("/many-by-id", ManyAsync);
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("/{definitionId}/export", ExportAsync);
        definitions.MapGet("/{definitionId}/consumers", ConsumersAsync);
        return studio;
    }

    internal static async Task<StoredDefinition?> FindAsync(IDefinitionStore store, string definitionId, string? versionOptions, CancellationToken cancellationToken) =>
        (await store.ListAsync(definitionId, cancellationToken)).FirstOrDefault(stored => IsAsked(stored, string.IsNullOrEmpty(versionOptions) ? "Latest" : versionOptions));

    private static async Task<IResult> ListAsync(
        IDefinitionStore store, CurrentUser user, HttpRequest request, string? versionOptions, int? page, int? pageSize, string? searchTerm, string? orderBy, string? orderDirection,
        CancellationToken cancellationToken)
    {
        var mayEdit = DesignerAccess.MayEdit(user);
        var (ids, versions) = (request.Query["DefinitionIds"], request.Query["Ids"]);
        var found = (await store.ListAsync(null, cancellationToken)).Where(stored =>
            IsAsked(stored, versionOptions)
            && (ids.Count == 0 || ids.Contains(stored.DefinitionId)) && (versions.Count == 0 || versions.Contains(stored.VersionId))
            && (string.IsNullOrWhiteSpace(searchTerm) || Matches(stored, searchTerm.Trim())));
        var sorted = Sorted(found, orderBy, string.Equals(orderDirection, "Descending", StringComparison.OrdinalIgnoreCase)).ToList();
        var shown = pageSize is > 0 and var size ? sorted.Skip(Math.Max(page ?? 0, 0) * size).Take(size) : sorted;
        return CatalogueEndpoints.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. shown.Select(stored => (JsonNode)StudioDefinitions.Summary(stored, mayEdit))]),
            ["totalCount"] = sorted.Count,
            ["links"] = StudioDefinitions.BulkLinks(mayEdit),
        }.ToJsonString());
    }

    private static async Task<IResult> ByDefinitionAsync(string definitionId, IDefinitionStore store, StudioDefinitions studio, CurrentUser user, EditLease lease, string? versionOptions, CancellationToken cancellationToken) =>
        await ShownAsync(await FindAsync(store, definitionId, versionOptions, cancellationToken), studio, user, lease, cancellationToken);

    private static async Task<IResult> ByVersionAsync(string versionId, IDefinitionStore store, StudioDefinitions studio, CurrentUser user, EditLease lease, CancellationToken cancellationToken) =>
        await ShownAsync(await store.LoadAsync(versionId, cancellationToken), studio, user, lease, cancellationToken);

    private static async Task<IResult> ManyAsync(IDefinitionStore store, StudioDefinitions studio, CurrentUser user, HttpRequest request, CancellationToken cancellationToken)
    {
        var items = new JsonArray();
        foreach (var id in request.Query["ids"].OfType<string>())
        {
            if (await store.LoadAsync(id, cancellationToken) is { } stored)
                items.Add(await studio.ViewAsync(stored, DesignerAccess.MayEdit(user), cancellationToken));
        }

        return CatalogueEndpoints.Json(new JsonObject { ["items"] = items, ["count"] = items.Count }.ToJsonString());
    }

    private static async Task<IResult> ConsumersAsync(string definitionId, IDefinitionStore store, CancellationToken cancellationToken)
    {
        var consumers = await store.FindUsersAsync(definitionId, cancellationToken);
        return CatalogueEndpoints.Json(new JsonObject { ["consumingWorkflowDefinitionIds"] = new JsonArray([.. consumers.Select(id => (JsonNode)id)]) }.ToJsonString());
    }

    private static async Task<IResult> IsNameUniqueAsync(IDefinitionStore store, string? name, string? definitionId, CancellationToken cancellationToken)
    {
        var isTaken = (await store.ListAsync(null, cancellationToken)).Any(stored =>
            stored.IsLatest && stored.DefinitionId != definitionId && string.Equals(stored.Name, name, StringComparison.OrdinalIgnoreCase));
        return CatalogueEndpoints.Json(isTaken ? """{"isUnique":false}""" : """{"isUnique":true}""");
    }

    // The text as it is stored, so that what goes out is what comes in again.
    private static async Task<IResult> ExportAsync(string definitionId, IDefinitionStore store, string? versionOptions, CancellationToken cancellationToken)
    {
        if (await FindAsync(store, definitionId, versionOptions, cancellationToken) is not { } stored)
            return Missing();
        return Results.File(ExportText(stored), "application/json", ExportName(stored));
    }

    internal static byte[] ExportText(StoredDefinition stored)
    {
        var text = StudioDefinitions.Parse(stored.Json);
        if (!text.ContainsKey("$schema"))
            text.Insert(0, "$schema", Schema);
        text["id"] = stored.VersionId;
        text["definitionId"] = stored.DefinitionId;
        return System.Text.Encoding.UTF8.GetBytes(text.ToJsonString(Indented));
    }

    internal static string ExportName(StoredDefinition stored) => $"{stored.DefinitionId}-v{StudioDefinitions.Number(stored.Version)}.json";

    private static async Task<IResult> ShownAsync(StoredDefinition? stored, StudioDefinitions studio, CurrentUser user, EditLease lease, CancellationToken cancellationToken)
    {
        if (stored is null)
            return Missing();
        var mayEdit = DesignerAccess.MayEdit(user) && !await lease.IsHeldByAnotherAsync(stored.DefinitionId, cancellationToken);
        return CatalogueEndpoints.Json((await studio.ViewAsync(stored, mayEdit, cancellationToken)).ToJsonString());
    }

    internal static IResult Missing() => StudioErrors.Of(StatusCodes.Status404NotFound, "There is no such workflow definition.");

    private static bool IsAsked(StoredDefinition stored, string? versionOptions) => versionOptions switch
    {
        null or "" or "AllVersions" => true,
        "Latest" => stored.IsLatest,
        "Published" => stored.IsPublished,
        "LatestOrPublished" => stored.IsLatest || stored.IsPublished,
        "LatestAndPublished" => stored is { IsLatest: true, IsPublished: true },
        "Draft" => stored is { IsLatest: true, IsPublished: false },
        _ => int.TryParse(versionOptions, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) && stored.Version == version,
    };

    private static bool Matches(StoredDefinition stored, string term) =>
        stored.Name.Contains(term, StringComparison.OrdinalIgnoreCase) || stored.DefinitionId.Contains(term, StringComparison.OrdinalIgnoreCase)
        || stored.VersionId.Contains(term, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<StoredDefinition> Sorted(IEnumerable<StoredDefinition> found, string? orderBy, bool isDescending) => (orderBy, isDescending) switch
    {
        ("Name", false) => found.OrderBy(stored => stored.Name, StringComparer.CurrentCultureIgnoreCase),
        ("Name", true) => found.OrderByDescending(stored => stored.Name, StringComparer.CurrentCultureIgnoreCase),
        ("Version", false) => found.OrderBy(stored => stored.Version),
        ("Version", true) => found.OrderByDescending(stored => stored.Version),
        (_, true) => found.OrderByDescending(stored => stored.CreatedAt),
        _ => found.OrderBy(stored => stored.CreatedAt),
    };
}
