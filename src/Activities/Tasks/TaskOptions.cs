using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>How tasks are kept; section <c>Tasks</c> of the settings.</summary>
public sealed class TaskOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Tasks";

    /// <summary>
    /// A claim ends with the n-th working day after the day it was made, 0–30; 0: with that day itself. What is claimed on a Friday is so kept over the
    /// weekend, and nobody's absence keeps a task from the others for long (docs/adr/0019).
    /// </summary>
    public int ReservationDays { get; set; } = 1;

    /// <summary>Most days a task may be on hold, 1–3650.</summary>
    public int LongestHoldDays { get; set; } = 180;

    /// <summary>When a claim made at an instant ends, UTC.</summary>
    public DateTimeOffset ReservationFrom(DateTimeOffset now)
    {
        var day = NorwegianTime.DateOf(now);
        if (!DateLimits.Contain(day))
            return now; // a clock that shows such a year has no calendar
        return NorwegianTime.EndOf(ReservationDays == 0 ? day : NorwegianCalendar.AddWorkingDays(day, ReservationDays)).ToUniversalTime();
    }
}
