using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Composition;

/// <summary>Completes the nearest composite around it, or the workflow, with the outcomes given.</summary>
public sealed class Complete : CodeActivity
{
    private static readonly Input<object> OutcomesInput = new("Outcomes")
    {
        UiHint = "outcome-picker",
        DefaultSyntax = "Object",
        Description = "The outcome or set of outcomes to complete this activity with.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Complete",
        DisplayName = "Complete",
        Category = "Composition",
        Description = "Signals the current composite activity to complete itself as a whole.",
        Inputs = [OutcomesInput],
        IsTerminal = true,
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var outcomes = Read(context.Get(OutcomesInput));
        context.CompleteComposite(outcomes.IsEmpty ? Outcomes.Done : outcomes);
        return ValueTask.CompletedTask;
    }

    private static ImmutableArray<string> Read(object? value) => value switch
    {
        string { Length: > 0 } one => [one],
        JsonElement { ValueKind: JsonValueKind.String } json => Read(json.GetString()),
        JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(static item => item.ToString())],
        IEnumerable<string> many => [.. many],
        IEnumerable<object?> many => [.. many.Select(static item => item?.ToString() ?? "")],
        _ => [],
    };
}
