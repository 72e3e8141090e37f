using System.Collections.Concurrent;
using System.Collections.Immutable;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>
/// Graphs by version, compiled once per process and kept. Which version of a definition is published is asked of the store at most once a
/// second per definition: another process's publication is seen within that time, this process's at once. Thread-safe.
/// </summary>
public sealed class DefinitionCatalog(IDefinitionStore store, DefinitionCompiler compiler, WorkflowActivityCatalog workflows, TimeProvider machineClock)
{
    /// <summary>Most graphs kept; beyond, the one not used for the longest time goes (and its expressions with it, once no burst runs it).</summary>
    public const int MaxGraphs = 512;

    private static readonly TimeSpan PublishedFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> graphs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string? VersionId, long ReadAt)> published = new(StringComparer.Ordinal);

    private sealed class Entry(Func<Task<WorkflowGraph>> load)
    {
        private readonly Lazy<Task<WorkflowGraph>> graph = new(load);

        public Task<WorkflowGraph> Graph => graph.Value;

        public long UsedAt { get; set; }
    }

    /// <summary>The graph of a version. A draft is compiled anew each time, as its text may have changed.</summary>
    /// <exception cref="InvalidDefinitionException">There is no such version, or it does not compile (an activity type it needs is gone).</exception>
    public ValueTask<WorkflowGraph> GetAsync(string versionId, CancellationToken cancellationToken)
    {
        if (graphs.TryGetValue(versionId, out var known))
        {
            known.UsedAt = machineClock.GetTimestamp();
            if (known.Graph.IsCompletedSuccessfully)
            {
                return new ValueTask<WorkflowGraph>(known.Graph);
            }
        }

        return new ValueTask<WorkflowGraph>(LoadAsync(versionId, cancellationToken));
    }

    /// <summary>The published version of a definition; null when it has none.</summary>
    /// <exception cref="InvalidDefinitionException">The published version does not compile any more.</exception>
    public async ValueTask<WorkflowGraph?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (!published.TryGetValue(definitionId, out var known) || machineClock.GetElapsedTime(known.ReadAt) > PublishedFor)
        {
            var readAt = machineClock.GetTimestamp();
            var stored = await store.FindPublishedAsync(definitionId, cancellationToken);
            known = (stored?.VersionId, readAt);
            published[definitionId] = known;
        }

        return known.VersionId is null ? null : await GetAsync(known.VersionId, cancellationToken);
    }

    /// <summary>A version as it is stored, read anew; null: there is none.</summary>
    public ValueTask<StoredDefinition?> FindVersionAsync(string versionId, CancellationToken cancellationToken) => store.LoadAsync(versionId, cancellationToken);

    /// <summary>Forgets which version is published: it has just changed.</summary>
    public void Forget(string definitionId) => published.TryRemove(definitionId, out _);

    private async Task<WorkflowGraph> LoadAsync(string versionId, CancellationToken cancellationToken)
    {
        // Shared by all who ask, so no single caller's token may stop it.
        var entry = graphs.GetOrAdd(versionId, id => new Entry(() => Task.Run(() => CompileAsync(id), CancellationToken.None)));
        entry.UsedAt = machineClock.GetTimestamp();
        try
        {
            var graph = await entry.Graph.WaitAsync(cancellationToken);
            TrimOldest();
            return graph;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            graphs.TryRemove(KeyValuePair.Create(versionId, entry));
            throw;
        }
    }

    private async Task<WorkflowGraph> CompileAsync(string versionId)
    {
        var stored = await store.LoadAsync(versionId, CancellationToken.None)
            ?? throw new InvalidDefinitionException(versionId, [new DefinitionProblem(ProblemIds.NotADefinition, "", $"There is no such version.")]);
        if (!stored.IsFrozen)
        {
            graphs.TryRemove(versionId, out _);
        }

        return await CompileAsync(stored, [], CancellationToken.None) switch
        {
            CompileResult.Compiled compiled => compiled.Graph,
            CompileResult.Invalid invalid => throw new InvalidDefinitionException(versionId, invalid.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Compiles a stored version; its identity comes from the row, as the text may hold another's.</summary>
    /// <param name="stored">The version.</param>
    /// <param name="published">Versions that are about to be published with it.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    internal async ValueTask<CompileResult> CompileAsync(StoredDefinition stored, IReadOnlyCollection<StoredDefinition> published, CancellationToken cancellationToken)
    {
        if (DefinitionReader.Read(stored.Json) is not ReadResult.Read read)
        {
            return new CompileResult.Invalid(((ReadResult.Unreadable)DefinitionReader.Read(stored.Json)).Problems);
        }

        var definition = read.Definition with
        {
            DefinitionId = stored.DefinitionId,
            VersionId = stored.VersionId,
            Version = stored.Version,
            IsPublished = stored.IsFrozen,
            Name = read.Definition.Name.Length > 0 ? read.Definition.Name : stored.Name,
        };
        var compiled = compiler.Compile(definition, await workflows.FindUsedAsync(definition, published, cancellationToken));
        var unusable = stored.IsFrozen ? [] : await workflows.CheckAsync(stored, definition, published, cancellationToken); // what was published was checked
        return unusable.IsEmpty ? compiled : new CompileResult.Invalid([.. unusable, .. (compiled as CompileResult.Invalid)?.Problems ?? []]);
    }

    private void TrimOldest()
    {
        while (graphs.Count > MaxGraphs && graphs.MinBy(pair => pair.Value.UsedAt) is { Key: { } oldest })
        {
            graphs.TryRemove(oldest, out _);
        }
    }
}

/// <summary>A stored version cannot be run. <see cref="Problems"/>: why.</summary>
public sealed class InvalidDefinitionException(string versionId, ImmutableArray<DefinitionProblem> problems)
    : Exception($"The definition version {versionId} cannot be run: {string.Join(", ", problems.Select(problem => problem.Id).Distinct(StringComparer.Ordinal))}.")
{
    /// <summary>Which version.</summary>
    public string VersionId { get; } = versionId;

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<DefinitionProblem> Problems { get; } = problems;
}
