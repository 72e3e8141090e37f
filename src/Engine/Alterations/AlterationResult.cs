using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>What applying an alteration came to. Everything but <see cref="Applied"/> has written nothing. Closed.</summary>
public abstract record AlterationResult
{
    private AlterationResult()
    {
    }

    /// <summary>Durable.</summary>
    /// <param name="AlterationId">Its row.</param>
    /// <param name="Revision">The instance's revision afterwards.</param>
    /// <param name="Preview">What was done.</param>
    public sealed record Applied(Guid AlterationId, long Revision, AlterationPlan.Preview Preview) : AlterationResult;

    /// <summary>It cannot be applied to the instance as it stands.</summary>
    public sealed record Refused(ImmutableArray<AlterationProblem> Problems) : AlterationResult;

    /// <summary>The instance has moved on since the preview. <paramref name="Revision"/>: where it is now.</summary>
    public sealed record Stale(long Revision) : AlterationResult;

    /// <summary>There is no such instance.</summary>
    public sealed record NotFound : AlterationResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }
}
