using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>Writes what a bound expression does as C# again, built only from forms listed here: what is not listed is a
/// <see cref="Refusal"/>, so nothing of the author's text reaches the assembly but constants and listed members. Used once per expression.</summary>
internal sealed class OperationTranslator(ScopeSource scope) : OperationVisitor<object?, string>
{
    private const string Text = "global::ProcessAutomation.Engine.Expressions.ExpressionText";

    private readonly Stack<string> receivers = new();
    private int names;

    /// <summary>True once a case fact was read.</summary>
    public bool ReadsFacts { get; private set; }

    /// <summary>The first thing met that is not allowed, in plain words; null = nothing, and only then may the text be compiled.</summary>
    public ProblemText? Refusal { get; private set; }

    /// <summary>The operation as C# text.</summary>
    public string Translate(IOperation operation)
    {
        if (operation.Type is { } type && !AllowedMembers.IsType(type))
        {
            return Refuse($"values of type {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");
        }

        return operation.Accept(this, null) ?? Refuse(operation);
    }

    public override string DefaultVisit(IOperation operation, object? argument) => Refuse(operation);

    public override string VisitLiteral(ILiteralOperation operation, object? argument) => Constant(operation, operation.Type);

    public override string VisitFieldReference(IFieldReferenceOperation operation, object? argument) =>
        operation.Instance is null && operation.Field is { IsStatic: true } field && (field.IsReadOnly || field.IsConst) && AllowedMembers.IsMember(field)
            ? $"{TypeText(field.ContainingType)}.{field.Name}"
            : Refuse(operation.Field);

    public override string VisitParameterReference(IParameterReferenceOperation operation, object? argument) =>
        operation.Parameter.Name is "Now" ? "scope.Now" : Refuse($"{operation.Parameter.Name} by itself");

    public override string VisitPropertyReference(IPropertyReferenceOperation operation, object? argument)
    {
        var property = operation.Property;
        if (operation.Instance is IParameterReferenceOperation parameter && scope.ReadOf(parameter.Parameter.Type.Name, property.Name) is { } read)
        {
            ReadsFacts |= parameter.Parameter.Type.Name is "Case";
            return read;
        }

        if (!AllowedMembers.IsMember(property))
        {
            return Refuse(property);
        }

        var owner = operation.Instance is null ? TypeText(property.ContainingType) : Translate(operation.Instance);
        return property.IsIndexer ? $"{owner}[{Arguments(operation.Arguments)}]" : $"{owner}.{property.Name}";
    }

    public override string VisitInvocation(IInvocationOperation operation, object? argument)
    {
        var method = operation.TargetMethod;
        if (!AllowedMembers.IsMember(method))
        {
            return Refuse(method);
        }

        if (operation.Instance is null)
        {
            return $"{TypeText(method.ContainingType)}.{method.Name}({Arguments(operation.Arguments)})";
        }

        var owner = Translate(operation.Instance);
        if (method.Name is "ToString")
        {
            return operation.Arguments.Length == 0 ? $"{Text}.Of({owner})" : $"{Text}.Format({owner}, {Format(operation.Arguments[0].Value)})";
        }

        var usesCulture = method.ContainingType.SpecialType is SpecialType.System_String
            && (method.Name is "ToUpper" or "ToLower"
                || (method.Name is "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" && method.Parameters is [{ Type.SpecialType: SpecialType.System_String }]));
        if (usesCulture)
        {
            return operation.Arguments.Length == 0 ? $"{Text}.{method.Name}({owner})" : $"{Text}.{method.Name}({owner}, {Arguments(operation.Arguments)})";
        }

        return $"{owner}.{method.Name}({Arguments(operation.Arguments)})";
    }

    public override string VisitObjectCreation(IObjectCreationOperation operation, object? argument) =>
        operation.Initializer is null && operation.Constructor is { } constructor && operation.Arguments.Length > 0 && AllowedMembers.IsMember(constructor)
            ? $"new {TypeText(constructor.ContainingType)}({Arguments(operation.Arguments)})"
            : Refuse($"new {operation.Type?.Name}");

    public override string VisitUnaryOperator(IUnaryOperation operation, object? argument)
    {
        var sign = operation.OperatorKind switch
        {
            UnaryOperatorKind.Not => "!",
            UnaryOperatorKind.Minus => "-",
            UnaryOperatorKind.Plus => "+",
            _ => Refuse(operation),
        };
        return operation.OperatorMethod is { } method && !AllowedMembers.IsOperator(method)
            ? Refuse(method)
            : $"({sign}{Translate(operation.Operand)})";
    }

    public override string VisitBinaryOperator(IBinaryOperation operation, object? argument)
    {
        if (operation.OperatorMethod is { } method && !AllowedMembers.IsOperator(method))
        {
            return Refuse(method);
        }

        var (left, right) = (Translate(operation.LeftOperand), Translate(operation.RightOperand));
        if (operation.OperatorKind is BinaryOperatorKind.Add && operation.Type?.SpecialType is SpecialType.System_String)
        {
            return $"{Text}.Join(new object[] {{ {left}, {right} }})";
        }

        var isReference = operation.OperatorMethod is null && operation.LeftOperand.Type?.IsReferenceType is true && operation.LeftOperand.Type.SpecialType is not SpecialType.System_String;
        if (isReference && !IsNull(operation.LeftOperand) && !IsNull(operation.RightOperand))
        {
            return Refuse($"comparing objects that are not of a known type");
        }

        return CSharpText.Sign(operation.OperatorKind) is { } sign ? $"({left} {sign} {right})" : Refuse($"the operator {operation.OperatorKind.ToString()}");
    }

    public override string VisitConditional(IConditionalOperation operation, object? argument) =>
        operation.WhenFalse is { } whenFalse && !operation.IsRef
            ? $"({Translate(operation.Condition)} ? {Translate(operation.WhenTrue)} : {Translate(whenFalse)})"
            : Refuse(operation);

    public override string VisitCoalesce(ICoalesceOperation operation, object? argument) =>
        $"(({TypeText(operation.Type!)})({Translate(operation.Value)} ?? {Translate(operation.WhenNull)}))"; // an expression has a type

    public override string VisitConditionalAccess(IConditionalAccessOperation operation, object? argument)
    {
        var name = "r" + (names++).ToString(CultureInfo.InvariantCulture);
        var receiver = Translate(operation.Operation);
        receivers.Push(name);
        var rest = Translate(operation.WhenNotNull);
        receivers.Pop();
        var type = TypeText(operation.Type!); // an expression has a type
        return $"({receiver} is {{ }} {name} ? ({type})({rest}) : ({type})null)";
    }

    public override string VisitConditionalAccessInstance(IConditionalAccessInstanceOperation operation, object? argument) => receivers.Peek();

    public override string VisitConversion(IConversionOperation operation, object? argument)
    {
        var conversion = operation.Conversion;
        var from = operation.Operand.Type;
        var isDowncast = from is { IsReferenceType: true } && !operation.IsImplicit && from.SpecialType is not SpecialType.System_Object;
        if (!conversion.Exists || conversion.IsUserDefined || operation.OperatorMethod is not null || operation.IsTryCast || isDowncast)
        {
            return Refuse($"converting {from?.Name ?? "this"} to {operation.Type?.Name}");
        }

        return $"(({TypeText(operation.Type!)})({Translate(operation.Operand)}))"; // a conversion has a type
    }

    public override string VisitInterpolatedString(IInterpolatedStringOperation operation, object? argument) =>
        $"{Text}.Join(new object[] {{ {string.Join(", ", operation.Parts.Select(Part))} }})";

    public override string VisitIsPattern(IIsPatternOperation operation, object? argument) => $"({Translate(operation.Value)} is {Pattern(operation.Pattern)})";

    public override string VisitSwitchExpression(ISwitchExpressionOperation operation, object? argument) =>
        $"({Translate(operation.Value)} switch {{ {string.Join(", ", operation.Arms.Select(Arm))} }})";

    public override string VisitArrayElementReference(IArrayElementReferenceOperation operation, object? argument) =>
        operation.Indices is [{ Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } index]
            ? $"{Translate(operation.ArrayReference)}[{Translate(index)}]"
            : Refuse(operation);

    public override string VisitArrayCreation(IArrayCreationOperation operation, object? argument)
    {
        const int maxElements = 16;
        if (operation.Initializer is not { ElementValues.Length: > 0 and <= maxElements } initializer || operation.Type is not IArrayTypeSymbol { Rank: 1 } array)
        {
            return Refuse($"lists other than of 1 to {maxElements} given values");
        }

        return $"new {TypeText(array.ElementType)}[] {{ {string.Join(", ", initializer.ElementValues.Select(Translate))} }}";
    }

    private string Arm(ISwitchExpressionArmOperation arm) =>
        $"{Pattern(arm.Pattern)}{(arm.Guard is null ? "" : $" when {Translate(arm.Guard)}")} => {Translate(arm.Value)}";

    private string Pattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue.HasValue: true } constant => Constant(constant.Value, constant.Value.Type),
        IRelationalPatternOperation { Value.ConstantValue.HasValue: true } relational => $"{CSharpText.Sign(relational.OperatorKind)} {Constant(relational.Value, relational.Value.Type)}",
        INegatedPatternOperation negated => $"not ({Pattern(negated.Pattern)})",
        IBinaryPatternOperation binary => $"({Pattern(binary.LeftPattern)} {(binary.OperatorKind is BinaryOperatorKind.And ? "and" : "or")} {Pattern(binary.RightPattern)})",
        IDiscardPatternOperation => "_",
        _ => Refuse(pattern),
    };

    private string Part(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => Translate(text.Text),
        IInterpolationOperation { Alignment: null, FormatString: null } hole => Translate(hole.Expression),
        IInterpolationOperation { Alignment: null, FormatString: { } format } hole => $"{Text}.Format({Translate(hole.Expression)}, {Format(format)})",
        IInterpolationOperation => Refuse($"alignment in text"),
        _ => Refuse(part),
    };

    private string Arguments(IEnumerable<IArgumentOperation> arguments)
    {
        // Named arguments may stand in any order; what is written again stands in the method's own.
        var inOrder = arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).ToList();
        if (inOrder.FirstOrDefault(argument => argument.ArgumentKind is not ArgumentKind.Explicit) is { } odd)
        {
            return Refuse(odd);
        }

        return string.Join(", ", inOrder.Select(argument => Translate(argument.Value)));
    }

    private static bool IsNull(IOperation operation) => CSharpText.Unconverted(operation) is ILiteralOperation { ConstantValue: { HasValue: true, Value: null } };

    private string TypeText(ITypeSymbol type) =>
        AllowedMembers.IsType(type) || type.Name is "Math" or "Enumerable" ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : Refuse($"the type {type.Name}");

    private string Constant(IOperation operation, ITypeSymbol? type) =>
        operation.ConstantValue is { HasValue: true, Value: var value } && CSharpText.Constant(value) is { } text
            ? value is int or long or float or double or decimal && type is not null ? $"(({TypeText(type)})({text}))" : text
            : Refuse(operation);

    private string Format(IOperation format) =>
        CSharpText.Unconverted(format) is ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } && CSharpText.IsHarmlessFormat(text)
            ? SymbolDisplay.FormatLiteral(text, quote: true)
            : Refuse($"a format that is computed, long, or asks for more than 20 digits");

    private string Refuse(ISymbol symbol) => Refuse($"{symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");

    private string Refuse(IOperation operation) => Refuse($"\"{Shorten(operation.Syntax.ToString())}\"");

    private string Refuse(ProblemText what)
    {
        Refusal ??= $"An expression may not use {what}.";
        return "default";
    }

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
