using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

public sealed class CatalogueTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private const string Api = "/elsa/api";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_list_to_choose_from_has_something_in_it_and_every_activity_of_ours_has_an_icon_and_Norwegian_words()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        foreach (var activity in (await GetAsync(eva, "/descriptors/activities"))["items"]!.AsArray())
        {
            Assert.All(activity!["inputs"]!.AsArray(), input => Assert.True(
                (string?)input!["uiHint"] != "dropdown" || input["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray().Count > 0,
                $"{activity["typeName"]}.{input["name"]} is a list with nothing to choose."));
            if (((string)activity["typeName"]!).StartsWith("Elsa.", StringComparison.Ordinal) || activity["constructionProperties"]!["WorkflowDefinitionId"] is not null) // Elsa's, or a flow of another test
                continue;
            Assert.NotNull((string?)activity["customProperties"]!["Icon"]);
            Assert.NotEqual("", (string?)activity["description"]);
            Assert.All(activity["inputs"]!.AsArray(), input => Assert.NotEqual((string?)input!["name"], (string?)input["displayName"]));
        }
    }

    [Fact]
    public async Task A_flow_that_is_offered_as_an_activity_stands_in_the_toolbox_and_opens_to_show_what_is_inside()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var greeting = await PublishAsync(eva, Flow("greeting", "Say hello", usable: true, new JsonObject { ["id"] = "line", ["type"] = "Elsa.WriteLine", ["version"] = 1 }));
        var tool = (await GetAsync(eva, "/descriptors/activities"))["items"]!.AsArray().Single(activity => (string?)activity!["typeName"] == "SayHello")!;
        Assert.Equal(greeting, (string?)tool["constructionProperties"]!["WorkflowDefinitionVersionId"]);
        Assert.True((bool)tool["isBrowsable"]!);

        var user = await PublishAsync(eva, Flow("user-of-greeting", "Uses it", usable: false, new JsonObject
        {
            ["id"] = "hello",
            ["type"] = "SayHello",
            ["version"] = 1,
            ["workflowDefinitionId"] = "greeting",
            ["workflowDefinitionVersionId"] = greeting,
        }));
        var shown = await GetAsync(eva, $"/workflow-definitions/by-id/{user}");
        Assert.Equal("SayHello", (string?)shown["root"]!["activities"]![0]!["type"]);
        Assert.Equal("user-of-greeting", (string?)Assert.Single((await GetAsync(eva, "/workflow-definitions/greeting/consumers"))["consumingWorkflowDefinitionIds"]!.AsArray()));

        var inside = await GetAsync(eva, $"/workflow-definitions/subgraph/{user}?parentNodeId=Workflow1:root:hello");
        Assert.Equal("Workflow1:root:hello:root", (string?)inside["children"]![0]!["nodeId"]);
        var way = await GetAsync(eva, $"/workflow-definitions/subgraph/segments/{user}?childNodeId=Workflow1:root:hello:root:line");
        Assert.Equal(["root", "hello", "root"], way["pathSegments"]!.AsArray().Select(segment => (string)segment!["activityId"]!));
        Assert.Equal("Workflow1:root:hello:root", (string?)way["container"]!["nodeId"]);
    }

    [Fact]
    public async Task The_toolbox_comes_compressed_and_a_browser_that_has_it_is_told_so_until_a_flow_joins_it()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        using var first = await AskAsync(eva, null);
        Assert.Equal(["br"], first.Content.Headers.ContentEncoding);
        Assert.InRange((await first.Content.ReadAsByteArrayAsync(Cancel)).Length, 1_000, 60_000);
        var tag = Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag);

        using var again = await AskAsync(eva, tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancel));

        await PublishAsync(eva, Flow("joins-the-toolbox", "Joins the toolbox", usable: true, new JsonObject { ["id"] = "line", ["type"] = "Elsa.WriteLine", ["version"] = 1 }));
        using var afterwards = await AskAsync(eva, tag);
        Assert.Equal(HttpStatusCode.OK, afterwards.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Api + "/descriptors/activities");
        request.Headers.AcceptEncoding.ParseAdd("br");
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await client.SendAsync(request, Cancel);
    }

    private static JsonObject Flow(string id, string name, bool usable, JsonObject activity) => new()
    {
        ["definitionId"] = id,
        ["name"] = name,
        ["options"] = new JsonObject { ["usableAsActivity"] = usable },
        ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray(activity), ["connections"] = new JsonArray() },
    };

    private static async Task<string> PublishAsync(HttpClient client, JsonObject model)
    {
        using var response = await client.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true }, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["workflowDefinition"]!["id"]!;
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>(Api + path, Cancel))!;
}
