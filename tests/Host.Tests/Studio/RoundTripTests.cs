using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

public sealed class RoundTripTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private const string Api = "/elsa/api";

    // As the Studio's own types have them: it reads these members and writes them again, and no others.
    private static readonly Dictionary<string, string[]> TypesOfTheStudio = new(StringComparer.Ordinal)
    {
        ["variables"] = ["id", "name", "typeName", "isArray", "value", "storageDriverTypeName"],
        ["inputs"] = ["type", "name", "displayName", "description", "category", "isArray", "uiHint", "storageDriverType"],
        ["outputs"] = ["type", "name", "displayName", "description", "category", "isArray"],
        ["options"] = ["activationStrategyType", "usableAsActivity", "autoUpdateConsumingWorkflows", "activityCategory", "incidentStrategyType", "commitStrategyName"],
    };

    private static readonly string[] MembersOfTheStudio =
    [
        "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "outcomes", "customProperties", "isReadonly", "isSystem", "isLatest", "isPublished", "root",
        .. TypesOfTheStudio.Keys,
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_shipped_flow_saved_as_the_Studio_writes_it_stays_the_version_it_was()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var flows = (await GetAsync(eva, "/workflow-definitions?versionOptions=Published"))["items"]!.AsArray();
        Assert.NotEmpty(flows);
        foreach (var flow in flows)
        {
            var id = (string)flow!["definitionId"]!;
            var before = await GetAsync(eva, $"/workflow-definitions/{id}/export");
            var saved = await SaveAsync(eva, AsTheStudioWrites(await ModelAsync(eva, id)));
            Assert.Equal((string?)flow["id"], (string?)saved["id"]);
            Same(before, await GetAsync(eva, $"/workflow-definitions/{id}/export"));
        }
    }

    [Fact]
    public async Task What_came_in_by_a_file_goes_out_as_it_was_also_after_the_Studio_has_saved_it()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var written = await ImportAsync(eva, "every-kind-kept");
        Same(written, await ExportAsync(eva, "every-kind-kept"));
        await SaveAsync(eva, AsTheStudioWrites(await ModelAsync(eva, "every-kind-kept")));
        Same(written, await ExportAsync(eva, "every-kind-kept"));
    }

    [Fact]
    public async Task What_a_process_owner_changes_is_all_that_changes()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var expected = await ImportAsync(eva, "every-kind-changed");
        var sent = AsTheStudioWrites(await ModelAsync(eva, "every-kind-changed"));
        foreach (var flow in new[] { expected, sent })
        {
            flow["variables"]![0]!["value"] = "5";
            flow["root"]!["activities"]![1]!["metadata"]!["designer"]!["position"]!["x"] = 200;
            flow["root"]!["activities"]![1]!["value"]!["expression"]!["value"] = "Variables.Count + 2";
            flow["root"]!["connections"]!.AsArray().Add(JsonNode.Parse("""{"source":{"activity":"child","port":"Done"},"target":{"activity":"if","port":"In"},"vertices":[]}"""));
            flow["root"]!["activities"]!.AsArray().RemoveAt(7); // the fork
        }

        sent["root"]!["activities"]![9]!["metadata"] = JsonNode.Parse("""{"displayText":"Committee","designer":{"position":{"x":7,"y":8}}}"""); // moved, though unknown
        expected["root"]!["activities"]![9]!["metadata"] = sent["root"]!["activities"]![9]!["metadata"]!.DeepClone();
        await SaveAsync(eva, sent);
        Same(expected, await ExportAsync(eva, "every-kind-changed"));
    }

    [Fact]
    public async Task Several_flows_go_out_in_an_archive_and_come_in_again()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        await ImportAsync(eva, "every-kind-archived");
        var versions = new[] { (string)(await ModelAsync(eva, "every-kind-archived"))["id"]!, (string)(await ModelAsync(eva, "preparations"))["id"]! };
        using var packed = await eva.PostAsJsonAsync($"{Api}/bulk-actions/export/workflow-definitions", new { ids = versions }, Cancel);
        var bytes = await packed.Content.ReadAsByteArrayAsync(Cancel);
        using (var archive = new ZipArchive(new MemoryStream(bytes)))
            Assert.Equal(["every-kind-archived-v1.json", "preparations-v1.json"], archive.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        using var files = new MultipartFormDataContent { { new ByteArrayContent(bytes), "files", "flows.zip" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(EveryKindOfFlow.Json)), "files", "one.json" } };
        using var imported = await eva.PostAsync($"{Api}/workflow-definitions/import-files", files, Cancel);
        Assert.Equal(3, (int)(await imported.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["count"]!);
        Assert.Equal(1, (int)(await ModelAsync(eva, "preparations"))["version"]!); // the same content is the same version

        using var broken = new MultipartFormDataContent { { new ByteArrayContent("no flow"u8.ToArray()), "files", "letter.json" } };
        using var refused = await eva.PostAsync($"{Api}/workflow-definitions/import-files", broken, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("letter.json", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<JsonObject> ImportAsync(HttpClient client, string id)
    {
        var written = JsonNode.Parse(EveryKindOfFlow.Json)!.AsObject();
        written["definitionId"] = id;
        using var response = await client.PostAsJsonAsync($"{Api}/workflow-definitions/import", written, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return written;
    }

    private static JsonObject AsTheStudioWrites(JsonObject model)
    {
        var written = new JsonObject(model.Where(member => MembersOfTheStudio.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        foreach (var (name, members) in TypesOfTheStudio)
        {
            written[name] = written[name] is JsonArray list
                ? new JsonArray([.. list.Select(item => (JsonNode)Typed((JsonObject)item!, members))])
                : Typed((JsonObject)written[name]!, members);
        }

        written["links"] = null;
        return written;

        static JsonObject Typed(JsonObject item, string[] members) => new(members.Select(member => KeyValuePair.Create(member, item[member]?.DeepClone())));
    }

    private static void Same(JsonObject expected, JsonObject actual) => Assert.True(
        JsonNode.DeepEquals(Content(expected), Content(actual)),
        $"{Content(expected).ToJsonString(new() { WriteIndented = true })}\n--- came back as ---\n{Content(actual).ToJsonString(new() { WriteIndented = true })}");

    // Which version it is stands in the row, and where it came from in the schema's address.
    private static JsonObject Content(JsonObject flow) => new(flow.Where(member => member.Key is not ("id" or "$schema")).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static Task<JsonObject> ModelAsync(HttpClient client, string id) => GetAsync(client, $"/workflow-definitions/by-definition-id/{id}?versionOptions=Latest");

    private static Task<JsonObject> ExportAsync(HttpClient client, string id) => GetAsync(client, $"/workflow-definitions/{id}/export?versionOptions=Latest");

    private static async Task<JsonObject> SaveAsync(HttpClient client, JsonObject model)
    {
        using var response = await client.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = false }, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["workflowDefinition"]!.AsObject();
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>(Api + path, Cancel))!;
}
