using System.Collections.Immutable;
using ProcessAutomation.Domain.Calendar;

namespace ProcessAutomation.Domain.Deadlines;

/// <summary>
/// A deadline computed from facts: a value without a clock. Computing it again with a moved fact gives the new one; nothing of
/// the old is kept here. All instants UTC.
/// </summary>
/// <param name="Date">The last day on which it is on time.</param>
/// <param name="OriginalDate">The date without pauses; never later than <paramref name="Date"/>.</param>
/// <param name="DueAt">The end of <paramref name="Date"/>; or the instant it was armed when it was already past then: due at once.</param>
/// <param name="Rungs">The rungs in the order they fire.</param>
public sealed record Deadline(DateOnly Date, DateOnly OriginalDate, DateTimeOffset DueAt, ImmutableArray<ArmedRung> Rungs)
{
    /// <summary>
    /// Computes a deadline. <paramref name="fact"/>: the base date. <paramref name="armedAt"/>: when the wait began; a deadline that was
    /// past already then is due at that instant and its ladder is laid from that day, so that escalation still leaves a day to act.
    /// </summary>
    public static Deadline Compute(DeadlineRule rule, DateOnly fact, PauseLedger pauses, DateTimeOffset armedAt)
    {
        var original = rule.DateFrom(fact);
        var date = pauses.Extend(original, rule.Unit, rule.Offset >= 0 ? fact : null); // one that counts onwards does not run before its fact
        if (rule.Offset < 0 && date >= fact)
            date = fact.AddDays(-1); // days lost do not move the start or the release: what is due before it stays before it
        var dueAt = NorwegianTime.EndOf(date);
        if (dueAt <= armedAt)
        {
            date = NorwegianTime.DateOf(armedAt);
            dueAt = armedAt;
        }

        var rungs = rule.Rungs
            .Select((rung, index) => new ArmedRung(index, rung, rung.FiresAt(date)))
            .OrderBy(rung => rung.FiresAt).ThenBy(rung => rung.Rung.Kind).ThenBy(rung => rung.Index);
        return new Deadline(date, original, dueAt, [.. rungs]);
    }

    /// <summary>
    /// The rungs to fire at <paramref name="now"/> given those that <paramref name="fired"/> already (by index): of several overdue only the
    /// highest fires (the one latest in the ladder), the others are skipped and must be journalled. Nothing twice.
    /// </summary>
    public DueRungs RungsAt(DateTimeOffset now, IReadOnlySet<int> fired)
    {
        var overdue = Rungs.Where(rung => rung.FiresAt <= now && !fired.Contains(rung.Index)).ToList();
        return overdue.Count == 0
            ? DueRungs.None
            : new DueRungs(overdue[^1], [.. overdue.Take(overdue.Count - 1)]);
    }

    /// <summary>The next instant anything happens after <paramref name="now"/> (a rung not yet fired, or the end); null when nothing is left.</summary>
    public DateTimeOffset? NextAt(DateTimeOffset now, IReadOnlySet<int> fired)
    {
        DateTimeOffset? next = DueAt > now ? DueAt : null;
        foreach (var rung in Rungs)
        {
            if (rung.FiresAt > now && !fired.Contains(rung.Index) && (next is null || rung.FiresAt < next))
                next = rung.FiresAt;
        }

        return next;
    }
}

/// <summary>A rung with its instant. <paramref name="Index"/>: its place in the rule, which names it for good.</summary>
public sealed record ArmedRung(int Index, Rung Rung, DateTimeOffset FiresAt);

/// <summary>What fires now, if anything, and what was passed over while nobody was looking.</summary>
public sealed record DueRungs(ArmedRung? Fires, ImmutableArray<ArmedRung> Skipped)
{
    /// <summary>Nothing is due.</summary>
    public static DueRungs None { get; } = new(null, []);
}
