using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ProcessAutomation.Host.Api;

namespace ProcessAutomation.Host.Tests.BadInput;

/// <summary>What the API says to what it cannot take: a problem document that tells what is wrong, and nothing changed in the database.</summary>
public abstract class BadRequestSuite(HostWithCase fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "tasks/00000000-0000-7000-8000-000000000001")]
    [InlineData("POST", "tasks/00000000-0000-7000-8000-000000000001/claim")]
    [InlineData("POST", "tasks/00000000-0000-7000-8000-000000000001/release")]
    [InlineData("POST", "tasks/00000000-0000-7000-8000-000000000001/complete")]
    [InlineData("GET", "cases/00000000-0000-7000-8000-000000000001")]
    [InlineData("GET", "cases/00000000-0000-7000-8000-000000000001/deliveries")]
    [InlineData("PATCH", "cases/00000000-0000-7000-8000-000000000001/dates")]
    public async Task An_unknown_task_or_case_is_not_found(string method, string path) =>
        Assert.Equal("not-found", (await RefusedAsync(HttpStatusCode.NotFound, method, path, method == "GET" ? null : "{}")).Slug);

    [Fact]
    public async Task A_form_with_a_wrong_date_names_the_field()
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "POST", $"tasks/{fixture.SummonsId}/complete", """{"answers":{"channel":"email","sentOn":"31.12.2029"}}""");
        Assert.Equal("invalid-answers", problem.Slug);
        Assert.NotEmpty(problem.ErrorsOf("sentOn"));
    }

    [Fact]
    public async Task Every_fault_of_a_form_is_named_at_once_also_in_its_rows()
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "POST", $"tasks/{fixture.GroupId}/complete", """
            {"answers":{"establishedOn":"2030-02-30","members":[{"role":"member:nav","channel":"inbox","userId":"nina"},{"role":"member:nobody","channel":"pigeon"}]}}
            """);
        Assert.All(["establishedOn", "members[1].role", "members[1].channel"], field => Assert.NotEmpty(problem.ErrorsOf(field)));
    }

    [Fact]
    public async Task A_date_that_is_none_in_a_typed_body_names_the_field()
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"cases/{fixture.CaseId}/dates", """{"releaseDate":"i morgen"}""");
        Assert.NotEmpty(problem.ErrorsOf("releaseDate"));
    }

    [Theory]
    [InlineData("ikke en adresse")]
    [InlineData("a@b@c")]
    [InlineData("kari@example.org\\nBcc: alle@example.org")]
    public async Task A_mail_address_that_is_none_is_refused(string address)
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "POST", "cases", $$"""
            {"person":{"nationalNumber":"06859010138","givenName":"A","familyName":"B","email":"{{address}}"},"unitId":"oslo","startDate":"2030-02-11"}
            """);
        Assert.NotEmpty(problem.ErrorsOf("person.email"));
        problem = await RefusedAsync(HttpStatusCode.BadRequest, "POST", $"cases/{fixture.CaseId}/members", $$"""{"role":"member:nav","channel":"email","name":"N","email":"{{address}}"}""");
        Assert.NotEmpty(problem.ErrorsOf("email"));
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_too_large() =>
        Assert.Equal("too-large", (await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, Large(new ByteArrayContent(TenMegabytes())))).Slug);

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"text\":7}")]
    [InlineData("{}")]
    public async Task Malformed_JSON_is_a_bad_request(string body) =>
        Assert.Equal("malformed", (await RefusedAsync(HttpStatusCode.BadRequest, "POST", $"cases/{fixture.CaseId}/thread", body)).Slug);

    [Fact]
    public async Task Another_content_type_than_JSON_is_not_supported()
    {
        var request = HostWithCase.Request(HttpMethod.Post, $"cases/{fixture.CaseId}/thread", """{"text":"Hei"}""");
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        Assert.Equal("unsupported-media-type", (await RefusedAsync(HttpStatusCode.UnsupportedMediaType, request)).Slug);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_one_that_is_none_is_a_bad_request()
    {
        Assert.Equal("version-mismatch", (await RefusedAsync(HttpStatusCode.PreconditionFailed, "PATCH", $"cases/{fixture.CaseId}/dates", """{"releaseDate":"2030-05-13"}""", "\"0\"")).Slug);
        Assert.Equal("version-mismatch", (await RefusedAsync(HttpStatusCode.PreconditionFailed, "POST", $"tasks/{fixture.GroupId}/claim", null, "\"4711\"")).Slug);
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"cases/{fixture.CaseId}/dates", """{"releaseDate":"2030-05-13"}""", "siste");
        Assert.Contains("If-Match", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_completed_twice_says_by_whom_and_when()
    {
        fixture.Require();
        using var kari = fixture.Kari();
        var other = await HostWithCase.OpenAsync(kari, "06859010219");
        await HostWithCase.SettleAsync(fixture.Host);
        var task = await HostWithCase.TaskAsync(kari, other, "summons");
        var path = $"tasks/{task}/complete";
        const string Body = """{"answers":{"channel":"letter","sentOn":"2030-01-07"}}""";
        using (var first = await kari.SendAsync(HostWithCase.Request(HttpMethod.Post, path, Body), Cancel))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await HostWithCase.SettleAsync(fixture.Host);

        using var lise = fixture.Host.As("lise", "unit-leader");
        var problem = await RefusedAsync(HttpStatusCode.Conflict, HostWithCase.Request(HttpMethod.Post, path, Body), lise);

        Assert.Equal("task-completed", problem.Slug);
        Assert.Contains("kari", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("at 2030-01-07T08:0", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eva", "process-owner", "GET", "cases/{case}", HttpStatusCode.NotFound)]
    [InlineData("odd", "operator", "GET", "cases/{case}", HttpStatusCode.NotFound)]
    [InlineData("nina", "group-member", "GET", "cases/{case}", HttpStatusCode.NotFound)]
    [InlineData("ola", "contact-officer", "GET", "cases/{case}", HttpStatusCode.NotFound)]
    [InlineData("ola", "contact-officer", "GET", "tasks/{task}", HttpStatusCode.NotFound)]
    [InlineData("mona", "environment-worker", "PATCH", "cases/{case}/dates", HttpStatusCode.Forbidden)]
    [InlineData("mona", "environment-worker", "POST", "tasks/{task}/complete", HttpStatusCode.NotFound)]
    [InlineData("eva", "process-owner", "POST", "cases", HttpStatusCode.Forbidden)]
    public async Task Another_role_may_not_and_learns_nothing(string user, string role, string method, string path, HttpStatusCode expected)
    {
        fixture.Require();
        using var client = fixture.Host.As(user, role);
        var body = path == "cases" ? """{"unitId":"oslo","startDate":"2030-02-11"}""" : method == "GET" ? null : "{}";
        var at = path.Replace("{case}", $"{fixture.CaseId}", StringComparison.Ordinal).Replace("{task}", $"{fixture.GroupId}", StringComparison.Ordinal);
        await RefusedAsync(expected, HostWithCase.Request(new HttpMethod(method), at, body), client);
    }

    [Fact]
    public async Task Without_a_valid_token_nothing_is_answered()
    {
        fixture.Require();
        string?[] tokens = [null, "", "rubbish", fixture.Host.Token("kari", DateTime.UtcNow.AddHours(-1), ["contact-officer"]), fixture.Host.Token("kari", "contact-officer")[..^4] + "AAAA"];
        foreach (var token in tokens)
        {
            using var client = fixture.Host.Anonymous();
            if (token is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
            var problem = await RefusedAsync(HttpStatusCode.Unauthorized, HostWithCase.Request(HttpMethod.Get, $"cases/{fixture.CaseId}", null), client);
            Assert.Equal("unauthenticated", problem.Slug);
        }
    }

    private static byte[] TenMegabytes() => Encoding.UTF8.GetBytes($$"""{"text":"{{new string('a', 10 * 1024 * 1024)}}"}""");

    private HttpRequestMessage Large(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.True(ApiSetup.MaxBodyBytes < 10 * 1024 * 1024);
        return new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{fixture.CaseId}/thread") { Content = content };
    }

    private Task<ProblemAnswer> RefusedAsync(HttpStatusCode status, string method, string path, string? body, string? ifMatch = null)
    {
        fixture.Require();
        return RefusedAsync(status, HostWithCase.Request(new HttpMethod(method), path, body, ifMatch));
    }

    private async Task<ProblemAnswer> RefusedAsync(HttpStatusCode status, HttpRequestMessage request)
    {
        fixture.Require();
        using var kari = fixture.Kari();
        return await RefusedAsync(status, request, kari);
    }

    private async Task<ProblemAnswer> RefusedAsync(HttpStatusCode status, HttpRequestMessage request, HttpClient client)
    {
        var before = await fixture.RowsAsync();
        using var response = await client.SendAsync(request, Cancel);
        var problem = await ProblemAnswer.ReadAsync(response, status);
        Assert.Equal(before, await fixture.RowsAsync());
        request.Dispose();
        return problem;
    }
}

public sealed class BadRequestsOnSqlite(HostWithCaseOnSqlite fixture) : BadRequestSuite(fixture), IClassFixture<HostWithCaseOnSqlite>;

public sealed class BadRequestsOnPostgres(HostWithCaseOnPostgres fixture) : BadRequestSuite(fixture), IClassFixture<HostWithCaseOnPostgres>;
