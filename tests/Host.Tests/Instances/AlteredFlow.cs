using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Tests.BadInput;

namespace ProcessAutomation.Host.Tests.Instances;

/// <summary>A small flow of a case that waits, holds a person's name in a variable, and has a newer version.</summary>
internal static class AlteredFlow
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts an instance of the first version and publishes the second, with <c>added</c> between <c>wait</c> and <c>last</c>.</summary>
    public static async Task<(Guid Id, string From, string To)> StartAsync(HostWithCase host, string definitionId)
    {
        var from = await PublishAsync(host, definitionId, "wait -> last", "first -> wait");
        var id = await StartAsync(host, definitionId, host.CaseId);
        return (id, from, await PublishAsync(host, definitionId, "wait -> added", "added -> last", "first -> wait"));
    }

    public static Task<Guid> StartAsync(HostWithCase host, string definitionId, Guid? caseId) => host.Host.Services.GetRequiredService<WorkflowRuntime>()
        .StartAsync(new StartRequest { DefinitionId = definitionId, CorrelationId = caseId?.ToString("D") }, Cancel);

    public static async Task<string> PublishAsync(HostWithCase host, string definitionId, params string[] connections)
    {
        var steps = connections.SelectMany(connection => connection.Split(" -> ")).Distinct().Order(StringComparer.Ordinal);
        var json = $$"""
            {"definitionId":"{{definitionId}}","name":"{{definitionId}}","variables":[{"id":"Person","name":"Person","typeName":"String","value":"Torgunn Prøvestein"}],
             "root":{"id":"root","type":"Elsa.Flowchart","version":1,
              "activities":[{{string.Join(',', steps.Select(Activity))}}],
              "connections":[{{string.Join(',', connections.Select(Connection))}}] } }
            """;
        var results = await host.Host.Services.GetRequiredService<DefinitionPublisher>().PublishAllAsync([json], DateTimeOffset.UnixEpoch, Cancel);
        Assert.Empty(results.OfType<PublishResult.Refused>().SelectMany(refused => refused.Problems));
        return (await host.Host.Services.GetRequiredService<IDefinitionStore>().FindPublishedAsync(definitionId, Cancel))!.VersionId;
    }

    private static string Activity(string id) => id == "first"
        ? $$"""{"id":"{{id}}","type":"Elsa.Start","version":1}"""
        : $$"""{"id":"{{id}}","type":"Elsa.Event","version":1,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"{{id}}"} } }""";

    private static string Connection(string text)
    {
        var ends = text.Split(" -> ");
        return $$"""{"source":{"activity":"{{ends[0]}}","port":"Done"},"target":{"activity":"{{ends[1]}}","port":"In"} }""";
    }
}
