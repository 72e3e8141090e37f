using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Simulation;

/// <summary>A flow and all it can reach, each in the one version that is played.</summary>
/// <param name="Root">The flow a case begins with.</param>
/// <param name="Chosen">The version asked for.</param>
/// <param name="Flows">Each flow once; <paramref name="Chosen"/> is among them.</param>
/// <param name="BuiltIn">Versions that others hold as activities, older ones first.</param>
internal sealed record FlowSet(string Root, StoredDefinition Chosen, ImmutableArray<StoredDefinition> Flows, ImmutableArray<StoredDefinition> BuiltIn);

/// <summary>Finds what must be published for a flow to run. Flows beside it are left out, and with them whatever starts by clock or request.</summary>
internal sealed class FlowSets(IDefinitionStore store, DefinitionCatalog catalog)
{
    /// <summary>The set of a flow; null: there is no such flow or no such text of it.</summary>
    /// <exception cref="InvalidDefinitionException">A flow of the set does not compile.</exception>
    /// <param name="definitionId">The flow.</param>
    /// <param name="choice">Which text of it.</param>
    /// <param name="isByItself">The flow begins by itself, also where the main flow of a case reaches it.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    public async Task<FlowSet?> FindAsync(string definitionId, FlowChoice choice, bool isByItself, CancellationToken cancellationToken)
    {
        var chosen = choice == FlowChoice.Draft
            ? await store.FindLatestAsync(definitionId, cancellationToken)
            : await store.FindPublishedAsync(definitionId, cancellationToken);
        if (chosen is null)
            return null;
        if (isByItself)
            return await ReachAsync(definitionId, chosen, cancellationToken);
        var whole = await ReachAsync(CaseDesk.MainFlow, chosen, cancellationToken);
        return whole is not null && whole.Flows.Any(flow => flow.VersionId == chosen.VersionId) ? whole : await ReachAsync(definitionId, chosen, cancellationToken);
    }

    private async Task<FlowSet?> ReachAsync(string root, StoredDefinition chosen, CancellationToken cancellationToken)
    {
        var flows = new Dictionary<string, StoredDefinition>(StringComparer.Ordinal);
        var builtIn = new Dictionary<string, StoredDefinition>(StringComparer.Ordinal);
        var open = new Queue<string>([root]);
        while (open.TryDequeue(out var id))
        {
            if (flows.ContainsKey(id) || (id == chosen.DefinitionId ? chosen : await store.FindPublishedAsync(id, cancellationToken)) is not { } stored)
                continue; // one that is missing is a fault the publisher names
            flows.Add(id, stored);
            await FollowAsync(stored, open, builtIn, cancellationToken);
        }

        return flows.ContainsKey(root) ? new FlowSet(root, chosen, [.. flows.Values], [.. builtIn.Values.OrderBy(stored => stored.CreatedAt)]) : null;
    }

    private async Task FollowAsync(StoredDefinition stored, Queue<string> open, Dictionary<string, StoredDefinition> builtIn, CancellationToken cancellationToken)
    {
        var graph = await catalog.GetAsync(stored.VersionId, cancellationToken);
        foreach (var subflow in graph.SubflowIds)
            open.Enqueue(subflow);
        foreach (var used in graph.UsedVersionIds)
        {
            if (builtIn.ContainsKey(used) || await store.LoadAsync(used, cancellationToken) is not { } version)
                continue;
            builtIn.Add(used, version);
            await FollowAsync(version, open, builtIn, cancellationToken);
        }
    }
}
