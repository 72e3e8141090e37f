using System.Diagnostics;
using System.Globalization;
using ProcessAutomation.Bench.Bare;
using ProcessAutomation.Bench.Flows;
using ProcessAutomation.Bench.Rounds;

namespace ProcessAutomation.Bench;

/// <summary>All measurements of one database, printed as they come.</summary>
internal sealed class EngineAgainstBare(BenchDatabase database, BenchEngine engine, int rounds, TimeSpan time)
{
    public const int LoopTurns = 100_000;
    private const int MaxInstances = 3_000;

    public async Task RunAsync()
    {
        var (waiting, finished) = (await engine.StartAsync(), await engine.StartAsync());
        await engine.ResumeAsync(finished);
        var sizes = await database.MeasureAsync(waiting, finished);
        Print($"## {database.Provider}: {await database.DurabilityAsync()}");
        Print($"rows: {sizes}; {Environment.ProcessorCount} cores, {rounds} rounds, medians of operations a second");
        await WarmAsync(sizes);
        foreach (var workers in new[] { 1, 8 })
        {
            await StartsAsync(sizes, workers);
            await ResumesAsync(sizes, workers);
        }

        await DomainAsync(sizes);
        await LoopAsync();
    }

    private async Task WarmAsync(RowSizes sizes)
    {
        await using var bare = database.Bare(sizes);
        for (var i = 0; i < 300; i++)
        {
            await engine.ResumeAsync(await engine.StartAsync());
            await bare.ResumeAsync(await bare.StartAsync());
        }
    }

    private async Task StartsAsync(RowSizes sizes, int workers)
    {
        var writers = Enumerable.Range(0, workers).Select(_ => database.Bare(sizes)).ToArray();
        await CompareAsync(
            $"start-to-bookmark, {workers} at a time",
            () => Alternation.RateAsync(time, workers, _ => engine.StartAsync()),
            () => Alternation.RateAsync(time, workers, worker => writers[worker].StartAsync()));
        await DisposeAsync(writers);
    }

    private async Task ResumesAsync(RowSizes sizes, int workers)
    {
        var writers = Enumerable.Range(0, workers).Select(_ => database.Bare(sizes)).ToArray();
        await CompareAsync(
            $"resume-to-finish, {workers} at a time",
            async () => await Alternation.RateAsync(await ManyAsync(() => engine.StartAsync()), workers, (_, id) => engine.ResumeAsync(id)),
            async () => await Alternation.RateAsync(await ManyAsync(() => writers[0].StartAsync()), workers, (worker, id) => writers[worker].ResumeAsync(id)));
        await DisposeAsync(writers);
    }

    // The case is loaded whole and written through EF Core, so this says what the domain costs, beside a resume without it.
    private async Task DomainAsync(RowSizes sizes)
    {
        await using var bare = database.Bare(sizes);
        var cases = await engine.MakeCasesAsync(50);
        foreach (var workers in new[] { 1, 8 })
        {
            await CompareAsync(
                $"resume that also changes the case, {workers} at a time (bare: the resume alone)",
                async () =>
                {
                    var instances = new List<(Guid Instance, Guid Case)>();
                    foreach (var caseId in Enumerable.Range(0, 10).SelectMany(_ => cases))
                    {
                        instances.Add((await engine.StartAsync(caseId.ToString()), caseId));
                    }

                    return await Alternation.RateAsync(instances, workers, (_, pair) => engine.ResumeAsync(pair.Instance, pair.Case));
                },
                async () => await Alternation.RateAsync(await ManyAsync(() => bare.StartAsync()), 1, (_, id) => bare.ResumeAsync(id)));
        }
    }

    private async Task LoopAsync()
    {
        var rates = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await engine.LoopAsync();
            rates.Add(2 * LoopTurns / clock.Elapsed.TotalSeconds);
        }

        Print(string.Create(CultureInfo.InvariantCulture, $"CPU-only loop of {2 * LoopTurns:N0} activities, journal on: {Alternation.Median(rates.Skip(1)):N0} activities a second"));
    }

    private async Task<IReadOnlyList<Guid>> ManyAsync(Func<Task<Guid>> start)
    {
        var count = Math.Min(MaxInstances, (int)(time.TotalSeconds * 700));
        var instances = new List<Guid>(count);
        while (instances.Count < count)
        {
            instances.Add(await start());
        }

        return instances;
    }

    private async Task CompareAsync(string what, Func<Task<double>> measured, Func<Task<double>> bare)
    {
        var (engineRates, bareRates) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            engineRates.Add(await measured());
            bareRates.Add(await bare());
        }

        var (a, b) = (Alternation.Median(engineRates), Alternation.Median(bareRates));
        Print(string.Create(CultureInfo.InvariantCulture, $"{what}: engine {a:N0}, bare {b:N0}, ratio {a / b:0.00}"));
    }

    private static async Task DisposeAsync(BareWriter[] writers)
    {
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    private static void Print(string line) => Console.WriteLine(line);
}
