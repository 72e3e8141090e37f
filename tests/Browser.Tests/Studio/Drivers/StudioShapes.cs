namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>
/// What the Studio reads of each answer. A member is a path: <c>items[].typeName</c> is in every item, a question mark at the end lets it be null,
/// or left out. A request that stands nowhere here is one nobody has thought of.
/// </summary>
internal static class StudioShapes
{
    private static readonly string[] Definition =
    [
        "id", "definitionId", "version", "isLatest", "isPublished", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "links", "root.id", "root.nodeId", "root.type",
        "root.version", "toolVersion", "createdAt", "isReadonly", "name",
    ];

    private static readonly string[] Summary = ["id", "definitionId", "name", "version", "isLatest", "isPublished", "createdAt", "materializerName", "isMaterializerAvailable", "links"];

    private static readonly string[] Instance = ["id", "definitionId", "definitionVersionId", "version", "status", "subStatus", "incidentCount", "createdAt", "updatedAt"];

    private static readonly string[] Execution =
    [
        "id", "workflowInstanceId", "activityId", "activityNodeId", "activityType", "activityTypeVersion", "startedAt", "status", "hasBookmarks", "activityState", "outputs", "payload",
    ];

    private static readonly (string Request, string[] Members)[] Table =
    [
        ("GET descriptors/activities",
        [
            "count", "items[].typeName", "items[].name", "items[].version", "items[].category", "items[].displayName", "items[].kind", "items[].inputs", "items[].outputs", "items[].ports",
            "items[].customProperties", "items[].constructionProperties", "items[].inputs[].name", "items[].inputs[].typeName", "items[].inputs[].uiHint", "items[].inputs[].isBrowsable",
            "items[].inputs[].isWrapped", "items[].inputs[].uiSpecifications", "items[].outputs[].name", "items[].outputs[].typeName", "items[].ports[].name", "items[].ports[].type",
        ]),
        ("GET descriptors/expression-descriptors", ["count", "items[].type", "items[].displayName", "items[].isSerializable", "items[].isBrowsable", "items[].properties"]),
        ("GET descriptors/variables", ["items[].typeName", "items[].displayName", "items[].category"]),
        ("GET descriptors/storage-drivers", ["items[].typeName", "items[].displayName", "items[].priority", "items[].deprecated"]),
        ("GET descriptors/incident-strategies", ["count", "items[].typeName", "items[].displayName", "items[].description"]),
        ("GET descriptors/log-persistence-strategies", ["count", "items[].typeName", "items[].displayName", "items[].description"]),
        ("GET descriptors/workflow-activation-strategies", ["count", "items[].typeName", "items[].displayName", "items[].description"]),
        ("GET descriptors/commit-strategies/workflows", ["count", "items[].name", "items[].displayName", "items[].description"]),
        ("GET descriptors/commit-strategies/activities", ["count", "items[].name", "items[].displayName", "items[].description"]),
        ("GET descriptors/output-converters", ["items"]),
        ("GET features/installed", ["count", "items[].name", "items[].namespace", "items[].fullName"]),
        ("GET workflow-definitions", ["totalCount", "links", .. Within("items[].", Summary)]),
        ("GET workflow-definitions/by-definition-id/*", Definition),
        ("GET workflow-definitions/by-id/*", Definition),
        ("GET workflow-definitions/many-by-id", ["count", .. Within("items[].", Definition)]),
        ("GET workflow-definitions/validation/is-name-unique", ["isUnique"]),
        ("GET workflow-definitions/*/export", ["definitionId", "name", "root", "$schema"]),
        ("GET workflow-definitions/*/consumers", ["consumingWorkflowDefinitionIds"]),
        ("POST workflow-definitions", ["alreadyPublished", "consumingWorkflowCount", .. Within("workflowDefinition.", Definition)]),
        ("POST workflow-definitions/import", Definition),
        ("POST workflow-definitions/*/retract", Definition),
        ("POST workflow-definitions/*/revert/*", Summary),
        ("POST workflow-definitions/*/execute", []),
        ("DELETE workflow-definitions/*", []),
        ("DELETE workflow-definition-versions/*", []),
        ("POST workflow-instances", ["totalCount", .. Within("items[].", Instance)]),
        ("GET workflow-instances/*", [.. Instance, "workflowState.incidents", "workflowState.input", "workflowState.output", "workflowState.activityExecutionContexts[].id"]),
        ("POST workflow-instances/*/journal", ["totalCount", "items[].id", "items[].activityInstanceId", "items[].nodeId", "items[].activityType", "items[].timestamp", "items[].sequence", "items[].eventName"]),
        ("GET workflow-instances/*/variables", ["count", "items[].id", "items[].name", "items[].value?"]),
        ("GET workflow-instances/*/execution-state", ["status", "subStatus", "updatedAt"]),
        ("POST activity-executions/report", ["stats[].activityId", "stats[].activityNodeId", "stats[].startedCount", "stats[].completedCount", "stats[].uncompletedCount", "stats[].isBlocked", "stats[].isFaulted"]),
        ("GET activity-executions/list", ["count", .. Within("items[].", Execution)]),
        ("GET activity-execution-summaries/list", ["count", "items[].id", "items[].status", "items[].activityNodeId", "items[].startedAt"]),
        ("GET activity-executions/by-id", Execution),
        ("GET activity-executions/*/call-stack", ["activityExecutionId", "items", "totalCount"]),
        ("POST cancel/workflow-instances/*", []),
        ("DELETE workflow-instances/*", []),
        ("POST bulk-actions/cancel/workflow-instances", ["cancelled", "words", "results[].id", "results[].status"]),
        ("POST bulk-actions/delete/workflow-instances/by-id", ["deleted", "words", "results[].id", "results[].status"]),
    ];

    /// <summary>The members the Studio reads of the answer to a request; null: nobody has thought of the request.</summary>
    /// <param name="request">Method and path below <c>/elsa/api/</c>.</param>
    public static IReadOnlyList<string>? Of(string request)
    {
        var exact = Table.FirstOrDefault(row => row.Request == request);
        return exact.Members ?? Table.FirstOrDefault(row => IsLike(row.Request, request)).Members;
    }

    private static bool IsLike(string pattern, string request)
    {
        var (expected, asked) = (pattern.Split('/'), request.Split('/'));
        return expected.Length == asked.Length && expected.Zip(asked).All(pair => pair.First == "*" || pair.First == pair.Second);
    }

    private static IEnumerable<string> Within(string place, string[] members) => members.Select(member => place + member);
}
