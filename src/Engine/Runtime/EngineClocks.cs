using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// The two clocks. The business clock decides what is due; in development it may stand still and be moved. The machine clock measures
/// back-off, leases and budgets and is never moved.
/// </summary>
public sealed class EngineClocks(TimeProvider business, TimeProvider machine)
{
    /// <summary>What a person would read off the wall calendar.</summary>
    public TimeProvider Business { get; } = business;

    /// <summary>The machine's own.</summary>
    public TimeProvider Machine { get; } = machine;

    /// <summary>Business instant, UTC, in whole microseconds as both databases keep it.</summary>
    public DateTimeOffset Now => Instants.Truncate(Business.GetUtcNow());

    /// <summary>Machine instant, UTC, in whole microseconds.</summary>
    public DateTimeOffset MachineNow => Instants.Truncate(Machine.GetUtcNow());
}
