using System.Collections.Immutable;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>What saving a draft ended in. Closed.</summary>
public abstract record SaveResult
{
    private SaveResult()
    {
    }

    /// <summary>Kept. <paramref name="Problems"/>: what would keep it from being published; empty = nothing.</summary>
    public sealed record Saved(StoredDefinition Definition, ImmutableArray<DefinitionProblem> Problems) : SaveResult;

    /// <summary>Not JSON, too large or too deep: nothing was kept.</summary>
    public sealed record Unreadable(ImmutableArray<DefinitionProblem> Problems) : SaveResult;
}

/// <summary>What publishing ended in. Closed.</summary>
public abstract record PublishResult
{
    private PublishResult()
    {
    }

    /// <summary>New instances start from this version now.</summary>
    public sealed record Published(StoredDefinition Definition) : PublishResult;

    /// <summary>The same content is published already; nothing changed.</summary>
    public sealed record AlreadyPublished(StoredDefinition Definition) : PublishResult;

    /// <summary>Not valid: every problem, at least one. The draft stays; what was published stays published.
    /// <paramref name="Draft"/>: null when the text was unreadable, so nothing was kept.</summary>
    public sealed record Refused(StoredDefinition? Draft, ImmutableArray<DefinitionProblem> Problems) : PublishResult;

    /// <summary>Somebody saved the draft again meanwhile; look at it and publish again.</summary>
    public sealed record Changed(string DefinitionId) : PublishResult;

    /// <summary>There is no definition of this id.</summary>
    public sealed record NotFound(string DefinitionId) : PublishResult;
}
