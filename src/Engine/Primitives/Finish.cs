using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Primitives;

/// <summary>Ends the whole instance at once; whatever waits in it is cancelled.</summary>
public sealed class Finish : CodeActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Finish",
        DisplayName = "Finish",
        Category = "Primitives",
        Description = "Mark the workflow as finished.",
        IsTerminal = true,
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.FinishInstance();
        return ValueTask.CompletedTask;
    }
}
