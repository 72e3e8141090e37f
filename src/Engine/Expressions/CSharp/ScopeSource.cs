using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>Writes the classes an expression is bound against (<c>Variables</c>, <c>Inputs</c>, <c>Case</c>) and remembers how each of their
/// properties is read at run time. Only ever bound, never run.</summary>
internal sealed class ScopeSource(WorkflowDefinition definition, FactCatalog facts)
{
    /// <summary>Namespace of everything written; nothing of it but these properties may be used by an expression.</summary>
    public const string Namespace = "Workflow";

    private readonly Dictionary<VariableScope, string> variables = [];
    private readonly Dictionary<(string Class, string Property), string> reads = [];
    private readonly StringBuilder source = new();
    private bool hasShared;

    /// <summary>All classes written so far.</summary>
    public string Text => source.ToString();

    /// <summary>The parameters an expression at this place sees.</summary>
    public string Parameters(VariableScope scope)
    {
        if (!hasShared)
        {
            hasShared = true;
            Write("Inputs", definition.Inputs.Select((input, i) => (input.Name, input.Type, $"scope.WorkflowInput({i})", false)));
            Write("Case", facts.Facts.Select((fact, i) => (fact.Name, fact.Type, $"scope.Fact({i})", true)));
        }

        if (!variables.TryGetValue(scope, out var name))
        {
            name = "Variables" + variables.Count.ToString(CultureInfo.InvariantCulture);
            variables.Add(scope, name);
            Write(name, scope.ByName.Values.Select(found => (
                found.Definition.Name, found.Definition.Type,
                $"scope.Variable(new global::{typeof(VariableSlot).FullName}({found.Slot.DeclaringNodeIndex}, {found.Slot.Ordinal}))", false)));
        }

        return $"{name} Variables, Inputs Inputs, Case Case, global::System.DateTimeOffset Now";
    }

    /// <summary>How a property of one of the classes is read; null = it is none of them.</summary>
    public string? ReadOf(string className, string property) => reads.GetValueOrDefault((className, property));

    /// <summary>A CLR type as C# text; value types that may be missing as nullable.</summary>
    public static string TypeText(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var text = bare == typeof(object) ? "object"
            : bare == typeof(IReadOnlyDictionary<string, object>) ? "global::System.Collections.Generic.IReadOnlyDictionary<string, object>"
            : bare == typeof(IReadOnlyDictionary<string, string>) ? "global::System.Collections.Generic.IReadOnlyDictionary<string, string>"
            : bare.IsArray ? TypeText(bare.GetElementType()!) + "[]" // an array type has an element type
            : "global::" + bare.FullName;
        return bare == type ? text : text + "?";
    }

    private void Write(string className, IEnumerable<(string Name, Type Type, string Read, bool MayBeMissing)> members)
    {
        source.Append("sealed class ").Append(className).AppendLine(" {");
        foreach (var (name, type, read, mayBeMissing) in members)
        {
            // Names that are no identifiers cannot be written in C#; other languages reach them.
            if (!SyntaxFacts.IsValidIdentifier(name) || string.Equals(name, className, StringComparison.Ordinal) || !reads.TryAdd((className, name), ReadText(type, read, mayBeMissing)))
            {
                continue;
            }

            source.Append("public ").Append(PropertyType(type, mayBeMissing)).Append(" @").Append(name).AppendLine(" => default;");
        }

        source.AppendLine("}");
    }

    private static string PropertyType(Type type, bool mayBeMissing) => TypeText(type.IsValueType && (mayBeMissing || MayBeMissing(type)) ? typeof(Nullable<>).MakeGenericType(type) : type);

    private static string ReadText(Type type, string read, bool mayBeMissing)
    {
        var reader = !type.IsValueType ? "Reference" : mayBeMissing || MayBeMissing(type) ? "OrNull" : "OrDefault";
        return type == typeof(object) ? read : $"global::{typeof(ExpressionValues).FullName}.{reader}<{TypeText(type)}>({read})";
    }

    // An unset number is 0 and an unset boolean false; but an unset date is no date.
    private static bool MayBeMissing(Type type) =>
        !(type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(double) || type == typeof(decimal));
}
