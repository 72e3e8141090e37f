using System.Net;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Microsoft.Extensions.DependencyInjection;
using static ProcessAutomation.Host.Tests.Http.HttpFlow;

namespace ProcessAutomation.Host.Tests.Http;

/// <summary>An answer that a flow has written is worth nothing before its burst is stored.</summary>
public sealed class AnswersAndCommitsTests(EndpointHostOnSqlite host) : IClassFixture<EndpointHostOnSqlite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_that_cannot_commit_gives_no_answer_of_the_flow()
    {
        await host.PublishAsync(
            Sequence("unstored", [Activity("in", "Elsa.HttpEndpoint", ("path", "unstored")).Starting(), Activity("out", "Elsa.WriteHttpResponse", ("content", "it is kept")), Activity("wait", "Elsa.Event", ("eventName", "Never"))]), Cancel);
        using var client = host.Host.Anonymous();
        Assert.Equal("it is kept", await client.GetStringAsync("/workflows/unstored", Cancel));

        var database = host.Host.Services.GetRequiredService<Database>();
        await DatabaseContents.ExecuteAsync(database, "create trigger full before insert on journal begin select raise(abort, 'no'); end", Cancel);
        using var refused = await client.GetAsync("/workflows/unstored", Cancel);
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.DoesNotContain("it is kept", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Single(await host.InstancesAsync("unstored", Cancel));

        await DatabaseContents.ExecuteAsync(database, "drop trigger full", Cancel);
        Assert.Equal("it is kept", await client.GetStringAsync("/workflows/unstored", Cancel));
    }
}
