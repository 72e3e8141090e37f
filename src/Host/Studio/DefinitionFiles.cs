using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Studio;

/// <summary>Several definitions at once: out as an archive, in as files or archives of files.</summary>
internal static class DefinitionFiles
{
    private const int MaxFiles = 500;
    private const long MaxFileBytes = 4 * 1024 * 1024;

    public static RouteGroupBuilder MapDefinitionFiles(this RouteGroupBuilder studio)
    {
        studio.MapPost("/bulk-actions/export/workflow-definitions", ExportAsync);
        return studio;
    }

    public static RouteGroupBuilder MapDefinitionImports(this RouteGroupBuilder studio)
    {
        studio.MapPost("/workflow-definitions/import-files", ImportAsync);
        return studio;
    }

    private static async Task<IResult> ExportAsync(HttpRequest request, IDefinitionStore store, CancellationToken cancellationToken)
    {
        var asked = (await StudioBody.ReadAsync(request, cancellationToken))?["ids"] as JsonArray ?? [];
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in asked.OfType<JsonValue>().Select(id => id.TryGetValue<string>(out var text) ? text : "").Distinct(StringComparer.Ordinal))
            {
                if (await store.LoadAsync(id, cancellationToken) is not { } stored)
                    continue;
                await using var entry = await archive.CreateEntry(DefinitionReads.ExportName(stored)).OpenAsync(cancellationToken);
                await entry.WriteAsync(DefinitionReads.ExportText(stored), cancellationToken);
            }
        }

        return Results.File(bytes.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    // All or nothing is not what a person expects of files they chose one by one: each that can be read is kept, and the others are named.
    private static async Task<IResult> ImportAsync(
        HttpRequest request, DefinitionPublisher publisher, EngineClocks clocks, EditLease lease, DefinitionFaults faults, Texts texts, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return StudioErrors.Of(StatusCodes.Status400BadRequest, "The request holds no files.");
        var (count, complaints) = (0, new List<string>());
        foreach (var file in (await request.ReadFormAsync(cancellationToken)).Files)
        {
            foreach (var (name, text) in await TextsAsync(file, cancellationToken))
            {
                var complaint = await KeepAsync(text, publisher, clocks, lease, faults, texts, cancellationToken);
                if (complaint is null)
                    count++;
                else
                    complaints.Add($"{name}: {complaint}");
            }
        }

        return complaints.Count > 0
            ? StudioErrors.Of(StatusCodes.Status400BadRequest, [.. complaints])
            : CatalogueEndpoints.Json($$"""{"count":{{count}}}""");
    }

    private static async Task<string?> KeepAsync(
        string text, DefinitionPublisher publisher, EngineClocks clocks, EditLease lease, DefinitionFaults faults, Texts texts, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        if (await StudioBody.ReadAsync(stream, cancellationToken) is not { } model || model["root"] is not JsonObject)
            return texts["publishing.not-a-flow"];
        if (StudioDefinitions.TextOf(model, "definitionId") is { Length: > 0 } id && await lease.ComplaintAsync(id, cancellationToken) is { } complaint)
            return complaint;
        return await publisher.SaveDraftAsync(model.ToJsonString(), clocks.Now, cancellationToken) is SaveResult.Unreadable unreadable
            ? string.Join(' ', faults.InWords(unreadable.Problems, null))
            : null;
    }

    private static async Task<List<(string Name, string Text)>> TextsAsync(IFormFile file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return [(file.FileName, await ReadAsync(stream, cancellationToken))];
        var texts = new List<(string, string)>();
        try
        {
            await using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Take(MaxFiles))
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                texts.Add((entry.FullName, await ReadAsync(content, cancellationToken)));
            }
        }
        catch (InvalidDataException)
        {
            return [(file.FileName, "")];
        }

        return texts;
    }

    // An archive may say less than it holds, so it is the reading that ends.
    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0 && bytes.Length <= MaxFileBytes; read = await stream.ReadAsync(buffer, cancellationToken))
            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        return bytes.Length > MaxFileBytes ? "" : Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
    }
}
