using System.Collections.Frozen;
using System.Text.Json;

namespace ProcessAutomation.Host.Language;

/// <summary>
/// Every text the pages show, in every language, read once from the embedded files of <c>Language/Texts</c>:
/// <c>{"inbox.title": {"nb": "…", "nn": "…", "en": "…"}}</c>, and the engine's English sentences in the other languages, from <c>Language/Sentences</c>:
/// <c>{"Nothing leads to {0}.": {"nb": "…", "nn": "…"}}</c>. A key that stands in two files stops the program.
/// </summary>
public sealed class TextCatalog
{
    /// <summary>The languages offered, the first is the default.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["nb", "nn", "en"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> texts = Read("texts/");
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> sentences = Read("sentences/");

    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>The shapes of the sentences that have words in other languages than English.</summary>
    public IEnumerable<string> Sentences => sentences.Keys;

    /// <summary>A sentence's shape in a language; the English itself when that language has no words for it.</summary>
    public string Sentence(string english, string language) => sentences.TryGetValue(english, out var found) && found.TryGetValue(language, out var text) ? text : english;

    /// <summary>Whether this language has its own words for a sentence.</summary>
    public bool HasSentence(string english, string language) => sentences.TryGetValue(english, out var found) && found.ContainsKey(language);

    /// <summary>The text in a language, in bokmål when that language lacks it, null when the key is unknown.</summary>
    public string? Find(string key, string language) =>
        !texts.TryGetValue(key, out var found) ? null
        : found.TryGetValue(language, out var text) || found.TryGetValue("nb", out text) ? text
        : null;

    /// <summary>Whether this language has its own text for the key.</summary>
    public bool Has(string key, string language) => texts.TryGetValue(key, out var found) && found.ContainsKey(language);

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read(string folder)
    {
        var all = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        var assembly = typeof(TextCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // named by the assembly itself
            using var document = JsonDocument.Parse(stream);
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                var perLanguage = entry.Value.EnumerateObject().ToFrozenDictionary(l => l.Name, l => l.Value.GetString() ?? "", StringComparer.Ordinal);
                if (!all.TryAdd(entry.Name, perLanguage)) throw new InvalidOperationException($"Text {entry.Name} stands in two files, one is {name}.");
            }
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
