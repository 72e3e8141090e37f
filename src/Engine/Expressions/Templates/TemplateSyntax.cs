using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.Templates;

/// <summary>The part of Handlebars that templates may use: values, <c>if</c>, <c>unless</c>, <c>each</c>, <c>else</c> and comments. No partials, no other
/// helpers, so a template can do nothing but place the values it is given.</summary>
internal static partial class TemplateSyntax
{
    private const int MaxBlocks = 16;
    private const int MaxLoops = 2;

    /// <summary>Checks all tags. <c>Paths</c>: what is read from the model outside of loops, e.g. <c>Case.StartDate</c>; <c>Error</c>: what is wrong, null = nothing.</summary>
    public static (ImmutableArray<string> Paths, ProblemText? Error) Read(string text)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        var blocks = new Stack<string>();
        var position = 0;
        while ((position = text.IndexOf("{{", position, StringComparison.Ordinal)) >= 0)
        {
            var (close, length) = text.AsSpan(position).StartsWith("{{!--") ? ("--}}", 5)
                : text.AsSpan(position).StartsWith("{{~!--") ? ("--", 6)
                : text.AsSpan(position).StartsWith("{{{") ? ("}}}", 3) : ("}}", 2);
            var end = text.IndexOf(close, position + length, StringComparison.Ordinal);
            if (end < 0)
            {
                return ([], $"A {{{{ has no matching }}}}.");
            }

            if (length <= 3 && ReadTag(text[(position + length)..end].Trim('~', ' ', '\t', '\r', '\n'), paths, blocks) is { } error)
            {
                return ([], error);
            }

            position = end + close.Length;
        }

        return blocks.Count == 0 ? ([.. paths], null) : ([], ProblemText.Of($"{{{{#{blocks.Peek()}}}}} is not closed."));
    }

    private static ProblemText? ReadTag(string tag, SortedSet<string> paths, Stack<string> blocks)
    {
        if (tag.StartsWith('!'))
        {
            return null;
        }

        var words = tag.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["#if" or "#unless" or "#each", var path]:
                blocks.Push(words[0][1..]);
                return blocks.Count > MaxBlocks ? ProblemText.Of($"Blocks are nested deeper than {MaxBlocks} levels.")
                    : blocks.Count(block => block is "each") > MaxLoops ? ProblemText.Of($"Lists are nested deeper than {MaxLoops} levels.")
                    : ReadPath(path, paths, LoopsAround(blocks) - (words[0] is "#each" ? 1 : 0));
            case ["else"]:
                return blocks.Count == 0 ? ProblemText.Of($"{{{{else}}}} stands outside of a block.") : null;
            case ["else", "if", var path]:
                return blocks.Count == 0 ? ProblemText.Of($"{{{{else}}}} stands outside of a block.") : ReadPath(path, paths, LoopsAround(blocks));
            case ["/if" or "/unless" or "/each"]:
                return blocks.TryPop(out var open) && string.Equals(open, words[0][1..], StringComparison.Ordinal) ? null : ProblemText.Of($"{{{{{words[0]}}}}} closes nothing.");
            case [var path] when !path.StartsWith('#') && !path.StartsWith('/') && !path.StartsWith('>') && !path.StartsWith('^') && !path.StartsWith('&'):
                return ReadPath(path, paths, LoopsAround(blocks));
            default:
                return $"{{{{{(tag.Length > 40 ? tag[..40] + "…" : tag)}}}}} is not allowed in a template. Use values, if, unless and each.";
        }
    }

    private static int LoopsAround(Stack<string> blocks) => blocks.Count(block => block is "each");

    private static ProblemText? ReadPath(string path, SortedSet<string> paths, int loops)
    {
        var inner = path;
        while (loops > 0 && inner.StartsWith("../", StringComparison.Ordinal))
        {
            inner = inner[3..];
            loops--;
        }

        if (loops > 0 && (inner is "this" or "." or "@index" or "@first" or "@last" or "@key" || inner.StartsWith("this.", StringComparison.Ordinal)))
        {
            return Path().IsMatch(inner) || inner.StartsWith('@') || inner is "." ? null : ProblemText.Of($"{path} is not a name.");
        }

        if (!Path().IsMatch(inner))
        {
            return $"{path} is not a name.";
        }

        if (loops == 0)
        {
            paths.Add(inner);
        }

        return null;
    }

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]{0,99}(\.[\p{L}_][\p{L}\p{Nd}_]{0,99}){0,7}\z")]
    private static partial Regex Path();
}
