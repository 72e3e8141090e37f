using System.Collections.Frozen;
using System.Text.Json;

namespace ProcessAutomation.Host.Language;

/// <summary>
/// Every text the pages show, in every language, read once from the embedded files of <c>Language/Texts</c>:
/// <c>{"inbox.title": {"nb": "…", "nn": "…", "en": "…"}}</c>. A key that stands in two files stops the program.
/// </summary>
public sealed class TextCatalog
{
    /// <summary>The languages offered, the first is the default.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["nb", "nn", "en"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> texts;

    public TextCatalog()
    {
        var all = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        var assembly = typeof(TextCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // named by the assembly itself
            using var document = JsonDocument.Parse(stream);
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                var perLanguage = entry.Value.EnumerateObject().ToFrozenDictionary(l => l.Name, l => l.Value.GetString() ?? "", StringComparer.Ordinal);
                if (!all.TryAdd(entry.Name, perLanguage)) throw new InvalidOperationException($"Text {entry.Name} stands in two files, one is {name}.");
            }
        }
        texts = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>The text in a language, in bokmål when that language lacks it, null when the key is unknown.</summary>
    public string? Find(string key, string language) =>
        !texts.TryGetValue(key, out var found) ? null
        : found.TryGetValue(language, out var text) || found.TryGetValue("nb", out text) ? text
        : null;

    /// <summary>Whether this language has its own text for the key.</summary>
    public bool Has(string key, string language) => texts.TryGetValue(key, out var found) && found.ContainsKey(language);
}
