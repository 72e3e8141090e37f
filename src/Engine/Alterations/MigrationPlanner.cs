using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>Plans a migration: the state as it is under the new version, or everything that keeps it from getting there.</summary>
internal static class MigrationPlanner
{
    public static PlannedAlteration Plan(AlterationSubject subject, Alteration.Migrate migrate, MigrationTarget target)
    {
        if (target is MigrationTarget.Unfit unfit)
        {
            return PlannedAlteration.Refused(unfit.Problem);
        }

        var (graph, subflows) = (MigrationTarget.Ready)target;
        if (!string.Equals(graph.DefinitionId, subject.Graph.DefinitionId, StringComparison.Ordinal))
        {
            return PlannedAlteration.Refused(AlterationProblems.OtherDefinition(graph.DefinitionId));
        }

        var problems = ImmutableArray.CreateBuilder<AlterationProblem>();
        if (graph.Version <= subject.Graph.Version)
        {
            problems.Add(AlterationProblems.NotNewer(subject.Graph.Version.ToString(CultureInfo.InvariantCulture), graph.Version.ToString(CultureInfo.InvariantCulture)));
        }

        if (migrate.UpdateSubflows && !subject.IsRoot)
        {
            problems.Add(AlterationProblems.NotARoot());
        }

        var mapping = new StateMapping(subject.State, graph, problems);
        var state = mapping.Map();
        if (problems.Count > 0)
        {
            return new PlannedAlteration(new AlterationPlan.Refused(problems.ToImmutable()), null);
        }

        return new PlannedAlteration(
            subject.Ending([]) with
            {
                Variables = mapping.Variables,
                PassedOver = [.. mapping.PassedOver.Select(AlterationSubject.Affected)],
                Subflows = subflows,
            },
            new AlterationStep.Migrate(state, PinsOf(subject, graph.DefinitionId, graph.VersionId, subflows)));
    }

    // A root's own version is pinned with the others: a sub-flow that runs the root's definition gets the new one too.
    private static ImmutableArray<DefinitionPin> PinsOf(AlterationSubject subject, string definitionId, string versionId, ImmutableArray<SubflowChange> subflows) =>
        subject.IsRoot && !subject.Graph.SubflowIds.IsEmpty
            ? [new DefinitionPin(definitionId, versionId), .. subflows.Select(static change => new DefinitionPin(change.DefinitionId, change.ToVersionId))]
            : [.. subflows.Select(static change => new DefinitionPin(change.DefinitionId, change.ToVersionId))];
}
