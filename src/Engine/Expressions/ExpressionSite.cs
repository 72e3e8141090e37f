using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions;

/// <summary>Where an expression stands in a definition, what it may see and what it must give.</summary>
/// <param name="Node">The activity.</param>
/// <param name="InputName">Descriptor name of the input.</param>
/// <param name="Pointer">JSON pointer of the expression's value, absolute.</param>
/// <param name="Target">Type the value must have.</param>
/// <param name="IsHtml">True: template text is HTML.</param>
/// <param name="Scope">Variables it sees.</param>
internal sealed record ExpressionSite(ActivityNode Node, string InputName, string Pointer, Type Target, bool IsHtml, VariableScope Scope)
{
    /// <summary>The input, as a sentence names it.</summary>
    public ProblemArgument Input => Node.Activity.Descriptor.Inputs.FirstOrDefault(input => string.Equals(input.Name, InputName, StringComparison.Ordinal)) is { } input
        ? ProblemArgument.Of(Node, input)
        : new ProblemArgument.Word(InputName);

    /// <summary>A problem at this place.</summary>
    public DefinitionProblem Problem(string id, ProblemText text) => new(id, Pointer, text, Node.Id, InputName);
}
