using System.Globalization;
using ProcessAutomation.Bench;
using ProcessAutomation.Bench.Flows;
using ProcessAutomation.Bench.Inbox;
using ProcessAutomation.Bench.Loops;
using ProcessAutomation.Bench.Masses;
using ProcessAutomation.Bench.Timers;

// bench [commits|timers|masses|loops|inbox] [sqlite|postgres|both] [--rounds N] [--seconds S] [--timers N] [--waiting N] [--suspended N] [--finished N] [--tasks N] [--calls N]
// commits: engine and bare transaction, A B A B, medians and ratios. timers: many due at one instant. masses: a full database beside an empty one.
// inbox: what lists of tasks cost beside a million tasks.
// loops: activities a second without the database in the way, and what many activities in one burst or one definition cost.
const string Usage = "Use: bench [commits|timers|masses|loops|inbox] [sqlite|postgres|both] [--rounds N] [--seconds S] [--timers N] [--waiting N] [--suspended N] [--finished N] [--tasks N] [--calls N]";
var (what, providers, rounds, seconds) = ("commits", new[] { "sqlite", "postgres" }, 5, 3.0);
var (timers, waiting, suspended, finished, tasks, calls) = (10_000, 1_000_000, 1_000_000, 3_000_000, 1_000_000, 100);
for (var i = 0; i < args.Length; i++)
{
    int Number() => int.Parse(args[++i], NumberStyles.Integer, CultureInfo.InvariantCulture);
    switch (args[i])
    {
        case "commits" or "timers" or "masses" or "loops" or "inbox": what = args[i]; break;
        case "sqlite" or "postgres": providers = [args[i]]; break;
        case "both": break;
        case "--rounds": rounds = Number(); break;
        case "--seconds": seconds = double.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--timers": timers = Number(); break;
        case "--waiting": waiting = Number(); break;
        case "--suspended": suspended = Number(); break;
        case "--finished": finished = Number(); break;
        case "--tasks": tasks = Number(); break;
        case "--calls": calls = Number(); break;
        default: Console.Error.WriteLine($"Unknown: {args[i]}. {Usage}"); return 2;
    }
}

foreach (var provider in providers)
{
    await using var database = await BenchDatabase.MakeAsync(provider);
    await using var engine = await BenchEngine.OpenAsync(database.ConnectionString, EngineAgainstBare.LoopTurns);
    await (what switch
    {
        "timers" => new DueTimers(database, engine, rounds, timers, waiting).RunAsync(),
        "masses" => new FullAgainstEmpty(database, engine, rounds, TimeSpan.FromSeconds(seconds), suspended, finished).RunAsync(),
        "inbox" => new InboxLists(database, tasks, calls).RunAsync(),
        "loops" => new LoopCosts(engine, rounds).RunAsync(),
        _ => new EngineAgainstBare(database, engine, rounds, TimeSpan.FromSeconds(seconds)).RunAsync(),
    });
}

return 0;
