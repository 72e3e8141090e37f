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
    public async Task A_token_signed_by_somebody_else_is_refused()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", host.Token("kari", "contact-officer")[..^4] + "AAAA");
        await ProblemTests.AssertProblemAsync(await client.GetAsync("/api/v1/tasks", Token), HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_unknown_task_is_not_found()
    {
        using var kari = host.As("kari", "contact-officer");
        var path = $"/api/v1/tasks/{Guid.NewGuid()}";
        await ProblemTests.AssertProblemAsync(await kari.GetAsync(path, Token), HttpStatusCode.NotFound, "not-found");
        await ProblemTests.AssertProblemAsync(await kari.PostAsync(path + "/claim", null, Token), HttpStatusCode.NotFound, "not-found");
        await ProblemTests.AssertProblemAsync(await kari.PostAsJsonAsync(path + "/complete", new { answers = new { } }, Token), HttpStatusCode.NotFound, "not-found");
        await ProblemTests.AssertProblemAsync(await kari.GetAsync("/api/v1/tasks/not-an-id", Token), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_wrong_date_is_named_and_the_task_stays_open()
    {
        using var kari = host.As("kari", "contact-officer");
        var task = await SummonsAsync(kari, "14838510117");
        var response = await kari.PostAsJsonAsync($"/api/v1/tasks/{task}/complete", new { answers = new { channel = "email", sentOn = "2027-02-30" } }, Token);
        var problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.BadRequest, "invalid-answers");
        Assert.Single(problem.GetProperty("errors").GetProperty("sentOn").EnumerateArray());
        Assert.Equal("open", await StatusAsync(kari, task));
    }

    [Fact]
    public async Task A_task_is_completed_once_and_the_second_is_told_by_whom()
    {
        using var kari = host.As("kari", "contact-officer");
        var task = await SummonsAsync(kari, "02909110362");
        var answers = new { answers = new { channel = "email", sentOn = await TodayAsync() } };
        Assert.Equal(HttpStatusCode.OK, (await kari.PostAsJsonAsync($"/api/v1/tasks/{task}/complete", answers, Token)).StatusCode);
        using var lise = host.As("lise", "unit-leader");
        var problem = await ProblemTests.AssertProblemAsync(await lise.PostAsJsonAsync($"/api/v1/tasks/{task}/complete", answers, Token), HttpStatusCode.Conflict, "task-completed");
        Assert.Contains("kari", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("not a mail address", "email", "email.invalid")]
    [InlineData("a@b@c", "email", "email.invalid")]
    public async Task A_mail_address_that_is_none_is_refused(string email, string field, string code)
    {
        using var kari = host.As("kari", "contact-officer");
        var response = await kari.PostAsJsonAsync("/api/v1/cases", Opening("25859510054", email), Token);
        var problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.BadRequest, "invalid-answers");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
        Assert.Contains(problem.GetProperty("codes").EnumerateArray(), c => c.GetString() == code);
    }

    [Theory]
    [InlineData("{\"answers\":", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("[]", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("{\"answers\":[]}", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("", HttpStatusCode.BadRequest, "malformed")]
    public async Task Json_that_is_none_is_refused(string body, HttpStatusCode status, string slug)
    {
        using var kari = host.As("kari", "contact-officer");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await ProblemTests.AssertProblemAsync(await kari.PostAsync($"/api/v1/tasks/{Guid.NewGuid()}/complete", content, Token), status, slug);
    }

    [Fact]
    public async Task Json_nested_too_deep_is_refused()
    {
        using var kari = host.As("kari", "contact-officer");
        using var content = new StringContent("{\"answers\":{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}}", Encoding.UTF8, "application/json");
        await ProblemTests.AssertProblemAsync(await kari.PostAsync($"/api/v1/tasks/{Guid.NewGuid()}/complete", content, Token), HttpStatusCode.BadRequest, "malformed");
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_an_unsupported_media_type()
    {
        using var kari = host.As("kari", "contact-officer");
        using var content = new StringContent("unitId=oslo", Encoding.UTF8, "application/x-www-form-urlencoded");
        await ProblemTests.AssertProblemAsync(await kari.PostAsync("/api/v1/cases", content, Token), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_too_large()
    {
        using var kari = host.As("kari", "contact-officer");
        using var request = Large(10 * 1024 * 1024);
        request.Headers.ExpectContinue = true; // the answer comes before the body is sent, so the connection is not broken off
        await ProblemTests.AssertProblemAsync(await kari.SendAsync(request, Token), HttpStatusCode.RequestEntityTooLarge, "too-large");
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

    private async Task<string?> StatusAsync(HttpClient client, Guid task) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{task}", Token)).GetProperty("task").GetProperty("status").GetString();

    private async Task<string> TodayAsync()
    {
        using var client = host.Anonymous();
        var now = (await client.GetFromJsonAsync<JsonElement>("/dev/clock", Token)).GetProperty("now").GetDateTimeOffset();
        return Host.Language.Texts.DayOf(now).ToString("yyyy-MM-dd");
    }

    private static object Opening(string nationalNumber, string? email) => new
    {
        person = new { nationalNumber, givenName = "Test", familyName = "Testesen", email },
        unitId = "oslo",
        startDate = "2040-03-01",
        contactOfficer = "kari",
    };
}
