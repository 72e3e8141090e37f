using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>Who is in a case, where the person goes and who has read it, over the page and the API.</summary>
public sealed class Who_answers_for_a_case(Situations situations) : IClassFixture<Situations>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Municipality_and_home_are_set_on_the_page_and_over_the_API()
    {
        var caseId = await situations.NewCaseAsync(Situations.Grouped);
        using var kari = await PostedPage.SignInAsync(situations.Host, "kari");
        var (refused, html, _) = await kari.PostAsync($"/saker/{caseId}", "home", Json("""{"homeMunicipality":"","homeClarifiedOn":"2030-01-08"}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
        Assert.Equal(2, PostedPage.Links(html).Length); // each at its field
        Assert.Empty(PostedPage.DeadLinks(html));
        var (set, _, next) = await kari.PostAsync($"/saker/{caseId}", "home", Json($$"""{"homeMunicipality":"Bergen","homeClarifiedOn":"{{Situations.Today}}"}"""));
        Assert.Equal((HttpStatusCode.Redirect, true), (set, next!.EndsWith($"/saker/{caseId}?lagret=home", StringComparison.Ordinal)));
        Assert.Contains("Avklart 7. januar 2030", WebUtility.HtmlDecode(await kari.GetAsync($"/saker/{caseId}")), StringComparison.Ordinal);
        var seen = await situations.SeeAsync("kari", caseId);
        Assert.Equal(("Bergen", Situations.Today), ((string?)seen["homeMunicipality"], (string?)seen["homeClarifiedOn"]));
        Assert.Equal(["municipality", "home"], seen["agenda"]!.AsArray().Select(item => (string?)item!["change"]).Where(change => change is "municipality" or "home"));

        await situations.SendAsync("lise", HttpMethod.Patch, $"cases/{caseId}/home", """{"notClarified":true}""");
        Assert.Null((await situations.SeeAsync("kari", caseId))["homeClarifiedOn"]);
        using var wrong = await SendAsync("kari", HttpMethod.Patch, $"cases/{caseId}/home", """{"municipality":" ","clarifiedOn":"2030-01-08"}""");
        var problem = await wrong.Content.ReadFromJsonAsync<JsonNode>(Cancel);
        Assert.Equal(["clarifiedOn", "municipality"], problem!["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        using var outside = await SendAsync("nina", HttpMethod.Patch, $"cases/{caseId}/home", """{"municipality":"Oslo"}""");
        Assert.Equal(HttpStatusCode.Forbidden, outside.StatusCode);
    }

    [Fact]
    public async Task An_emptied_release_date_is_no_longer_known()
    {
        var caseId = await situations.NewCaseAsync(Situations.Grouped);
        using var kari = await PostedPage.SignInAsync(situations.Host, "kari");
        var (status, _, _) = await kari.PostAsync($"/saker/{caseId}", "dates", Json($$"""{"startDate":"{{Situations.Today}}","releaseDate":"","transferDate":"","custodyEndDate":""}"""));
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Null((await situations.SeeAsync("kari", caseId))["releaseDate"]);
        await situations.SendAsync("kari", HttpMethod.Patch, $"cases/{caseId}/dates", """{"releaseDate":"2030-03-01"}""");
        await situations.SendAsync("kari", HttpMethod.Patch, $"cases/{caseId}/dates", """{"transferDate":"2030-02-01"}""");
        Assert.Equal("2030-03-01", (string?)(await situations.SeeAsync("kari", caseId))["releaseDate"]); // what is not mentioned stays
        await situations.SendAsync("kari", HttpMethod.Patch, $"cases/{caseId}/dates", """{"releaseCalledOff":true}""");
        Assert.Null((await situations.SeeAsync("kari", caseId))["releaseDate"]);
    }

    [Fact]
    public async Task A_member_may_be_internal_and_of_the_service_and_reached_by_the_agency_s_system()
    {
        var caseId = await situations.NewCaseAsync(Situations.Talked);
        using var kari = await PostedPage.SignInAsync(situations.Host, "kari");
        foreach (var member in (string[])["""{"role":"member:school","channel":"inbox","userId":"ola","isInternal":true}""", """{"role":"member:housing","channel":"webhook","agencyId":"nav-grunerlokka"}"""])
        {
            var (status, html, _) = await kari.PostAsync($"/saker/{caseId}", "member-add", Json(member));
            Assert.True(status == HttpStatusCode.Redirect, string.Join(" ", PostedPage.Summary(html)));
        }

        var members = (await situations.SeeAsync("kari", caseId))["members"]!.AsArray().Select(member => $"{member!["role"]} {member["channel"]} {member["isExternal"]}");
        Assert.Equal(["member:school inbox false", "member:housing webhook true"], members.TakeLast(2));
        var page = WebUtility.HtmlDecode(await kari.GetAsync($"/saker/{caseId}"));
        Assert.Contains(", intern<", page, StringComparison.Ordinal);
        Assert.Contains(", ekstern<", page, StringComparison.Ordinal);
        Assert.NotNull((await situations.SeeAsync("ola", caseId))["needs"]);
        Assert.Null((await situations.SeeAsync("nina", caseId))["needs"]);
    }

    [Fact]
    public async Task A_confirmed_release_is_called_off_on_the_page()
    {
        var caseId = await situations.NewCaseAsync(Situations.TransferFirst);
        using var kari = await PostedPage.SignInAsync(situations.Host, "kari");
        var (status, _, _) = await kari.PostAsync($"/saker/{caseId}", "handover-call-off", []);
        Assert.Equal(HttpStatusCode.Redirect, status);
        await situations.SettleAsync();
        Assert.Equal("called-off", (string?)(await situations.SeeAsync("kari", caseId))["handovers"]![0]!["status"]);
        Assert.False(PostedPage.Offers(await kari.GetAsync($"/saker/{caseId}"), "handover-call-off"));
        Assert.NotEqual(Guid.Empty, await situations.TaskAsync(caseId, "begin-handover")); // for the transfer
    }

    [Fact]
    public async Task Who_has_read_a_case_is_shown_to_those_who_answer_for_it()
    {
        var caseId = await situations.NewCaseAsync(Situations.Grouped);
        _ = await situations.SeeAsync("nina", caseId);
        using var kari = await PostedPage.SignInAsync(situations.Host, "kari");
        Assert.Contains($"/saker/{caseId}/lest", await kari.GetAsync($"/saker/{caseId}"), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await kari.GetAsync($"/saker/{caseId}/lest"));
        Assert.Contains("Hvem har lest saken til Torgunn Prøvestein", page, StringComparison.Ordinal);
        Assert.Contains("Denne listen", page, StringComparison.Ordinal); // reading it is a reading
        Assert.Contains("data-print", page, StringComparison.Ordinal);
        var list = (await situations.SeeAsync("kari", caseId, "/readers"))["items"]!.AsArray();
        Assert.Equal(("kari", "readers"), ((string?)list[0]!["userId"], (string?)list[0]!["what"]));
        Assert.Contains(list, read => (string?)read!["userId"] == "nina" && (string?)read["what"] == "case");
        foreach (var other in (string[])["nina", "mona"])
        {
            using var refused = await SendAsync(other, HttpMethod.Get, $"cases/{caseId}/readers", null);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        using var anne = await PostedPage.SignInAsync(situations.Host, "anne");
        var audit = WebUtility.HtmlDecode(await anne.GetAsync($"/saker/{caseId}/lest"));
        Assert.Contains("Hvem har lest saken", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("Prøvestein", audit, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(string user, HttpMethod method, string path, string? json)
    {
        using var client = situations.As(user);
        using var request = BadInput.HostWithCase.Request(method, path, json);
        return await client.SendAsync(request, Cancel);
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
