using System.Globalization;
using System.Text;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Expressions;

/// <summary>What compiled expressions call to work with text: invariant culture, bounded length. Public because the compiled assembly calls it.</summary>
public static class ExpressionText
{
    /// <summary>Longest text an expression may build, in UTF-16 characters.</summary>
    public const int MaxLength = 65_536;

    /// <summary>The value as text; empty for null.</summary>
    public static string Of(object? value) => ValueText.Of(value) ?? "";

    /// <summary>The value as text; null for null.</summary>
    public static string? Result(object? value) => ValueText.Of(value);

    /// <summary>The value in a format of the invariant culture; empty for null.</summary>
    public static string Format(object? value, string format) => value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : Of(value);

    /// <summary>Both as one text.</summary>
    /// <exception cref="InvalidOperationException">The text is longer than <see cref="MaxLength"/>.</exception>
    public static string Join(params ReadOnlySpan<object?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var next = Of(part);
            if (text.Length + next.Length > MaxLength)
            {
                throw new InvalidOperationException($"The text is longer than {MaxLength} characters.");
            }

            text.Append(next);
        }

        return text.ToString();
    }

    /// <summary>Ordinal.</summary>
    public static bool StartsWith(string text, string value) => text.StartsWith(value, StringComparison.Ordinal);

    /// <summary>Ordinal.</summary>
    public static bool EndsWith(string text, string value) => text.EndsWith(value, StringComparison.Ordinal);

    /// <summary>Ordinal.</summary>
    public static int IndexOf(string text, string value) => text.IndexOf(value, StringComparison.Ordinal);

    /// <summary>Ordinal.</summary>
    public static int LastIndexOf(string text, string value) => text.LastIndexOf(value, StringComparison.Ordinal);

    /// <summary>Invariant culture.</summary>
    public static string ToUpper(string text) => text.ToUpperInvariant();

    /// <summary>Invariant culture.</summary>
    public static string ToLower(string text) => text.ToLowerInvariant();
}
