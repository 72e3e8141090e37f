using System.Diagnostics;

namespace ProcessAutomation.Nodes.Tests;

/// <summary>
/// Everything that was claimed at an instant, by whichever node, and when the last of it was done. Both instants are the database's: what a
/// dead node held is among it.
/// </summary>
internal sealed class Takeover
{
    private const string Claimed = """
        select 'timer ' || id from bookmarks where lease_until > clock_timestamp()
        union all select 'stimulus ' || instance_id || ' ' || key from stimuli where status = 0 and not_before is null and ready_at > clock_timestamp()
        union all select 'mail ' || id from outbox where status = 0 and lease_until > clock_timestamp()
        """;

    // The same rows while they are not done, whoever has them now.
    private const string NotDone = """
        select 'timer ' || id from bookmarks
        union all select 'stimulus ' || instance_id || ' ' || key from stimuli where status = 0
        union all select 'mail ' || id from outbox where status = 0
        """;

    private Takeover(DateTime since, IReadOnlyList<string> claimed) => (Since, Held) = (since, claimed);

    /// <summary>The instant.</summary>
    public DateTime Since { get; }

    /// <summary>What was claimed then.</summary>
    public IReadOnlyList<string> Held { get; }

    /// <summary>How long it may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Looks now.</summary>
    public static async Task<Takeover> FromNowAsync(Cluster cluster, CancellationToken cancellationToken) =>
        new(await cluster.NowAsync(cancellationToken), await cluster.ColumnAsync<string>(Claimed, cancellationToken));

    /// <summary>Waits until all of it is done, and says how long after the instant that was.</summary>
    public async Task<TimeSpan> DoneAfterAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var left = Held.ToHashSet(StringComparer.Ordinal);
        var patience = Stopwatch.StartNew();
        while (true)
        {
            left.IntersectWith(await cluster.ColumnAsync<string>(NotDone, cancellationToken));
            var after = await cluster.NowAsync(cancellationToken) - Since;
            if (left.Count == 0)
                return after;
            Assert.True(patience.Elapsed < Limit * 6, $"Still not done after {after}: {string.Join(", ", left)}{Environment.NewLine}{cluster.Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }
}
