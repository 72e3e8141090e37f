using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Primitives;

/// <summary>Names the instance. The name is kept in the engine's rows, so it must be an id or a code, never a person's name.</summary>
public sealed class SetName : CodeActivity
{
    private static readonly Input<string> Value = new("Value") { Description = "The value to set as the name of the workflow. An id or code: personal data must not be written here." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetName",
        DisplayName = "Set Name",
        Category = "Primitives",
        Description = "Set the name of the workflow instance to a specified value.",
        Inputs = [Value],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.SetInstanceName(context.Get(Value));
        return ValueTask.CompletedTask;
    }
}
