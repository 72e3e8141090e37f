using System.Diagnostics;

namespace ProcessAutomation.Bench.Rounds;

/// <summary>Measures A B A B in one run, so that a machine that drifts drifts for both.</summary>
internal static class Alternation
{
    /// <summary>Operations a second of one worker body run by several workers at once for a time.</summary>
    public static async Task<double> RateAsync(TimeSpan time, int workers, Func<int, Task> operation)
    {
        var clock = Stopwatch.StartNew();
        var counts = new long[workers];
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (clock.Elapsed < time)
            {
                await operation(worker);
                counts[worker]++;
            }
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Operations a second for a fixed list of inputs spread over workers; each input is used once.</summary>
    public static async Task<double> RateAsync<T>(IReadOnlyList<T> inputs, int workers, Func<int, T, Task> operation)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < inputs.Count; i = Interlocked.Increment(ref next))
            {
                await operation(worker, inputs[i]);
            }
        })));
        return inputs.Count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The middle value; the mean of the two in the middle for an even count.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
