using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>Reads what a plan needs besides the instance: the version to migrate to and the tree's sub-flows.</summary>
internal sealed class AlterationPreparer(DefinitionCatalog catalog)
{
    private readonly SubflowVersions _subflows = new(catalog);

    public async ValueTask<PlannedAlteration> PlanAsync(RunningInstance instance, Alteration alteration, IEngineSession session, CancellationToken cancellationToken)
    {
        var target = alteration is Alteration.Migrate migrate && !instance.HasEnded ? await TargetAsync(instance, migrate, session, cancellationToken) : null;
        return AlterationPlanner.Plan(AlterationSubject.Of(instance), alteration, target);
    }

    private async ValueTask<MigrationTarget> TargetAsync(RunningInstance instance, Alteration.Migrate migrate, IEngineSession session, CancellationToken cancellationToken)
    {
        if (await catalog.FindVersionAsync(migrate.VersionId, cancellationToken) is not { } stored)
        {
            return new MigrationTarget.Unfit(AlterationProblems.NoVersion(migrate.VersionId));
        }

        if (!string.Equals(stored.DefinitionId, instance.State.Graph.DefinitionId, StringComparison.Ordinal))
        {
            return new MigrationTarget.Unfit(AlterationProblems.OtherDefinition(stored.DefinitionId));
        }

        if (!stored.IsFrozen)
        {
            return new MigrationTarget.Unfit(AlterationProblems.NotPublished(stored.Version.ToString(CultureInfo.InvariantCulture)));
        }

        try
        {
            var graph = await catalog.GetAsync(migrate.VersionId, cancellationToken);
            return new MigrationTarget.Ready(graph, migrate.UpdateSubflows && instance.RootId == instance.Id ? await SubflowsAsync(instance, graph, session, cancellationToken) : []);
        }
        catch (InvalidDefinitionException exception)
        {
            var ids = string.Join(", ", exception.Problems.Select(static problem => problem.Id).Distinct(StringComparer.Ordinal));
            return new MigrationTarget.Unfit(AlterationProblems.CannotRun(stored.Version.ToString(CultureInfo.InvariantCulture), ids));
        }
    }

    // A sub-flow of which the tree has an instance keeps its version: the next one of a loop must be like the first.
    private async ValueTask<ImmutableArray<SubflowChange>> SubflowsAsync(RunningInstance instance, WorkflowGraph graph, IEngineSession session, CancellationToken cancellationToken)
    {
        var pinned = (await session.LoadPinsAsync(instance.RootId, cancellationToken)).ToDictionary(static pin => pin.DefinitionId, static pin => pin.VersionId, StringComparer.Ordinal);
        var started = (await session.LoadTreeDefinitionsAsync(instance.RootId, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from pin in await _subflows.PinAsync(graph, cancellationToken)
               where !string.Equals(pin.DefinitionId, graph.DefinitionId, StringComparison.Ordinal) && !started.Contains(pin.DefinitionId)
               let before = pinned.GetValueOrDefault(pin.DefinitionId)
               where !string.Equals(before, pin.VersionId, StringComparison.Ordinal)
               select new SubflowChange(pin.DefinitionId, before, pin.VersionId),
        ];
    }
}
