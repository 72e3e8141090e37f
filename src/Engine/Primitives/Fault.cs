using System.Text.RegularExpressions;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Primitives;

/// <summary>
/// Fails on purpose: an incident that waits for a person. Only the code is kept word for word; category, type and message are written by
/// the process owner at design time and kept when they are fixed text.
/// </summary>
public sealed partial class Fault : CodeActivity
{
    private static readonly Input<string> Code = new("Code") { Description = "Code to categorize the fault." };
    private static readonly Input<string> Category = new("Category") { Description = "Category to categorize the fault, for example HTTP." };
    private static readonly Input<string> FaultType = new("FaultType") { DisplayName = "Type", Description = "The type of fault, for example System or Business." };
    private static readonly Input<string> Message = new("Message") { Description = "The message to include with the fault." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Fault",
        DisplayName = "Fault",
        Category = "Primitives",
        Description = "Faults the workflow.",
        Inputs = [Code, Category, FaultType, Message],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var code = Plain(context.Get(Code), "0");
        throw new ActivityFault($"fault.{code}", string.Join(" / ", Fixed(context, Category, "General"), Fixed(context, FaultType, "System"), Fixed(context, Message, "")), retryable: false);
    }

    // A computed text could hold what an incident must not: only text fixed in the definition is kept.
    private static string Fixed(ActivityContext context, Input<string> input, string otherwise) =>
        context.Node.Inputs[input.Ordinal] switch
        {
            null => otherwise,
            { IsConstant: true } => context.Get(input) ?? otherwise,
            _ => "(computed)",
        };

    private static string Plain(string? code, string otherwise) => code is not null && CodePattern().IsMatch(code) ? code : otherwise;

    [GeneratedRegex("^[A-Za-z0-9._-]{1,50}$")]
    private static partial Regex CodePattern();
}
