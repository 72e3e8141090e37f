using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Runs the activity of the first case that holds, or of all that hold, or the one in Default.</summary>
public sealed class Switch : Activity
{
    private const string Default = "Default";

    private static readonly Input<JsonElement> Cases = new("Cases")
    {
        UiHint = "switch-editor",
        IsWrapped = false,
        Description = "The cases to evaluate.",
    };

    private static readonly Input<SwitchMode> Mode = new("Mode")
    {
        UiHint = "dropdown",
        DefaultValue = SwitchMode.MatchFirst,
        Description = "The switch mode determines whether the first match should be scheduled, or all matches.",
    };

    private static readonly Output<object?> Value = new("Output") { Description = "Declared as in Elsa, and as there never given a value." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Switch",
        DisplayName = "Switch",
        Category = "Branching",
        Description = "Evaluate a set of case conditions and schedule the activity for a matching case.",
        Inputs = [Cases, Mode],
        Outputs = [Value],
        Ports = [new Port(Default, PortKind.Embedded)],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var first = context.Get(Mode) == SwitchMode.MatchFirst;
        var (hasMatch, hasChild) = (false, false);
        foreach (var item in context.Node.Cases)
        {
            if (!context.IsTrue(item))
            {
                continue;
            }

            hasMatch = true;
            if (item.Activity is { } child)
            {
                hasChild = true;
                context.Schedule(child);
            }

            if (first)
            {
                break;
            }
        }

        if (!hasMatch && context.Node.EmbeddedPorts.TryGetValue(Default, out var otherwise))
        {
            context.Schedule(otherwise);
        }
        else if (!hasChild)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
