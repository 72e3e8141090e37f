using System.Collections.Immutable;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Http;

/// <summary>Answers the request that led to this burst with a file: none is 204, several are one archive.</summary>
public sealed class WriteFileHttpResponse : CodeActivity
{
    private static readonly Input<string> ContentType = new("ContentType") { DisplayName = "Content Type", Description = "The content type of the file; empty: its own." };
    private static readonly Input<string> Filename = new("Filename") { Description = "The name of the file; empty: its own." };
    private static readonly Input<string> EntityTag = new("EntityTag") { DisplayName = "Entity Tag", Description = "The entity tag of the file; empty: its own." };
    private static readonly Input<object> Content = new("Content") { Description = "A file, a list of files, or text." };
    private static readonly Input<bool> EnableResumableDownloads = new("EnableResumableDownloads") { DisplayName = "Enable Resumable Downloads", UiHint = "checkbox", Description = "Parts of the file may be asked for." };
    private static readonly Input<string> DownloadCorrelationId = new("DownloadCorrelationId") { DisplayName = "Download Correlation ID", Description = "Kept for definitions made elsewhere; not looked at." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteFileHttpResponse",
        DisplayName = "HTTP File Response",
        Category = "HTTP",
        Description = "Serves a file.",
        Inputs = [ContentType, Filename, EntityTag, Content, EnableResumableDownloads, DownloadCorrelationId],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var files = HttpFileValue.ReadAll(context.Get(Content)) ?? throw new ActivityFault("http.file", "the content holds something that is no file", retryable: false);
        context.Reply(files switch
        {
            [] => new HttpReply { StatusCode = (int)HttpStatusCode.NoContent },
            [var file] => Reply(context, file),
            _ => Reply(context, new HttpFileValue("download.zip", "application/zip", null, Archive(files, context.Now))),
        });
        return ValueTask.CompletedTask;
    }

    private static HttpReply Reply(ActivityContext context, HttpFileValue file) => new()
    {
        StatusCode = (int)HttpStatusCode.OK,
        ContentType = TypeOf(Given(context, ContentType) ?? file.ContentType),
        Body = file.Content,
        Filename = Given(context, Filename) ?? file.Filename ?? "file.bin",
        EntityTag = Tag(Given(context, EntityTag) ?? file.ETag),
        IsResumable = context.Get(EnableResumableDownloads),
    };

    private static string? Given(ActivityContext context, Input<string> input) => context.Get(input) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static string TypeOf(string? contentType) => contentType is null ? HttpContentBytes.Binary
        : HttpMediaType.TryRead(contentType, out _, out _) ? contentType
        : throw new ActivityFault("http.content-type", "the content type is none", retryable: false);

    private static string? Tag(string? tag) => tag is null ? null
        : EntityTagHeaderValue.TryParse(tag, out var parsed) || EntityTagHeaderValue.TryParse($"\"{tag}\"", out parsed) ? parsed.ToString()
        : throw new ActivityFault("http.entity-tag", "the entity tag is none", retryable: false);

    private static byte[] Archive(ImmutableArray<HttpFileValue> files, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(Distinct(file.Filename ?? "file.bin", names));
                entry.LastWriteTime = at;
                using var stream = entry.Open();
                stream.Write(file.Content);
            }
        }

        return bytes.ToArray();
    }

    // A name only: who unpacks the archive is not led elsewhere.
    private static string Distinct(string filename, HashSet<string> names)
    {
        var name = filename.Split('/', '\\')[^1];
        for (var i = 2; !names.Add(name); i++)
        {
            name = $"{Path.GetFileNameWithoutExtension(filename)} ({i}){Path.GetExtension(filename)}";
        }

        return name;
    }
}
