using System.Diagnostics;
using System.Globalization;
using ProcessAutomation.Bench.Flows;
using ProcessAutomation.Bench.Rounds;

namespace ProcessAutomation.Bench.Masses;

/// <summary>The same work beside a million waiting and three million finished instances, and beside a thousand.</summary>
internal sealed class FullAgainstEmpty(BenchDatabase full, BenchEngine fullEngine, int rounds, TimeSpan time, int suspended, int finished)
{
    private const int Few = 1_000;
    private const int InstancesOfACase = 10;

    public async Task RunAsync()
    {
        await using var empty = await BenchDatabase.MakeAsync(full.Provider);
        await using var emptyEngine = await BenchEngine.OpenAsync(empty.ConnectionString, EngineAgainstBare.LoopTurns);
        Console.WriteLine($"## {full.Provider}: {await full.DurabilityAsync()}");
        await FillAsync(empty, emptyEngine, Few, 0);
        await FillAsync(full, fullEngine, suspended, finished);
        foreach (var workers in new[] { 1, 8 })
        {
            await CompareAsync("start-to-bookmark", workers, engine => Alternation.RateAsync(time, workers, _ => engine.StartAsync()), emptyEngine);
            await CompareAsync("resume-to-finish", workers, async engine => await Alternation.RateAsync(await StartedAsync(engine), workers, (_, id) => engine.ResumeAsync(id)), emptyEngine);
        }
    }

    private async Task<IReadOnlyList<Guid>> StartedAsync(BenchEngine engine)
    {
        var instances = new List<Guid>();
        for (var i = 0; i < (int)(time.TotalSeconds * 500); i++)
        {
            instances.Add(await engine.StartAsync());
        }

        return instances;
    }

    private static async Task FillAsync(BenchDatabase database, BenchEngine engine, int waiting, int ended)
    {
        var clock = Stopwatch.StartNew();
        var (template, ending) = (await engine.StartAsync(), await engine.StartAsync());
        await engine.ResumeAsync(ending);
        var fill = new MassFill(database);
        var cases = Math.Max(1, waiting / InstancesOfACase);
        await fill.SuspendAsync(template, waiting, cases);
        if (ended > 0)
        {
            await fill.FinishAsync(ending, ended, cases);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} waiting and {ended:N0} finished instances put in, in {clock.Elapsed.TotalSeconds:N0} s"));
    }

    private async Task CompareAsync(string what, int workers, Func<BenchEngine, Task<double>> measure, BenchEngine emptyEngine)
    {
        var (many, few) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var (a, b) = (await measure(fullEngine), await measure(emptyEngine));
            if (round > 0) // the first warms caches up
            {
                many.Add(a);
                few.Add(b);
            }
        }

        var (full, empty) = (Alternation.Median(many), Alternation.Median(few));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, {workers} at a time: full {full:N0}, empty {empty:N0} a second, {empty / full:0.00} times as long"));
    }
}
