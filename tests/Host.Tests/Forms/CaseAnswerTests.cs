using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Tests.Forms;

/// <summary>What every page answers when a change was not made: each result its own status and words.</summary>
public sealed class CaseAnswerTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    public static TheoryData<string, int, string> Results { get; } = new()
    {
        { "stale", 409, "Saken er endret av noen andre siden du åpnet siden. Se over og lagre på nytt." },
        { "forbidden", 403, "Rollen din gir ikke rett til dette." },
        { "not-found", 404, "Siden finnes ikke, eller du har ikke tilgang til den." },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void Says_what_happened(string what, int status, string words)
    {
        CaseResult result = what switch { "stale" => new CaseResult.Stale(3), "forbidden" => CaseResult.Forbidden.Instance, _ => CaseResult.NotFound.Instance };
        using var scope = host.Services.CreateScope();
        var response = new DefaultHttpContext().Response;
        var answer = CaseAnswer.Of(result, response, scope.ServiceProvider.GetRequiredService<Texts>());
        Assert.Equal((status, words), (response.StatusCode, answer.Notice));
        Assert.Empty(answer.Problems);
    }

    [Fact]
    public void Puts_a_refusal_under_its_field()
    {
        using var scope = host.Services.CreateScope();
        var response = new DefaultHttpContext().Response;
        var answer = CaseAnswer.Of(new CaseResult.Refused([Refusal.Of(RefusalCodes.TextMissing, "text")]), response, scope.ServiceProvider.GetRequiredService<Texts>(), refusal => refusal.Under("why"));
        Assert.Equal(422, response.StatusCode);
        Assert.Null(answer.Notice);
        Assert.Equal("why", Assert.Single(answer.Problems).Field);
    }
}
