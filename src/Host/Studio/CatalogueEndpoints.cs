using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Host.Studio;

/// <summary>What the Studio offers to choose from: activities, languages, types, strategies.</summary>
internal static class CatalogueEndpoints
{
    private const string Core = "Elsa.Workflows.Core";

    public static RouteGroupBuilder MapCatalogue(this RouteGroupBuilder studio)
    {
        studio.MapGet("/descriptors/activities", async (HttpContext http, ActivityCatalogue catalogue, CancellationToken cancellationToken) => Kept(http, await catalogue.TextAsync(cancellationToken)));
        var lists = new Dictionary<string, string>
        {
            ["/descriptors/expression-descriptors"] = List(
                Language("Literal", false, null), Language("Object", false, "json"), Language("Variable", true, null), Language("Input", true, null),
                Language("CSharp", true, "csharp"), Language("Handlebars", true, "handlebars")),
            ["/descriptors/variables"] = List([.. ValueTypes.Names.Select(name => new JsonObject { ["typeName"] = name, ["displayName"] = name, ["category"] = "Types", ["description"] = null })]),
            ["/descriptors/storage-drivers"] = List(
                new JsonObject { ["typeName"] = $"Elsa.Workflows.WorkflowInstanceStorageDriver, {Core}", ["displayName"] = "Kept with the run", ["priority"] = 5, ["deprecated"] = false },
                new JsonObject { ["typeName"] = $"Elsa.Workflows.MemoryStorageDriver, {Core}", ["displayName"] = "Forgotten at the next wait", ["priority"] = 0, ["deprecated"] = false }),
            ["/descriptors/incident-strategies"] = List(
                Strategy($"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, {Core}", "Other branches go on", "A failed activity waits for a person; the rest of the flow goes on."),
                Strategy($"Elsa.Workflows.IncidentStrategies.FaultStrategy, {Core}", "The whole flow stands still", "Nothing of the flow goes on until a person has decided about the failed activity.")),
            ["/descriptors/log-persistence-strategies"] = List(Strategy($"Elsa.Workflows.LogPersistence.Strategies.Inherit, {Core}", "Inherit", "Values of runs are never kept in the journal; it holds what happened and when.")),
            ["/descriptors/workflow-activation-strategies"] = List(Strategy($"Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, {Core}", "Always", "Any number of runs at the same time.")),
            ["/descriptors/commit-strategies/workflows"] = List(
                Commit("WorkflowExecuting", "When a run begins"), Commit("WorkflowExecuted", "When a run waits or ends"),
                Commit("ActivityExecuting", "Before each activity"), Commit("ActivityExecuted", "After each activity")),
            ["/descriptors/commit-strategies/activities"] = List(
                Commit("Executing", "Before it"), Commit("Executed", "After it"), Commit("CommitAlways", "Before and after it"), Commit("CommitNever", "Neither before nor after it")),
            ["/descriptors/output-converters"] = List(),
            ["/features/installed"] = List(new JsonObject
            {
                ["name"] = "RealTimeWorkflowUpdates",
                ["namespace"] = "Elsa",
                ["fullName"] = "Elsa.RealTimeWorkflowUpdates",
                ["displayName"] = "Live view",
                ["description"] = "The viewer hears of changes.",
            }),
        };
        foreach (var (path, list) in lists)
        {
            var text = new TaggedText(list);
            studio.MapGet(path, (HttpContext http) => Kept(http, text));
        }

        studio.MapGet("/package/version", () => Json("""{"packageVersion":"3.8.2"}"""));
        return studio;
    }

    // The browser keeps it and asks whether it is still so, which it is until the program or a flow that is offered as an activity changes.
    private static IResult Kept(HttpContext http, TaggedText text)
    {
        http.Response.Headers.ETag = text.Tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch.Contains(text.Tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Json(text.Json);
    }

    internal static IResult Json(string json) => Results.Text(json, "application/json");

    private static JsonObject Strategy(string typeName, string displayName, string description) =>
        new() { ["typeName"] = typeName, ["displayName"] = displayName, ["description"] = description };

    private static JsonObject Commit(string name, string description) => new() { ["name"] = name, ["displayName"] = name, ["description"] = description };

    private static JsonObject Language(string type, bool isBrowsable, string? editor) => new()
    {
        ["type"] = type,
        ["displayName"] = type == "CSharp" ? "C#" : type,
        ["isSerializable"] = true,
        ["isBrowsable"] = isBrowsable,
        ["properties"] = editor is null ? [] : new JsonObject { ["MonacoLanguage"] = editor },
    };

    private static string List(params JsonObject[] items) => new JsonObject { ["items"] = new JsonArray([.. items]), ["count"] = items.Length }.ToJsonString();
}
