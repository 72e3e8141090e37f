using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Cases;

/// <summary>A change of a case in the user's words.</summary>
internal static class ChangeTexts
{
    public static string Of(Texts texts, Change change)
    {
        var kind = texts["change." + change.Kind];
        var what = texts.Find("caserole." + change.What) ?? texts.Find("phase." + change.What) ?? Dates(texts, change.What);
        return what.Length == 0 ? kind : $"{kind}: {what}";
    }

    /// <summary>Days and facts inside the text as people write them; the text itself when it holds none.</summary>
    private static string Dates(Texts texts, string what) => string.Join(' ', what.Split(' ').Select(word =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date) ? texts.ShortDate(date) : texts.Find("fact." + word) ?? word));
}
