using System.Diagnostics;
using System.Globalization;
using ProcessAutomation.Bench.Bare;
using ProcessAutomation.Bench.Flows;
using ProcessAutomation.Bench.Masses;
using ProcessAutomation.Bench.Rounds;

namespace ProcessAutomation.Bench.Timers;

/// <summary>Many timers due at the same second, first alone, then beside a mass of deadlines that are far off.</summary>
internal sealed class DueTimers(BenchDatabase database, BenchEngine engine, int rounds, int timers, int waiting)
{
    private const int Workers = 8;

    public async Task RunAsync()
    {
        var sizes = await SizesAsync();
        Console.WriteLine($"## {database.Provider}: {await database.DurabilityAsync()}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{timers:N0} timers due at one instant, {rounds} rounds, medians; rows: {sizes}"));
        await engine.StartTimerAsync();
        await FireAllAsync(200);
        await CompareAsync("alone", sizes);
        var filled = Stopwatch.StartNew();
        await new MassFill(database).WaitAsync(await engine.StartTimerAsync(), waiting, DateTimeOffset.UtcNow.AddYears(1));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} instances that wait a year more put beside them in {filled.Elapsed.TotalSeconds:N0} s"));
        await CompareAsync(string.Create(CultureInfo.InvariantCulture, $"beside {waiting:N0} waiting"), sizes);
    }

    private async Task CompareAsync(string what, RowSizes sizes)
    {
        var (fired, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            fired.Add(await FireAllAsync(timers));
            bare.Add(await BareAsync(sizes));
        }

        var (a, b) = (Alternation.Median(fired), Alternation.Median(bare));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: engine {a:N0} timers a second (all after {timers / a:N1} s), bare {b:N0}, ratio {a / b:0.00}"));
    }

    // Everything from the instant at which they fall due to the last commit, claims included.
    private async Task<double> FireAllAsync(int count)
    {
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (_, _) => await engine.StartTimerAsync());
        engine.Clock.Advance(TimeSpan.FromHours(1));
        var (clock, done) = (Stopwatch.StartNew(), 0);
        while (done < count)
        {
            var round = await engine.Stepper.RunDueAsync(CancellationToken.None);
            done += round > 0 ? round : throw new InvalidOperationException($"{count - done} of {count} timers were not due.");
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    private async Task<double> BareAsync(RowSizes sizes)
    {
        var writers = Enumerable.Range(0, Workers).Select(_ => database.Bare(sizes)).ToArray();
        var instances = new List<Guid>(timers);
        while (instances.Count < timers)
        {
            instances.Add(await writers[0].StartAsync());
        }

        var rate = await Alternation.RateAsync(instances, Workers, (worker, id) => writers[worker].FireAsync(id));
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }

        return rate;
    }

    private async Task<RowSizes> SizesAsync()
    {
        var finished = await engine.StartTimerAsync();
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await engine.Stepper.RunDueAsync(CancellationToken.None);
        return await database.MeasureAsync(await engine.StartTimerAsync(), finished);
    }
}
