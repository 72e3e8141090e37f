using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

/// <summary>What the Studio's menus do with versions, and with several flows at once.</summary>
public sealed partial class StudioTests
{
    [Fact]
    public async Task Versions_are_listed_brought_back_as_a_draft_and_deleted_one_by_one()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        foreach (var text in new[] { "one", "two" })
        {
            var draft = Draft("versions", "1");
            draft["description"] = text;
            draft["options"] = new JsonObject { ["usableAsActivity"] = text == "two" };
            await SaveAsync(eva, draft, publish: true);
        }

        var versions = await ItemsAsync(eva, "/workflow-definitions?versionOptions=AllVersions&DefinitionIds=versions&OrderBy=Version&OrderDirection=Descending&Page=0&PageSize=10");
        Assert.Equal(["2 True two", "1 False one"], versions.Select(version => $"{version["version"]} {(bool)version["isPublished"]!} {version["description"]}"));
        Assert.True((bool)(await GetAsync(eva, "/workflow-definitions/by-definition-id/versions"))["options"]!["usableAsActivity"]!);

        using var reverted = await eva.PostAsJsonAsync($"{Api}/workflow-definitions/versions/revert/1", new JsonObject(), Cancel);
        var back = (await reverted.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Equal((3, true, false, "one"), ((int)back["version"]!, (bool)back["isLatest"]!, (bool)back["isPublished"]!, (string?)back["description"]));
        Assert.Equal(HttpStatusCode.NotFound, (await eva.PostAsJsonAsync($"{Api}/workflow-definitions/versions/revert/77", new JsonObject(), Cancel)).StatusCode);

        async Task<HttpStatusCode> DeleteAsync(JsonNode version) => (await eva.DeleteAsync($"{Api}/workflow-definition-versions/{version["id"]}", Cancel)).StatusCode;
        Assert.Equal(HttpStatusCode.Conflict, await DeleteAsync(versions[0])); // new runs start from it
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (await DeleteAsync(back), await DeleteAsync(versions[1])));
        Assert.Equal("2", Assert.Single(await ItemsAsync(eva, "/workflow-definitions?versionOptions=&DefinitionIds=versions"))["version"]!.ToString());
    }

    [Fact]
    public async Task Several_flows_are_published_withdrawn_and_deleted_at_once_and_a_faulty_one_does_not_keep_the_others_back()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        await SaveAsync(eva, Draft("many-good", "1"), publish: false);
        await SaveAsync(eva, Draft("many-wrong", "Variables.Nobody"), publish: false);
        using var refused = await BulkAsync(eva, "publish/workflow-definitions/by-definition-ids", new { definitionIds = new[] { "many-wrong", "many-good" } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.StartsWith("many-wrong: Sett variabel (set1): «Verdi» ", (string?)Assert.Single((await JsonAsync(refused))["errors"]!["generalErrors"]!.AsArray()), StringComparison.Ordinal);
        Assert.True((bool)(await GetAsync(eva, "/workflow-definitions/by-definition-id/many-good"))["isPublished"]!);

        var again = await JsonAsync(await BulkAsync(eva, "publish/workflow-definitions/by-definition-ids", new { definitionIds = new[] { "many-good", "nowhere" } }));
        Assert.Equal(("many-good", "nowhere", 0, 0), ((string?)again["alreadyPublished"]![0], (string?)again["notFound"]![0], again["published"]!.AsArray().Count, again["updatedConsumers"]!.AsArray().Count));
        var withdrawn = await JsonAsync(await BulkAsync(eva, "retract/workflow-definitions/by-definition-ids", new { definitionIds = new[] { "many-good", "many-wrong", "nowhere" } }));
        Assert.Equal(("many-good", "many-wrong", "nowhere"), ((string?)withdrawn["retracted"]![0], (string?)withdrawn["alreadyRetracted"]![0], (string?)withdrawn["notFound"]![0]));
        Assert.Equal(2, (int)(await JsonAsync(await BulkAsync(eva, "delete/workflow-definitions/by-definition-id", new { definitionIds = new[] { "many-good", "many-wrong" } })))["deleted"]!);
        Assert.Equal(HttpStatusCode.Conflict, (await BulkAsync(eva, "delete/workflow-definitions/by-definition-id", new { definitionIds = new[] { "preparations" } })).StatusCode);
        Assert.NotNull((await JsonAsync(await eva.PostAsJsonAsync($"{Api}/workflow-definitions/preparations/update-references", new JsonObject(), Cancel)))["affectedWorkflows"]);
    }

    [Fact]
    public async Task Flows_go_out_as_an_archive_and_come_in_as_files()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var saved = await SaveAsync(eva, Draft("filed", "1"), publish: false);
        using var out1 = await BulkAsync(eva, "export/workflow-definitions", new { ids = new[] { (string?)saved["workflowDefinition"]!["id"] }, includeConsumingWorkflows = false });
        await using var archive = new ZipArchive(await out1.Content.ReadAsStreamAsync(Cancel), ZipArchiveMode.Read);
        await using var entry = await Assert.Single(archive.Entries).OpenAsync(Cancel);
        var text = (await JsonNode.ParseAsync(entry, cancellationToken: Cancel))!;
        Assert.Equal(("filed", "root"), ((string?)text["definitionId"], (string?)text["root"]!["id"]));

        text["definitionId"] = "filed-again";
        using var good = new StringContent(text.ToJsonString(), Encoding.UTF8, "application/json");
        using var bad = new StringContent("no flow", Encoding.UTF8, "application/json");
        using var files = new MultipartFormDataContent { { good, "files", "good.json" } };
        Assert.Equal(1, (int)(await JsonAsync(await eva.PostAsync($"{Api}/workflow-definitions/import-files", files, Cancel)))["count"]!);
        using var wrong = new MultipartFormDataContent { { bad, "files", "bad.json" } };
        using var refused = await eva.PostAsync($"{Api}/workflow-definitions/import-files", wrong, Cancel);
        Assert.StartsWith("bad.json: ", (string?)(await JsonAsync(refused))["errors"]!["generalErrors"]![0], StringComparison.Ordinal);
        Assert.Equal("filed-again", (string?)(await GetAsync(eva, "/workflow-definitions/by-definition-id/filed-again"))["definitionId"]);
    }

    private static Task<HttpResponseMessage> BulkAsync(HttpClient owner, string action, object body) => owner.PostAsJsonAsync($"{Api}/bulk-actions/{action}", body, Cancel);

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
}
