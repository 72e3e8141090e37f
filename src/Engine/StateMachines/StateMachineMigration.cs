using System.Collections.Immutable;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.StateMachines;

/// <summary>
/// Carries a running state machine over to another version: its state by name, its children by the transitions they belong to now, since a
/// transition's number is its place in the definition. Triggers that are new to the current state wait from the next time it is entered.
/// </summary>
internal static class StateMachineMigration
{
    public static StateMigration Map(NodeMigration migration, StateMachinePlan from, StateMachinePlan to)
    {
        if (migration.State?.GetString() is not { } current)
        {
            return StateMigration.Kept.Instance;
        }

        if (!to.States.TryGetValue(current, out var state))
        {
            return new StateMigration.Refused($"The new version has no state {current}.");
        }

        var tags = ImmutableArray.CreateBuilder<int>(migration.Children.Length);
        foreach (var child in migration.Children)
        {
            var part = StateMachinePart.Of(child.Tag);
            if (part.Kind is StateMachinePartKind.Entry)
            {
                tags.Add(child.Tag);
            }
            else if (Find(from.Transitions[part.Transition], part.Kind, child.To, to) is { } transition)
            {
                tags.Add((part with { Transition = transition.Number }).Tag);
            }
            else
            {
                return new StateMigration.Refused($"In the new version {child.To} does not lead from {current} to {from.Transitions[part.Transition].To}.");
            }
        }

        var running = migration.Children.Select(static child => child.To).ToHashSet();
        var isArmed = migration.Children.Any(static child => StateMachinePart.Of(child.Tag).Kind is StateMachinePartKind.Trigger);
        return new StateMigration.Changed
        {
            State = migration.State,
            Tags = tags.MoveToImmutable(),
            PassedOver = isArmed ? [.. state.Leaving.Select(static transition => transition.Trigger!).Where(trigger => !running.Contains(trigger))] : [], // such without are not listed
        };
    }

    // The transition with the same ends in which the child is what it was.
    private static StateMachineTransition? Find(StateMachineTransition old, StateMachinePartKind kind, ActivityNode child, StateMachinePlan to)
    {
        foreach (var transition in to.Transitions)
        {
            var part = kind switch
            {
                StateMachinePartKind.Trigger => transition.Trigger,
                StateMachinePartKind.Action => transition.Action,
                _ => to.States[transition.From].Exit,
            };
            if (ReferenceEquals(part, child) && string.Equals(transition.From, old.From, StringComparison.Ordinal) && string.Equals(transition.To, old.To, StringComparison.Ordinal))
            {
                return transition;
            }
        }

        return null;
    }
}
