using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Activities.Designer;

/// <summary>Checks inputs of an activity when a definition is published. What is computed while the flow runs cannot be checked then.</summary>
internal static class NodeCheck
{
    /// <summary>The text an input always has; null: it is computed, not given, or no input of this activity.</summary>
    public static string? ConstantOf(ActivityNode node, InputDescriptor input) => input.Ordinal < 0 ? null : (node.Inputs[input.Ordinal] as ConstantInput)?.Value as string;

    /// <summary>The texts a list input always has; null: it is computed or not given.</summary>
    public static string[]? ListOf(ActivityNode node, InputDescriptor input) => input.Ordinal < 0 ? null : (node.Inputs[input.Ordinal] as ConstantInput)?.Value as string[];

    /// <summary>Adds a problem when a text that is always the same does not pass. Empty text passes: required inputs are the engine's to check.</summary>
    public static void Constant(ActivityNode node, Input<string> input, ProblemSink problems, Func<string, bool> passes, ProblemText complaint)
    {
        if (ConstantOf(node, input) is { Length: > 0 } value && !passes(value))
            problems.Add(ActivityProblemIds.UnknownValue, node, $"{node}: {value} {complaint}.", input.Name);
    }

    /// <summary>Adds a problem when a number that is always the same is smaller or larger than can be meant.</summary>
    public static void Within(ActivityNode node, Input<int> input, ProblemSink problems, int least, int most)
    {
        if (input.Ordinal >= 0 && node.Inputs[input.Ordinal] is ConstantInput { Value: int value } && (value < least || value > most))
            problems.Add(ActivityProblemIds.UnknownValue, node, $"{node} has {value} in {ProblemArgument.Of(node, input)}; it can be from {least} to {most}.", input.Name);
    }

    /// <summary>Adds a problem when a text that is always the same cannot be read.</summary>
    public static void Readable(ActivityNode node, Input<string> input, ProblemSink problems, Action<string> read)
    {
        if (ConstantOf(node, input) is not { Length: > 0 } value)
            return;
        try
        {
            read(value);
        }
        catch (UnreadableInputException fault)
        {
            problems.Add(ActivityProblemIds.Unreadable, node, $"{node}: {fault.Text}", input.Name);
        }
    }
}

/// <summary>Stable ids of what the service's own activities find wrong in their nodes. Continue the engine's PA03xx.</summary>
public static class ActivityProblemIds
{
    /// <summary>A value none of those possible.</summary>
    public const string UnknownValue = "PA0350";

    /// <summary>JSON of a form or of rungs that cannot be read.</summary>
    public const string Unreadable = "PA0351";

    /// <summary>The ports of a task do not cover the outcomes of its step.</summary>
    public const string OutcomesOfStep = "PA0352";

    /// <summary>A task for nobody: neither role nor person.</summary>
    public const string Nobody = "PA0353";
}
