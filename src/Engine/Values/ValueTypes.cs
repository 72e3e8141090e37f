using System.Collections.Frozen;
using System.Text.Json;

namespace ProcessAutomation.Engine.Values;

/// <summary>The value types a definition may name, and the CLR types that hold them. Names are Elsa's.</summary>
public static class ValueTypes
{
    private static readonly FrozenDictionary<string, Type> ByName = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Object"] = typeof(object),
        ["String"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["Guid"] = typeof(Guid),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["TimeSpan"] = typeof(TimeSpan),
        ["DateOnly"] = typeof(DateOnly),
        ["StringDictionary"] = typeof(IReadOnlyDictionary<string, string?>),
        ["ObjectDictionary"] = typeof(IReadOnlyDictionary<string, object?>),
        ["JSON"] = typeof(JsonElement),
        ["JsonElement"] = typeof(JsonElement),
        ["JsonNode"] = typeof(JsonElement),
        ["JsonObject"] = typeof(JsonElement),
        // What Elsa's HTTP activities give; here they are JSON, so that they outlive a restart.
        ["HttpRequest"] = typeof(JsonElement),
        ["HttpResponse"] = typeof(JsonElement),
        ["HttpResponseMessage"] = typeof(JsonElement),
        ["HttpHeaders"] = typeof(JsonElement),
        ["HttpRouteData"] = typeof(JsonElement),
        ["HttpFile"] = typeof(JsonElement),
        ["IFormFile"] = typeof(JsonElement),
        ["Downloadable"] = typeof(JsonElement),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<Type, string> ByType = ByName
        .Where(pair => pair.Key is "JSON" || pair.Value != typeof(JsonElement))
        .ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Names a variable, input or output may have, in the order the designer lists them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Object", "String", "Boolean", "Int32", "Int64", "Single", "Double", "Decimal", "Guid", "DateTime", "DateTimeOffset", "TimeSpan", "DateOnly", "StringDictionary", "ObjectDictionary", "JSON"];

    /// <summary>The CLR type of a name, <c>String[]</c> included; null = no such type.</summary>
    public static Type? Find(string? typeName)
    {
        if (string.IsNullOrEmpty(typeName))
        {
            return null;
        }

        return typeName.EndsWith("[]", StringComparison.Ordinal)
            ? Find(typeName[..^2])?.MakeArrayType()
            : ByName.GetValueOrDefault(typeName);
    }

    /// <summary>The name definitions use for a CLR type; enums and others by their CLR name.</summary>
    public static string NameOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsArray)
        {
            return NameOf(bare.GetElementType()!) + "[]"; // an array type has an element type
        }

        return ByType.GetValueOrDefault(bare) ?? bare.Name;
    }
}
