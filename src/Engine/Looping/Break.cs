using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Leaves the nearest loop: nothing more of its body begins, and the loop ends when the body has ended.</summary>
public sealed class Break : CodeActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Break",
        DisplayName = "Break",
        Category = "Looping",
        Description = "Break out of a loop.",
        IsTerminal = true,
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around.Activity.BreakReach is BreakReach.Ends)
            {
                return null;
            }
        }

        problems.Add(ProblemIds.BreakOutsideLoop, node, $"{node} leaves a loop, but it is in none that can be left (For, ForEach or While).");
        return null;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Break();
        return ValueTask.CompletedTask;
    }
}
