using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Host.Tests.BadInput;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Tests.Instances;

/// <summary>Supervisors look at instances and alter them through the API; nobody else does, and every look at a case's instance is kept.</summary>
public abstract partial class InstanceApiSuite(HostWithCase host)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_supervisors_come_in()
    {
        host.Require();
        using var kari = host.Kari();
        using var anonymous = host.Host.Anonymous();
        Assert.Equal(HttpStatusCode.Forbidden, (await kari.GetAsync("/api/v1/instances", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync("/api/v1/instances", Cancel)).StatusCode);
        using var sissel = Sissel();
        var all = await sissel.GetFromJsonAsync<JsonNode>("/api/v1/instances?take=1", Cancel);
        Assert.Single(all!["items"]!.AsArray());
    }

    [Fact]
    public async Task The_list_is_filtered_and_read_in_pages()
    {
        host.Require();
        using var sissel = Sissel();
        await AlteredFlow.PublishAsync(host, "listed", "first -> wait");
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add(await AlteredFlow.StartAsync(host, "listed", i == 0 ? host.CaseId : null));
        var first = (await sissel.GetFromJsonAsync<JsonNode>("/api/v1/instances?definitionId=listed&status=running&take=2", Cancel))!;
        var second = (await sissel.GetFromJsonAsync<JsonNode>($"/api/v1/instances?definitionId=listed&take=2&after={first["after"]}", Cancel))!;
        Assert.Equal(ids.OrderDescending(), first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!["id"]!.GetValue<Guid>()));
        Assert.Null(second["after"]);
        var ofCase = (await sissel.GetFromJsonAsync<JsonNode>($"/api/v1/instances?definitionId=listed&caseId={host.CaseId}", Cancel))!;
        Assert.Equal(ids[0], ofCase["items"]!.AsArray().Single()!["id"]!.GetValue<Guid>());
        Assert.Empty((await sissel.GetFromJsonAsync<JsonNode>("/api/v1/instances?definitionId=listed&incidents=true", Cancel))!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await sissel.GetAsync("/api/v1/instances?status=perhaps", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Values_are_shown_to_who_may_see_the_case_too_and_each_look_leaves_a_row()
    {
        host.Require();
        var (id, _, _) = await AlteredFlow.StartAsync(host, "looked-at");
        using var sissel = Sissel();
        var before = await ReadsAsync();

        var seen = await sissel.GetStringAsync($"/api/v1/instances/{id}", Cancel);
        Assert.DoesNotContain("Prøvestein", seen, StringComparison.Ordinal);
        Assert.True(JsonNode.Parse(seen)!["variables"]!.AsArray().Single()!["hasValue"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Forbidden, (await sissel.GetAsync($"/api/v1/instances/{id}?values=true", Cancel)).StatusCode);
        using var both = host.Host.As("kari", "contact-officer", "supervisor");
        var open = (await both.GetFromJsonAsync<JsonNode>($"/api/v1/instances/{id}?values=true", Cancel))!;
        Assert.Equal("Torgunn Prøvestein", open["variables"]![0]!["value"]!.GetValue<string>());
        await sissel.GetAsync($"/api/v1/instances/{id}/journal", Cancel);
        await sissel.GetAsync($"/api/v1/instances/{id}/alterations", Cancel);

        Assert.Equal(
            ["sissel instance", "sissel instance", "kari instance-values", "sissel instance-journal", "sissel instance-alterations"],
            (await ReadsAsync()).Skip(before.Length));
    }

    [Fact]
    public async Task An_alteration_is_previewed_then_applied_to_the_revision_previewed_and_kept_with_its_reason()
    {
        host.Require();
        var (id, _, to) = await AlteredFlow.StartAsync(host, "altered");
        using var sissel = Sissel();
        var preview = await PostAsync(sissel, $"{id}/alterations/preview", $$"""{"kind":"migrate","versionId":"{{to}}"}""");
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Equal("wait", (await JsonAsync(preview))["bookmarksKept"]![0]!["nodeId"]!.GetValue<string>().Split(':')[^1]);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(sissel, $"{id}/alterations", $$"""{"kind":"migrate","versionId":"{{to}}"}""", preview.Headers.ETag)).StatusCode);
        var applied = await PostAsync(sissel, $"{id}/alterations", $$"""{"kind":"migrate","versionId":"{{to}}","reason":"a mistake in the flow"}""", preview.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
        var stale = await PostAsync(sissel, $"{id}/alterations", """{"kind":"cancel","reason":"no more"}""", preview.Headers.ETag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "application/problem+json"), (stale.StatusCode, stale.Content.Headers.ContentType?.MediaType));

        var refused = await PostAsync(sissel, $"{id}/alterations/preview", """{"kind":"move","fromActivity":"nothing","toActivity":"nowhere"}""");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(["PA0430", "PA0432"], (await JsonAsync(refused))["codes"]!.AsArray().Select(code => code!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(sissel, $"{id}/alterations", """{"kind":"move","fromActivity":"wait","toActivity":"last","reason":"was done by hand"}""", applied.Headers.ETag)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(sissel, $"{id}/alterations", """{"kind":"modify-variable","variable":"Person","value":"Somebody Else","reason":"wrong"}""")).StatusCode);

        var instance = (await sissel.GetFromJsonAsync<JsonNode>($"/api/v1/instances/{id}", Cancel))!;
        Assert.Equal((to, "last"), (instance["versionId"]!.GetValue<string>(), instance["running"]![1]!["activityId"]!.GetValue<string>()));
        var kept = await sissel.GetStringAsync($"/api/v1/instances/{id}/alterations", Cancel);
        Assert.Equal(
            ["modify-variable wrong sissel", "move was done by hand sissel", "migrate a mistake in the flow sissel"],
            JsonNode.Parse(kept)!["items"]!.AsArray().Select(row => $"{row!["kind"]} {row["reason"]} {row["alteredBy"]}"));
        Assert.DoesNotContain("Somebody", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_instances_of_a_version_are_migrated_each_with_its_own_result()
    {
        host.Require();
        using var sissel = Sissel();
        var from = await AlteredFlow.PublishAsync(host, "many", "first -> wait", "wait -> gone", "gone -> last");
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add(await AlteredFlow.StartAsync(host, "many", host.CaseId));
        ids.Sort(); // as they are listed; those of one millisecond come in any order
        var to = await AlteredFlow.PublishAsync(host, "many", "first -> wait", "wait -> last");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(sissel, $"{ids[1]}/alterations", """{"kind":"move","fromActivity":"wait","toActivity":"gone","reason":"so that it is stuck"}""")).StatusCode);

        var preview = await JsonAsync(await PostAsync(sissel, "migrations/preview", $$"""{"fromVersionId":"{{from}}","toVersionId":"{{to}}"}"""));
        Assert.Equal(["possible", "refused", "possible"], preview["items"]!.AsArray().Select(item => item!["result"]!.GetValue<string>()));
        Assert.Equal("PA0450", preview["items"]![1]!["problems"]![0]!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(sissel, $"{ids[2]}/alterations", """{"kind":"modify-variable","variable":"Person","value":null,"reason":"moves on"}""")).StatusCode);
        var instances = string.Join(',', preview["items"]!.AsArray().Select(item => $$"""{"id":"{{item!["id"]}}"{{(item["revision"] is { } revision ? $",\"revision\":{revision}" : "")}}}"""));
        var result = await JsonAsync(await PostAsync(sissel, "migrations", $$"""{"fromVersionId":"{{from}}","toVersionId":"{{to}}","reason":"all","instances":[{{instances}},{"id":"{{Guid.CreateVersion7()}}"}]}"""));

        Assert.Equal(["applied", "refused", "stale", "not-found"], result["items"]!.AsArray().Select(item => item!["result"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(sissel, "migrations", $$"""{"fromVersionId":"{{from}}","toVersionId":"{{to}}","reason":"all"}""")).StatusCode);
    }

    [Theory]
    [InlineData("""{"kind":"explode"}""", "kind")]
    [InlineData("""{"kind":"retry"}""", "incidentId")]
    [InlineData("""{"kind":"move","fromActivity":"wait"}""", "toActivity")]
    [InlineData("""{"kind":"migrate"}""", "versionId")]
    [InlineData("""{"kind":"modify-variable"}""", "variable")]
    public async Task An_alteration_that_is_not_complete_names_the_field(string body, string field)
    {
        host.Require();
        using var sissel = Sissel();
        var response = await PostAsync(sissel, $"{Guid.CreateVersion7()}/alterations/preview", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await JsonAsync(response))["errors"]![field]);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(sissel, $"{Guid.CreateVersion7()}/alterations", """{"kind":"cancel","reason":"nothing"}""")).StatusCode);
    }

    private HttpClient Sissel() => host.Host.As("sissel", "supervisor");

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json, EntityTagHeaderValue? ifMatch = null)
    {
        using var request = HostWithCase.Request(HttpMethod.Post, "instances/" + path, json, ifMatch?.ToString());
        return await client.SendAsync(request, Cancel);
    }

    private async Task<string[]> ReadsAsync()
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<CaseRead>().AsNoTracking().Where(row => row.CaseId == host.CaseId).OrderBy(row => row.Id).ToListAsync(Cancel);
        return [.. rows.Where(row => row.What.StartsWith("instance", StringComparison.Ordinal)).Select(row => $"{row.ReadBy} {row.What}")];
    }
}

public sealed class InstanceApiOnSqlite(HostWithCaseOnSqlite host) : InstanceApiSuite(host), IClassFixture<HostWithCaseOnSqlite>;

public sealed class InstanceApiOnPostgres(HostWithCaseOnPostgres host) : InstanceApiSuite(host), IClassFixture<HostWithCaseOnPostgres>;
