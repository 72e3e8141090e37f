using System.Globalization;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>Plans a move: which execution the target takes the place of, and what else ends with it.</summary>
internal static class MovePlanner
{
    public static PlannedAlteration Plan(AlterationSubject subject, Alteration.MoveTo move)
    {
        var running = FindFrom(subject, move, out var problem);
        if (!subject.Graph.ById.TryGetValue(move.ToActivity, out var target))
        {
            var missing = AlterationProblems.NoTarget(move.ToActivity);
            return problem is null ? PlannedAlteration.Refused(missing) : PlannedAlteration.Refused(problem, missing);
        }

        if (running is null)
        {
            return PlannedAlteration.Refused(problem!); // said when nothing was found
        }

        // What is named may stand inside the activity whose place is taken.
        var from = running;
        while (from.Parent is { } parent && !ReferenceEquals(parent.Node, target.Parent))
        {
            from = parent;
        }

        if (from.Parent is not { } container)
        {
            return PlannedAlteration.Refused(AlterationProblems.TargetElsewhere(target.Id, target.DisplayText, running.Node.DisplayText));
        }

        return container.Status == ExecutionStatus.Faulted
            ? PlannedAlteration.Refused(AlterationProblems.ContainerFaulted(container.Node.Id, container.Node.DisplayText))
            : Within(subject, container, from, target);
    }

    private static PlannedAlteration Within(AlterationSubject subject, ActivityExecution container, ActivityExecution from, ActivityNode target)
    {
        if (container.Node.Activity.EndsWithMove(container, from, target, subject.State.Trigger?.Node) is not { } ends)
        {
            return PlannedAlteration.Refused(AlterationProblems.ContainerRefuses(container.Node.Id, container.Node.DisplayText));
        }

        foreach (var child in container.Children)
        {
            if (ReferenceEquals(child.Node, target) && !ends.Now.Contains(child))
            {
                return PlannedAlteration.Refused(AlterationProblems.TargetRuns(target.Id, target.DisplayText));
            }
        }

        return new PlannedAlteration(
            subject.Ending(ends.Now.Concat(ends.Later)) with { Starts = [AlterationSubject.Affected(target)] },
            new AlterationStep.Move(container.Id, from.Id, [.. ends.Now.Select(static execution => execution.Id)], target));
    }

    private static ActivityExecution? FindFrom(AlterationSubject subject, Alteration.MoveTo move, out AlterationProblem? problem)
    {
        problem = null;
        if (move.FromExecution is { } number)
        {
            var found = subject.State.Find(number);
            problem = found is null ? AlterationProblems.NothingRuns(number.ToString(CultureInfo.InvariantCulture)) : null;
            return found;
        }

        var running = subject.State.Executions().Where(execution => string.Equals(execution.Node.Id, move.FromActivity, StringComparison.Ordinal)).Take(2).ToArray();
        problem = running.Length switch
        {
            0 => AlterationProblems.NothingRuns(move.FromActivity ?? ""),
            2 => AlterationProblems.RunsSeveralTimes(running[0].Node.Id, running[0].Node.DisplayText),
            _ => null,
        };
        return problem is null ? running[0] : null;
    }
}

/// <summary>Children of a container that end with a move in it.</summary>
/// <param name="Now">They end at once, without the container being told; the one that is left is the first.</param>
/// <param name="Later">The target cancels them when it runs, as it would have done anyway.</param>
internal sealed record MoveEnds(IReadOnlyList<ActivityExecution> Now, IReadOnlyList<ActivityExecution> Later);
