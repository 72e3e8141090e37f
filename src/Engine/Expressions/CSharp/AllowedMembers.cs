using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>The types and members an expression may use; everything else is refused. Members are listed by name: an overload counts only if all its
/// parameters are of allowed types, so none takes an array, a delegate, a culture or a buffer.</summary>
internal static class AllowedMembers
{
    private static readonly string[] DateParts =
        ["Year", "Month", "Day", "DayOfWeek", "DayOfYear", "AddDays", "AddMonths", "AddYears", "CompareTo", "Equals", "ToString", "MinValue", "MaxValue", ".ctor"];

    private static readonly string[] TimeParts = ["Hour", "Minute", "Second", "Millisecond", "Date", "TimeOfDay", "AddHours", "AddMinutes", "AddSeconds", "Add", "Subtract"];

    private static readonly string[] Number = ["CompareTo", "Equals", "ToString", "MinValue", "MaxValue"];

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByType = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["System.Object"] = [],
        ["System.Boolean"] = ["Equals", "ToString"],
        ["System.Char"] = ["Equals", "ToString"],
        ["System.Int32"] = Number,
        ["System.Int64"] = Number,
        ["System.Single"] = Number,
        ["System.Double"] = Number,
        ["System.Decimal"] = Number,
        ["System.Guid"] = ["Empty", "Equals", "ToString"],
        ["System.String"] =
        [
            "Length", "this[]", "Contains", "StartsWith", "EndsWith", "IndexOf", "LastIndexOf", "Substring", "Trim", "TrimStart", "TrimEnd",
            "ToUpper", "ToLower", "ToUpperInvariant", "ToLowerInvariant", "Equals", "IsNullOrEmpty", "IsNullOrWhiteSpace", "Empty", "ToString",
        ],
        ["System.DateOnly"] = [.. DateParts, "DayNumber", "FromDateTime"],
        ["System.DateTime"] = [.. DateParts, .. TimeParts],
        ["System.DateTimeOffset"] = [.. DateParts, .. TimeParts, "Offset", "UtcDateTime", "ToUniversalTime", "ToOffset"],
        ["System.TimeSpan"] =
        [
            "Days", "Hours", "Minutes", "Seconds", "TotalDays", "TotalHours", "TotalMinutes", "TotalSeconds", "Zero", "FromDays", "FromHours", "FromMinutes",
            "FromSeconds", "Add", "Subtract", "Negate", "Duration", "CompareTo", "Equals", "ToString", ".ctor",
        ],
        ["System.Math"] = ["Abs", "Min", "Max", "Round", "Floor", "Ceiling", "Truncate", "Sign", "Clamp"],
        ["System.Nullable<T>"] = ["HasValue", "Value", "GetValueOrDefault"],
        ["System.DayOfWeek"] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "ToString"],
        ["System.StringComparison"] = ["Ordinal", "OrdinalIgnoreCase"],
        ["System.Array"] = ["Length"],
        ["System.Linq.Enumerable"] = ["Any", "Count", "Contains"],
        ["System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>"] = ["ContainsKey", "this[]"],
        ["System.Collections.Generic.IReadOnlyCollection<T>"] = ["Count"],
        ["System.Collections.Generic.IEnumerable<T>"] = [],
        ["System.Text.Json.JsonElement"] = [],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>True when values of the type may occur in an expression.</summary>
    public static bool IsType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => IsType(array.ElementType),
        INamedTypeSymbol named => ByType.ContainsKey(NameOf(named)) && named.TypeArguments.All(IsType) && NameOf(named) is not ("System.Array" or "System.Math" or "System.Linq.Enumerable"),
        _ => false,
    };

    /// <summary>True when the member itself, with all its parameters, may be used.</summary>
    public static bool IsMember(ISymbol member)
    {
        if (member.ContainingType is not { } owner || !ByType.TryGetValue(NameOf(owner), out var names))
        {
            return false;
        }

        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && NameOf(owner) is "System.DateTimeOffset"
            && (constructor.Parameters.Length < 2 || constructor.Parameters[^1].Type.Name is not "TimeSpan"))
        {
            return false; // would take the machine's time zone
        }

        var name = member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name;
        return names.Contains(name) && ParametersOf(member).All(parameter => parameter.RefKind is RefKind.None && IsType(parameter.Type));
    }

    /// <summary>True when an operator declared by a type (not built into the language) may be used.</summary>
    public static bool IsOperator(IMethodSymbol method) =>
        NameOf(method.ContainingType) is "System.Decimal" or "System.DateOnly" or "System.DateTime" or "System.DateTimeOffset" or "System.TimeSpan" or "System.Guid" or "System.String"
        && method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator
        && method.Parameters.All(parameter => IsType(parameter.Type)) && IsType(method.ReturnType);

    private static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    private static string NameOf(INamedTypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        return definition.ContainingType is null && definition.ContainingNamespace is not null
            ? $"{definition.ContainingNamespace.ToDisplayString()}.{definition.Name}{(definition.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", definition.TypeParameters.Select(parameter => parameter.Name))}>")}"
            : "";
    }
}
