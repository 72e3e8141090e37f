using System.Collections.Immutable;
using System.Diagnostics;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>
/// Saves drafts and publishes them. A draft may be invalid; publishing is whole or not at all, and published versions never change:
/// the next save makes a new draft with the next number. Thread-safe.
/// </summary>
public sealed class DefinitionPublisher(IDefinitionStore store, DefinitionCatalog catalog, IdSource ids)
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
        return new SaveResult.Saved(stored, await CheckAsync(stored, [], cancellationToken));
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
        var problems = new Dictionary<string, ImmutableArray<DefinitionProblem>>(StringComparer.Ordinal);
        int before;
        do
        {
            before = known.Count;
            foreach (var stored in known.Values.ToList())
            {
                // What is published was checked when it was.
                problems[stored.DefinitionId] = stored.IsPublished ? [] : await CheckAsync(stored, known.Keys, cancellationToken);
                if (problems[stored.DefinitionId].Length > 0)
                {
                    known.Remove(stored.DefinitionId);
                }
            }
        }
        while (known.Count < before);

        var results = ImmutableArray.CreateBuilder<PublishResult>();
        for (var i = 0; i < texts.Length; i++)
        {
            results.Add(saved[i] is not { } stored ? new PublishResult.Refused(null, ProblemsOf(texts[i]))
                : problems[stored.DefinitionId] is { Length: > 0 } found ? new PublishResult.Refused(stored, found)
                : await PublishAsync(stored, now, cancellationToken));
        }

        return results.ToImmutable();
    }

    /// <summary>Publishes the latest version of a definition. <paramref name="now"/>: business clock.</summary>
    public async ValueTask<PublishResult> PublishAsync(string definitionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return new PublishResult.NotFound(definitionId);
        }

        var problems = latest.IsPublished ? [] : await CheckAsync(latest, [], cancellationToken);
        return problems.Length > 0 ? new PublishResult.Refused(latest, problems) : await PublishAsync(latest, now, cancellationToken);
    }

    /// <summary>Takes the published version back, so that nothing new starts from it; running instances go on. False: none was published.</summary>
    public async ValueTask<bool> RetractAsync(string definitionId, CancellationToken cancellationToken)
    {
        var isRetracted = await store.RetractAsync(definitionId, cancellationToken);
        catalog.Forget(definitionId);
        return isRetracted;
    }

    private async ValueTask<PublishResult> PublishAsync(StoredDefinition stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stored.IsPublished)
        {
            return new PublishResult.AlreadyPublished(stored);
        }

        var isPublished = await store.PublishAsync(stored.VersionId, stored.Revision, now, cancellationToken);
        catalog.Forget(stored.DefinitionId);
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

    private async ValueTask<ImmutableArray<DefinitionProblem>> CheckAsync(StoredDefinition stored, IReadOnlyCollection<string> alsoKnown, CancellationToken cancellationToken)
    {
        var result = catalog.Compile(stored);
        if (result is CompileResult.Invalid invalid)
        {
            return invalid.Problems;
        }

        var graph = ((CompileResult.Compiled)result).Graph;

        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        foreach (var subflow in graph.SubflowIds)
        {
            var isKnown = string.Equals(subflow, stored.DefinitionId, StringComparison.Ordinal) || alsoKnown.Contains(subflow, StringComparer.Ordinal)
                || await store.FindPublishedAsync(subflow, cancellationToken) is not null;
            if (!isKnown)
            {
                problems.AddRange(SubflowReferences.To(graph, subflow).Select(place => new DefinitionProblem(
                    ProblemIds.UnknownSubflow, place.Pointer, $"{place.Node.DisplayText} starts the workflow {subflow}, which is not published.", place.Node.Id, place.InputName)));
            }
        }

        return problems.ToImmutable();
    }

    private static ImmutableArray<DefinitionProblem> ProblemsOf(string json) => DefinitionReader.Read(json) is ReadResult.Unreadable unreadable ? unreadable.Problems : [];
}
