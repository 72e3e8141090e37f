using System.Globalization;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Year;

/// <summary>The year that the tests look at, lived once: thirty persons, or as many as <c>PROCESSAUTOMATION_YEAR</c> says.</summary>
public sealed class LivedYear : IAsyncDisposable
{
    private readonly PostgresTestDatabase _database = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FinishedYear? _year;

    /// <summary>How many persons.</summary>
    public static int Persons { get; } = Number("PROCESSAUTOMATION_YEAR", 30);

    /// <summary>How many of them the repetition lives again, each for a year; null: a few of them for half a year.</summary>
    public static int? Repeated { get; } = Number("PROCESSAUTOMATION_YEAR_REPEAT", 0) is > 0 and var persons ? persons : null;

    /// <summary>What everything follows from.</summary>
    public static int Seed { get; } = Number("PROCESSAUTOMATION_TEST_SEED", 1);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>The year; lived when somebody first asks for it. Skips the test where there is no PostgreSQL.</summary>
    internal async Task<FinishedYear> LiveAsync(CancellationToken cancellationToken)
    {
        _database.Require();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _year ??= await FinishedYear.LiveAsync(_database, Persons, Seed, 365, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
