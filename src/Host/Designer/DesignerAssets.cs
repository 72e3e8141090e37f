using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace ProcessAutomation.Host.Designer;

/// <summary>
/// The files of Elsa Studio. They live under a path that holds a hash of their content, so a browser keeps each of them for good and asks
/// for nothing it has; another version of the Studio is another path. Thread-safe.
/// </summary>
public sealed class DesignerAssets
{
    /// <summary>Where the designer begins.</summary>
    public const string Path = "/designer";

    private const string Package = "node_modules/@elsa-workflows/elsa-studio-wasm";
    private static readonly string[] Encodings = ["br", "gz"];

    private readonly string _root;
    private readonly Lazy<FrozenDictionary<string, Asset>> _assets;
    private readonly Lazy<string> _version;

    public DesignerAssets(IWebHostEnvironment environment)
    {
        _root = FindRoot(environment);
        _assets = new(() => Read(_root));
        _version = new(() => VersionOf(_assets.Value.Values));
    }

    /// <summary>The path under which the files and the designer's pages are, without a slash at the end.</summary>
    public string Base => $"{Path}/{_version.Value}";

    /// <summary>Whether the files are there; they are not when the program was built without npm.</summary>
    public bool AreThere => Directory.Exists(_root);

    /// <summary>Answers requests for files; leaves all others, the designer's own pages among them, to the next.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal, out var rest) || !AreThere
            || !rest.StartsWithSegments($"/{_version.Value}", StringComparison.Ordinal, out var file)
            || !_assets.Value.TryGetValue(file.Value is { Length: > 1 } name ? name[1..] : "", out var asset)
            || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            return next(context);
        }

        return SendAsync(context, asset);
    }

    private static Task SendAsync(HttpContext context, Asset asset)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var encoding = asset.Encodings.FirstOrDefault(known => accepted.Any(a => a.Value.Equals(known == "gz" ? "gzip" : known, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0));
        var response = context.Response;
        response.ContentType = asset.ContentType;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        if (asset.Encodings.Length > 0)
            response.Headers.Vary = HeaderNames.AcceptEncoding;
        var path = encoding is null ? asset.File : $"{asset.File}.{encoding}";
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding == "gz" ? "gzip" : encoding;
        response.ContentLength = new FileInfo(path).Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.SendFileAsync(path, context.RequestAborted);
    }

    // Run from its sources the package is where npm puts it, a published program has it beside itself.
    private static string FindRoot(IWebHostEnvironment environment)
    {
        for (var folder = new DirectoryInfo(environment.ContentRootPath); folder is not null; folder = folder.Parent)
        {
            var inSources = System.IO.Path.Combine(folder.FullName, "designer", Package);
            if (Directory.Exists(inSources))
                return inSources;
        }

        return System.IO.Path.Combine(AppContext.BaseDirectory, "designer");
    }

    private static FrozenDictionary<string, Asset> Read(string root)
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".dat"] = "application/octet-stream";
        types.Mappings[".cur"] = "image/x-icon";
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToHashSet(StringComparer.Ordinal);
        return files
            .Where(file => !(file.EndsWith(".br", StringComparison.Ordinal) || file.EndsWith(".gz", StringComparison.Ordinal) || file.EndsWith(".map", StringComparison.Ordinal)))
            .Select(file => new Asset(
                System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'),
                file,
                types.TryGetContentType(file, out var type) ? type : "application/octet-stream",
                [.. Encodings.Where(encoding => files.Contains($"{file}.{encoding}"))]))
            .Where(asset => asset.Name is not ("index.html" or "package.json"))
            .ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
    }

    // The content itself and not the package's version: a file that somebody has mended must not be kept from browsers that know the old one.
    private static string VersionOf(IEnumerable<Asset> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81_920];
        foreach (var asset in assets.OrderBy(asset => asset.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(asset.Name));
            using var stream = File.OpenRead(asset.Encodings is [var encoding, ..] ? $"{asset.File}.{encoding}" : asset.File); // the same content in fewer bytes
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
                hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    private sealed record Asset(string Name, string File, string ContentType, string[] Encodings);
}
