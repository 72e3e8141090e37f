using System.Collections.Frozen;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Elsa's activities that are left out on purpose, with the reason a process owner reads when a definition uses one.</summary>
internal static class ActivitiesNotHere
{
    private static readonly FrozenDictionary<string, ProblemText> Reasons = new Dictionary<string, ProblemText>(StringComparer.Ordinal)
    {
        ["Elsa.ReadLine"] = $"A server has no console to read from. Ask a person with a task, or take the value as an input.",
        ["Elsa.RunJavaScript"] = $"JavaScript cannot be run here within safe limits. Use C# expressions.",
        ["Elsa.Inline"] = $"Its code is not in the definition.",
        ["Elsa.DynamicActivity"] = $"Its code is not in the definition.",
        ["Elsa.NotFoundActivity"] = $"It stands for an activity that was not installed where the definition was exported.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why the type cannot be used.</summary>
    public static ProblemText WordsFor(string typeName) =>
        Reasons.TryGetValue(typeName, out var reason) ? ProblemText.Of($"The activity {typeName} is not available here. {reason}") : $"There is no activity type {typeName}.";
}
