using System.Collections.Immutable;
using System.Diagnostics;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>
/// Saves drafts and publishes them. A draft may be invalid; publishing is whole or not at all, and published versions never change:
/// the next save makes a new draft with the next number. Thread-safe.
/// </summary>
public sealed class DefinitionPublisher(IDefinitionStore store, DefinitionCatalog catalog, EngineSignals signals, IdSource ids)
{
    /// <summary>Saves the text as the draft of its <c>definitionId</c> (a new id when it has none). <paramref name="now"/>: business clock.
    /// The same content as the published latest version is not saved again.</summary>
    public async ValueTask<SaveResult> SaveDraftAsync(string json, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (DefinitionReader.Read(json) is not ReadResult.Read { Definition: var definition })
        {
            return new SaveResult.Unreadable(ProblemsOf(json));
        }

        var stored = await SaveAsync(definition, now, cancellationToken);
        return new SaveResult.Saved(stored, (await CheckAsync(stored, [], now, cancellationToken)).Problems);
    }

    /// <summary>Saves the text and publishes it. <paramref name="now"/>: business clock.</summary>
    public async ValueTask<PublishResult> PublishTextAsync(string json, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await PublishAllAsync([json], now, cancellationToken))[0];

    /// <summary>Saves and publishes several texts that may name each other as sub-flows. Results in the order of the texts.</summary>
    public async ValueTask<ImmutableArray<PublishResult>> PublishAllAsync(ImmutableArray<string> texts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var saved = new StoredDefinition?[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            saved[i] = DefinitionReader.Read(texts[i]) is ReadResult.Read { Definition: var definition } ? await SaveAsync(definition, now, cancellationToken) : null;
        }

        // A flow that cannot be published itself is not known to the others. Refusing one may take another with it.
        var known = saved.OfType<StoredDefinition>().ToDictionary(stored => stored.DefinitionId, StringComparer.Ordinal);
        var checks = new Dictionary<string, Check>(StringComparer.Ordinal);
        int before;
        do
        {
            before = known.Count;
            foreach (var stored in known.Values.ToList())
            {
                // What is published was checked when it was.
                checks[stored.DefinitionId] = stored.IsPublished ? Check.Passed : await CheckAsync(stored, known.Values, now, cancellationToken);
                if (checks[stored.DefinitionId].Problems.Length > 0)
                {
                    known.Remove(stored.DefinitionId);
                }
            }
        }
        while (known.Count < before);

        // What is built into others is published before them, so that a published version never holds a draft.
        var results = new Dictionary<string, PublishResult>(StringComparer.Ordinal);
        foreach (var stored in InOrderOfUse(known.Values, checks))
        {
            results[stored.DefinitionId] = await PublishAsync(stored, checks[stored.DefinitionId], now, cancellationToken);
        }

        return [.. saved.Select((stored, i) => stored is null ? new PublishResult.Refused(null, ProblemsOf(texts[i]))
            : results.GetValueOrDefault(stored.DefinitionId) ?? new PublishResult.Refused(stored, checks[stored.DefinitionId].Problems))];
    }

    /// <summary>Publishes the latest version of a definition. <paramref name="now"/>: business clock.</summary>
    public async ValueTask<PublishResult> PublishAsync(string definitionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return new PublishResult.NotFound(definitionId);
        }

        var check = latest.IsPublished ? Check.Passed : await CheckAsync(latest, [], now, cancellationToken);
        return check.Problems.Length > 0 ? new PublishResult.Refused(latest, check.Problems) : await PublishAsync(latest, check, now, cancellationToken);
    }

    /// <summary>Takes the published version back, so that nothing new starts from it; running instances go on. False: none was published.</summary>
    public async ValueTask<bool> RetractAsync(string definitionId, CancellationToken cancellationToken)
    {
        var isRetracted = await store.RetractAsync(definitionId, cancellationToken);
        catalog.Forget(definitionId);
        return isRetracted;
    }

    private async ValueTask<PublishResult> PublishAsync(StoredDefinition stored, Check check, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stored.IsPublished)
        {
            return new PublishResult.AlreadyPublished(stored);
        }

        // Again: one that was checked beside it may have taken its endpoint.
        if (check.Graph is { } graph && await EndpointsTakenAsync(graph, check.Triggers, cancellationToken) is { IsEmpty: false } taken)
        {
            return new PublishResult.Refused(stored, taken);
        }

        if (!await store.KeepUsedAsync(stored.VersionId, check.UsedVersionIds, cancellationToken) || !await AreFrozenAsync(check.UsedVersionIds, cancellationToken))
        {
            return new PublishResult.Changed(stored.DefinitionId);
        }

        var isPublished = await store.PublishAsync(stored.VersionId, stored.Revision, check.Triggers, now, cancellationToken);
        catalog.Forget(stored.DefinitionId);
        signals.TriggersChanged();
        return isPublished
            ? new PublishResult.Published(await store.LoadAsync(stored.VersionId, cancellationToken) ?? throw new UnreachableException())
            : new PublishResult.Changed(stored.DefinitionId);
    }

    private async ValueTask<StoredDefinition> SaveAsync(WorkflowDefinition definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var definitionId = definition.DefinitionId.Length > 0 ? definition.DefinitionId : ids.New().ToString("N");
        if (await store.FindLatestAsync(definitionId, cancellationToken) is { IsPublished: true } latest
            && DefinitionReader.Read(latest.Json) is ReadResult.Read published
            && DefinitionContent.AreSame(published.Definition.Document, definition.Document))
        {
            return latest;
        }

        return await store.SaveDraftAsync(new DefinitionDraft(definitionId, ids.New().ToString("N"), definition.Name, definition.Json, now), cancellationToken);
    }

    private async ValueTask<bool> AreFrozenAsync(ImmutableArray<string> versionIds, CancellationToken cancellationToken)
    {
        foreach (var versionId in versionIds)
        {
            if (await store.LoadAsync(versionId, cancellationToken) is not { IsFrozen: true })
            {
                return false;
            }
        }

        return true;
    }

    // A version holds all that those it holds hold, and none holds itself: who holds fewer comes first.
    private static IEnumerable<StoredDefinition> InOrderOfUse(IReadOnlyCollection<StoredDefinition> definitions, Dictionary<string, Check> checks) =>
        definitions.OrderBy(stored => checks[stored.DefinitionId].UsedVersionIds.Length);

    private async ValueTask<Check> CheckAsync(StoredDefinition stored, IReadOnlyCollection<StoredDefinition> published, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await catalog.CompileAsync(stored, published, cancellationToken);
        if (result is CompileResult.Invalid invalid)
        {
            return new Check(invalid.Problems, [], []);
        }

        var graph = ((CompileResult.Compiled)result).Graph;

        var sink = new ProblemSink();
        var triggers = TriggerReader.Read(graph, now, sink);
        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        problems.AddRange(sink.Problems);
        problems.AddRange(await EndpointsTakenAsync(graph, triggers, cancellationToken));
        foreach (var subflow in graph.SubflowIds)
        {
            var isKnown = string.Equals(subflow, stored.DefinitionId, StringComparison.Ordinal) || published.Any(other => string.Equals(other.DefinitionId, subflow, StringComparison.Ordinal))
                || await store.FindPublishedAsync(subflow, cancellationToken) is not null;
            if (!isKnown)
            {
                problems.AddRange(SubflowReferences.To(graph, subflow).Select(place => new DefinitionProblem(
                    ProblemIds.UnknownSubflow, place.Pointer, $"{place.Node} starts the workflow {subflow}, which is not published.", place.Node.Id, place.InputName)));
            }
        }

        return new Check(problems.ToImmutable(), graph.UsedVersionIds, triggers) { Graph = graph };
    }

    private async ValueTask<ImmutableArray<DefinitionProblem>> EndpointsTakenAsync(WorkflowGraph graph, ImmutableArray<TriggerWish> triggers, CancellationToken cancellationToken) =>
        triggers.Any(static wish => wish.Name == HttpStimuli.Endpoint)
            ? [.. EndpointConflicts.Find(graph, triggers, await store.ListTriggersAsync(HttpStimuli.Endpoint, cancellationToken))]
            : [];

    private static ImmutableArray<DefinitionProblem> ProblemsOf(string json) => DefinitionReader.Read(json) is ReadResult.Unreadable unreadable ? unreadable.Problems : [];

    /// <summary>What checking a version found.</summary>
    private sealed record Check(ImmutableArray<DefinitionProblem> Problems, ImmutableArray<string> UsedVersionIds, ImmutableArray<TriggerWish> Triggers)
    {
        /// <summary>The version; null: it does not compile, or was not looked at.</summary>
        public WorkflowGraph? Graph { get; init; }

        /// <summary>Of a version that is published already.</summary>
        public static Check Passed { get; } = new([], [], []);
    }
}
