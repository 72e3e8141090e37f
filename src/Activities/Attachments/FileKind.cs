using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace ProcessAutomation.Activities.Attachments;

/// <summary>
/// The kinds of files that are accepted. A file is one of them when both its name and its bytes say so; what a browser might run
/// (HTML, SVG, scripts, documents with macros) is none.
/// </summary>
public static class FileKind
{
    private const int MaxEntries = 5000;

    /// <summary>Extensions without dot.</summary>
    public static ImmutableArray<string> All { get; } = ["pdf", "png", "jpg", "jpeg", "docx", "odt", "txt"];

    /// <summary>The kind a name claims, by its extension; null: none that is accepted.</summary>
    public static string? Of(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        return dot <= 0 ? null : All.FirstOrDefault(kind => fileName.AsSpan(dot + 1).Equals(kind, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a file of a kind is sent as.</summary>
    public static string MediaTypeOf(string kind) => kind switch
    {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" or "jpeg" => "image/jpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt" => "application/vnd.oasis.opendocument.text",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };

    /// <summary>Whether the bytes are of the kind. <paramref name="content"/> can be sought; it is read from its beginning.</summary>
    public static bool Fits(string kind, Stream content)
    {
        content.Position = 0;
        return kind switch
        {
            "pdf" => StartsWith(content, "%PDF-"u8),
            "png" => StartsWith(content, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
            "jpg" or "jpeg" => StartsWith(content, [0xFF, 0xD8, 0xFF]),
            "docx" => IsPackage(content, "word/document.xml"),
            "odt" => IsPackage(content, "content.xml"),
            "txt" => IsText(content),
            _ => false,
        };
    }

    private static bool StartsWith(Stream content, ReadOnlySpan<byte> signature)
    {
        Span<byte> head = stackalloc byte[signature.Length];
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(signature);
    }

    // Only the list of entries is read: nothing is unpacked.
    private static bool IsPackage(Stream content, string needed)
    {
        if (!StartsWith(content, "PK\u0003\u0004"u8)) return false;
        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return archive.Entries.Count <= MaxEntries
                && archive.Entries.Any(entry => entry.FullName == needed)
                && !archive.Entries.Any(entry => entry.FullName.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || entry.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool IsText(Stream content)
    {
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[8192];
        var characters = new char[8192 + 4];
        try
        {
            int read;
            do
            {
                read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                var count = decoder.GetChars(bytes.AsSpan(0, read), characters, flush: read < bytes.Length);
                if (characters.AsSpan(0, count).ContainsAnyInRange('\0', '\u0008')) return false;
            }
            while (read == bytes.Length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
