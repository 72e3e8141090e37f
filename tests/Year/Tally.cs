using System.Collections.Concurrent;

namespace ProcessAutomation.Year;

/// <summary>Counts what people did and what was refused. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>By task: honest answers that were refused again and again, and to the end. Who was too early for weeks, and then did it, gave nothing up.</summary>
    public ConcurrentDictionary<Guid, string> GivenUp { get; } = new();

    /// <summary>By task: wrong answers that were taken although a rule forbids it.</summary>
    public ConcurrentDictionary<Guid, string> Broken { get; } = new();

    public TimeSpan Took { get; set; }

    /// <summary>How long the parts of the days took.</summary>
    public ConcurrentDictionary<string, TimeSpan> Spent { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Spend(string what, TimeSpan time) => Spent.AddOrUpdate(what, time, (_, before) => before + time);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>How many there are whose name begins so.</summary>
    public int Sum(string prefix) => _counts.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(pair => pair.Value);
}
