using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Goes on with the first case that holds, or with all that hold, or with Default.</summary>
public sealed class FlowSwitch : CodeActivity
{
    private static readonly Input<JsonElement> CasesInput = new("Cases")
    {
        UiHint = "flow-switch-editor",
        IsWrapped = false,
        Description = "The cases to evaluate; each label becomes an outcome.",
    };

    private static readonly Input<SwitchMode> Mode = new("Mode")
    {
        UiHint = "dropdown",
        DefaultValue = SwitchMode.MatchFirst,
        Description = "Whether only the first matching case is followed, or all of them.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSwitch",
        DisplayName = "Switch (flow)",
        Category = "Branching",
        Description = "Evaluate a set of case conditions and follow those that match.",
        Inputs = [CasesInput, Mode],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var first = context.Get(Mode) == SwitchMode.MatchFirst;
        List<string>? matches = null;
        foreach (var flowCase in context.Node.Cases)
        {
            if (context.IsTrue(flowCase))
            {
                (matches ??= []).Add(flowCase.Label);
                if (first)
                {
                    break;
                }
            }
        }

        context.Complete(matches is null ? ["Default"] : [.. matches]);
        return ValueTask.CompletedTask;
    }
}
