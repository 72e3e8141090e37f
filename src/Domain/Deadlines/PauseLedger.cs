using System.Collections.Immutable;
using ProcessAutomation.Domain.Calendar;

namespace ProcessAutomation.Domain.Deadlines;

/// <summary>A pause: from its first day up to, not including, the day it ended. <paramref name="Until"/> null: still paused.</summary>
public sealed record Pause(DateOnly From, DateOnly? Until, string Reason);

/// <summary>
/// The pauses of a deadline. The deadline moves by the days lost (days of its own unit), never earlier than the original date,
/// and a pause that began after the deadline had passed gives nothing. Entries are only added or ended, never removed.
/// </summary>
public sealed record PauseLedger(ImmutableArray<Pause> Pauses)
{
    /// <summary>No pauses.</summary>
    public static PauseLedger Empty { get; } = new([]);

    /// <summary>Whether a pause has begun and not ended: nothing fires while it lasts.</summary>
    public bool IsPaused => Pauses.Any(pause => pause.Until is null);

    /// <summary>A ledger with one more pause begun; the same ledger when one is open already.</summary>
    public PauseLedger Begin(DateOnly on, string reason) => IsPaused ? this : new(Pauses.Add(new Pause(on, null, reason)));

    /// <summary>A ledger with the open pause ended on <paramref name="on"/> (that day counts again); the same ledger when none is open.</summary>
    public PauseLedger End(DateOnly on) =>
        new([.. Pauses.Select(pause => pause.Until is null ? pause with { Until = on < pause.From ? pause.From : on } : pause)]);

    /// <summary>Moves a date by what the pauses took. Open pauses count for nothing until they end: a paused deadline does not fire.</summary>
    /// <param name="original">The date without pauses.</param>
    /// <param name="unit">The days that are counted.</param>
    /// <param name="since">Days before this one took nothing: the deadline did not run yet. Null: all count.</param>
    public DateOnly Extend(DateOnly original, DeadlineUnit unit, DateOnly? since = null)
    {
        var lost = 0;
        var counted = new HashSet<DateOnly>();
        foreach (var pause in Pauses.Where(pause => pause.Until is not null).OrderBy(pause => pause.From))
        {
            if (pause.From > DeadlineRule.Add(original, lost, unit))
                continue;
            for (var day = pause.From; day < pause.Until; day = day.AddDays(1))
            {
                if (!(day < since) && counted.Add(day) && (unit == DeadlineUnit.Days || NorwegianCalendar.IsWorkingDay(day)))
                    lost++;
            }
        }

        return DeadlineRule.Add(original, lost, unit);
    }
}
