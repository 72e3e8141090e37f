using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Composition;

/// <summary>
/// A frozen version of a workflow, used as an activity of another one: its root is built into the user's graph and runs in the user's
/// instance, with variables, inputs and outputs of its own. One object for each version in each graph, stateless like every activity.
/// </summary>
public sealed class WorkflowActivity : Activity
{
    /// <summary>The slot that holds the workflow's root.</summary>
    public const string RootPort = "Root";

    // No variable a person makes has such an id, so an input is kept beside them.
    private const string InputPrefix = "$in:";

    internal WorkflowActivity(WorkflowDefinition definition)
    {
        Definition = definition;
        Descriptor = WorkflowActivityDescriptor.Of(definition);
        Variables = [.. definition.Variables, .. definition.Inputs.Select(static input => new VariableDefinition(InputPrefix + input.Name, InputPrefix + input.Name, input.TypeName, input.IsArray, input.Type, null))];
    }

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; }

    /// <inheritdoc/>
    protected internal override bool IsComposite => true;

    /// <summary>The version that is built in.</summary>
    internal WorkflowDefinition Definition { get; }

    /// <summary>What an execution keeps besides what is around it gives it: the workflow's variables, then, last, its inputs.</summary>
    internal ImmutableArray<VariableDefinition> Variables { get; }

    /// <summary>Where an input is kept.</summary>
    internal static VariableSlot SlotOfInput(ActivityNode use, int ordinal) =>
        new(use.Index, use.Variables.Length - use.Activity.Descriptor.Inputs.Length + ordinal);

    /// <summary>Another version of the workflow goes on where this one is: its activities and variables are carried over one by one.</summary>
    protected internal override StateMigration Migrate(NodeMigration migration) => StateMigration.Kept.Instance;

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Descriptor.Inputs.Length; i++)
        {
            context.SetVariable(SlotOfInput(context.Node, i), context.EvaluateInput(context.Node, Descriptor.Inputs[i]));
        }

        context.Schedule(context.Node.EmbeddedPorts[RootPort]);
        return ValueTask.CompletedTask;
    }
}
