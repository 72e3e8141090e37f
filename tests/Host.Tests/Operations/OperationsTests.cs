using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Operations;

public sealed partial class OperationsTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("anne", UserRoles.Administrator)]
    [InlineData("sissel", UserRoles.Supervisor)]
    public async Task Who_looks_after_the_installation_reads_queues_nodes_and_jobs(string user, string role)
    {
        using var client = host.As(user, role);
        var read = await ReadAsync(client);

        Assert.Equal(
            ["timersDue", "timersLate", "stimuliReady", "outboxWaiting", "outboxRetrying", "incidentsOpen", "incidentsRetrying", "instances"],
            read.GetProperty("queues").EnumerateObject().Select(member => member.Name).Where(name => name != "nextTimer"));
        var node = Assert.Single(read.GetProperty("nodes").EnumerateArray());
        Assert.True(node.GetProperty("isAlive").GetBoolean() && node.GetProperty("isThis").GetBoolean());
        Assert.Equal(read.GetProperty("node").GetString(), node.GetProperty("name").GetString());
        Assert.Equal(["retention", "table-statistics", "leftovers"], read.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("kari", UserRoles.ContactOfficer)]
    [InlineData("lise", UserRoles.UnitLeader)]
    [InlineData("odd", UserRoles.Operator)]
    [InlineData("eva", UserRoles.ProcessOwner)]
    public async Task Others_are_refused_by_the_api_and_find_no_page(string user, string role)
    {
        using var client = host.As(user, role);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/operations", Cancel)).StatusCode);
        var run = await client.PostAsync("/api/v1/operations/jobs/leftovers/run", null, Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (run.StatusCode, run.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/operations", Cancel)).StatusCode);
        Assert.DoesNotContain("/operations", await client.GetStringAsync("/innboks", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signed_in_is_asked_who_they_are()
    {
        using var nobody = host.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/operations", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await nobody.GetAsync("/operations", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_job_is_run_by_the_api_and_its_run_is_shown_with_who_asked()
    {
        using var anne = host.As("anne", UserRoles.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await anne.PostAsync("/api/v1/operations/jobs/no-such-job/run", null, Cancel)).StatusCode);
        await AskAsync(() => anne.PostAsync("/api/v1/operations/jobs/table-statistics/run", null, Cancel), HttpStatusCode.Accepted);

        var run = await EndOfAsync(anne, "table-statistics");
        Assert.Equal(("done", "anne"), (run.GetProperty("outcome").GetString(), run.GetProperty("askedBy").GetString()));
        Assert.True(run.GetProperty("durationSeconds").GetDouble() >= 0);
        Assert.Contains("Anne Dahl", await anne.GetStringAsync("/operations", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_run_by_the_pages_form()
    {
        using var anne = host.As("anne", UserRoles.Administrator);
        await AskAsync(
            async () =>
            {
                var page = await anne.GetStringAsync("/operations", Cancel);
                var form = Forms().Matches(page).Select(match => match.Value).Single(text => text.Contains("run-leftovers", StringComparison.Ordinal));
                var fields = Inputs().Matches(form).ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);
                return await anne.PostAsync("/operations", new FormUrlEncodedContent(fields), Cancel);
            },
            HttpStatusCode.Found);
        Assert.Equal("done", (await EndOfAsync(anne, "leftovers")).GetProperty("outcome").GetString());
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client) => await client.GetFromJsonAsync<JsonElement>("/api/v1/operations", Cancel);

    // The scheduler begins when the Host serves, a moment after.
    private static async Task AskAsync(Func<Task<HttpResponseMessage>> ask, HttpStatusCode expected)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await ask();
            if (answer.StatusCode == expected)
                return;
            Assert.True(tries < 100, $"Answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancel)}");
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<JsonElement> EndOfAsync(HttpClient client, string job)
    {
        for (var tries = 0; ; tries++)
        {
            var found = (await ReadAsync(client)).GetProperty("jobs").EnumerateArray().Single(item => item.GetProperty("name").GetString() == job);
            if (found.TryGetProperty("lastRun", out var run) && run.TryGetProperty("endedAt", out _))
                return run;
            Assert.True(tries < 300, $"Waited in vain for {job}: {found}");
            await Task.Delay(100, Cancel);
        }
    }

    [GeneratedRegex("<form method=\"post\" action=\"/operations\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Inputs();
}
