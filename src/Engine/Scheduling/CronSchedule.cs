using Cronos;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>
/// A cron expression of five fields, or six with seconds first, read on a clock on the wall in Norway. An hour that summer time leaves
/// out happens when it ends, an hour that comes twice happens once (an expression that repeats within the hour goes on through both). Immutable.
/// </summary>
public sealed class CronSchedule
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    private readonly CronExpression _cron;

    private CronSchedule(string expression, CronExpression cron)
    {
        Expression = expression;
        _cron = cron;
    }

    /// <summary>As it was given, trimmed.</summary>
    public string Expression { get; }

    /// <summary>Reads an expression.</summary>
    public static CronReading Read(string expression)
    {
        var text = expression.Trim();
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6) && !text.StartsWith('@'))
        {
            return new CronReading.Invalid($"it has {fields.Length} fields, but must have five (minute, hour, day of month, month, day of week) or six with seconds first");
        }

        return CronExpression.TryParse(text, fields.Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out var cron)
            ? new CronReading.Read(new CronSchedule(text, cron))
            : new CronReading.Invalid($"a field is not a number, list, range or step within its limits (minute 0-59, hour 0-23, day 1-31, month 1-12, day of week 0-7)");
    }

    /// <summary>The next occurrence after an instant, UTC; null: there is none, like 30 February.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) =>
        _cron.GetNextOccurrence(instant, Oslo) is { } next ? Instants.Truncate(next) : null;

    /// <inheritdoc/>
    public override string ToString() => Expression;
}

/// <summary>What reading a cron expression ended in. Closed.</summary>
public abstract record CronReading
{
    private CronReading()
    {
    }

    /// <summary>It can be followed.</summary>
    public sealed record Read(CronSchedule Schedule) : CronReading;

    /// <summary>It is none. <paramref name="Reason"/>: plain words, the end of a sentence.</summary>
    public sealed record Invalid(ProblemText Reason) : CronReading;
}
