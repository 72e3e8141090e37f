using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Since when a deliverer owes a word: the last log entry, else the start; of a measure in the plan that nobody has begun, the day it
/// should have. So a measure that never starts is raised too.
/// </summary>
internal static class MeasureSilence
{
    /// <summary>The day silence of the longest silent measure is counted from; null: no measure is going on.</summary>
    public static DateOnly? Since(Case subject) => subject.Measures.Active.Min(SinceOf);

    /// <summary>Measures silent for <see cref="MeasureBook.SilenceDays"/> days or more.</summary>
    public static IEnumerable<Measure> Of(Case subject, DateOnly today) =>
        subject.Measures.Active.Where(measure => SinceOf(measure) is { } since && since.AddDays(MeasureBook.SilenceDays) <= today);

    private static DateOnly? SinceOf(Measure measure) => measure.SilentSince ?? (measure.Status == MeasureStatus.Planned ? measure.StartsOn : null);
}
