namespace ProcessAutomation.Host.Housekeeping;

/// <summary>What became of the wish to run a job now. Closed: only the nested cases exist.</summary>
public abstract record RunRequest
{
    private RunRequest()
    {
    }

    /// <summary>It begins in a moment, on one of the nodes.</summary>
    public sealed record Accepted : RunRequest;

    /// <summary>It runs already, or somebody has asked just now.</summary>
    public sealed record Underway : RunRequest;

    /// <summary>There is no such job.</summary>
    public sealed record Unknown : RunRequest;

    /// <summary>Housekeeping is switched off in this process, is just starting, or its database is away.</summary>
    public sealed record Unavailable : RunRequest;
}
