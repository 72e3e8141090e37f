using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>How constants and operators are written in C#, independent of culture.</summary>
internal static class CSharpText
{
    private const int MaxFormatLength = 40;
    private const int MaxDigits = 20;

    /// <summary>The operator's sign; null = it has none that is allowed.</summary>
    public static string? Sign(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.ConditionalAnd => "&&",
        BinaryOperatorKind.ConditionalOr => "||",
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };

    /// <summary>A constant as a literal; null = of a type or value that is not allowed.</summary>
    public static string? Constant(object? value) => value switch
    {
        null => "null",
        string or char or bool => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        double number when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        float number when float.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        _ => null,
    };

    /// <summary>The operation beneath conversions the compiler added.</summary>
    public static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>False for a format that could ask for more digits than people read.</summary>
    public static bool IsHarmlessFormat(string format)
    {
        var number = 0;
        foreach (var character in format)
        {
            number = char.IsAsciiDigit(character) ? (number * 10) + (character - '0') : 0;
            if (number > MaxDigits)
            {
                return false;
            }
        }

        return format.Length <= MaxFormatLength;
    }
}
