namespace ProcessAutomation.Domain.Refusals;

/// <summary>
/// How long texts may be, in UTF-16 units. The database's columns have the same limits, so whatever the domain takes can be stored.
/// </summary>
public static class TextLimits
{
    /// <summary>Ids of users, units and agencies, receivers of a handover, names of municipalities.</summary>
    public const int Key = 60;

    /// <summary>Titles, names, knots, checklist items.</summary>
    public const int Line = 200;

    /// <summary>Places and addresses.</summary>
    public const int Place = 500;

    /// <summary>Reasons and agenda items.</summary>
    public const int Reason = 1000;

    /// <summary>What a need is, what is required of the person.</summary>
    public const int Paragraph = 2000;

    /// <summary>Explanations, notes, log entries, statements.</summary>
    public const int Text = 4000;

    /// <summary>Minutes of a meeting.</summary>
    public const int Minutes = 8000;

    /// <summary>The text as it is measured and kept: a line break is one character, on whatever machine it was typed. Browsers post two.</summary>
    public static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Refuses a text that is too long; null texts pass.</summary>
    internal static Refusal? Check(string? text, int max, string field) =>
        text?.Length > max ? Refusal.Of(RefusalCodes.TextTooLong, field, $"{max}") : null;

    /// <summary>Refuses a text that is missing or too long.</summary>
    internal static Refusal? Require(string? text, int max, string field, string missing = RefusalCodes.TextMissing) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Of(missing, field) : Check(text, max, field);
}
