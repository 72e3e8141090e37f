namespace ProcessAutomation.Engine.Ids;

/// <summary>Where every id comes from: time-ordered UUIDs (version 7), so that rows written together lie together in an index.
/// Thread-safe. The one place allowed to make ids; everywhere else the banned-symbol list stops it.</summary>
public sealed class IdSource(TimeProvider machineClock)
{
    /// <summary>A new id, unique over all processes; later ids sort after earlier ones to the millisecond.</summary>
    public Guid New() => Guid.CreateVersion7(machineClock.GetUtcNow());
}
