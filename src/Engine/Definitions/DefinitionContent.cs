using System.Text.Json;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Compares definitions by what they say, not by how they are written or which version they are.</summary>
internal static class DefinitionContent
{
    /// <summary>What the designer echoes about a version, not about its content.</summary>
    private static readonly string[] AboutTheVersion = ["id", "definitionId", "version", "isLatest", "isPublished", "isReadonly", "createdAt", "links", "toolVersion", "$schema"];

    /// <summary>True when both mean the same; the order of members and white space do not count.</summary>
    public static bool AreSame(JsonElement left, JsonElement right)
    {
        var (first, second) = (Members(left), Members(right));
        return first.Count == second.Count && first.All(pair => second.TryGetValue(pair.Key, out var other) && JsonElement.DeepEquals(pair.Value, other));
    }

    private static Dictionary<string, JsonElement> Members(JsonElement definition)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in definition.EnumerateObject().Where(member => !AboutTheVersion.Contains(member.Name, StringComparer.Ordinal)))
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
