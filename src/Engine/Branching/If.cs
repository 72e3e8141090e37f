using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Runs the activity in Then or the one in Else; an empty slot is done at once.</summary>
public sealed class If : Activity
{
    private const string Then = "Then";
    private const string Else = "Else";

    private static readonly Input<bool> Condition = new("Condition")
    {
        UiHint = "singleline",
        DefaultValue = false,
        Description = "The condition to evaluate.",
    };

    private static readonly Output<bool> Result = new("Result") { Description = "What the condition came to." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.If",
        DisplayName = "If",
        Category = "Branching",
        Description = "Evaluate a Boolean condition to determine which activity to execute next.",
        Inputs = [Condition],
        Outputs = [Result],
        Ports = [new Port(Then, PortKind.Embedded), new Port(Else, PortKind.Embedded)],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var result = context.Get(Condition);
        context.Set(Result, result);
        if (context.Node.EmbeddedPorts.TryGetValue(result ? Then : Else, out var branch))
        {
            context.Schedule(branch);
        }
        else
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
