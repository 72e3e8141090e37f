using System.Net;
using System.Text.Json;

namespace ProcessAutomation.Host.Tests.Api;

public sealed class ProblemTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    [Fact]
    public async Task An_unknown_path_of_the_api_is_a_problem_document()
    {
        using var client = host.As("kari", "contact-officer");
        await AssertProblemAsync(await client.GetAsync("/api/v1/nothing", TestContext.Current.CancellationToken), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_unknown_page_is_a_page()
    {
        using var client = host.Anonymous();
        var response = await client.GetAsync("/ingenting", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    internal static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string slug)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"Expected {(int)status}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        Assert.Equal("urn:processautomation:problem:" + slug, document.RootElement.GetProperty("type").GetString());
        Assert.False(string.IsNullOrEmpty(document.RootElement.GetProperty("traceId").GetString()));
        return document.RootElement.Clone();
    }
}
