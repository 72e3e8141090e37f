using System.Globalization;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Forms;

/// <summary>The rules of a field, for a text that has the right type.</summary>
internal static class AnswerRules
{
    /// <summary>The first rule the text breaks; null: none.</summary>
    public static Refusal? FaultOf(FormField field, string text, string path, DateOnly? today) =>
        (field.Number is { } number && Answers.TryNumber(text, out var value) ? Number(number, value, path) : null)
        ?? (field.Days is { } days && DayOf(field, text) is { } day ? Day(days, day, path, today) : null)
        ?? (field.Pattern is { } pattern && !pattern.Fits(text) ? Refusal.Of(AnswerCodes.NotTheShape, path, pattern.Words.Bokmal, pattern.Words.Nynorsk, pattern.Words.English) : null);

    private static Refusal? Number(NumberRule rule, decimal value, string path) =>
        value < rule.Min ? Refusal.Of(AnswerCodes.TooSmall, path, Text(rule.Min.Value))
        : value > rule.Max ? Refusal.Of(AnswerCodes.TooLarge, path, Text(rule.Max.Value))
        : decimal.Round(value, rule.Decimals) != value ? Refusal.Of(AnswerCodes.TooManyDecimals, path, Text(rule.Decimals))
        : null;

    private static Refusal? Day(DayRule rule, DateOnly day, string path, DateOnly? today)
    {
        if (Limit(rule.Earliest, today) is { } earliest && day < earliest)
            return Refusal.Of(AnswerCodes.TooEarly, path, earliest);
        return Limit(rule.Latest, today) is { } latest && day > latest ? Refusal.Of(AnswerCodes.TooLate, path, latest) : null;
    }

    private static DateOnly? Limit(DayLimit? limit, DateOnly? today) => limit?.Day ?? (limit is not null && today is { } now ? limit.On(now) : null);

    private static DateOnly? DayOf(FormField field, string text) => field.Kind switch
    {
        FieldKind.Date when Answers.TryDate(text, out var day) => day,
        FieldKind.DateTime when Answers.TryInstant(text, out var at) => NorwegianTime.DateOf(at),
        _ => null,
    };

    private static string Text(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
