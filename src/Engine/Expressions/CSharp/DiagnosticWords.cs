using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>Says in a process owner's words what the compiler found.</summary>
internal static class DiagnosticWords
{
    /// <summary>The problem behind a compiler error.</summary>
    public static DefinitionProblem Explain(Diagnostic error, ExpressionSite site, ExpressionSyntax expression)
    {
        var node = expression.SyntaxTree.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        if (error.Id is "CS1061" && MemberAccess(node) is (var owner, var member))
        {
            return owner switch
            {
                "Variables" => site.Problem(ProblemIds.UnknownVariable, $"{site.Input} uses Variables.{member}, but there is no variable of that name here."),
                "Inputs" => site.Problem(ProblemIds.UnknownWorkflowInput, $"{site.Input} uses Inputs.{member}, but the workflow has no input of that name."),
                "Case" => site.Problem(ProblemIds.UnknownFact, $"{site.Input} uses Case.{member}, but there is no such fact about a case."),
                _ => Other(error, site),
            };
        }

        var isWrongResult = error.Id is "CS0029" or "CS0266" && error.Location.SourceSpan == expression.Span;
        if (isWrongResult)
        {
            return site.Problem(ProblemIds.ExpressionType, $"{site.Input} must be {ExpressionCompiler.Describe(site.Target)}, but the expression gives something else ({Message(error)}).");
        }

        return error.Id is "CS4033" or "CS4034" or "CS1992" or "CS0214" or "CS0233" or "CS8115" or "CS1612"
            ? site.Problem(ProblemIds.ExpressionNotAllowed, $"An expression may not use this: {Message(error)}.")
            : Other(error, site);
    }

    private static DefinitionProblem Other(Diagnostic error, ExpressionSite site) => site.Problem(ProblemIds.ExpressionError, $"The expression is not valid: {Message(error)}.");

    private static (string Owner, string Member)? MemberAccess(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault() is { Expression: IdentifierNameSyntax owner, Name: var member }
            ? (owner.Identifier.ValueText, member.Identifier.ValueText)
            : null;

    private static string Message(Diagnostic error) => error.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.');
}
