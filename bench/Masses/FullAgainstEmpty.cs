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

        await fullEngine.DisposeAsync();
        await emptyEngine.DisposeAsync();
        await PagesAsync(empty);
    }

    // A unit of a hundred cases looks the same in both databases; what is different is all that lies beside it.
    private async Task PagesAsync(BenchDatabase empty)
    {
        await using var few = await HostUnderBench.StartAsync(empty.ConnectionString);
        await using var many = await HostUnderBench.StartAsync(full.ConnectionString);
        foreach (var (what, path, user) in new[]
        {
            ("inbox page 1 (API, 10 lines)", "/api/v1/tasks?list=group&skip=0&take=10", "kari"),
            ("inbox page 100 (API, 10 lines)", "/api/v1/tasks?list=group&skip=990&take=10", "kari"),
            ("inbox (page)", "/innboks", "kari"),
            ("case (page)", $"/saker/{MassFill.CaseId(7)}", "kari"),
        })
        {
            var (a, b) = (new List<double>(), new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                var (slow, fast) = (await many.TimesAsync(path, user, "contact-officer", 20), await few.TimesAsync(path, user, "contact-officer", 20));
                if (round > 0)
                {
                    a.AddRange(slow);
                    b.AddRange(fast);
                }
            }

            var (manyTime, fewTime) = (Alternation.Median(a), Alternation.Median(b));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: full {manyTime:N1} ms, empty {fewTime:N1} ms, {manyTime / fewTime:0.00} times as long; full p95 {P95(a):N1} ms"));
        }

        foreach (var (what, path) in new[] { ("page 1", "/api/v1/tasks?list=group&skip=0&take=50"), ("page 100", "/api/v1/tasks?list=group&skip=4950&take=50") })
        {
            var times = await many.TimesAsync(path, "ola", "contact-officer", 40);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"inbox {what} of a unit with a sixtieth of all cases: median {Alternation.Median(times):N1} ms, p95 {P95(times):N1} ms"));
        }

        await MemoryAsync(empty);
    }

    // Fresh processes, so that what the pages above have left in memory does not count.
    private async Task MemoryAsync(BenchDatabase empty)
    {
        var sizes = new List<double>();
        foreach (var database in new[] { full, empty })
        {
            await using var host = await HostUnderBench.StartAsync(database.ConnectionString);
            await Task.Delay(TimeSpan.FromSeconds(20));
            sizes.Add(host.Memory / 1048576.0);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory of an idle Host 20 s after its start: full {sizes[0]:N0} MiB, empty {sizes[1]:N0} MiB, {sizes[0] - sizes[1]:+0;-0} MiB"));
    }

    private static double P95(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[(int)(sorted.Length * 0.95)];
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
        await fill.OpenCasesAsync((await engine.MakeCasesAsync(1))[0], cases);
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
