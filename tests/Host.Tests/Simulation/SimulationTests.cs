using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Tests.Simulation;

public sealed class SimulationTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_of_a_case_goes_from_summons_to_farewell_and_leaves_nothing_behind()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var course = await PlayAsync(eva, Wish("reintegration"));
        Assert.Equal("finished", (string?)course["end"]);
        string[] done = [.. Events(course, "done").Select(happened => (string)happened["key"]!).Distinct()];
        Assert.Equal(["establish-group", "summons", "arrival", "needs-talk", "consent", "give-input", "agree-plan"], done.Except(["book-group-meeting", "input-meeting"]).Take(7).OrderBy(step => Array.IndexOf(Order, step)));
        Assert.Contains("farewell", done);
        Assert.Equal("closed", (string?)course["events"]!.AsArray()[^1]!["kind"]);
        Assert.Empty(Events(course, "notAnswered"));
        Assert.Empty(Events(course, "incident"));
        Assert.Empty(Events(course, "escalation"));
        Assert.Contains(Events(course, "notice"), notice => (string?)notice["who"] == "person" && ((string?)notice["text"])!.Contains("Simulert fengsel", StringComparison.Ordinal));

        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        Assert.False(await database.Tasks.AnyAsync(Cancel));
        Assert.False(await database.Outbox.AnyAsync(Cancel));
    }

    [Fact]
    public async Task Those_who_never_answer_are_reminded_and_raised_and_the_case_waits()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var wish = Wish("make-a-plan");
        wish["members"] = "never";
        var course = await PlayAsync(eva, wish);
        Assert.Contains(Events(course, "reminder"), reminder => (string?)reminder["who"] == "member:nav");
        Assert.Contains(Events(course, "escalation"), escalation => (string?)escalation["who"] is "contact-officer" or "unit-leader");
        Assert.DoesNotContain(Events(course, "done"), done => ((string?)done["who"])!.StartsWith("member:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Comparing_a_draft_shows_what_it_changes_for_those_concerned()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var model = await eva.GetFromJsonAsync<JsonObject>("/elsa/api/workflow-definitions/by-definition-id/understand-needs?versionOptions=Latest", Cancel);
        var days = model!["variables"]!.AsArray().Single(variable => (string?)variable!["name"] == "NeedsTalkDays")!;
        days["value"] = 5;
        using (var saved = await eva.PostAsJsonAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = false }, Cancel))
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancel));

        var wish = Wish("understand-needs");
        wish["compare"] = true;
        var course = await PlayAsync(eva, wish);
        Assert.Equal(2, (int)course["version"]!);
        var differences = course["differences"]!.AsArray();
        var asked = differences.Single(difference => (string?)difference!["after"]?["kind"] == "task" && (string?)difference["after"]!["key"] == "needs-talk")!;
        Assert.Equal("moved", (string?)asked["change"]);
        Assert.Equal("2027-01-19", (string?)asked["before"]!["due"]);
        Assert.Equal("2027-01-17", (string?)asked["after"]!["due"]);
        Assert.DoesNotContain(differences, difference => (string?)difference!["change"] == "reworded" && (string?)difference["after"]!["key"] == "summons");

        // What is published alone still goes as before.
        wish["flow"] = "published";
        wish["compare"] = false;
        var published = await PlayAsync(eva, wish);
        Assert.Equal("2027-01-19", (string?)Events(published, "task").First(task => (string?)task["key"] == "needs-talk")["due"]);
    }

    [Fact]
    public async Task A_draft_with_faults_is_refused_with_all_of_them()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var draft = JsonNode.Parse("""
            {"definitionId": "faulty", "name": "Faulty", "root": {"id": "root", "type": "Elsa.Flowchart", "version": 1, "activities": [
              {"id": "a", "type": "Elsa.SetVariable", "version": 1, "value": {"typeName": "Object", "expression": {"type": "CSharp", "value": "Variables.Nobody + 1"}}},
              {"id": "b", "type": "ProcessAutomation.Nonsense", "version": 1}], "connections": []}}
            """);
        using (var saved = await eva.PostAsJsonAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = draft, ["publish"] = false }, Cancel))
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancel));
        using var refused = await eva.PostAsJsonAsync("/api/v1/simulations", Wish("faulty"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel);
        Assert.Equal("urn:processautomation:problem:flow-faulty", (string?)problem!["type"]);
        Assert.True(problem["codes"]!.AsArray().Count >= 2);
    }

    [Fact]
    public async Task What_cannot_be_simulated_is_refused_field_by_field_and_others_may_not()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var wish = Wish("reintegration");
        (wish["startDate"], wish["releaseDate"], wish["daysLate"]) = ("2020-01-01", "2019-01-01", 0);
        using (var refused = await eva.PostAsJsonAsync("/api/v1/simulations", wish, Cancel))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var errors = (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["errors"]!.AsObject();
            Assert.Equal(["daysLate", "releaseDate", "startDate"], errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        }

        using (var unknown = await eva.PostAsJsonAsync("/api/v1/simulations", Wish("nowhere"), Cancel))
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var kari = host.As("kari", UserRoles.ContactOfficer);
        using var forbidden = await kari.PostAsJsonAsync("/api/v1/simulations", Wish("reintegration"), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var page = await kari.GetAsync(new Uri("/simulering", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    private static readonly string[] Order = ["establish-group", "summons", "arrival", "needs-talk", "consent", "give-input", "agree-plan"];

    private static JsonObject Wish(string flow) => new() { ["definitionId"] = flow, ["startDate"] = "2027-01-12", ["releaseDate"] = "2027-10-12" };

    private static async Task<JsonObject> PlayAsync(HttpClient client, JsonObject wish)
    {
        using var response = await client.PostAsJsonAsync("/api/v1/simulations", wish, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
    }

    private static IEnumerable<JsonNode> Events(JsonObject course, string kind) =>
        course["events"]!.AsArray().OfType<JsonNode>().Where(happened => (string?)happened["kind"] == kind);
}
