using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Runtime;

/// <summary>What a dashboard sees of the engine. Names, units and tags stay as they are here.</summary>
public abstract class InstrumentSuite(TestDatabase database) : WorkflowSuite(database)
{
    protected override void Configure(EngineOptions options) => options.RetryAttempts = 1;

    [Fact]
    public async Task Bursts_commits_incidents_and_lateness_are_counted()
    {
        using var seen = new Seen(Services.GetRequiredService<EngineInstruments>());
        Failures.Fail("bad", () => new InvalidOperationException());
        await StartAsync(Flow.Chart("delay").Add("d", "Elsa.Delay", ("timeSpan", "00:10:00")).Connect("d -> z"));
        await StartAsync(Flow.Of("fails", "bad -> z"));
        await PassAsync(TimeSpan.FromMinutes(11));

        Assert.Equal((3, 3), (seen.Sum("processautomation.bursts{}"), seen.Sum("processautomation.commits{outcome=committed}")));
        Assert.Equal(1, seen.Sum("processautomation.incidents{}"));
        Assert.Equal(60, seen.Sum("processautomation.timer.lateness{}"));
        Assert.True(seen.Sum("processautomation.unit_of_work.duration{}") > 0);
        Assert.Equal(0, Services.GetRequiredService<EngineInstruments>().Running);
    }

    [Fact]
    public void The_names_and_units_are_these()
    {
        using var seen = new Seen(Services.GetRequiredService<EngineInstruments>());
        Assert.Equal(
            [
                "processautomation.bursts {burst}", "processautomation.commits {commit}", "processautomation.incidents {incident}",
                "processautomation.outbox.attempts {attempt}", "processautomation.timer.lateness s", "processautomation.unit_of_work.duration s",
                "processautomation.units_of_work.running {unit}",
            ],
            seen.Instruments.Order(StringComparer.Ordinal));
    }

    // Listens to this test's engine only: others run beside it.
    private sealed class Seen : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);

        public Seen(EngineInstruments engine)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (!engine.Owns(instrument))
                    return;
                Instruments.Add($"{instrument.Name} {instrument.Unit}");
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public List<string> Instruments { get; } = [];

        public double Sum(string instrument)
        {
            lock (_sums)
                return _sums.GetValueOrDefault(instrument);
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}";
            lock (_sums)
                _sums[key] = _sums.GetValueOrDefault(key) + value;
        }
    }
}

public sealed class InstrumentsOnSqlite(SqliteTestDatabase database) : InstrumentSuite(database), IClassFixture<SqliteTestDatabase>;
