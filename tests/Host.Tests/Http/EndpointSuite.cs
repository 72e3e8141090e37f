using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
using static ProcessAutomation.Host.Tests.Http.HttpFlow;

namespace ProcessAutomation.Host.Tests.Http;

/// <summary>Requests to flows, over a real socket to the whole Host.</summary>
public abstract class EndpointSuite(EndpointHost host)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HttpClient Client
    {
        get
        {
            host.Require();
            return host.Host.Anonymous();
        }
    }

    [Fact]
    public async Task A_request_starts_an_instance_and_gets_what_the_flow_writes()
    {
        using var client = Client;
        await host.PublishAsync(
            Sequence(
                "orders",
                [
                    Activity("in", "Elsa.HttpEndpoint", ("path", "orders/{id}"), ("supportedMethods", new[] { "POST", "PUT" }), ("parsedContent", "->content"), ("routeData", "->route"),
                        ("queryStringData", "->query"), ("headers", "->headers"), ("result", "->request")).Starting(),
                    Activity("out", "Elsa.WriteHttpResponse", ("statusCode", "Created"), ("content", "$content"), ("responseHeaders", new Dictionary<string, string> { ["X-Order"] = "yes" })),
                    Activity("wait", "Elsa.Event", ("eventName", "Never")),
                ],
                "content", "route:ObjectDictionary", "query:ObjectDictionary", "headers:ObjectDictionary", "request:HttpRequest"),
            Cancel);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/orders/7?x=1&x=2&y=3") { Content = new StringContent("{\"name\":\"Ærlig\"}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", "Bearer not-for-flows");
        request.Headers.Add("X-Trace", "t1");
        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal((HttpStatusCode.Created, "application/json", "yes"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType, response.Headers.GetValues("X-Order").Single()));
        Assert.Equal("""{"name":"Ærlig"}""", JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!.ToJsonString(Readable));
        var instance = Assert.Single(await host.InstancesAsync("orders", Cancel));
        Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Suspended), (instance.Status, instance.SubStatus));
        var state = Encoding.UTF8.GetString(instance.State.ToArray());
        var variables = JsonNode.Parse(state)!["vars"]!;
        Assert.Equal("""{"id":"7"}""", variables["route"]!.ToJsonString());
        Assert.Equal("""["1","2"] "3" """.Trim(), $"{variables["query"]!["x"]!.ToJsonString()} {variables["query"]!["y"]!.ToJsonString()}");
        Assert.Equal(("POST", "/orders/7", "t1"), (variables["request"]!["Method"]!.GetValue<string>(), variables["request"]!["Path"]!.GetValue<string>(), variables["headers"]!["X-Trace"]!.GetValue<string>()));
        Assert.DoesNotContain("not-for-flows", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_burst_without_an_answer_is_accepted_and_names_its_instance()
    {
        using var client = Client;
        await host.PublishAsync(Sequence("silent", [Activity("in", "Elsa.HttpEndpoint", ("path", "silent")).Starting(), Activity("wait", "Elsa.Event", ("eventName", "Never"))]), Cancel);
        using var response = await client.GetAsync("/workflows/silent", Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = (await EndpointHost.JsonAsync(response, Cancel)).GetProperty("workflowInstanceId").GetGuid();
        Assert.Equal(id, Assert.Single(await host.InstancesAsync("silent", Cancel)).Id);
    }

    [Fact]
    public async Task A_waiting_instance_is_resumed_once_however_many_ask_at_once()
    {
        using var client = Client;
        await host.PublishAsync(Waiting("approval", "approvals/{id}", "waits"), Cancel);
        var id = await host.StartAsync("approval", null, Cancel);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsync("/workflows/approvals/7", null, Cancel)));

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.NotFound, 7)], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal("waits 7", await answers.Single(answer => answer.IsSuccessStatusCode).Content.ReadAsStringAsync(Cancel));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync(id, Cancel)).Status);
    }

    [Fact]
    public async Task Of_several_that_wait_the_request_names_the_one_that_is_meant()
    {
        using var client = Client;
        await host.PublishAsync(Waiting("several", "several/{id}", "chosen"), Cancel);
        var first = await host.StartAsync("several", "case-1", Cancel);
        var second = await host.StartAsync("several", "case-2", Cancel);

        using var unclear = await client.PostAsync("/workflows/several/1", null, Cancel);
        Assert.Equal((HttpStatusCode.Conflict, "urn:processautomation:problem:ambiguous-endpoint"), (unclear.StatusCode, (await EndpointHost.JsonAsync(unclear, Cancel)).GetProperty("type").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/workflows/several/1?correlationId=case-3", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/workflows/several/1?correlationId=case-2", null, Cancel)).StatusCode);
        using var named = new HttpRequestMessage(HttpMethod.Post, "/workflows/several/1");
        named.Headers.Add("X-Workflow-Instance-ID", first.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(named, Cancel)).StatusCode);
        Assert.Equal((InstanceStatus.Finished, InstanceStatus.Finished), ((await host.InstanceAsync(first, Cancel)).Status, (await host.InstanceAsync(second, Cancel)).Status));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/workflows/several/1?workflowInstanceId=x", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/workflows/several/1?correlationId=%00", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_instance_may_wait_at_a_path_of_its_own()
    {
        using var client = Client;
        await host.PublishAsync(
            Sequence(
                "own-path",
                [
                    Activity("path", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "path", ["name"] = "path" }), ("value", "own/secret-1/{choice}")),
                    Activity("in", "Elsa.HttpEndpoint", ("path", "$path"), ("routeData", "->route")),
                    Activity("out", "Elsa.WriteHttpResponse", ("content", "$route")),
                ],
                "path:String", "route:ObjectDictionary"),
            Cancel);
        await host.StartAsync("own-path", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/workflows/own/secret-2/yes", Cancel)).StatusCode);
        Assert.Equal("""{"choice":"yes"}""", await client.GetStringAsync("/workflows/own/secret-1/yes", Cancel));
    }

    [Fact]
    public async Task Of_two_new_flows_with_the_same_path_one_is_published()
    {
        using var client = Client;
        string[] texts = [.. new[] { "new-1", "new-2" }.Select(id => Sequence(id, [Activity("in", "Elsa.HttpEndpoint", ("path", "both-new")).Starting()]))];
        Assert.Equal([true, false], await host.PublishAllAsync(texts, Cancel));
    }

    [Fact]
    public async Task The_more_specific_path_wins()
    {
        using var client = Client;
        foreach (var (id, path) in new[] { ("any", "menu/{dish}"), ("soup", "menu/soup"), ("rest", "menu/{**rest}") })
            await host.PublishAsync(Sequence(id, [Activity("in", "Elsa.HttpEndpoint", ("path", path)).Starting(), Activity("out", "Elsa.WriteHttpResponse", ("content", id))]), Cancel);
        Assert.Equal(["soup", "any", "rest"], await Task.WhenAll(new[] { "soup", "fish", "fish/today" }.Select(dish => client.GetStringAsync($"/workflows/Menu/{dish}", Cancel))));
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_not_allowed_is_a_problem_document()
    {
        using var client = Client;
        await host.PublishAsync(Sequence("methods", [Activity("in", "Elsa.HttpEndpoint", ("path", "methods"), ("supportedMethods", new[] { "PUT", "GET" })).Starting()]), Cancel);
        using var unknown = await client.GetAsync("/workflows/nothing/here", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType!.MediaType));
        using var wrong = await client.PostAsync("/workflows/methods", null, Cancel);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (wrong.StatusCode, wrong.Content.Headers.ContentType!.MediaType));
        Assert.Equal(["GET", "PUT"], wrong.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Who_may_enter_is_decided_before_the_flow_knows()
    {
        using var client = Client;
        await host.PublishAsync(
            Sequence("guarded", [Activity("in", "Elsa.HttpEndpoint", ("path", "guarded"), ("authorize", true), ("policy", "unit-leader")).Starting(), Activity("out", "Elsa.WriteHttpResponse", ("content", "in"))]), Cancel);
        using var officer = host.Host.As("kari", "contact-officer");
        using var leader = host.Host.As("lise", "unit-leader");
        using var stranger = await client.GetAsync("/workflows/guarded", Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (stranger.StatusCode, stranger.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/workflows/guarded", Cancel)).StatusCode);
        Assert.Empty(await host.InstancesAsync("guarded", Cancel));
        Assert.Equal("in", await leader.GetStringAsync("/workflows/guarded", Cancel));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.RequestEntityTooLarge, 0)]
    [InlineData(true, HttpStatusCode.OK, 1)]
    public async Task A_body_over_the_limit_is_refused_or_an_outcome(bool isExposed, HttpStatusCode status, int instances)
    {
        using var client = Client;
        var id = $"limited-{isExposed}".ToLowerInvariant();
        var endpoint = Activity("in", "Elsa.HttpEndpoint", ("path", id), ("supportedMethods", new[] { "POST" }), ("requestSizeLimit", 10)).Starting();
        endpoint["exposeRequestTooLargeOutcome"] = isExposed;
        await host.PublishAsync(
            Chart(id, [endpoint, Activity("fits", "Elsa.WriteHttpResponse", ("content", "fits")), Activity("large", "Elsa.WriteHttpResponse", ("content", "too large"))],
                isExposed ? ["in -> fits", "in:Request too large -> large"] : ["in -> fits", "fits -> large"]),
            Cancel);

        using var said = await client.PostAsync($"/workflows/{id}", new StringContent(new string('x', 11)), Cancel);
        Assert.Equal(status, said.StatusCode);
        Assert.Equal(instances, (await host.InstancesAsync(id, Cancel)).Count);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, $"/workflows/{id}") { Content = new StringContent(new string('x', 11)) };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(status, (await client.SendAsync(chunked, Cancel)).StatusCode);
        if (isExposed) Assert.Equal("too large", await said.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("a.exe", "application/pdf", "x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a.pdf", "text/html", "x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a.pdf", "application/pdf", "xxxxxx", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("C:\\docs\\a.PDF", "application/pdf", "xxxxx", HttpStatusCode.OK)]
    public async Task Files_are_checked_and_come_back_as_they_were_sent(string name, string type, string content, HttpStatusCode status)
    {
        using var client = Client;
        await host.PublishAsync(
            Sequence(
                "upload",
                [
                    Activity("in", "Elsa.HttpEndpoint", ("path", "upload"), ("supportedMethods", new[] { "POST" }), ("fileSizeLimit", 5), ("allowedFileExtensions", new[] { "pdf" }), ("allowedMimeTypes", new[] { "application/pdf" }),
                        ("file", "->file"), ("parsedContent", "->fields")).Starting(),
                    Activity("out", "Elsa.WriteFileHttpResponse", ("content", "$file"), ("enableResumableDownloads", true)),
                    Activity("wait", "Elsa.Event", ("eventName", "Never")),
                ],
                "file", "fields"),
            Cancel);
        using var form = new MultipartFormDataContent();
        using var file = new StringContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        form.Add(file, "document", name);
        form.Add(new StringContent("v"), "field");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/upload") { Content = form };
        using var response = await client.SendAsync(request, Cancel);
        Assert.Equal(status, response.StatusCode);
        if (status != HttpStatusCode.OK) return;
        Assert.Equal((content, "application/pdf", "a.PDF"), (await response.Content.ReadAsStringAsync(Cancel), response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        Assert.Contains("bytes", response.Headers.AcceptRanges);
    }

    [Fact]
    public async Task Content_that_is_not_what_it_says_is_refused_before_the_flow_knows()
    {
        using var client = Client;
        await host.PublishAsync(Sequence("json", [Activity("in", "Elsa.HttpEndpoint", ("path", "json"), ("supportedMethods", new[] { "POST" })).Starting()]), Cancel);
        using var response = await client.PostAsync("/workflows/json", new StringContent("{", Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await host.InstancesAsync("json", Cancel));
    }

    [Fact]
    public async Task An_answer_when_nobody_has_asked_is_an_incident()
    {
        using var client = Client;
        await host.PublishAsync(Sequence("alone", [Activity("out", "Elsa.WriteHttpResponse", ("content", "hello"))]), Cancel);
        var id = await host.StartAsync("alone", null, Cancel);
        Assert.Equal("http.no-request", Assert.Single(await host.IncidentsAsync(id, Cancel)).Code);
    }

    [Fact]
    public async Task A_second_answer_is_an_incident_and_the_first_goes_out()
    {
        using var client = Client;
        await host.PublishAsync(
            Sequence("twice", [Activity("in", "Elsa.HttpEndpoint", ("path", "twice")).Starting(), Activity("one", "Elsa.WriteHttpResponse", ("content", "one")), Activity("two", "Elsa.WriteHttpResponse", ("content", "two"))]), Cancel);
        Assert.Equal("one", await client.GetStringAsync("/workflows/twice", Cancel));
        Assert.Equal("http.already-answered", Assert.Single(await host.IncidentsAsync(Assert.Single(await host.InstancesAsync("twice", Cancel)).Id, Cancel)).Code);
    }

    [Fact]
    public async Task What_a_flow_answers_cannot_act_as_a_page_of_this_site_and_a_bare_status_stays_bare()
    {
        using var client = Client;
        await host.PublishAsync(
            Sequence("bare", [Activity("in", "Elsa.HttpEndpoint", ("path", "bare")).Starting(), Activity("out", "Elsa.WriteHttpResponse", ("statusCode", "404"))]), Cancel);
        await host.PublishAsync(
            Sequence("page", [Activity("in", "Elsa.HttpEndpoint", ("path", "page")).Starting(), Activity("out", "Elsa.WriteHttpResponse", ("content", "<p>hi"), ("contentType", "text/html"), ("responseHeaders", new Dictionary<string, string> { ["Set-Cookie"] = "a=b" }))]), Cancel);
        using var bare = await client.GetAsync("/workflows/bare", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, ""), (bare.StatusCode, await bare.Content.ReadAsStringAsync(Cancel)));
        Assert.StartsWith("sandbox", bare.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var page = await client.GetAsync("/workflows/page", Cancel);
        Assert.Equal(HttpStatusCode.Accepted, page.StatusCode);
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task All_that_is_wrong_with_an_endpoint_is_said_when_it_is_published()
    {
        using var client = Client;
        await host.PublishAsync(Sequence("taken", [Activity("in", "Elsa.HttpEndpoint", ("path", "taken/{id}")).Starting()]), Cancel);
        var problems = await host.TryPublishAsync(
            Sequence("wrong",
            [
                Activity("a", "Elsa.HttpEndpoint", ("path", "a//b"), ("supportedMethods", new[] { "BREW" })),
                Activity("b", "Elsa.HttpEndpoint", ("path", "b"), ("authorize", "=Variables.flag"), ("requestSizeLimit", 99_000_000_000)),
                Activity("c", "Elsa.WriteHttpResponse", ("statusCode", "Nope")),
                Activity("d", "Elsa.HttpEndpoint"),
            ],
            "flag:Boolean"),
            Cancel);
        Assert.Equal(
            [
                ("PA0130", "/root/activities/3/path"), ("PA0131", "/root/activities/1/requestSizeLimit"), ("PA0341", "/root/activities/0/supportedMethods"), ("PA0342", "/root/activities/2/statusCode"),
                ("PA0344", "/root/activities/1/authorize"), ("PA0345", "/root/activities/0/path"),
            ],
            problems.Select(problem => (problem.Id, problem.Pointer)).Order());
        var taken = Assert.Single(await host.TryPublishAsync(Sequence("late", [Activity("in", "Elsa.HttpEndpoint", ("path", "Taken/{other}")).Starting()]), Cancel));
        Assert.Equal(("PA0346", "/root/activities/0/path"), (taken.Id, taken.Pointer));
        await host.PublishAsync(Sequence("taken", [Activity("in", "Elsa.HttpEndpoint", ("path", "taken/{name}")).Starting(), Activity("more", "Elsa.WriteLine")]), Cancel);
    }

    private static string Waiting(string id, string path, string word) => Sequence(
        id,
        [
            Activity("in", "Elsa.HttpEndpoint", ("path", path), ("supportedMethods", new[] { "POST" }), ("routeData", "->route")),
            Activity("out", "Elsa.WriteHttpResponse", ("content", new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = "Handlebars", ["value"] = word + " {{Variables.route.id}}" } })),
        ],
        "route:ObjectDictionary");

    private static System.Text.Json.JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

public sealed class EndpointsOnSqlite(EndpointHostOnSqlite host) : EndpointSuite(host), IClassFixture<EndpointHostOnSqlite>;

public sealed class EndpointsOnPostgres(EndpointHostOnPostgres host) : EndpointSuite(host), IClassFixture<EndpointHostOnPostgres>;
