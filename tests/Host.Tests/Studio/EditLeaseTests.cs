using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

public sealed class EditLeaseTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private const string Api = "/elsa/api";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_window_draws_and_another_sees_it_read_only_until_the_first_has_left()
    {
        using var eva = Window("eva", "w1");
        using var liv = Window("liv", "w2");
        Assert.True(await OpensAsync(eva, "preparations"));
        Assert.False(await OpensAsync(liv, "preparations"));
        var seen = await ModelAsync(liv, "preparations");
        Assert.Empty(seen["links"]!.AsArray());
        Assert.Equal(HttpStatusCode.Conflict, await SaveAsync(liv, seen, "Liv was here"));
        Assert.Equal(HttpStatusCode.OK, await SaveAsync(eva, await ModelAsync(eva, "preparations"), "Eva was here"));
        Assert.Equal("Eva was here", (string?)(await ModelAsync(eva, "preparations"))["description"]);

        using (await eva.PostAsJsonAsync("/elsa/leases/preparations/release", new { window = "w1" }, Cancel)) { }
        Assert.True(await OpensAsync(liv, "preparations"));
        Assert.NotEmpty((await ModelAsync(liv, "preparations"))["links"]!.AsArray());
    }

    [Fact]
    public async Task A_window_that_slept_goes_on_unless_another_has_been_there_meanwhile()
    {
        using var eva = Window("eva", "w1");
        using var liv = Window("liv", "w2");
        Assert.True(await OpensAsync(eva, "carry-out"));
        var stale = await ModelAsync(eva, "carry-out");
        using (await eva.PostAsJsonAsync("/elsa/leases/carry-out/release", new { window = "w1" }, Cancel)) { }
        Assert.Equal(HttpStatusCode.OK, await SaveAsync(eva, stale, "Nobody was there"));
        using (await eva.PostAsJsonAsync("/elsa/leases/carry-out/release", new { window = "w1" }, Cancel)) { }

        Assert.True(await OpensAsync(liv, "carry-out"));
        Assert.Equal(HttpStatusCode.OK, await SaveAsync(liv, await ModelAsync(liv, "carry-out"), "Liv was there"));
        using (await liv.PostAsJsonAsync("/elsa/leases/carry-out/release", new { window = "w2" }, Cancel)) { }
        Assert.Equal(HttpStatusCode.Conflict, await SaveAsync(eva, stale, "Written over"));
        Assert.Equal("Liv was there", (string?)(await ModelAsync(eva, "carry-out"))["description"]);
    }

    [Fact]
    public async Task Taking_over_needs_a_reason_and_the_other_is_told_it()
    {
        using var eva = Window("eva", "w1");
        using var liv = Window("liv", "w2");
        Assert.True(await OpensAsync(eva, "make-a-plan"));
        using (var silent = await liv.PostAsJsonAsync("/elsa/leases/make-a-plan", new { reason = " " }, Cancel))
            Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        using (await liv.PostAsJsonAsync("/elsa/leases/make-a-plan", new { reason = "Eva is away" }, Cancel)) { }
        using var kept = await eva.PostAsJsonAsync("/elsa/leases/make-a-plan/keep", new { }, Cancel);
        var answer = (await kept.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.False((bool)answer["held"]!);
        Assert.Contains("Eva is away", (string?)answer["words"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_somebody_draws_nothing_else_changes_the_flow_and_after_publishing_it_may()
    {
        using var eva = Window("eva", "w1");
        using var program = host.As("liv", UserRoles.ProcessOwner);
        Assert.True(await OpensAsync(eva, "understand-needs"));
        var model = await ModelAsync(eva, "understand-needs");
        foreach (var (path, body) in new (string, JsonObject)[]
        {
            ("/workflow-definitions/import", (JsonObject)model.DeepClone()),
            ("/workflow-definitions/understand-needs/publish", []),
            ("/workflow-definitions/understand-needs/retract", []),
            ("/workflow-definitions/understand-needs/revert/1", []),
            ("/bulk-actions/retract/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray("understand-needs") }),
        })
        {
            using var refused = await program.PostAsJsonAsync(Api + path, body, Cancel);
            Assert.Equal((path, HttpStatusCode.Conflict), (path, refused.StatusCode));
        }

        using (var published = await eva.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true }, Cancel))
            Assert.Equal(0, (int)(await published.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["casesOnOlderVersions"]!);
        using var imported = await program.PostAsJsonAsync($"{Api}/workflow-definitions/import", model.DeepClone(), Cancel);
        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
    }

    private HttpClient Window(string user, string window)
    {
        var client = host.As(user, UserRoles.ProcessOwner);
        client.DefaultRequestHeaders.Add("X-Designer-Window", window);
        return client;
    }

    private static async Task<bool> OpensAsync(HttpClient client, string flow)
    {
        using var response = await client.PostAsJsonAsync($"/elsa/leases/{flow}", new { }, Cancel);
        return (bool)(await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["held"]!;
    }

    private static async Task<JsonObject> ModelAsync(HttpClient client, string flow) =>
        (await client.GetFromJsonAsync<JsonObject>($"{Api}/workflow-definitions/by-definition-id/{flow}", Cancel))!;

    private static async Task<HttpStatusCode> SaveAsync(HttpClient client, JsonObject model, string description)
    {
        var changed = (JsonObject)model.DeepClone();
        changed["description"] = description;
        using var response = await client.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = changed, ["publish"] = false }, Cancel);
        return response.StatusCode;
    }
}
