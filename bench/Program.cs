using System.Globalization;
using ProcessAutomation.Bench;
using ProcessAutomation.Bench.Flows;

// bench [sqlite|postgres|both] [--rounds N] [--seconds S]: engine and bare transaction, A B A B, medians and ratios.
var (providers, rounds, seconds) = (new[] { "sqlite", "postgres" }, 5, 3.0);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "sqlite" or "postgres": providers = [args[i]]; break;
        case "both": break;
        case "--rounds": rounds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--seconds": seconds = double.Parse(args[++i], CultureInfo.InvariantCulture); break;
        default: Console.Error.WriteLine($"Unknown: {args[i]}. Use: bench [sqlite|postgres|both] [--rounds N] [--seconds S]"); return 2;
    }
}

foreach (var provider in providers)
{
    await using var database = await BenchDatabase.MakeAsync(provider);
    await using var engine = await BenchEngine.OpenAsync(database.ConnectionString, EngineAgainstBare.LoopTurns);
    await new EngineAgainstBare(database, engine, rounds, TimeSpan.FromSeconds(seconds)).RunAsync();
}

return 0;
