using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ProcessAutomation.Persistence.Housekeeping;

namespace ProcessAutomation.Host.Housekeeping;

/// <summary>Something the machine does again and again for itself. Never anything a person waits for: that is an engine timer's.</summary>
/// <param name="Name">Stable, in lower case: it is stored, and part of addresses.</param>
/// <param name="Schedule">Cron expression with seconds, Norwegian time.</param>
/// <param name="RunAsync">Does it. Cancelled when the process stops; then what is done is done, and the next run goes on.</param>
public sealed record HousekeepingJob(string Name, string Schedule, Func<CancellationToken, Task<HousekeepingResult>> RunAsync);

/// <summary>The housekeeping jobs of this program.</summary>
public sealed class HousekeepingJobs
{
    /// <param name="options">Schedules and terms.</param>
    /// <param name="retention">The job <c>retention</c>.</param>
    /// <param name="statistics">The job <c>table-statistics</c>.</param>
    /// <param name="leftovers">The job <c>leftovers</c>.</param>
    /// <param name="more">Those of other rooms.</param>
    public HousekeepingJobs(
        IOptions<HousekeepingOptions> options, Retention retention, TableStatistics statistics, Leftovers leftovers, IEnumerable<HousekeepingJob> more)
    {
        var set = options.Value;
        var terms = new RetentionTerms(set.KeepFinishedInstances, set.KeepMessageTexts, set.KeepConsumedStimuli, set.BatchSize);
        All =
        [
            new HousekeepingJob("retention", set.RetentionSchedule, cancellationToken => retention.RunAsync(terms, set.RunAtMost, cancellationToken)),
            new HousekeepingJob("table-statistics", set.StatisticsSchedule, statistics.RunAsync),
            new HousekeepingJob("leftovers", set.LeftoversSchedule, cancellationToken => leftovers.RunAsync(set.KeepRuns, set.KeepEndedDrafts, set.BatchSize, set.RunAtMost, cancellationToken)),
            .. more,
        ];
    }

    /// <summary>All of them, in the order they are shown.</summary>
    public ImmutableArray<HousekeepingJob> All { get; }

    /// <summary>The job of that name, or null.</summary>
    public HousekeepingJob? Find(string name) => All.FirstOrDefault(job => string.Equals(job.Name, name, StringComparison.Ordinal));
}
