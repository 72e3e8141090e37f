using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Activities.Deadlines;

/// <summary>
/// The rungs of a deadline as a process owner writes them in a flow: a JSON array of
/// <c>{"do":"remind"|"escalate","offset":-2,"unit":"days"|"working-days","to":"role"}</c>. A reminder counts from the day of the deadline and
/// goes to who holds the task unless <c>to</c> says another; an escalation counts from the day after and goes to the unit leader unless told otherwise.
/// </summary>
public static class Ladder
{
    /// <summary>Most rungs of one deadline.</summary>
    public const int MaxRungs = 10;

    /// <summary>Reads the rungs. <paramref name="holder"/>: role in the case that holds the task.</summary>
    /// <exception cref="UnreadableInputException">The text is no ladder; the message says which rung and why.</exception>
    public static ImmutableArray<Rung> Parse(string? json, string holder)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new UnreadableInputException($"Rungs are a JSON array.");
            if (document.RootElement.GetArrayLength() > MaxRungs)
                throw new UnreadableInputException($"At most {MaxRungs} rungs.");
            return [.. document.RootElement.EnumerateArray().Select((rung, index) => Read(rung, index + 1, holder))];
        }
        catch (JsonException problem)
        {
            throw new UnreadableInputException($"Rungs are not JSON.", problem);
        }
    }

    /// <summary>
    /// The ladder of the plain inputs: reminders so many days before the deadline, escalations so many days after it. Empty texts: none.
    /// </summary>
    /// <exception cref="UnreadableInputException">One of them is no list of days.</exception>
    public static ImmutableArray<Rung> Of(string? remindBefore, string? escalateAfter, string escalateTo, DeadlineUnit unit, string holder) =>
    [
        .. Days(remindBefore).Select(days => new Rung(RungKind.Remind, -days, unit, holder)),
        .. Days(escalateAfter).Select(days => new Rung(RungKind.Escalate, days, unit, escalateTo)),
    ];

    /// <summary>Reads days as a process owner writes them: <c>7, 2</c>, or durations as the designer does: <c>P7D</c>.</summary>
    /// <exception cref="UnreadableInputException">The message says which is none.</exception>
    public static ImmutableArray<int> Days(string? text)
    {
        var parts = (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MaxRungs)
            throw new UnreadableInputException($"At most {MaxRungs} rungs.");
        return [.. parts.Select(part => TryDays(part, out var days) ? days : throw new UnreadableInputException($"{part} is not a number of days such as 7."))];
    }

    /// <summary>Reads whole days: <c>7</c>, or a duration as the designer writes it: <c>P7D</c>, <c>-P4W</c>.</summary>
    public static bool TryDays(string text, out int days)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out days))
            return Math.Abs(days) <= DeadlineRule.MaxOffset;
        if (!text.Contains('P', StringComparison.Ordinal) || !Durations.TryParse(text, out var duration) || duration.Ticks % TimeSpan.TicksPerDay != 0 || Math.Abs(duration.TotalDays) > DeadlineRule.MaxOffset)
            return false;
        days = (int)duration.TotalDays;
        return true;
    }

    /// <summary>Reads a unit as flows write it.</summary>
    public static bool TryUnit(string? text, out DeadlineUnit unit)
    {
        unit = text is "working-days" ? DeadlineUnit.WorkingDays : DeadlineUnit.Days;
        return text is "days" or "working-days";
    }

    private static Rung Read(JsonElement rung, int number, string holder)
    {
        if (rung.ValueKind != JsonValueKind.Object)
            throw new UnreadableInputException($"Rung {number} is not an object.");
        RungKind? kind = Text(rung, "do") switch { "remind" => RungKind.Remind, "escalate" => RungKind.Escalate, _ => null };
        if (kind is null)
            throw new UnreadableInputException($"Rung {number}: do is remind or escalate.");
        if (!rung.TryGetProperty("offset", out var offset) || !offset.TryGetInt32(out var days) || Math.Abs(days) > DeadlineRule.MaxOffset)
            throw new UnreadableInputException($"Rung {number}: offset is a whole number of days, at most {DeadlineRule.MaxOffset} either way.");
        if (!TryUnit(Text(rung, "unit") ?? "days", out var unit))
            throw new UnreadableInputException($"Rung {number}: unit is days or working-days.");
        var to = Text(rung, "to") ?? (kind == RungKind.Remind ? holder : CaseRoles.UnitLeader);
        return new Rung(kind.Value, days, unit, to);
    }

    private static string? Text(JsonElement rung, string name) =>
        rung.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
