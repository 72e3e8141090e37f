using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Reads members of one JSON object; a member of the wrong kind is a problem and reads as absent. Absent and null are the same.</summary>
internal readonly struct DefinitionMembers(JsonElement json, ImmutableArray<DefinitionProblem>.Builder problems, string pointer = "")
{
    public string? Text(string name) => Find(name, JsonValueKind.String) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public string RequiredText(string name, ProblemText complaint)
    {
        var text = Text(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(new DefinitionProblem(ProblemIds.MalformedProperty, $"{pointer}/{name}", complaint));
        }

        return text ?? "";
    }

    public int? Number(string name) => Find(name, JsonValueKind.Number) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public bool Flag(string name) => Find(name, JsonValueKind.True, JsonValueKind.False) is { ValueKind: JsonValueKind.True };

    public JsonElement Object(string name) => Find(name, JsonValueKind.Object);

    public ImmutableArray<string> Texts(string name)
    {
        var list = Find(name, JsonValueKind.Array);
        return list.ValueKind is JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)] // a string element has a string
            : [];
    }

    public IEnumerable<(JsonElement Item, string Pointer)> Objects(string name)
    {
        var list = Find(name, JsonValueKind.Array);
        var found = new List<(JsonElement, string)>();
        if (list.ValueKind is JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in list.EnumerateArray())
            {
                var place = $"{pointer}/{name}/{i++}";
                if (item.ValueKind is JsonValueKind.Object)
                {
                    found.Add((item, place));
                }
                else
                {
                    problems.Add(new DefinitionProblem(ProblemIds.MalformedProperty, place, $"An entry of {name} is not an object."));
                }
            }
        }

        return found;
    }

    /// <summary>The value type named by a member, with <c>isArray</c> and a trailing <c>[]</c>; an unknown name is a problem and reads as Object.</summary>
    public (string TypeName, bool IsArray, Type Type) ValueType(string name)
    {
        var written = Text(name);
        var typeName = string.IsNullOrWhiteSpace(written) ? "Object" : written;
        var isArray = Flag("isArray");
        if (typeName.EndsWith("[]", StringComparison.Ordinal))
        {
            (typeName, isArray) = (typeName[..^2], true);
        }

        var type = ValueTypes.Find(typeName);
        if (type is null)
        {
            problems.Add(new DefinitionProblem(ProblemIds.UnknownValueType, $"{pointer}/{name}", $"{typeName} is not a type of value the engine knows."));
            type = typeof(object);
        }

        return (typeName, isArray, isArray ? type.MakeArrayType() : type);
    }

    private JsonElement Find(string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null)
        {
            return default;
        }

        if (kinds.Contains(member.ValueKind))
        {
            return member;
        }

        problems.Add(new DefinitionProblem(ProblemIds.MalformedProperty, $"{pointer}/{name}", $"The value of {name} is not of the right kind."));
        return default;
    }
}
