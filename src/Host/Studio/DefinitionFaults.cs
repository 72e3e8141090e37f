using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Studio;

/// <summary>What keeps a definition from being published, in the user's language and the names a process owner sees in the drawing.</summary>
internal sealed class DefinitionFaults(ActivityRegistry registry, Texts texts)
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
            : [.. words.Take(Shown), texts.Count("publishing.more", words.Length - Shown, words.Length - Shown)]);
    }

    /// <summary>One line a fault.</summary>
    public string[] InWords(IEnumerable<DefinitionProblem> problems, string? json)
    {
        var activities = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (json is not null)
            Collect(StudioDefinitions.Parse(json)["root"], activities);
        return [.. problems.Select(problem => InWords(problem, activities))];
    }

    // What the sentence does not name itself, stands beside it.
    private string InWords(DefinitionProblem problem, Dictionary<string, JsonObject> activities)
    {
        var words = texts.Explain(problem);
        if (problem.ActivityId is not { } id)
            return $"{words} ({problem.Id})";
        var activity = activities.GetValueOrDefault(id);
        var place = problem.Text.Arguments.Any(argument => argument is ProblemArgument.OfActivity) ? "" : NameOf(activity, id);
        var input = problem.InputName is not { } name || problem.Text.Arguments.Any(argument => argument is ProblemArgument.OfInput) ? "" : InputOf(activity, name);
        return (place, input) switch
        {
            ("", "") => $"{words} ({problem.Id})",
            ("", _) => $"{words} ({input}, {problem.Id})",
            (_, "") => $"{place}: {words} ({problem.Id})",
            _ => $"{place} · {input}: {words} ({problem.Id})",
        };
    }

    private string NameOf(JsonObject? activity, string id) =>
        activity is null ? id
        : ProblemTexts.NameOf(
            activity["metadata"] is JsonObject metadata ? StudioDefinitions.TextOf(metadata, "displayText") : null,
            StudioDefinitions.TextOf(activity, "name") is { Length: > 0 } name ? name : id,
            TypeOf(activity));

    private string InputOf(JsonObject? activity, string input) =>
        activity is not null && TypeOf(activity) is { } type && type.Inputs.FirstOrDefault(candidate => candidate.Name == input) is { } found ? ActivityWords.Of(type, found).Name : input;

    private ActivityDescriptor? TypeOf(JsonObject activity) => registry.TryFind(StudioDefinitions.TextOf(activity, "type") ?? "", 0, out var known) ? known.Descriptor : null;

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
