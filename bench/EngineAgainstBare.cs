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
        await WalAsync();
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

    private async Task WalAsync()
    {
        const int Count = 200;
        if (await database.WalAsync() is not { } before)
        {
            return;
        }

        var instances = new List<Guid>();
        while (instances.Count < Count)
        {
            instances.Add(await engine.StartAsync());
        }

        var started = await database.WalAsync() ?? 0;
        foreach (var instance in instances)
        {
            await engine.ResumeAsync(instance);
        }

        var resumed = await database.WalAsync() ?? 0;
        Print(string.Create(CultureInfo.InvariantCulture, $"WAL of the engine: {(started - before) / Count:N0} B a start, {(resumed - started) / Count:N0} B a resume"));
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

    // The engine's side loads the case whole and writes it through EF Core; the bare side writes the same rows and reads none of the case.
    private async Task DomainAsync(RowSizes sizes)
    {
        var (cases, bareCases) = (await engine.MakeCasesAsync(50), await engine.MakeCasesAsync(50));
        var number = 0;
        foreach (var workers in new[] { 1, 8 })
        {
            var writers = Enumerable.Range(0, workers).Select(_ => database.Bare(sizes)).ToArray();
            await CompareAsync(
                $"resume that also changes the case, {workers} at a time",
                async () => await Alternation.RateAsync(await PairedAsync(cases, id => engine.StartAsync(id.ToString())), workers, (_, pair) => engine.ResumeAsync(pair.Instance, pair.Case)),
                async () => await Alternation.RateAsync(
                    await PairedAsync(bareCases, _ => writers[0].StartAsync()), workers,
                    (worker, pair) => writers[worker].ResumeAsync(pair.Instance, new CaseChangeRow(pair.Case, Interlocked.Increment(ref number)))));
            await DisposeAsync(writers);
        }
    }

    private static async Task<IReadOnlyList<(Guid Instance, Guid Case)>> PairedAsync(IReadOnlyList<Guid> cases, Func<Guid, Task<Guid>> start)
    {
        var pairs = new List<(Guid, Guid)>();
        foreach (var caseId in Enumerable.Range(0, 10).SelectMany(_ => cases))
        {
            pairs.Add((await start(caseId), caseId));
        }

        return pairs;
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
