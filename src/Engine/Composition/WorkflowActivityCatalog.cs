using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Composition;

/// <summary>
/// Workflows as activity types, beside the types of the program (<see cref="ActivityRegistry"/>): read from the store when a definition is
/// compiled and when a designer asks. Only versions that were published once can be used, as they never change. Thread-safe.
/// </summary>
public sealed class WorkflowActivityCatalog(IDefinitionStore store, ActivityRegistry registry)
{
    /// <summary>Every version that can be used, newest first, ordered by definition: one descriptor for each.</summary>
    public async ValueTask<ImmutableArray<WorkflowActivityVersion>> ListAsync(CancellationToken cancellationToken)
    {
        var versions = ImmutableArray.CreateBuilder<WorkflowActivityVersion>();
        foreach (var stored in await store.ListAsync(null, cancellationToken))
        {
            if (stored.IsFrozen && Read(stored) is { Options.UsableAsActivity: true } definition)
            {
                versions.Add(new WorkflowActivityVersion(
                    stored.DefinitionId, stored.VersionId, stored.IsPublished, WorkflowActivityDescriptor.Of(definition) with { IsBrowsable = stored.IsPublished }));
            }
        }

        return versions.ToImmutable();
    }

    /// <summary>What a definition uses as activities, and what those use.</summary>
    /// <param name="definition">The user.</param>
    /// <param name="published">Versions that are about to be published with it, so they count as published.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    internal async ValueTask<WorkflowActivities> FindUsedAsync(WorkflowDefinition definition, IReadOnlyCollection<StoredDefinition> published, CancellationToken cancellationToken)
    {
        var found = new Dictionary<WorkflowActivityReference, (WorkflowActivity?, ProblemText?)>();
        var byVersion = new Dictionary<string, WorkflowActivity>(StringComparer.Ordinal);
        var open = new Queue<WorkflowActivityReference>(WorkflowActivityReference.In(definition.Root, registry));
        while (open.TryDequeue(out var reference))
        {
            if (found.ContainsKey(reference) || await FindAsync(reference, published, cancellationToken) is not { } stored)
            {
                continue;
            }

            var used = Read(stored);
            if (used is null || Refusal(reference, stored, used, published) is not null)
            {
                found.Add(reference, (null, Refusal(reference, stored, used, published)));
                continue;
            }

            if (!byVersion.TryGetValue(stored.VersionId, out var activity))
            {
                byVersion.Add(stored.VersionId, activity = new WorkflowActivity(used));
                foreach (var next in WorkflowActivityReference.In(used.Root, registry))
                {
                    open.Enqueue(next);
                }
            }

            found.Add(reference, (activity, null));
        }

        return found.Count == 0 ? WorkflowActivities.None : new WorkflowActivities(found);
    }

    /// <summary>What keeps a workflow from being offered as an activity; nothing when it does not want to be.</summary>
    internal async ValueTask<ImmutableArray<DefinitionProblem>> CheckAsync(
        StoredDefinition stored, WorkflowDefinition definition, IReadOnlyCollection<StoredDefinition> published, CancellationToken cancellationToken)
    {
        if (!definition.Options.UsableAsActivity)
        {
            return [];
        }

        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        void Add(string pointer, ProblemText text) => problems.Add(new DefinitionProblem(ProblemIds.WorkflowActivityName, pointer, text));
        var typeName = WorkflowActivityDescriptor.TypeNameOf(definition.Name);
        if (typeName.Length == 0)
        {
            Add("/name", $"A workflow that is offered as an activity needs a name.");
        }
        else if (registry.Knows(typeName))
        {
            Add("/name", $"The workflow is offered as the activity {typeName}, but there is an activity type of this name. Give it another name.");
        }
        else
        {
            var others = (await store.ListAsync(null, cancellationToken)).Where(static other => other.IsFrozen).Concat(published)
                .Where(other => !string.Equals(other.DefinitionId, stored.DefinitionId, StringComparison.Ordinal));
            if (others.FirstOrDefault(other => Read(other) is { Options.UsableAsActivity: true } used && string.Equals(WorkflowActivityDescriptor.TypeNameOf(used.Name), typeName, StringComparison.Ordinal)) is { } taken)
            {
                Add("/name", $"The workflow is offered as the activity {typeName}, but so is {taken.Name} ({taken.DefinitionId}). Give it another name.");
            }
        }

        foreach (var name in WorkflowActivityDescriptor.UnusableNames(definition))
        {
            Add("/options/usableAsActivity", $"A workflow that is offered as an activity cannot have an input or output called {name}.");
        }

        return problems.ToImmutable();
    }

    private async ValueTask<StoredDefinition?> FindAsync(WorkflowActivityReference reference, IReadOnlyCollection<StoredDefinition> published, CancellationToken cancellationToken)
    {
        // The version id is another server's when the definition was made there.
        if (reference.VersionId.Length > 0 && await store.LoadAsync(reference.VersionId, cancellationToken) is { } exact)
        {
            return exact;
        }

        if (reference.DefinitionId.Length > 0)
        {
            var versions = await store.ListAsync(reference.DefinitionId, cancellationToken);
            return versions.FirstOrDefault(version => version.Version == reference.Version) ?? versions.FirstOrDefault();
        }

        var named = (await store.ListAsync(null, cancellationToken))
            .Where(stored => (stored.IsFrozen || published.Any(other => other.VersionId == stored.VersionId))
                && Read(stored) is { Options.UsableAsActivity: true } definition
                && string.Equals(WorkflowActivityDescriptor.TypeNameOf(definition.Name), reference.TypeName, StringComparison.Ordinal))
            .ToList();
        return named.Find(stored => stored.Version == reference.Version) ?? named.FirstOrDefault();
    }

    private static ProblemText? Refusal(WorkflowActivityReference reference, StoredDefinition stored, WorkflowDefinition? definition, IReadOnlyCollection<StoredDefinition> published) =>
        definition is not { Options.UsableAsActivity: true } ? ProblemText.Of($"The workflow {stored.Name} is not offered as an activity.")
        : reference.VersionId != stored.VersionId && reference.Version == 0 ? ProblemText.Of($"The activity does not say which version of the workflow {stored.Name} it stands for.")
        : reference.VersionId != stored.VersionId && reference.Version != stored.Version ? ProblemText.Of($"The workflow {stored.Name} has no version {reference.Version}.")
        : !stored.IsFrozen && published.All(other => other.VersionId != stored.VersionId) ? ProblemText.Of($"Version {stored.Version} of the workflow {stored.Name} has never been published.")
        : null;

    private static WorkflowDefinition? Read(StoredDefinition stored) => DefinitionReader.Read(stored.Json) is ReadResult.Read read
        ? read.Definition with { DefinitionId = stored.DefinitionId, VersionId = stored.VersionId, Version = stored.Version, Name = read.Definition.Name.Length > 0 ? read.Definition.Name : stored.Name }
        : null;
}

/// <summary>A version of a workflow that can be used as an activity.</summary>
/// <param name="DefinitionId">The workflow.</param>
/// <param name="VersionId">The version.</param>
/// <param name="IsPublished">True: it is the published version; only this one belongs into a toolbox.</param>
/// <param name="Descriptor">Type name (the workflow's name, Pascal-cased), version, inputs, outputs and outcomes.</param>
public sealed record WorkflowActivityVersion(string DefinitionId, string VersionId, bool IsPublished, ActivityDescriptor Descriptor);
