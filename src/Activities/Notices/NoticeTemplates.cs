using System.Collections.Frozen;
using System.Collections.Immutable;
using HandlebarsDotNet;

namespace ProcessAutomation.Activities.Notices;

/// <summary>A notice as it is sent: plain text, both parts of one language.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Ends with a line break.</param>
public sealed record NoticeText(string Subject, string Body);

/// <summary>
/// The notice templates of <c>workflows/notices</c>: one file a template and language, <c>name.nb.hbs</c>, its first line the subject.
/// Read and compiled once; a fault in any file is found then. Thread-safe.
/// </summary>
public sealed class NoticeTemplates
{
    private const string Extension = ".hbs";

    private const string AnswerLink = "acknowledgeLink";

    private readonly FrozenDictionary<(string Name, string Language), Template> _templates;
    private readonly FrozenSet<string> _asking;

    private NoticeTemplates(IReadOnlyDictionary<(string, string), Template> templates)
    {
        _templates = templates.ToFrozenDictionary();
        _asking = templates.Where(template => template.Value.AsksForAnswer).Select(template => template.Key.Item1).ToFrozenSet(StringComparer.Ordinal);
        Names = [.. templates.Keys.Select(key => key.Item1).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of all templates, sorted.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads every template of a folder.</summary>
    /// <exception cref="InvalidDataException">A file is not Handlebars, has no subject, or a language is missing; the message names it.</exception>
    public static NoticeTemplates Load(string folder)
    {
        // Plain text: nothing is escaped, and a value that a template asks for but nobody gives is a fault, not a gap in a letter.
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        var templates = new Dictionary<(string, string), Template>();
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileName(file)[..^Extension.Length].Split('.');
            if (parts.Length != 2 || !NoticeLanguages.All.Contains(parts[1], StringComparer.Ordinal))
                throw new InvalidDataException($"{Path.GetFileName(file)}: a template is called name.language{Extension}, language one of {string.Join(", ", NoticeLanguages.All)}.");
            templates.Add((parts[0], parts[1]), Read(file, handlebars));
        }

        foreach (var (name, language) in templates.Keys.Select(key => key.Item1).Distinct(StringComparer.Ordinal).SelectMany(name => NoticeLanguages.All.Select(language => (name, language))))
        {
            if (!templates.ContainsKey((name, language)))
                throw new InvalidDataException($"The template {name} is missing in {language}.");
        }

        return new NoticeTemplates(templates);
    }

    /// <summary>Whether there is a template of that name.</summary>
    public bool Has(string name) => _templates.ContainsKey((name, NoticeLanguages.Bokmal));

    /// <summary>Whether the template asks the recipient for an answer: it uses <c>acknowledgeLink</c> in any language.</summary>
    public bool AsksForAnswer(string name) => _asking.Contains(name);

    /// <summary>Renders a template that exists. <paramref name="language"/>: bokmål for any we do not write.</summary>
    public NoticeText Render(string name, string language, IReadOnlyDictionary<string, object?> values)
    {
        var template = _templates[(name, NoticeLanguages.Nearest(language))];
        var subject = template.Subject(values).ReplaceLineEndings(" ").Trim();
        return new NoticeText(subject, template.Body(values));
    }

    private static Template Read(string file, IHandlebars handlebars)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end <= 0 || string.IsNullOrWhiteSpace(text[(end + 1)..]))
            throw new InvalidDataException($"{Path.GetFileName(file)}: the first line is the subject, the rest the text; one of them is empty.");
        try
        {
            return new Template(Compile(handlebars, text[..end]), Compile(handlebars, text[(end + 1)..].TrimStart('\n')), text.Contains(AnswerLink, StringComparison.Ordinal));
        }
        catch (HandlebarsException problem)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)}: {problem.Message}", problem);
        }
    }

    private static Func<IReadOnlyDictionary<string, object?>, string> Compile(IHandlebars handlebars, string text)
    {
        var compiled = handlebars.Compile(text);
        return values => compiled(values);
    }

    private sealed record Template(Func<IReadOnlyDictionary<string, object?>, string> Subject, Func<IReadOnlyDictionary<string, object?>, string> Body, bool AsksForAnswer);
}

/// <summary>The languages notices are written in.</summary>
public static class NoticeLanguages
{
    /// <summary>Norwegian bokmål, the standard.</summary>
    public const string Bokmal = "nb";

    /// <summary>All, the standard first.</summary>
    public static ImmutableArray<string> All { get; } = [Bokmal, "nn", "en"];

    /// <summary>
    /// The language we write that a person reads best: the first of theirs that we write, Danish and Swedish counting as bokmål; for one who reads none
    /// of ours, what <see cref="Nearest"/> gives for the first.
    /// </summary>
    /// <param name="reads">What they read, the best first; not empty.</param>
    public static string Best(IEnumerable<string> reads)
    {
        var tags = reads.ToList();
        return tags.Select(Written).FirstOrDefault(written => written is not null) ?? Nearest(tags[0]);
    }

    /// <summary>The language we write that serves a reader of <paramref name="language"/>: itself, English for languages other than Norwegian, else bokmål.</summary>
    public static string Nearest(string language) => Written(language) ?? "en";

    private static string? Written(string language)
    {
        var primary = language.Split('-')[0].ToLowerInvariant();
        return All.Contains(primary, StringComparer.Ordinal) ? primary : primary is "no" or "" or "sv" or "da" ? Bokmal : null;
    }
}
