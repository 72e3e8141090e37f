using System.Collections.Immutable;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Deadlines;

/// <summary>What the offset of a deadline counts. Stored as the numbers and in definitions as <c>days</c> / <c>working-days</c>.</summary>
public enum DeadlineUnit
{
    /// <summary>Calendar days.</summary>
    Days = 1,

    /// <summary>Norwegian working days, see <see cref="NorwegianCalendar"/>.</summary>
    WorkingDays = 2,
}

/// <summary>What a rung does when its time comes.</summary>
public enum RungKind
{
    /// <summary>Reminds whoever holds the task.</summary>
    Remind = 1,

    /// <summary>Tells somebody else that it is not done.</summary>
    Escalate = 2,
}

/// <summary>
/// One rung of the ladder of a deadline on date D. <paramref name="Offset"/> counts in the rung's unit. A reminder fires 08:00
/// on D + offset (negative: before). An escalation counts from the end of D: 0 fires 08:00 the day after D (the first working
/// day after it when the unit is working days), 2 two days later. <paramref name="ToRole"/>: role in the case that is told.
/// </summary>
public sealed record Rung(RungKind Kind, int Offset, DeadlineUnit Unit, string ToRole)
{
    /// <summary>The instant this rung fires for a deadline on <paramref name="due"/>, UTC.</summary>
    public DateTimeOffset FiresAt(DateOnly due) => NorwegianTime.MorningOf(
        Kind == RungKind.Remind ? DeadlineRule.Add(due, Offset, Unit) : DeadlineRule.Add(due, Offset + 1, Unit));
}

/// <summary>
/// When something must be done: a fact of the case, a signed offset and a unit. The deadline is a date and lasts to the end of it.
/// </summary>
/// <param name="Fact">Name of the date the rule counts from: one of <see cref="CaseFacts.DateNames"/>, or <see cref="TaskCreated"/>.</param>
/// <param name="Offset">Signed: -28 is 28 days before the fact, 0 the same day.</param>
/// <param name="Unit">What the offset counts.</param>
/// <param name="Rungs">Reminders and escalations in any order; may be empty.</param>
public sealed record DeadlineRule(string Fact, int Offset, DeadlineUnit Unit, ImmutableArray<Rung> Rungs)
{
    /// <summary>The day the wait began, as a base fact: "within two days of getting the task".</summary>
    public const string TaskCreated = "TaskCreated";

    /// <summary>The largest offset accepted, either way: ten years of days.</summary>
    public const int MaxOffset = 3660;

    /// <summary>Adds days of a unit to a date.</summary>
    public static DateOnly Add(DateOnly date, int count, DeadlineUnit unit) =>
        unit == DeadlineUnit.WorkingDays ? NorwegianCalendar.AddWorkingDays(date, count) : date.AddDays(count);

    /// <summary>The date it counts from; null: not known yet.</summary>
    public DateOnly? BaseDate(CaseFacts facts, DateTimeOffset armedAt) =>
        Fact == TaskCreated ? NorwegianTime.DateOf(armedAt) : facts.DateOf(Fact);

    /// <summary>The date by the rule alone, without pauses, for a base fact that is known.</summary>
    public DateOnly DateFrom(DateOnly fact) => Add(fact, Offset, Unit);
}
