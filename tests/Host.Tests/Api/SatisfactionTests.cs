using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Api;

public sealed class SatisfactionTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_are_read_by_process_owners_and_administrators_alone()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var figures = await eva.GetFromJsonAsync<JsonObject>("/api/v1/satisfaction?year=2027", Cancel);
        Assert.Equal(2027, (int)figures!["year"]!);
        Assert.Empty(figures["items"]!.AsArray());
        using var kari = host.As("kari", UserRoles.ContactOfficer, UserRoles.UnitLeader);
        using var refused = await kari.GetAsync("/api/v1/satisfaction?year=2027", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("?year=1")]
    [InlineData("?year=9999999")]
    [InlineData("?year=sist")]
    [InlineData("")]
    public async Task A_year_that_is_none_is_refused(string query)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        using var answer = await eva.GetAsync($"/api/v1/satisfaction{query}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
