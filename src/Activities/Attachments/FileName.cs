using System.Globalization;
using System.Text;
using ProcessAutomation.Persistence.Attachments;

namespace ProcessAutomation.Activities.Attachments;

/// <summary>Names of files as they came from somebody's machine, made safe to store, show and save under.</summary>
public static class FileName
{
    private const string Forbidden = "<>:\"/\\|?*;%";

    /// <summary>
    /// The name without its path, control characters, characters that turn the direction of writing, and those that file systems or
    /// headers take otherwise; at most <see cref="TaskAttachment.MaxName"/> long with its extension whole. Never empty.
    /// </summary>
    public static string Clean(string? given)
    {
        var name = (given ?? "")[((given ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsControl(letter) || char.IsSurrogate(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                continue;
            kept.Append(Forbidden.Contains(letter, StringComparison.Ordinal) ? '_' : letter);
        }

        var clean = kept.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        if (clean.Length == 0) return "fil";
        if (clean.Length <= TaskAttachment.MaxName) return clean;
        var dot = clean.LastIndexOf('.');
        var extension = dot > 0 && clean.Length - dot <= 10 ? clean[dot..] : "";
        return clean[..(TaskAttachment.MaxName - extension.Length)].TrimEnd(' ', '.') + extension;
    }
}
