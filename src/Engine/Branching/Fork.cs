using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Runs its branches side by side, and is done with the first or with all of them.</summary>
public sealed class Fork : Activity
{
    private const string Branches = "branches";

    private static readonly Input<ForkJoinMode> JoinMode = new("JoinMode")
    {
        DisplayName = "Join Mode",
        UiHint = "dropdown",
        IsWrapped = false,
        DefaultValue = ForkJoinMode.WaitAll,
        Description = "Controls when this activity yields control back to its parent activity.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Fork",
        DisplayName = "Fork",
        Category = "Control Flow",
        Description = "Branch execution into multiple branches.",
        Inputs = [JoinMode],
        IsBrowsable = false,
    };

    /// <inheritdoc/>
    protected internal override BreakReach BreakReach => BreakReach.Stops;

    /// <inheritdoc/>
    protected internal override IEnumerable<NestedPlace> NestedPlaces(JsonElement json) =>
        json.TryGetProperty(Branches, out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Select(static (branch, i) => new NestedPlace($"/{Branches}/{i}", branch))
            : [];

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        if (node.Json.TryGetProperty(Branches, out var list) && list.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            problems.Add(ProblemIds.MalformedActivity, node, $"The list of branches is not a list.", pointer: "/" + Branches);
        }

        return null;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Node.Children.IsEmpty)
        {
            context.Complete();
        }

        foreach (var branch in context.Node.Children)
        {
            context.Schedule(branch);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (context.IsBreaking || !context.HasRunningChildren || context.Get(JoinMode) is ForkJoinMode.WaitAny)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (context.IsBreaking || !context.HasRunningChildren)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
