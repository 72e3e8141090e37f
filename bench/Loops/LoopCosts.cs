using System.Diagnostics;
using System.Globalization;
using ProcessAutomation.Bench.Flows;
using ProcessAutomation.Bench.Rounds;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Bench.Loops;

/// <summary>Loops that touch nothing but memory, in activities a second; and whether many activities cost in proportion to few.</summary>
internal sealed class LoopCosts(BenchEngine engine, int rounds)
{
    private const int WhileTurns = 1_000_000;
    private const int Few = 500;
    private const int Many = 5_000;

    public async Task RunAsync()
    {
        Print($"## loops; {Environment.ProcessorCount} cores, {rounds} rounds, medians; journal on, one burst, one commit");
        await engine.PublishAsync(LoopTexts.While("cpu-while", WhileTurns));
        var rate = WhileTurns / await MedianAsync(() => engine.RunAsync("cpu-while"));
        Print($"cpu-while, {WhileTurns:N0} turns of While and SetVariable in C#: {rate:N0} activities a second (the loop itself not counted)");
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        await engine.RunAsync("cpu-while");
        Print($"cpu-while allocates {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)WhileTurns:N0} B a turn");

        Print($"one burst, microseconds an activity at {Few:N0} and {Many:N0}, and how they compare (1 = in proportion):");
        await BurstAsync("While", LoopTexts.While);
        await BurstAsync("For", LoopTexts.For);
        await BurstAsync("ForEach", LoopTexts.ForEach);
        await BurstAsync("ParallelForEach", LoopTexts.Parallel);
        await BurstAsync("ParallelForEach whose items wait, start", LoopTexts.Waiting);
        await AfterAsync("ParallelForEach whose items wait, one event for all", LoopTexts.Waiting, engine.PublishEventAsync);
        await AfterAsync("ParallelForEach of timers, all due at once", LoopTexts.Delayed, async _ =>
        {
            engine.Clock.Advance(TimeSpan.FromDays(2));
            await engine.Stepper.UntilQuietAsync(CancellationToken.None);
        });

        Print($"definitions, microseconds an activity at 200 and 2,000:");
        Compile("compile a flowchart", LoopTexts.Chart);
        Compile("refuse a definition with a fault in every activity", LoopTexts.Broken);
        await BurstAsync("run a flowchart", LoopTexts.Chart, 200, 2_000);
    }

    private async Task BurstAsync(string what, Func<string, int, string> text, int few = Few, int many = Many)
    {
        var costs = new List<double>();
        foreach (var size in new[] { few, many })
        {
            var id = $"{what}-{size}".Replace(' ', '-');
            await engine.PublishAsync(text(id, size));
            costs.Add(await MedianAsync(() => engine.RunAsync(id)) / size);
        }

        Compare(what, costs[0], costs[1]);
    }

    private async Task AfterAsync(string what, Func<string, int, string> text, Func<string, Task> move)
    {
        var costs = new List<double>();
        foreach (var size in new[] { Few, Many })
        {
            var id = $"{what}-{size}".Replace(' ', '-').Replace(',', '-');
            await engine.PublishAsync(text(id, size));
            var times = new List<double>();
            for (var round = 0; round <= rounds; round++)
            {
                await engine.RunAsync(id);
                times.Add(await SecondsAsync(() => move(id)));
            }

            costs.Add(Alternation.Median(times.Skip(1)) / size);
        }

        Compare(what, costs[0], costs[1]);
    }

    private void Compile(string what, Func<string, int, string> text)
    {
        var costs = new List<double>();
        foreach (var size in new[] { 200, 2_000 })
        {
            var times = new List<double>();
            for (var round = 0; round <= rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                if (engine.Compile(text("compiled", size)) is CompileResult.Invalid { Problems: var problems } && problems.Length < size - 1)
                {
                    throw new InvalidOperationException($"Not valid: {problems[0]}");
                }

                times.Add(clock.Elapsed.TotalSeconds);
            }

            costs.Add(Alternation.Median(times.Skip(1)) / size);
        }

        Compare(what, costs[0], costs[1]);
    }

    private async Task<double> MedianAsync(Func<Task> run)
    {
        var times = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            times.Add(await SecondsAsync(run));
        }

        return Alternation.Median(times.Skip(1));
    }

    private static async Task<double> SecondsAsync(Func<Task> run)
    {
        var clock = Stopwatch.StartNew();
        await run();
        return clock.Elapsed.TotalSeconds;
    }

    private static void Compare(string what, double few, double many) =>
        Print($"  {what}: {few * 1e6:N2} and {many * 1e6:N2}, {many / few:0.0}");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
