using System.Collections.Immutable;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Composition;

/// <summary>
/// Which version of a sub-flow a tree of instances runs: the one that was published when its root started. A flow that had none then is
/// pinned at its first use, so that the tree stays on it from there on.
/// </summary>
internal sealed class SubflowVersions(DefinitionCatalog catalog)
{
    /// <summary>Pins everything the graph can reach: its sub-flows, theirs, and so on.</summary>
    public async ValueTask<ImmutableArray<DefinitionPin>> PinAsync(WorkflowGraph root, CancellationToken cancellationToken)
    {
        if (root.SubflowIds.IsEmpty)
        {
            return [];
        }

        var pins = new Dictionary<string, DefinitionPin>(StringComparer.Ordinal) { [root.DefinitionId] = new(root.DefinitionId, root.VersionId) };
        var open = new Queue<string>(root.SubflowIds);
        while (open.TryDequeue(out var definitionId))
        {
            if (pins.ContainsKey(definitionId) || await catalog.FindPublishedAsync(definitionId, cancellationToken) is not { } graph)
            {
                continue;
            }

            pins.Add(definitionId, new DefinitionPin(definitionId, graph.VersionId));
            foreach (var next in graph.SubflowIds)
            {
                open.Enqueue(next);
            }
        }

        return [.. pins.Values];
    }

    /// <summary>The version an instance of this tree starts; null: the flow has no published version.</summary>
    public async ValueTask<WorkflowGraph?> FindAsync(RunningInstance instance, IEngineSession session, string definitionId, bool latest, CancellationToken cancellationToken)
    {
        if (!latest)
        {
            var pins = instance.Revision == 0 || !instance.Pins.IsEmpty ? instance.Pins : await session.LoadPinsAsync(instance.RootId, cancellationToken);
            if (pins.FirstOrDefault(pin => string.Equals(pin.DefinitionId, definitionId, StringComparison.Ordinal)) is { } pinned)
            {
                return await catalog.GetAsync(pinned.VersionId, cancellationToken);
            }
        }

        return await catalog.FindPublishedAsync(definitionId, cancellationToken);
    }
}
