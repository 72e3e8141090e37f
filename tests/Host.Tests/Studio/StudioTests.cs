using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

public sealed partial class StudioTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private const string Api = "/elsa/api";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_activity_of_every_shipped_flow_is_in_the_toolbox_under_one_name_and_version()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var known = new HashSet<(string?, int)>();
        foreach (var descriptor in await ItemsAsync(eva, "/descriptors/activities"))
        {
            Assert.True(known.Add(((string?)descriptor["typeName"], (int)descriptor["version"]!)), $"{descriptor["typeName"]} is listed twice.");
            Assert.NotNull((string?)descriptor["category"]);
            Assert.All(descriptor["inputs"]!.AsArray(), input => Assert.NotNull((string?)input!["uiHint"]));
        }

        foreach (var summary in await ItemsAsync(eva, "/workflow-definitions?versionOptions=Latest"))
        {
            var definition = await GetAsync(eva, $"/workflow-definitions/by-definition-id/{summary["definitionId"]}?versionOptions=Latest");
            foreach (var activity in Activities(definition["root"]))
            {
                Assert.Contains(((string?)activity["type"], (int)activity["version"]!), known);
                Assert.EndsWith((string)activity["id"]!, (string)activity["nodeId"]!, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_draft_may_be_wrong_and_publishing_names_the_activity_and_the_input()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var saved = await SaveAsync(eva, Draft("wrong", "Variables.Nobody + 1"), publish: false);
        Assert.False((bool)saved["workflowDefinition"]!["isPublished"]!);
        using var refused = await eva.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = saved["workflowDefinition"]!.DeepClone(), ["publish"] = true }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var message = (string?)(await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["errors"]!["generalErrors"]![0];
        Assert.StartsWith("Sett variabel (set1): «Verdi» ", message, StringComparison.Ordinal);
        var kept = await GetAsync(eva, "/workflow-definitions/by-definition-id/wrong?versionOptions=Latest");
        Assert.Equal("Variables.Nobody + 1", (string?)Activities(kept["root"]).Single(activity => (string?)activity["id"] == "set1")["value"]!["expression"]!["value"]);
    }

    [Fact]
    public async Task What_the_Studio_does_not_know_is_kept()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var draft = Draft("kept", "1");
        draft["somethingNew"] = new JsonObject { ["a"] = 1 };
        draft["root"]!["activities"]!.AsArray().Add(new JsonObject { ["id"] = "other", ["type"] = "Acme.FromElsewhere", ["version"] = 3, ["secret"] = new JsonArray(1, 2), ["metadata"] = new JsonObject() });
        using (var imported = await eva.PostAsJsonAsync($"{Api}/workflow-definitions/import", draft, Cancel))
            Assert.True(imported.IsSuccessStatusCode);
        var model = await GetAsync(eva, "/workflow-definitions/by-definition-id/kept");
        var standIn = Activities(model["root"]).Single(activity => (string?)activity["id"] == "other");
        Assert.Equal("Elsa.NotFoundActivity", (string?)standIn["type"]);
        standIn["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 7, ["y"] = 8 } } };
        model.Remove("somethingNew"); // the Studio's model has no place for it
        model["name"] = "Kept and renamed";
        await SaveAsync(eva, model, publish: false);
        var text = await GetAsync(eva, "/workflow-definitions/kept/export");
        Assert.Equal(1, (int)text["somethingNew"]!["a"]!);
        var other = text["root"]!["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == "other")!;
        Assert.Equal("Acme.FromElsewhere", (string?)other["type"]);
        Assert.Equal(2, other["secret"]!.AsArray().Count);
        Assert.Equal(7, (int)other["metadata"]!["designer"]!["position"]!["x"]!);
    }

    [Fact]
    public async Task A_published_flow_is_not_deleted_and_a_draft_is()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        using var refused = await eva.DeleteAsync($"{Api}/workflow-definitions/preparations", Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await SaveAsync(eva, Draft("short-lived", "1"), publish: false);
        using var deleted = await eva.DeleteAsync($"{Api}/workflow-definitions/short-lived", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await eva.GetAsync($"{Api}/workflow-definitions/by-definition-id/short-lived", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Others_look_without_links_or_do_not_find_it()
    {
        using var lise = host.As("lise", UserRoles.UnitLeader);
        Assert.Empty((await GetAsync(lise, "/workflow-definitions/by-definition-id/preparations"))["links"]!.AsArray());
        using var write = await lise.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject(), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, write.StatusCode);
        using var knut = host.As("knut", UserRoles.GroupMember);
        using var unseen = await knut.GetAsync($"{Api}/workflow-definitions", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unseen.StatusCode);
        using var page = await knut.GetAsync("/designer", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task A_request_from_another_site_changes_nothing()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/workflow-definitions/preparations/retract") { Content = JsonContent.Create(new JsonObject()) };
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await eva.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.True((bool)(await GetAsync(eva, "/workflow-definitions/by-definition-id/preparations"))["isPublished"]!);
    }

    [Fact]
    public async Task Files_of_the_Studio_are_compressed_and_kept_for_good_and_their_path_holds_their_hash()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        using var page = await eva.GetAsync("/designer", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        var version = page.Headers.Location!.ToString().Split('/').SkipWhile(part => part != "designer").ElementAt(1);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/designer/{version}/_framework/blazor.webassembly.js");
        request.Headers.Add("Accept-Encoding", "br, gzip");
        using var file = await eva.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("br", Assert.Single(file.Content.Headers.ContentEncoding));
        Assert.Equal("text/javascript", file.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", file.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        using var stale = await eva.GetAsync("/designer/000000000000/workflows/definitions/preparations/edit", Cancel);
        Assert.EndsWith($"/designer/{version}/workflows/definitions/preparations/edit", stale.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static JsonObject Draft(string id, string expression) => new()
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = "Count", ["typeName"] = "Int32" }),
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["connections"] = new JsonArray(),
            ["activities"] = new JsonArray(new JsonObject
            {
                ["id"] = "set1",
                ["type"] = "Elsa.SetVariable",
                ["version"] = 1,
                ["variable"] = new JsonObject { ["id"] = "v1", ["name"] = "Count", ["typeName"] = "Int32" },
                ["value"] = new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "CSharp", ["value"] = expression } },
            }),
        },
    };

    private static async Task<JsonObject> SaveAsync(HttpClient client, JsonNode model, bool publish)
    {
        using var response = await client.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>(Api + path, Cancel))!;

    private static async Task<List<JsonNode>> ItemsAsync(HttpClient client, string path) => [.. (await GetAsync(client, path))["items"]!.AsArray().OfType<JsonNode>()];

    private static IEnumerable<JsonObject> Activities(JsonNode? node) => node switch
    {
        JsonObject found => (found["id"] is JsonValue && found["type"] is JsonValue && found["version"] is not null ? new[] { found } : []).Concat(found.SelectMany(pair => Activities(pair.Value))),
        JsonArray list => list.SelectMany(Activities),
        _ => [],
    };
}
