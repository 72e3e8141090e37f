namespace ProcessAutomation.Engine.Storage;

/// <summary>
/// What a commit came to. Everything but <see cref="Committed"/> has written nothing. Failures of the database itself (gone, full,
/// read-only) are exceptions, not outcomes. Closed.
/// </summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Durable.</summary>
    public sealed record Committed : CommitOutcome
    {
        /// <summary>The one instance.</summary>
        public static Committed Instance { get; } = new();
    }

    /// <summary>Another burst of the instance was first, or the database broke a deadlock: run again from what is stored now.</summary>
    public sealed record StaleInstance : CommitOutcome;

    /// <summary>The case has changed since it was read: run again.</summary>
    public sealed record StaleCase : CommitOutcome;

    /// <summary>The task has changed since it was read.</summary>
    /// <param name="TaskId">The task.</param>
    public sealed record StaleTask(Guid TaskId) : CommitOutcome;

    /// <summary>The delivery's claim has been superseded.</summary>
    /// <param name="OutboxId">The message.</param>
    public sealed record StaleDelivery(Guid OutboxId) : CommitOutcome;

    /// <summary>The database refuses these rows for what they are (a constraint); again would be refused again.</summary>
    /// <param name="Exception">What it said; its text may hold values and is not for the log.</param>
    public sealed record Poison(Exception Exception) : CommitOutcome;
}
