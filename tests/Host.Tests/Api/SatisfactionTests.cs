using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Satisfaction;
using ProcessAutomation.Host.Tests.TaskPages;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Satisfaction;
using ProcessAutomation.TestSupport.People;

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

    [Fact]
    public async Task The_page_shows_the_figures_to_the_same_people_in_their_language_and_nothing_of_four()
    {
        using var lise = host.As("lise", UserRoles.UnitLeader);
        using var opened = await lise.PostAsJsonAsync("/api/v1/cases", new { person = new { nationalNumber = SyntheticNumbers.Next(), givenName = "Prøve", familyName = "Person" }, unitId = "oslo", startDate = "2030-06-05", contactOfficer = "kari" }, Cancel);
        var caseId = (await opened.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!.GetValue<Guid>();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            int?[] overall = [5, 4, 4, 3, 2, null];
            database.AddRange(overall.Select(score => Answer(caseId, SatisfactionQuestion.Overall, score)));
            database.AddRange(overall.Take(4).Select(score => Answer(caseId, SatisfactionQuestion.Influence, score)));
            await database.SaveChangesAsync(Cancel);
        }

        using (var anyone = host.Anonymous())
            await anyone.PostAsJsonAsync("/dev/clock", new { now = "2030-05-02T09:00:00+02:00" }, Cancel);
        using var eva = await TaskPageUser.SignInAsync(host, "eva", Cancel);
        var html = WebUtility.HtmlDecode(await eva.Client.GetStringAsync("/tilfredshet", Cancel)); // the year of the last quarter that is over
        Assert.Contains("Tilfredshet i 2030", html, StringComparison.Ordinal);
        Assert.Contains("Behovssamtale del 2", html, StringComparison.Ordinal);
        Assert.Contains("Personen: fornøyd med hjelpen, alt i alt", html, StringComparison.Ordinal);
        Assert.Contains("3,6", html, StringComparison.Ordinal);
        Assert.Contains("5 svar, 1 ville ikke svare", html, StringComparison.Ordinal);
        Assert.DoesNotContain("fikk være med og bestemme", html, StringComparison.Ordinal); // four answered
        Assert.Contains("Ikke over ennå", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/tilfredshet\" aria-current=\"page\"", html, StringComparison.Ordinal);
        Assert.Contains("Tilfredshet i 2029", WebUtility.HtmlDecode(await eva.Client.GetStringAsync("/tilfredshet?aar=2029", Cancel)), StringComparison.Ordinal);
        Assert.Contains("data-none", await eva.Client.GetStringAsync("/tilfredshet?aar=2029", Cancel), StringComparison.Ordinal);
        Assert.Contains("Tilfredshet i 2030", WebUtility.HtmlDecode(await eva.Client.GetStringAsync("/tilfredshet?aar=i-fjor", Cancel)), StringComparison.Ordinal);

        using var english = new HttpRequestMessage(HttpMethod.Get, "/tilfredshet?aar=2030");
        english.Headers.Add("Cookie", "spraak=en");
        using var inEnglish = await eva.Client.SendAsync(english, Cancel);
        var words = WebUtility.HtmlDecode(await inEnglish.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("The person: satisfied with the help, all in all", words, StringComparison.Ordinal);
        Assert.Contains("5 answers, 1 declined", words, StringComparison.Ordinal);

        using var kari = await TaskPageUser.SignInAsync(host, "kari", Cancel);
        using var hidden = await kari.Client.GetAsync("/tilfredshet", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.DoesNotContain("/tilfredshet", await kari.Client.GetStringAsync("/innboks", Cancel), StringComparison.Ordinal);
    }

    private static SatisfactionAnswer Answer(Guid caseId, SatisfactionQuestion question, int? score) => new()
    {
        TaskId = Guid.CreateVersion7(),
        Respondent = SatisfactionRespondent.Person,
        Question = question,
        CaseId = caseId,
        Step = "agree-plan",
        UnitId = "oslo",
        Score = score,
        GivenOn = new DateOnly(2030, 2, 10),
    };
}
