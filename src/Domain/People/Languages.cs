using System.Collections.Immutable;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.People;

/// <summary>What languages a person reads and speaks. A fact of the person, whichever case it came up in. Tags are BCP 47.</summary>
public sealed record Languages
{
    /// <summary>Most further languages of one person.</summary>
    public const int MaxFurther = 8;

    /// <summary>What the person reads best.</summary>
    public required string Reads { get; init; }

    /// <summary>Others the person reads, the best first; empty: none.</summary>
    public ImmutableArray<string> Further { get; init; } = [];

    /// <summary>What an interpreter is needed for in talks; null: none needed.</summary>
    public string? Interpreter { get; init; }

    /// <summary>All that the person reads, the best first.</summary>
    public IEnumerable<string> AllRead => Further.Prepend(Reads);

    /// <inheritdoc/>
    public bool Equals(Languages? other) =>
        other is not null && Reads == other.Reads && Interpreter == other.Interpreter && Further.SequenceEqual(other.Further, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reads, Interpreter, Further.Length);

    /// <summary>Refuses what is no language tag, and more languages than can be kept.</summary>
    internal Refusal? Check()
    {
        if (!LanguageTag.IsValid(Reads))
            return Refusal.Of(RefusalCodes.LanguageUnknown, "language");
        if (Further.Length > MaxFurther)
            return Refusal.Of(RefusalCodes.LanguagesTooMany, "furtherLanguages", $"{MaxFurther}");
        if (Further.Any(tag => !LanguageTag.IsValid(tag)))
            return Refusal.Of(RefusalCodes.LanguageUnknown, "furtherLanguages");
        return Interpreter is null || LanguageTag.IsValid(Interpreter) ? null : Refusal.Of(RefusalCodes.LanguageUnknown, "interpreterLanguage");
    }
}

/// <summary>What a person's languages were said to be, by whom and when. The latest counts.</summary>
public sealed class LanguagesEntry
{
    private LanguagesEntry()
    {
    }

    internal LanguagesEntry(Guid personId, int number, Languages languages, string changedBy, DateTimeOffset changedAt) =>
        (PersonId, Number, Language, FurtherLanguages, InterpreterLanguage, ChangedBy, ChangedAt) =
        (personId, number, languages.Reads, languages.Further, languages.Interpreter, changedBy, changedAt);

    /// <summary>The person.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>From 1 for the person.</summary>
    public int Number { get; private set; }

    /// <summary>What the person reads best.</summary>
    public string Language { get; private set; } = "";

    /// <summary>Others, the best first.</summary>
    public ImmutableArray<string> FurtherLanguages { get; private set; } = [];

    /// <summary>What an interpreter is needed for; null: none.</summary>
    public string? InterpreterLanguage { get; private set; }

    /// <summary>Who said so: a user id.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset ChangedAt { get; private set; }
}
