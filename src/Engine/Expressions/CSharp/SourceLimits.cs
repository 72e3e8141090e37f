using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>Limits on an expression's text, checked on characters and tokens only: a parser given 10,000 parentheses ends the process,
/// so nothing deeper than this may reach it.</summary>
internal static class SourceLimits
{
    /// <summary>Longest text, in bytes of UTF-8.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Deepest nesting, counted from above: brackets, conditionals and prefix operators.</summary>
    public const int MaxDepth = 32;

    private const int MaxInterpolatedStrings = 16;

    /// <summary>What stops the text from being parsed; null = nothing.</summary>
    public static (string Id, ProblemText Text)? Check(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            return (ProblemIds.ExpressionTooLarge, $"The expression is longer than {MaxBytes / 1024} KB.");
        }

        // The lexer itself recurses into interpolated strings.
        if (text.Count(character => character == '$') > MaxInterpolatedStrings)
        {
            return (ProblemIds.ExpressionTooDeep, $"The expression holds more than {MaxInterpolatedStrings} dollar signs.");
        }

        var meter = new Meter();
        foreach (var token in SyntaxFactory.ParseTokens(text, options: CSharpSource.Options))
        {
            if (token.HasLeadingTrivia || token.HasTrailingTrivia)
            {
                if (token.LeadingTrivia.Any(trivia => trivia.IsDirective) || token.TrailingTrivia.Any(trivia => trivia.IsDirective))
                {
                    return (ProblemIds.ExpressionSyntax, $"The expression holds a compiler directive (#).");
                }
            }

            if (meter.Add(token) > MaxDepth)
            {
                return (ProblemIds.ExpressionTooDeep, $"The expression is nested deeper than {MaxDepth} levels.");
            }
        }

        return null;
    }

    /// <summary>Estimates nesting from tokens, never below what the parser would need.</summary>
    private sealed class Meter
    {
        private readonly Stack<Level> outer = new();
        private Level level;
        private int outerDepth;
        private SyntaxKind previous = SyntaxKind.None;

        private record struct Level(int Choices, int Comparisons, int Prefixes)
        {
            public readonly int Depth => Choices + Comparisons + Prefixes;
        }

        public int Add(SyntaxToken token)
        {
            var kind = token.Kind();
            if (previous is SyntaxKind.CloseParenToken && StartsOperand(kind))
            {
                level.Prefixes++; // the parentheses may have been a cast
            }

            var inside = 0;
            switch (kind)
            {
                case SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken:
                    outer.Push(level);
                    outerDepth += level.Depth + 1;
                    level = default;
                    break;
                case SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken when outer.Count > 0:
                    level = outer.Pop();
                    outerDepth -= level.Depth + 1;
                    break;
                case SyntaxKind.CommaToken or SyntaxKind.SemicolonToken:
                    level = default;
                    break;
                case SyntaxKind.QuestionToken or SyntaxKind.QuestionQuestionToken or SyntaxKind.QuestionQuestionEqualsToken or SyntaxKind.EqualsGreaterThanToken or SyntaxKind.EqualsToken:
                    level = level with { Choices = level.Choices + 1, Comparisons = 0, Prefixes = 0 };
                    break;
                case SyntaxKind.LessThanToken:
                    level.Comparisons++;
                    break;
                case SyntaxKind.AmpersandAmpersandToken or SyntaxKind.BarBarToken or SyntaxKind.ColonToken:
                    level = level with { Comparisons = 0, Prefixes = 0 };
                    break;
                case SyntaxKind.IdentifierToken when previous is SyntaxKind.IdentifierToken || SyntaxFacts.IsKeywordKind(previous):
                    level.Prefixes++; // words in a row may be contextual keywords (not, await, from)
                    break;
                case SyntaxKind.IdentifierToken or SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken:
                    level.Prefixes = 0;
                    break;
                case SyntaxKind.DotToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken or SyntaxKind.EndOfFileToken:
                    break;
                default:
                    inside = IsInterpolated(token) ? Inside(token.Text) : 0;
                    level.Prefixes = inside > 0 ? 0 : level.Prefixes + 1; // operators and keywords may all be prefixes
                    break;
            }

            previous = kind;
            return outerDepth + level.Depth + inside;
        }

        // What stands in the holes is not tokenised yet, so every character that could nest counts, wherever it stands.
        private static int Inside(string text) => text.Count(character => character is '(' or '[' or '{' or '!' or '~' or '?' or '<' or '-' or '+' or '&' or '*' or '^');

        private static bool IsInterpolated(SyntaxToken token) => token.Text.StartsWith('$') || token.Text.StartsWith("@$", StringComparison.Ordinal);

        private static bool StartsOperand(SyntaxKind kind) =>
            kind is SyntaxKind.IdentifierToken or SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken
                or SyntaxKind.OpenParenToken or SyntaxKind.ExclamationToken or SyntaxKind.TildeToken || SyntaxFacts.IsKeywordKind(kind);
    }
}
