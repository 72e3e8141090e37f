using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Values;
using ProcessAutomation.Host.Api;

namespace ProcessAutomation.Host.Http;

/// <summary>What reading a request came to. Closed.</summary>
internal abstract record ReadRequest
{
    private ReadRequest()
    {
    }

    /// <summary>It is whole, or breaks a limit whose outcome the flow wants to see.</summary>
    public sealed record Read(IncomingRequest Request) : ReadRequest;

    /// <summary>It breaks a limit. <paramref name="Status"/>: 413 or 415; <paramref name="Limit"/>: for people.</summary>
    public sealed record OverLimit(int Status, string Limit) : ReadRequest;

    /// <summary>Its content is not what its type says.</summary>
    public sealed record Malformed : ReadRequest;
}

/// <summary>Reads a request for a flow within the limits of its endpoint, which are known before a byte of the body is read.</summary>
internal static class RequestReader
{
    private const int MaxFormValues = 4096;

    // Credentials are for the Host; a flow that kept them would keep them in the database.
    private static readonly ImmutableArray<string> Credentials = ["Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key"];

    public static async Task<ReadRequest> ReadAsync(HttpContext context, string path, HttpEndpointSettings settings, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var head = HeadOf(context, path);
        var limit = settings.RequestSizeLimit ?? ApiSetup.MaxBodyBytes;
        if (request.ContentLength > limit)
        {
            // Nobody will read this body; without a limit the server discards what still comes, and a client that sends all of it first can read the answer.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } unread) unread.MaxRequestBodySize = null;
            return Over(head, settings, HttpEndpoint.RequestTooLarge, StatusCodes.Status413PayloadTooLarge, $"At most {limit} bytes are accepted.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
        try
        {
            return request.HasFormContentType
                ? await ReadFormAsync(request, head, settings, limit, cancellationToken)
                : await ReadBodyAsync(request, head, cancellationToken);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Over(head, settings, HttpEndpoint.RequestTooLarge, StatusCodes.Status413PayloadTooLarge, $"At most {limit} bytes are accepted.");
        }
        catch (InvalidDataException)
        {
            return new ReadRequest.Malformed();
        }
    }

    private static async Task<ReadRequest> ReadBodyAsync(HttpRequest request, IncomingRequest head, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var bytes = body.ToArray();
        var isSound = bytes.Length == 0 || !request.HasJsonContentType() || JsonValues.TryParse(System.Text.Encoding.UTF8.GetString(bytes), out _);
        return isSound ? new ReadRequest.Read(head with { Body = bytes }) : new ReadRequest.Malformed();
    }

    private static async Task<ReadRequest> ReadFormAsync(HttpRequest request, IncomingRequest head, HttpEndpointSettings settings, long limit, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(
            new FormOptions { MultipartBodyLengthLimit = limit, BufferBodyLengthLimit = limit, ValueCountLimit = MaxFormValues, ValueLengthLimit = (int)Math.Min(limit, int.MaxValue) }, cancellationToken);
        if (form.Files.Any(file => file.Length > settings.FileSizeLimit))
            return Over(head, settings, HttpEndpoint.FileTooLarge, StatusCodes.Status413PayloadTooLarge, $"A file may have at most {settings.FileSizeLimit} bytes.");
        if (form.Files.Any(file => !IsExtensionAllowed(Path.GetExtension(NameOf(file)).ToLowerInvariant(), settings)))
            return Over(head, settings, HttpEndpoint.InvalidFileExtension, StatusCodes.Status415UnsupportedMediaType, "A file has an extension that is not accepted here.");
        if (!settings.AllowedMimeTypes.IsEmpty && form.Files.Any(file => !settings.AllowedMimeTypes.Contains(MediaTypeOf(file), StringComparer.Ordinal)))
            return Over(head, settings, HttpEndpoint.InvalidFileMimeType, StatusCodes.Status415UnsupportedMediaType, "A file is of a type that is not accepted here.");

        var files = new List<IncomingFile>();
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            files.Add(new IncomingFile(file.Name, NameOf(file), file.ContentType, content.ToArray()));
        }

        return new ReadRequest.Read(head with { Form = form.ToDictionary(pair => pair.Key, pair => TextsOf(pair.Value), StringComparer.Ordinal), Files = files });
    }

    private static ReadRequest Over(IncomingRequest head, HttpEndpointSettings settings, string outcome, int status, string limit) =>
        settings.ExposedOutcomes.Contains(outcome, StringComparer.Ordinal) ? new ReadRequest.Read(head with { Outcome = outcome }) : new ReadRequest.OverLimit(status, limit);

    private static bool IsExtensionAllowed(string extension, HttpEndpointSettings settings) =>
        (settings.AllowedFileExtensions.IsEmpty || settings.AllowedFileExtensions.Contains(extension, StringComparer.Ordinal)) && !settings.BlockedFileExtensions.Contains(extension, StringComparer.Ordinal);

    // Some browsers send the whole path.
    private static string NameOf(IFormFile file) => file.FileName.Split('/', '\\')[^1];

    private static string MediaTypeOf(IFormFile file) =>
        System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(file.ContentType, out var type) ? type.MediaType?.ToLowerInvariant() ?? "" : "";

    private static IncomingRequest HeadOf(HttpContext context, string path)
    {
        var request = context.Request;
        return new IncomingRequest
        {
            Path = path,
            Method = request.Method,
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "",
            PathBase = WorkflowEndpoints.BasePath,
            QueryString = request.QueryString.Value ?? "",
            Protocol = request.Protocol,
            ContentType = request.ContentType,
            ContentLength = request.ContentLength,
            Headers = request.Headers.Where(pair => !Credentials.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(pair => pair.Key, pair => TextsOf(pair.Value), StringComparer.OrdinalIgnoreCase),
            Query = request.Query.ToDictionary(pair => pair.Key, pair => TextsOf(pair.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static string[] TextsOf(Microsoft.Extensions.Primitives.StringValues values) => [.. values.Select(value => value ?? "")];
}
