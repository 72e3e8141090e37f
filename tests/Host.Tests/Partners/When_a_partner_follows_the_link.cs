using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Host.Tests.BadInput;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Tests.Partners;

/// <summary>A real mail with a real link, without a session; and the same answers and what belongs to them over the API.</summary>
public sealed partial class When_a_partner_follows_the_link : IAsyncLifetime
{
    private const int PerMinute = 25;
    private readonly string mails = Directory.CreateTempSubdirectory("partners-").FullName;
    private HostUnderTest host = null!; // made before each test
    private HttpClient kari = null!;
    private HttpClient anyone = null!;
    private Guid caseId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = new HostUnderTest(new Dictionary<string, string?>
        {
            ["Email:Directory"] = mails,
            ["Answers:PerMinute"] = $"{PerMinute}",
            ["Logging:LogLevel:Microsoft"] = "Information", // which writes down every address that is asked for
            ["Logging:Console:LogLevel:Default"] = "None",
            ["Logging:Console:LogLevel:Microsoft"] = "None",
        });
        await host.InitializeAsync();
        kari = host.As("kari", "contact-officer");
        anyone = host.Anonymous();
        await AtAsync("2030-01-07", 9);
        caseId = await HostWithCase.OpenAsync(kari, "06859010057");
        await AtAsync("2030-01-07", 10);
        await CompleteAsync("establish-group", """
            {"establishedOn":"2030-01-07","members":[
              {"role":"member:nav","channel":"email","name":"NAV","email":"nav@example.org"},
              {"role":"member:health","channel":"inbox","userId":"hanne"}]}
            """);
        await AtAsync("2030-01-07", 11);
    }

    public async ValueTask DisposeAsync()
    {
        kari.Dispose();
        anyone.Dispose();
        await host.DisposeAsync();
        Directory.Delete(mails, recursive: true);
    }

    [Fact]
    public async Task Looking_changes_nothing_answering_is_kept_and_every_use_leaves_a_row()
    {
        var path = LinkTo("nav@example.org");
        string? first = null;
        for (var look = 0; look < 3; look++) // a mail scanner, and the person
        {
            using var shown = await anyone.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
            Assert.Equal("no-referrer", Header(shown, "Referrer-Policy"));
            Assert.Equal("noindex, nofollow", Header(shown, "X-Robots-Tag"));
            Assert.Equal("no-store", Header(shown, "Cache-Control"));
            Assert.False(shown.Headers.Contains("Set-Cookie"));
            var page = await shown.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("Vi tar det", page, StringComparison.Ordinal);
            Assert.All((string[])["Torgunn", "Prøvestein", "06859010057", "kari", "Nordvik"], secret => Assert.DoesNotContain(secret, page, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(first ??= page, page);
        }

        Assert.Equal("none", (await AskedAsync(kari)).Single(asked => asked["to"]!.ToString() == "1" && asked["template"]!.ToString() == "group-invitation")["answer"]!.ToString());
        using var tooLong = await AnswerAsync(path, "taken", new string('x', 1001));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        using var nothing = await AnswerAsync(path, "", null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var taken = await AnswerAsync(path, "taken", "Teamet vårt");
        Assert.Contains("vi tar det", await taken.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var again = await AnswerAsync(path, "not-ours", "Likevel ikke");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("Teamet vårt", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("Your answer is recorded", await anyone.GetStringAsync(path + "?spraak=en", Cancel), StringComparison.Ordinal);

        var answer = (await AskedAsync(kari)).Single(asked => asked["answer"]!.ToString() != "none");
        Assert.Equal(("taken", "Teamet vårt", null), (answer["answer"]!.ToString(), answer["message"]!.ToString(), answer["answeredBy"]));
        Assert.Equal(["notice-answer 4", "notice-link 4"], await UsesAsync("link:member:1"));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(path[6..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_that_do_not_work_look_the_same_and_too_many_tries_are_told_to_wait()
    {
        var unknown = await GoneAsync("/svar/" + new string('0', 64));
        Assert.Equal(unknown, await GoneAsync("/svar/kort"));
        var path = LinkTo("nav@example.org");
        await AtAsync("2030-03-08", 12); // sixty days on
        Assert.Equal(unknown, await GoneAsync(path));
        using (var late = await AnswerAsync(path, "taken", null))
            Assert.Equal((HttpStatusCode.NotFound, unknown), (late.StatusCode, await late.Content.ReadAsStringAsync(Cancel)));

        HttpStatusCode status = default;
        for (var tries = 0; tries < PerMinute + 1 && status != HttpStatusCode.TooManyRequests; tries++)
        {
            using var answer = await anyone.GetAsync("/svar/" + new string('1', 64), Cancel);
            status = answer.StatusCode;
            if (status == HttpStatusCode.TooManyRequests)
                Assert.Equal("60", Header(answer, "Retry-After"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }

    [Fact]
    public async Task A_member_answers_signed_in_and_nothing_of_the_case_leaks_before_consent()
    {
        using var hanne = host.As("hanne", "group-member");
        await CompleteAsync("summons", """{"channel":"email","sentOn":"2030-01-07"}""");
        await SendAsync(kari, HttpMethod.Post, $"cases/{caseId}/extra-tasks", """{"title":"Ring søsteren","text":"Hun heter Tove","role":"contact-officer","dueOn":"2030-01-20"}""", HttpStatusCode.Created);
        var own = Assert.Single(await AskedAsync(hanne), asked => asked["template"]!.ToString() == "group-invitation");
        Assert.All(await AskedAsync(hanne), asked => Assert.True(asked["isOwn"]!.GetValue<bool>()));
        await SendAsync(hanne, HttpMethod.Post, $"cases/{caseId}/notices/{own["id"]}/answer", """{"answer":"received"}""", HttpStatusCode.NoContent);
        var twice = await SendAsync(hanne, HttpMethod.Post, $"cases/{caseId}/notices/{own["id"]}/answer", """{"answer":"taken"}""", HttpStatusCode.Conflict);
        Assert.Equal("notice.answered", twice!["codes"]![0]!.ToString());

        var seen = (await SendAsync(hanne, HttpMethod.Get, $"cases/{caseId}", null, HttpStatusCode.OK))!;
        Assert.Null(seen["needs"]);
        Assert.Empty(seen["tasks"]!.AsArray());
        Assert.Empty(seen["measures"]!.AsArray());
        Assert.Empty((await SendAsync(hanne, HttpMethod.Get, $"cases/{caseId}/extra-tasks", null, HttpStatusCode.OK))!["items"]!.AsArray());
        await SendAsync(hanne, HttpMethod.Get, $"cases/{caseId}/deliveries", null, HttpStatusCode.NotFound);
        await SendAsync(hanne, HttpMethod.Get, $"cases/{caseId}/languages", null, HttpStatusCode.NotFound);
        await SendAsync(hanne, HttpMethod.Put, $"cases/{caseId}/languages", """{"language":"pl"}""", HttpStatusCode.Forbidden);
        await SendAsync(hanne, HttpMethod.Post, $"cases/{caseId}/extra-tasks", """{"title":"x","role":"contact-officer"}""", HttpStatusCode.Forbidden);
        using var stranger = host.As("nina", "group-member");
        await SendAsync(stranger, HttpMethod.Get, $"cases/{caseId}/notices", null, HttpStatusCode.NotFound);
        await SendAsync(stranger, HttpMethod.Post, $"cases/{caseId}/notices/{own["id"]}/answer", """{"answer":"taken"}""", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(hanne, $"/saker/{caseId}/brev"));
    }

    [Fact]
    public async Task Tasks_and_languages_over_the_API_say_what_is_wrong_by_field()
    {
        var refused = await SendAsync(kari, HttpMethod.Post, $"cases/{caseId}/extra-tasks", """{"title":"Ring","role":"contact-officer","dueOn":"2030-01-01"}""", HttpStatusCode.Conflict);
        Assert.Equal("extra-task.due-past", refused!["codes"]![0]!.ToString());
        Assert.NotNull(refused["errors"]!["dueOn"]);
        var id = (await SendAsync(kari, HttpMethod.Post, $"cases/{caseId}/extra-tasks", """{"title":"Ring","assignee":"kari"}""", HttpStatusCode.Created))!["id"]!.ToString();
        Assert.Equal("open", Assert.Single((await SendAsync(kari, HttpMethod.Get, $"cases/{caseId}/extra-tasks", null, HttpStatusCode.OK))!["items"]!.AsArray())!["status"]!.ToString());
        await SendAsync(kari, HttpMethod.Post, $"cases/{caseId}/extra-tasks/{id}/cancel", """{"reason":"Ikke nødvendig"}""", HttpStatusCode.NoContent);
        await SendAsync(kari, HttpMethod.Post, $"cases/{caseId}/extra-tasks/{id}/cancel", """{"reason":"Ikke nødvendig"}""", HttpStatusCode.Conflict);

        var tongue = await SendAsync(kari, HttpMethod.Put, $"cases/{caseId}/languages", """{"language":"norsk bokmål"}""", HttpStatusCode.Conflict);
        Assert.NotNull(tongue!["errors"]!["language"]);
        await SendAsync(kari, HttpMethod.Put, $"cases/{caseId}/languages", """{"language":"pl","furtherLanguages":["nb"],"interpreterLanguage":"pl"}""", HttpStatusCode.NoContent);
        var languages = (await SendAsync(kari, HttpMethod.Get, $"cases/{caseId}/languages", null, HttpStatusCode.OK))!;
        Assert.Equal(("pl", "nb", "kari"), (languages["interpreterLanguage"]!.ToString(), languages["furtherLanguages"]![0]!.ToString(), languages["history"]![0]!["changedBy"]!.ToString()));
    }

    private async Task AtAsync(string day, int hour)
    {
        using var response = await anyone.PostAsJsonAsync("/dev/clock", new { now = NorwegianTime.At(DateOnly.Parse(day), new TimeOnly(hour, 0)) }, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private async Task CompleteAsync(string step, string answers)
    {
        var task = await HostWithCase.TaskAsync(kari, caseId, step);
        await SendAsync(kari, HttpMethod.Post, $"tasks/{task}/complete", $$"""{"answers":{{answers}}}""", HttpStatusCode.OK);
    }

    // The path of the link in the invitation to an address.
    private string LinkTo(string address)
    {
        foreach (var raw in Directory.EnumerateFiles(mails, "*.eml").Select(File.ReadAllText).Where(mail => mail.Contains($"To: {address}", StringComparison.Ordinal)))
        {
            var body = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(raw.ReplaceLineEndings("\n").Split("\n\n", 2)[1].Replace("\n", "", StringComparison.Ordinal)));
            if (body.Contains("ansvarsgruppen", StringComparison.Ordinal) && Link().Match(body) is { Success: true } found)
                return found.Value;
        }

        throw new InvalidOperationException($"No mail to {address} has a link.");
    }

    private Task<HttpResponseMessage> AnswerAsync(string path, string answer, string? message)
    {
        var fields = new Dictionary<string, string> { ["answer"] = answer };
        if (message is not null) fields["message"] = message;
        return anyone.PostAsync(path, new FormUrlEncodedContent(fields), Cancel);
    }

    private async Task<string> GoneAsync(string path)
    {
        using var response = await anyone.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<List<JsonNode>> AskedAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonNode>($"/api/v1/cases/{caseId}/notices", Cancel))!["items"]!.AsArray().Select(item => item!)];

    private async Task<List<string>> UsesAsync(string reader)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<CaseRead>().Where(row => row.ReadBy == reader).Select(row => row.What).ToListAsync(Cancel);
        return [.. rows.CountBy(what => what).Select(use => $"{use.Key} {use.Value}").Order(StringComparer.Ordinal)];
    }

    private static async Task<JsonNode?> SendAsync(HttpClient client, HttpMethod method, string path, string? json, HttpStatusCode expected)
    {
        using var response = await client.SendAsync(HostWithCase.Request(method, path, json), Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == expected, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        if ((int)response.StatusCode >= 400)
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Cancel);
        return response.StatusCode;
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));

    [GeneratedRegex("/svar/[0-9a-f]{64}")]
    private static partial Regex Link();
}
