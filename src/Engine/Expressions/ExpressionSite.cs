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
    /// <summary>A problem at this place.</summary>
    public DefinitionProblem Problem(string id, string message) => new(id, Pointer, message, Node.Id, InputName);
}
