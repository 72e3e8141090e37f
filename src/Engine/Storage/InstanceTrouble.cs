namespace ProcessAutomation.Engine.Storage;

/// <summary>An instance that cannot be run as it is stored.</summary>
public sealed record InstanceTrouble
{
    /// <summary>Which instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Code of its incident.</summary>
    public required string Code { get; init; }

    /// <summary>Business clock, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Tries, the first included, after which the incident waits for a person; the instance is still tried from time to time.</summary>
    public required int AttemptsAlone { get; init; }

    /// <summary>Until the second try; doubles with each.</summary>
    public required TimeSpan FirstWait { get; init; }

    /// <summary>Longest time between two tries.</summary>
    public required TimeSpan LongestWait { get; init; }
}
