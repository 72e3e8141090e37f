using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Activities.Forms;

/// <summary>The smallest and largest number a field takes, both inclusive; null: no limit.</summary>
/// <param name="Min">Smallest.</param>
/// <param name="Max">Largest.</param>
/// <param name="Decimals">Most digits after the comma, 0–6; 0: whole numbers.</param>
public sealed record NumberRule(decimal? Min, decimal? Max, int Decimals);

/// <summary>The earliest and latest day a field takes, both inclusive; null: no limit.</summary>
public sealed record DayRule(DayLimit? Earliest, DayLimit? Latest);

/// <summary>A day that is always the same, or so many days from the day the form is answered.</summary>
/// <param name="Day">The day; null: counted from today.</param>
/// <param name="Offset">Days from today, negative before; 0 with a day.</param>
public sealed record DayLimit(DateOnly? Day, int Offset)
{
    /// <summary>The day it is today.</summary>
    public DateOnly On(DateOnly today) => Day ?? today.AddDays(Offset);

    /// <summary>Reads <c>2027-01-31</c>, <c>today</c>, <c>today+14</c> or <c>today-7</c>; null: it is none of them.</summary>
    public static DayLimit? Read(string text)
    {
        if (Answers.TryDate(text, out var day))
            return new DayLimit(day, 0);
        if (!text.StartsWith("today", StringComparison.Ordinal))
            return null;
        var rest = text["today".Length..].Trim();
        if (rest.Length == 0)
            return new DayLimit(null, 0);
        return rest[0] is '+' or '-' && int.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) && Math.Abs(offset) <= 36_600
            ? new DayLimit(null, offset)
            : null;
    }

    /// <summary>What <see cref="Read"/> reads.</summary>
    public string Write() => Day is { } day ? day.ToString("O", CultureInfo.InvariantCulture)
        : Offset == 0 ? "today" : string.Create(CultureInfo.InvariantCulture, $"today{Offset:+0;-0}");
}

/// <summary>A shape that the whole text must have, with the words that say so when it has not.</summary>
public sealed record PatternRule
{
    private readonly Regex _regex;

    /// <exception cref="ArgumentException">It is no pattern, or one that cannot be matched in time that grows with the text alone.</exception>
    public PatternRule(string pattern, Phrase words)
    {
        (Pattern, Words) = (pattern, words);
        try
        {
            _regex = new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException unsupported)
        {
            throw new ArgumentException("It looks ahead, behind or back, which a pattern here may not.", nameof(pattern), unsupported);
        }
    }

    /// <summary>As the flow has it.</summary>
    public string Pattern { get; }

    /// <summary>What to say to who has written something else.</summary>
    public Phrase Words { get; }

    /// <summary>Whether the whole text has the shape.</summary>
    public bool Fits(string text) => _regex.IsMatch(text);
}

/// <summary>Holds when another field of the same form, or row, has one of these answers; with no answers named, when it has any.</summary>
/// <param name="Field">Name of the other field, or <see cref="Outcome"/>.</param>
/// <param name="Values">Answers as they are stored; a ticked box is <c>true</c>.</param>
public sealed record FieldCondition(string Field, ImmutableArray<string> Values)
{
    /// <summary>Stands for the outcome chosen on the task.</summary>
    public const string Outcome = "$outcome";

    /// <summary>Whether it holds for these answers.</summary>
    public bool Holds(JsonObject answers, string? outcome)
    {
        var given = Field == Outcome ? outcome is null ? [] : [outcome] : Answers.ManyOf(answers[Field]);
        return Values.IsEmpty ? given.Any(value => value.Length > 0 && value != "false") : given.Any(value => Values.Contains(value, StringComparer.Ordinal));
    }
}
