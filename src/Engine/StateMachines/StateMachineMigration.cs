using System.Collections.Immutable;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.StateMachines;

/// <summary>Carries a running state machine over to another version: its state by name, the parts that run by the activities they are.</summary>
internal static class StateMachineMigration
{
    public static StateMigration Map(NodeMigration migration, StateMachinePlan from, StateMachinePlan to)
    {
        var current = migration.State?.GetString();
        if (current is not null && !to.States.ContainsKey(current))
        {
            return new StateMigration.Refused($"The state {current} it is in is not in the new version.");
        }

        var tags = ImmutableArray.CreateBuilder<int>();
        foreach (var child in migration.Children)
        {
            var part = StateMachinePart.Of(child.Tag);
            if (part.Kind is StateMachinePartKind.Entry)
            {
                tags.Add(child.Tag);
            }
            else if (Same(part.Kind, from.Transitions[part.Transition], to, child.To) is { } transition)
            {
                tags.Add((part with { Transition = transition.Number }).Tag);
            }
            else
            {
                return new StateMigration.Refused($"{child.From.DisplayText} belongs to a transition that is not in the new version.");
            }
        }

        var waits = migration.Children.Any(static child => StateMachinePart.Of(child.Tag).Kind is StateMachinePartKind.Trigger);
        return waits && current is not null && !LeavingOf(from, current).SetEquals(LeavingOf(to, current))
            ? new StateMigration.Refused($"The state {current} it is in has other transitions in the new version.")
            : new StateMigration.Changed { State = migration.State, Tags = tags.ToImmutable() };
    }

    private static StateMachineTransition? Same(StateMachinePartKind kind, StateMachineTransition before, StateMachinePlan to, ActivityNode child) =>
        to.Transitions.FirstOrDefault(transition => transition.From == before.From && transition.To == before.To && kind switch
        {
            StateMachinePartKind.Trigger => ReferenceEquals(transition.Trigger, child),
            StateMachinePartKind.Action => ReferenceEquals(transition.Action, child),
            _ => transition.Trigger?.Id == before.Trigger?.Id,
        });

    private static HashSet<string> LeavingOf(StateMachinePlan plan, string state) =>
        plan.States[state].Leaving.Select(static transition => transition.Trigger!.Id).ToHashSet(StringComparer.Ordinal); // such without are not listed
}
