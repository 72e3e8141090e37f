using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ProcessAutomation.Host.Tests.Api;

public sealed class BadInputTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_api_call_without_a_token_is_asked_for_one()
    {
        using var client = host.Anonymous();
        var response = await client.GetAsync("/api/v1/tasks", Token);
        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_version_somebody_has_changed_since_is_a_failed_precondition()
    {
        using var kari = host.As("kari", "contact-officer");
        var task = await SummonsAsync(kari, "11887810194");
        var opened = await kari.GetAsync($"/api/v1/tasks/{task}", Token);
        Assert.Equal("\"1\"", opened.Headers.ETag?.Tag);
        (await kari.PostAsync($"/api/v1/tasks/{task}/claim", null, Token)).EnsureSuccessStatusCode();
        using var release = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tasks/{task}/release");
        release.Headers.IfMatch.Add(new("\"1\""));
        await ProblemTests.AssertProblemAsync(await kari.SendAsync(release, Token), HttpStatusCode.PreconditionFailed, "version-mismatch");
    }

    [Fact]
    public async Task Json_nested_too_deep_is_refused()
    {
        using var kari = host.As("kari", "contact-officer");
        using var content = new StringContent("{\"answers\":{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}}", Encoding.UTF8, "application/json");
        await ProblemTests.AssertProblemAsync(await kari.PostAsync($"/api/v1/tasks/{Guid.NewGuid()}/complete", content, Token), HttpStatusCode.BadRequest, "malformed");
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_cut_off_at_the_limit()
    {
        using var kari = host.As("kari", "contact-officer");
        using var request = Large(1024 * 1024 + 4096);
        request.Headers.TransferEncodingChunked = true;
        await ProblemTests.AssertProblemAsync(await kari.SendAsync(request, Token), HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_user_without_the_role_opens_no_case()
    {
        using var mona = host.As("mona", "environment-worker");
        await ProblemTests.AssertProblemAsync(await mona.PostAsJsonAsync("/api/v1/cases", Opening("25859510135", null), Token), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task The_openapi_document_names_every_operation()
    {
        using var client = host.Anonymous();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/swagger/v1/swagger.json", Token));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/cases", paths);
        Assert.Contains("/api/v1/tasks/{id}/complete", paths);
        Assert.Contains("/api/v1/cases/{id}/events", paths);
    }

    private static HttpRequestMessage Large(int bytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"unitId\":\"" + new string('a', bytes) + "\"}")) };
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    private async Task<Guid> SummonsAsync(HttpClient client, string nationalNumber)
    {
        var opened = await client.PostAsJsonAsync("/api/v1/cases", Opening(nationalNumber, null), Token);
        Assert.True(opened.StatusCode == HttpStatusCode.Created, await opened.Content.ReadAsStringAsync(Token));
        var id = (await opened.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetGuid();
        (await host.Anonymous().PostAsJsonAsync("/dev/clock", new { advance = "PT0S" }, Token)).EnsureSuccessStatusCode();
        var subject = await client.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}", Token);
        return subject.GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("step").GetString() == "summons").GetProperty("id").GetGuid();
    }

    private static object Opening(string nationalNumber, string? email) => new
    {
        person = new { nationalNumber, givenName = "Test", familyName = "Testesen", email },
        unitId = "oslo",
        startDate = "2040-03-01",
        contactOfficer = "kari",
    };
}
