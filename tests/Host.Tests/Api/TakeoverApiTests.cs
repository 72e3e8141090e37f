using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Host.Tests.Api;

public sealed class TakeoverApiTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_is_taken_over_once_and_what_is_missing_is_named_all_at_once()
    {
        using var kari = host.As("kari", "contact-officer");
        var right = Right("PERM-7", SyntheticNumbers.Next());
        var refused = await kari.PostAsJsonAsync("/api/v1/cases/takeover", Without(right, "arrival", "nextMeeting"), Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(["arrival", "nextMeeting"], problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal("«innkomst» må være med når saken overtas i fasen «Forstå behov».", problem.GetProperty("errors").GetProperty("arrival")[0].GetString());

        var taken = await kari.PostAsJsonAsync("/api/v1/cases/takeover", right, Token);
        Assert.True(taken.StatusCode == HttpStatusCode.Created, await taken.Content.ReadAsStringAsync(Token));
        var again = await kari.PostAsJsonAsync("/api/v1/cases/takeover", right, Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.False((await again.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("isNew").GetBoolean());
        using var mona = host.As("mona", "environment-worker");
        await ProblemTests.AssertProblemAsync(await mona.PostAsJsonAsync("/api/v1/cases/takeover", right, Token), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Of_many_cases_each_has_its_own_result()
    {
        using var kari = host.As("kari", "contact-officer");
        var good = Right("PERM-8", SyntheticNumbers.Next());
        var body = new JsonObject { ["cases"] = new JsonArray(good.DeepClone(), Without(Right("PERM-9", SyntheticNumbers.Next()), "summons"), 7, good.DeepClone()) };
        var answer = await (await kari.PostAsJsonAsync("/api/v1/cases/takeover/bulk", body, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(["taken-over", "refused", "refused", "known"], answer.GetProperty("results").EnumerateArray().Select(item => item.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task The_source_system_may_say_the_same_twice_and_nobody_else_may_say_it()
    {
        using var source = host.As("fagsystem", "source-system");
        using var kari = host.As("kari", "contact-officer");
        var sentence = new { sequence = 2, person = new { nationalNumber = SyntheticNumbers.Next(), givenName = "Prøve", familyName = "Person" }, unitId = "oslo", startDate = "2027-03-01" };
        await ProblemTests.AssertProblemAsync(await kari.PutAsJsonAsync("/api/v1/source/sentences/D-1", sentence, Token), HttpStatusCode.Forbidden, "forbidden");
        var first = await source.PutAsJsonAsync("/api/v1/source/sentences/D-1", sentence, Token);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var second = await source.PutAsJsonAsync("/api/v1/source/sentences/D-1", sentence, Token);
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await second.Content.ReadAsStringAsync(Token));
        var older = await (await source.PutAsJsonAsync("/api/v1/source/sentences/D-1", sentence with { sequence = 1, startDate = "2027-05-01" }, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("superseded", older.GetProperty("effect").GetString());
        await ProblemTests.AssertProblemAsync(await source.PutAsJsonAsync("/api/v1/source/sentences/D-1", sentence with { startDate = "2027-05-01" }, Token), HttpStatusCode.Conflict, "refused");
        await ProblemTests.AssertProblemAsync(await source.PutAsJsonAsync("/api/v1/source/sentences/D-2", sentence with { sequence = 0 }, Token), HttpStatusCode.BadRequest, "invalid-answers");
    }

    private static JsonObject Without(JsonObject body, params string[] fields)
    {
        var less = (JsonObject)body.DeepClone();
        foreach (var field in fields)
            less.Remove(field);
        return less;
    }

    private static JsonObject Right(string reference, string number) => new()
    {
        ["reference"] = reference,
        ["phase"] = "understand-needs",
        ["person"] = new JsonObject { ["nationalNumber"] = number, ["givenName"] = "Prøve", ["familyName"] = "Person" },
        ["unitId"] = "oslo",
        ["startDate"] = "2026-01-05",
        ["contactOfficer"] = "kari",
        ["summons"] = new JsonObject { ["heldOn"] = "2025-12-01", ["heldBy"] = "kari", ["channel"] = "letter" },
        ["arrival"] = new JsonObject { ["heldOn"] = "2026-01-05", ["heldBy"] = "kari" },
        ["nextMeeting"] = new JsonObject { ["kind"] = "needs-talk", ["at"] = "2035-01-08T10:00:00+01:00" },
    };
}
