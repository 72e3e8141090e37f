using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;
using static ProcessAutomation.Host.Tests.Http.HttpFlow;

namespace ProcessAutomation.Host.Tests.Http;

/// <summary>A flow sends a request and goes on with what comes back.</summary>
public abstract class RequestSuite(TestDatabase database) : HttpSuite(database)
{
    private const string Outcomes = "send:201 -> created;send:Unmatched status code -> unmatched;send:Failed to connect -> unreachable;send:Timeout -> late;send:Done -> done";

    [Theory]
    [InlineData(201, "send created done")]
    [InlineData(500, "send unmatched done")]
    public async Task The_code_that_comes_back_is_the_outcome_beside_done(int status, string path)
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, status, "{\"id\": 7}"), Cancel);
        var id = await StartAsync(Send(receiver.Address + "/orders?x=1"));
        Assert.Empty(receiver.Requests); // it leaves after the burst has committed

        await CarryAsync();

        Assert.Equal(path, await PathAsync(id));
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Finished), await StatusAsync(id));
        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/orders?x=1", "{\"name\":\"Ærlig\"}", "application/json"), (request.Method, request.Target, request.Body, request.Headers["Content-Type"]));
        Assert.Equal(("Bearer geheim", "a, b"), (request.Headers["Authorization"], request.Headers["X-List"]));
        Assert.Equal($"{id:N}:2", request.Headers["Idempotency-Key"]);
        Assert.Null(await Courier.ClaimAsync(Cancel));
    }

    [Fact]
    public async Task What_came_back_is_in_the_variables_also_after_a_restart()
    {
        await using var receiver = await Receiver.StartAsync(
            context =>
            {
                context.Response.Headers["X-Trace"] = "t1";
                return AnswerAsync(context, 200, "{\"id\": 7, \"tags\": [\"a\"]}");
            },
            Cancel);
        var id = await StartAsync(Sequence(
            "variables",
            [
                Activity("send", "Elsa.FlowSendHttpRequest", ("url", receiver.Address), ("result", "->message"), ("statusCode", "->code"), ("parsedContent", "->content"), ("responseHeaders", "->headers")),
                Activity("wait", "Elsa.Event", ("eventName", "Go")),
                Activity("check", "Elsa.FlowDecision", ("condition", "=Variables.code == 200")),
            ],
            "message:HttpResponseMessage", "code:Int32", "content:Object", "headers:HttpHeaders"));
        await CarryAsync();

        var variables = await VariablesAsync(id);
        Assert.Equal(200, variables.GetProperty("code").GetInt32());
        Assert.Equal("""{"id":7,"tags":["a"]}""", Compact(variables.GetProperty("content")));
        Assert.Equal("t1", variables.GetProperty("headers").GetProperty("X-Trace")[0].GetString());
        Assert.True(variables.GetProperty("message").GetProperty("IsSuccessStatusCode").GetBoolean());
        Assert.Equal(("OK", "1.1"), (variables.GetProperty("message").GetProperty("ReasonPhrase").GetString(), variables.GetProperty("message").GetProperty("Version").GetString()));

        await PublishEventAsync("Go");
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Finished), await StatusAsync(id));
    }

    [Fact]
    public async Task Nobody_listens_and_the_outcome_is_failed_to_connect_alone()
    {
        var id = await StartAsync(Send($"http://127.0.0.1:{FreePort()}/"));
        await CarryAsync();
        Assert.Equal("send unreachable", await PathAsync(id));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_has_the_outcome_timeout_alone()
    {
        Options.Timeout = TimeSpan.FromMilliseconds(200);
        await using var receiver = await Receiver.StartAsync(context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted), Cancel);
        var id = await StartAsync(Send(receiver.Address));
        await CarryAsync();
        Assert.Equal("send late", await PathAsync(id));
    }

    [Theory]
    [InlineData(200, "accepted send")]
    [InlineData(404, "other send")]
    [InlineData(0, "unreachable send")]
    public async Task The_activity_of_the_code_is_run_before_done(int status, string path)
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, status, ""), Cancel);
        var url = status == 0 ? $"http://127.0.0.1:{FreePort()}/" : receiver.Address;
        var id = await StartAsync(Sequence("slots",
        [
            Activity("send", "Elsa.SendHttpRequest", ("url", url),
                ("expectedStatusCodes", new JsonArray(new JsonObject { ["statusCode"] = 200, ["activity"] = Activity("accepted", "Elsa.WriteLine") }, new JsonObject { ["statusCode"] = 204, ["activity"] = null })),
                ("unmatchedStatusCode", Activity("other", "Elsa.WriteLine")),
                ("failedToConnect", Activity("unreachable", "Elsa.WriteLine"))),
        ]));
        await CarryAsync();
        Assert.Equal(path, await PathAsync(id));
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Finished), await StatusAsync(id));
    }

    [Fact]
    public async Task A_file_is_downloaded_and_sent_on_unchanged()
    {
        byte[] bytes = [0, 1, 2, 255, 13, 10];
        await using var receiver = await Receiver.StartAsync(
            async context =>
            {
                context.Response.ContentType = "application/pdf";
                context.Response.Headers.ContentDisposition = "attachment; filename=\"../plan.pdf\"";
                context.Response.Headers.ETag = "\"v1\"";
                if (context.Request.Method == "GET") await context.Response.Body.WriteAsync(bytes);
            },
            Cancel);
        var id = await StartAsync(Sequence("download",
            [
                Activity("get", "Elsa.DownloadHttpFile", ("url", receiver.Address + "/x"), ("result", "->file"), ("responseContentBytes", "->bytes")),
                Activity("put", "Elsa.FlowSendHttpRequest", ("url", receiver.Address + "/y"), ("method", "PUT"), ("content", "$file")),
                Activity("wait", "Elsa.Event", ("eventName", "Go")),
            ],
            "file:HttpFile", "bytes:String"));
        await CarryAsync();
        await CarryAsync();

        var file = (await VariablesAsync(id)).GetProperty("file");
        Assert.Equal(("plan.pdf", "application/pdf", "\"v1\"", 6), (file.GetProperty("Filename").GetString(), file.GetProperty("ContentType").GetString(), file.GetProperty("ETag").GetString(), file.GetProperty("Length").GetInt32()));
        Assert.Equal(Convert.ToBase64String(bytes), (await VariablesAsync(id)).GetProperty("bytes").GetString());
        Assert.Equal(("PUT", "6", "application/pdf"), (receiver.Requests.Last().Method, receiver.Requests.Last().Headers["Content-Length"], receiver.Requests.Last().Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_private_address_is_refused_with_an_incident_and_a_retry_sends_after_the_setting_was_mended()
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, 201, ""), Cancel);
        Options.AllowPrivateAddresses = false;
        var id = await StartAsync(Send(receiver.Address));
        await CarryAsync();

        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal("http.address-refused", incident.Code);
        Assert.Empty(receiver.Requests);

        Options.AllowedHosts.Add("127.0.0.1");
        await Runtime.RetryAsync(id, incident.Id, "odd", Cancel);
        await CarryAsync();
        Assert.Equal("send created done", await PathAsync(id));
        Assert.Equal($"{id:N}:2", Assert.Single(receiver.Requests).Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_refused_too()
    {
        await using var inner = await Receiver.StartAsync(context => AnswerAsync(context, 200, "inside"), Cancel);
        var hidden = inner.Address.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);
        await using var outer = await Receiver.StartAsync(
            context =>
            {
                context.Response.Redirect(hidden);
                return Task.CompletedTask;
            },
            Cancel);
        Options.AllowPrivateAddresses = false;
        Options.AllowedHosts.Add("127.0.0.1");
        var id = await StartAsync(Send(outer.Address));
        await CarryAsync();

        Assert.Equal("http.address-refused", Assert.Single(await IncidentsAsync(id)).Code);
        Assert.Single(outer.Requests);
        Assert.Empty(inner.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_too_large_is_an_incident(bool saysSo)
    {
        Options.MaxResponseBytes = 1000;
        await using var receiver = await Receiver.StartAsync(
            async context =>
            {
                context.Response.ContentLength = saysSo ? 1001 : null;
                await context.Response.Body.WriteAsync(new byte[1001]);
            },
            Cancel);
        var id = await StartAsync(Send(receiver.Address));
        await CarryAsync();
        Assert.Equal("http.response-too-large", Assert.Single(await IncidentsAsync(id)).Code);
    }

    [Fact]
    public async Task Nothing_of_a_request_or_its_answer_is_kept_once_it_is_settled()
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, 200, "\"hemmelig svar\""), Cancel);
        var id = await StartAsync(Sequence("secrets",
            [
                Activity("token", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "token", ["name"] = "token" }), ("value", "Bearer hemmelig")),
                Activity("send", "Elsa.FlowSendHttpRequest", ("url", receiver.Address), ("method", "POST"), ("authorization", "$token"), ("content", "=\"hemmelig\" + \" brev\"")),
                Activity("forget", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "token", ["name"] = "token" }), ("value", "")),
                Activity("wait", "Elsa.Event", ("eventName", "Go")),
            ],
            "token:String"));
        await CarryAsync();

        Assert.Equal("Bearer hemmelig", Assert.Single(receiver.Requests).Headers["Authorization"]);
        Assert.Equal(["{}"], await ColumnAsync("select payload from outbox"));
        Assert.Equal(["http.200"], await ColumnAsync("select code from delivery_attempts"));
        await DatabaseContents.ExecuteAsync(Services.GetService(typeof(Persistence.Databases.Database)) as Persistence.Databases.Database ?? throw new InvalidOperationException(), "delete from definitions", Cancel);
        await AssertNowhereAsync("hemmelig");
        Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Suspended), await StatusAsync(id));
    }

    [Fact]
    public async Task An_instance_cancelled_before_the_request_has_left_sends_nothing_and_keeps_nothing()
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, 200, ""), Cancel);
        var id = await StartAsync(Send(receiver.Address));
        await Runtime.CancelAsync(id, "stopped", Cancel);

        Assert.Null(await Courier.ClaimAsync(Cancel));
        Assert.Equal(["{}"], await ColumnAsync("select payload from outbox where status = 3"));
    }

    [Fact]
    public async Task An_instance_cancelled_while_the_request_is_on_its_way_takes_no_harm()
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, 200, "{}"), Cancel);
        var id = await StartAsync(Send(receiver.Address));
        var delivery = await Courier.ClaimAsync(Cancel);
        await Runtime.CancelAsync(id, "stopped", Cancel);

        await Courier.CarryAsync(delivery!, Cancel); // claimed just before

        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Cancelled), await StatusAsync(id));
        Assert.Empty(await ColumnAsync("select key from stimuli"));
        Assert.Equal(["{}"], await ColumnAsync("select payload from outbox where status = 1"));
    }

    [Fact]
    public async Task A_process_that_slept_through_its_lease_does_not_bring_its_answer_back_a_second_time()
    {
        await using var receiver = await Receiver.StartAsync(context => AnswerAsync(context, 201, ""), Cancel);
        var id = await StartAsync(Send(receiver.Address));
        var asleep = await Courier.ClaimAsync(Cancel);
        await WaitForAsync(async () => await Courier.ClaimAsync(Cancel) is { } taken && await DoneAsync(taken));

        await Courier.CarryAsync(asleep!, Cancel); // claimed above

        Assert.Equal("send created done", await PathAsync(id));
        Assert.Equal(2, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        Assert.Contains(Log.Lines, line => line.Contains("another process has taken over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_when_it_is_published()
    {
        var problems = await ProblemsAsync(Sequence("wrong",
        [
            Activity("a", "Elsa.FlowSendHttpRequest", ("url", "ftp://example.test/x"), ("method", "BREW"), ("requestHeaders", new Dictionary<string, string> { ["Host"] = "other" })),
            Activity("b", "Elsa.FlowSendHttpRequest"),
            Activity("c", "Elsa.SendHttpRequest", ("url", "https://example.test"), ("expectedStatusCodes", new JsonArray(new JsonObject { ["statusCode"] = 20 }, new JsonObject { ["statusCode"] = 200 }, new JsonObject { ["statusCode"] = 200 }))),
            Activity("d", "Elsa.DownloadHttpFile", ("url", "https://example.test"), ("method", "DELETE")),
        ]));
        Assert.Equal(
            [
                ("PA0130", "/root/activities/1/url"), ("PA0134", "/root/activities/2/expectedStatusCodes/2"), ("PA0340", "/root/activities/0/url"), ("PA0341", "/root/activities/0/method"),
                ("PA0341", "/root/activities/3/method"), ("PA0342", "/root/activities/2/expectedStatusCodes/0"), ("PA0343", "/root/activities/0/requestHeaders"),
            ],
            problems.Select(problem => (problem.Id, problem.Pointer)).Order());
    }

    private async Task<bool> DoneAsync(Engine.Outbox.ClaimedDelivery delivery)
    {
        await Courier.CarryAsync(delivery, Cancel);
        return true;
    }

    private static async Task WaitForAsync(Func<Task<bool>> what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await what()) await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }

    private async Task<(InstanceStatus Status, InstanceSubStatus SubStatus)> StatusAsync(Guid id)
    {
        var row = await InstanceAsync(id);
        return (row.Status, row.SubStatus);
    }

    private async Task PublishEventAsync(string name)
    {
        await Runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Publish(name, null, null);
                return ValueTask.FromResult(true);
            },
            Cancel);
        await (Services.GetService(typeof(Engine.Runtime.EngineStepper)) as Engine.Runtime.EngineStepper ?? throw new InvalidOperationException()).UntilQuietAsync(Cancel);
    }

    private static string Send(string url) => Chart(
        "send",
        [
            Activity("send", "Elsa.FlowSendHttpRequest", ("url", url), ("method", "POST"), ("content", new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = "{\"name\":\"Ærlig\"}" } }),
                ("contentType", "application/json"), ("authorization", "Bearer geheim"), ("expectedStatusCodes", new[] { 201 }), ("requestHeaders", new Dictionary<string, string[]> { ["X-List"] = ["a", "b"] })),
            .. new[] { "created", "unmatched", "unreachable", "late", "done" }.Select(id => Activity(id, "Elsa.WriteLine")),
        ],
        Outcomes.Split(';'));

    private static async Task AnswerAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        if (json.Length == 0) return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(json);
    }

    private static string Compact(JsonElement json) => JsonNode.Parse(json.GetRawText())!.ToJsonString();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed class RequestsOnSqlite(SqliteTestDatabase database) : RequestSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class RequestsOnPostgres(PostgresTestDatabase database) : RequestSuite(database), IClassFixture<PostgresTestDatabase>;
