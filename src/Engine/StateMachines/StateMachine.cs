using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.StateMachines;

/// <summary>
/// Named states and the transitions between them. In a state, the triggers of all transitions that leave it run side by side. The first whose
/// condition holds cancels the others; its action runs, then the exit of the old state and the entry of the new one. A state that no trigger
/// leaves ends the machine.
/// </summary>
public sealed class StateMachine : Activity
{
    private static readonly Input<bool> Condition = new("Condition") { UiHint = "singleline", Description = "Whether the transition is taken when its trigger has run." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.StateMachine",
        DisplayName = "State Machine",
        Category = "Flow",
        Description = "Executes a state machine made of named states and trigger-driven transitions.",
    };

    /// <inheritdoc/>
    protected internal override IEnumerable<NestedPlace> NestedPlaces(JsonElement json) => StateMachinePlan.Places(json, Condition);

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems) => StateMachinePlan.Build(node, problems);

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var plan = PlanOf(context);
        if (plan.Initial is { } initial)
        {
            Enter(context, initial);
        }
        else
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        var plan = PlanOf(context);
        var part = StateMachinePart.Of(child.Tag);
        if (part.Kind is StateMachinePartKind.Entry)
        {
            Arm(context, plan.States[CurrentOf(context)]);
            return ValueTask.CompletedTask;
        }

        // An exit serves all transitions of its state, so its tag says which; the others belong to one, also after a migration.
        var transition = part.Kind is StateMachinePartKind.Exit ? plan.Transitions[part.Transition] : plan.OfChild[child.Node];
        switch (part.Kind)
        {
            case StateMachinePartKind.Trigger when transition.Condition is { } condition && !context.IsTrue(condition, Condition.Name):
                context.Schedule(transition.Trigger!, child.Tag); // it has just run
                break;
            case StateMachinePartKind.Trigger:
                Take(context, plan, transition);
                break;
            case StateMachinePartKind.Action:
                Leave(context, plan, transition);
                break;
            case StateMachinePartKind.Exit:
                Enter(context, transition.To);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return ValueTask.CompletedTask;
    }

    // A trigger that was cancelled is one that lost; anything else that is taken away counts as done.
    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (StateMachinePart.Of(child.Tag).Kind is not StateMachinePartKind.Trigger)
        {
            return ChildCompletedAsync(context, child, cancellationToken);
        }

        if (!context.HasRunningChildren)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override StateMigration Migrate(NodeMigration migration) =>
        StateMachineMigration.Map(migration, (StateMachinePlan)migration.From.Plan!, (StateMachinePlan)migration.To.Plan!); // Compile made both

    private static void Take(ActivityContext context, StateMachinePlan plan, StateMachineTransition transition)
    {
        foreach (var other in context.RunningChildren)
        {
            context.CancelChild(other);
        }

        if (transition.Action is { } action)
        {
            context.Schedule(action, new StateMachinePart(StateMachinePartKind.Action, transition.Number).Tag);
        }
        else
        {
            Leave(context, plan, transition);
        }
    }

    private static void Leave(ActivityContext context, StateMachinePlan plan, StateMachineTransition transition)
    {
        if (plan.States[transition.From].Exit is { } exit)
        {
            context.Schedule(exit, new StateMachinePart(StateMachinePartKind.Exit, transition.Number).Tag);
        }
        else
        {
            Enter(context, transition.To);
        }
    }

    private static void Enter(ActivityContext context, string name)
    {
        context.SetState(name, StateMachineJson.Default.String);
        var state = PlanOf(context).States[name];
        if (state.Entry is { } entry)
        {
            context.Schedule(entry, new StateMachinePart(StateMachinePartKind.Entry, 0).Tag);
        }
        else
        {
            Arm(context, state);
        }
    }

    private static void Arm(ActivityContext context, StateMachineState state)
    {
        if (state.Leaving.IsEmpty)
        {
            context.Complete();
        }

        foreach (var transition in state.Leaving)
        {
            context.Schedule(transition.Trigger!, new StateMachinePart(StateMachinePartKind.Trigger, transition.Number).Tag); // such without are not listed
        }
    }

    private static string CurrentOf(ActivityContext context) => context.State(StateMachineJson.Default.String)!; // Enter set it

    private static StateMachinePlan PlanOf(ActivityContext context) => (StateMachinePlan)context.Node.Plan!; // Compile made it
}

/// <summary>What a child of a state machine is to it. Stored as the child's tag: never renumbered.</summary>
internal enum StateMachinePartKind
{
    Entry = 0,
    Trigger = 1,
    Action = 2,
    Exit = 3,
}

/// <summary>A child's place: its kind, and the number of the transition it belongs to (0 for an entry).</summary>
internal readonly record struct StateMachinePart(StateMachinePartKind Kind, int Transition)
{
    private const int Kinds = 4;

    public int Tag => (Transition * Kinds) + (int)Kind;

    public static StateMachinePart Of(int tag) => new((StateMachinePartKind)(tag % Kinds), tag / Kinds);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class StateMachineJson : System.Text.Json.Serialization.JsonSerializerContext;
