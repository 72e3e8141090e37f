using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// What the engine of this process counts and measures, as the meter <c>ProcessAutomation.Engine</c>; and how many units of work it is in
/// the middle of. Without a listener each of these costs next to nothing. Names, units and tags are what dashboards are built on: they
/// stay. Thread-safe.
/// </summary>
public sealed class EngineInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "ProcessAutomation.Engine";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _bursts;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _incidents;
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _attempts;
    private int _running;

    public EngineInstruments()
    {
        _bursts = _meter.CreateCounter<long>("processautomation.bursts", "{burst}", "Bursts committed.");
        _duration = _meter.CreateHistogram<double>("processautomation.unit_of_work.duration", "s", "From the call to its commit, repetitions included.");
        _commits = _meter.CreateCounter<long>("processautomation.commits", "{commit}", "Commits tried, by outcome: committed, stale, refused.");
        _incidents = _meter.CreateCounter<long>("processautomation.incidents", "{incident}", "Activities that failed and wait for a person.");
        _lateness = _meter.CreateHistogram<double>("processautomation.timer.lateness", "s", "How long after its due instant a timer was claimed.");
        _attempts = _meter.CreateCounter<long>("processautomation.outbox.attempts", "{attempt}", "Attempts to deliver a message, by what became of it.");
        _meter.CreateObservableUpDownCounter("processautomation.units_of_work.running", () => Running, "{unit}", "Units of work this process is in the middle of.");
    }

    /// <summary>Units of work this process is in the middle of: bursts, and requests that change something.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Attempts at messages were recorded.</summary>
    public void Delivered(OutboxStatus status) => _attempts.Add(1, new KeyValuePair<string, object?>("status", Word(status)));

    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    /// <summary>A unit of work begins; it ends when what is returned is disposed.</summary>
    internal Unit Begin() => new(this, _duration.Enabled ? Stopwatch.GetTimestamp() : 0);

    internal void Committed(BurstCommit commit)
    {
        _commits.Add(1, new KeyValuePair<string, object?>("outcome", "committed"));
        if (commit.Instance is not null)
            _bursts.Add(1);
        foreach (var incident in commit.Incidents)
        {
            if (incident.Status == IncidentStatus.Open)
                _incidents.Add(1);
        }

        foreach (var delivery in commit.Deliveries)
            Delivered(delivery.Status);
    }

    internal void Stale() => _commits.Add(1, new KeyValuePair<string, object?>("outcome", "stale"));

    internal void Refused() => _commits.Add(1, new KeyValuePair<string, object?>("outcome", "refused"));

    internal void Late(TimeSpan by) => _lateness.Record(by.TotalSeconds);

    private static string Word(OutboxStatus status) => status switch
    {
        OutboxStatus.Sent => "sent",
        OutboxStatus.Failed => "failed",
        OutboxStatus.Revoked => "revoked",
        _ => "waiting",
    };

    /// <summary>One unit of work under way.</summary>
    internal readonly struct Unit : IDisposable
    {
        private readonly EngineInstruments _instruments;
        private readonly long _began;

        internal Unit(EngineInstruments instruments, long began)
        {
            (_instruments, _began) = (instruments, began);
            Interlocked.Increment(ref instruments._running);
        }

        public void Dispose()
        {
            Interlocked.Decrement(ref _instruments._running);
            if (_began != 0)
                _instruments._duration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds);
        }
    }
}
