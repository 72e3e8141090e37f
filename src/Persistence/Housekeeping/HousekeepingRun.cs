namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>How a run of a housekeeping job stands. The numbers are stored.</summary>
public enum HousekeepingOutcome
{
    /// <summary>It goes on, or its process died a moment ago.</summary>
    Running = 0,

    /// <summary>It did all there was to do.</summary>
    Done = 1,

    /// <summary>Its time was up; the next one goes on from there.</summary>
    OutOfTime = 2,

    /// <summary>It broke off with an error; the next one tries again.</summary>
    Failed = 3,

    /// <summary>It was stopped together with its process.</summary>
    Stopped = 4,

    /// <summary>It never ended: its process died. Found out when the next one began.</summary>
    Lost = 5,
}

/// <summary>One run of a housekeeping job. All instants are on the machine clock, UTC.</summary>
public sealed record HousekeepingRun
{
    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>The node it ran on.</summary>
    public required string Node { get; init; }

    /// <summary>User id of who asked for it; null: the schedule.</summary>
    public string? AskedBy { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Rows removed or emptied.</summary>
    public required long Affected { get; init; }

    /// <summary>How it stands.</summary>
    public required HousekeepingOutcome Outcome { get; init; }

    /// <summary>Stable code of what went wrong; null: nothing.</summary>
    public string? Code { get; init; }
}

/// <summary>What is known of a job's runs.</summary>
/// <param name="Last">The latest; null: it has never run, or not for as long as runs are kept.</param>
/// <param name="LastWhole">When one last ended well; null: never.</param>
/// <param name="FailuresInARow">Runs since then that failed or were lost; those stopped with their process do not count.</param>
public sealed record HousekeepingHistory(HousekeepingRun? Last, DateTimeOffset? LastWhole, int FailuresInARow);
