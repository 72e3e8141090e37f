using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Host.Studio;

/// <summary>What keeps a definition from being published, in the names a process owner sees in the drawing. Thread-safe.</summary>
internal sealed class DefinitionFaults(ActivityRegistry registry)
{
    /// <summary>Most faults told at once; one snackbar each, and no more fit on a screen.</summary>
    public const int Shown = 6;

    /// <summary>A refusal with every fault, each with the activity and the input it is about.</summary>
    /// <param name="problems">At least one.</param>
    /// <param name="json">The definition they were found in; null: it could not be read.</param>
    public IResult Refusal(IReadOnlyList<DefinitionProblem> problems, string? json)
    {
        var words = InWords(problems, json);
        return StudioErrors.Of(StatusCodes.Status400BadRequest, words.Length <= Shown
            ? words
            : [.. words.Take(Shown), $"And {words.Length - Shown} more. They show when these are mended."]);
    }

    /// <summary>One line a fault.</summary>
    public string[] InWords(IEnumerable<DefinitionProblem> problems, string? json)
    {
        var activities = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (json is not null)
            Collect(StudioDefinitions.Parse(json)["root"], activities);
        return [.. problems.Select(problem => InWords(problem, activities))];
    }

    private string InWords(DefinitionProblem problem, Dictionary<string, JsonObject> activities)
    {
        if (problem.ActivityId is not { } id)
            return $"{problem.Message} ({problem.Id})";
        var activity = activities.GetValueOrDefault(id);
        var place = problem.InputName is { } input ? $"{NameOf(activity, id)} · {InputOf(activity, input)}" : NameOf(activity, id);
        return $"{place}: {problem.Message} ({problem.Id})";
    }

    private static string NameOf(JsonObject? activity, string id) =>
        activity is null ? id
        : activity["metadata"] is JsonObject metadata && StudioDefinitions.TextOf(metadata, "displayText") is { Length: > 0 } text ? text
        : StudioDefinitions.TextOf(activity, "name") is { Length: > 0 } name ? name
        : id;

    private string InputOf(JsonObject? activity, string input) =>
        activity is not null && registry.TryFind(StudioDefinitions.TextOf(activity, "type") ?? "", 0, out var known)
            ? known.Descriptor.Inputs.FirstOrDefault(candidate => candidate.Name == input) is { } found ? ActivityWords.Of(known.Descriptor, found).Name : input
            : input;

    private static void Collect(JsonNode? node, Dictionary<string, JsonObject> found)
    {
        if (node is JsonObject here)
        {
            if (StudioDefinitions.TextOf(here, "id") is { } id && StudioDefinitions.TextOf(here, "type") is not null)
                found.TryAdd(id, here);
            foreach (var (_, value) in here)
                Collect(value, found);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                Collect(item, found);
        }
    }
}
