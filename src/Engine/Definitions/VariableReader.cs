using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Reads the <c>variables</c> of a definition or of a container.</summary>
internal static class VariableReader
{
    /// <summary>Reads <c>variables</c> of <paramref name="owner"/>; what is wrong with them is added to <paramref name="problems"/>.</summary>
    public static ImmutableArray<VariableDefinition> Read(JsonElement owner, string pointer, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var variables = ImmutableArray.CreateBuilder<VariableDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, place) in new DefinitionMembers(owner, problems, pointer).Objects("variables"))
        {
            var members = new DefinitionMembers(item, problems, place);
            var name = members.RequiredText("name", $"A variable has no name.");
            var id = members.Text("id") is { Length: > 0 } given ? given : name;
            var (typeName, isArray, type) = members.ValueType("typeName");
            if (name.Length > 0 && !(names.Add(name) & ids.Add(id)))
            {
                problems.Add(new DefinitionProblem(ProblemIds.DuplicateVariable, place + "/name", $"Two variables are called {name}, or share the id {id}."));
            }

            var driver = members.Text("storageDriverTypeName");
            if (!StorageDrivers.TryParse(driver, out var isTransient))
            {
                problems.Add(new DefinitionProblem(ProblemIds.UnknownStorageDriver, place + "/storageDriverTypeName", $"The variable {name} is to be kept by {driver}, which is not here. Choose the workflow instance or memory."));
            }

            variables.Add(new VariableDefinition(id, name, typeName, isArray, type, DefaultValue(item, type, name, place, problems)) { IsTransient = isTransient });
        }

        return variables.ToImmutable();
    }

    private static object? DefaultValue(JsonElement variable, Type type, string name, string pointer, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        if (!variable.TryGetProperty("value", out var value) || value.ValueKind is JsonValueKind.Null
            || (value.ValueKind is JsonValueKind.String && type != typeof(string) && string.IsNullOrWhiteSpace(value.GetString())))
        {
            return null;
        }

        if (ValueConverter.TryConvert(value, type, out var converted))
        {
            return converted;
        }

        problems.Add(new DefinitionProblem(ProblemIds.WrongDefaultValue, pointer + "/value", $"The start value of {name} is not a {ValueTypes.NameOf(type)}."));
        return null;
    }
}
