using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>A need no measure answers stays visible as not covered, on the page and over the API; and what is acute is acted on at once, also when there is a plan.</summary>
public sealed partial class Needs_and_what_answers_them(Situations situations) : IClassFixture<Situations>
{
    [Fact]
    public async Task A_need_is_not_covered_until_a_measure_answers_it_and_again_when_that_is_stopped()
    {
        var id = await situations.NewCaseAsync(Situations.Planned); // measure 1 answers need 2; need 1 is acute
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        await AssertAsync(page, id, "1: ; 2: 1; 3: ", "1 3");

        // Outside the plan, and after it.
        var started = await page.PostAsync($"/saker/{id}", "measure-acute", Json($$"""{"title":"Lege i dag","startsOn":"{{Situations.Today}}","requiredOfPerson":"Ingenting","answers":["1"]}"""));
        Assert.Equal(HttpStatusCode.Redirect, started.Status);
        await situations.SettleAsync();
        await AssertAsync(page, id, "1: 2; 2: 1; 3: ", "3");

        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/measures/1/end", $$"""{"on":"{{Situations.Today}}","completed":false}""");
        await AssertAsync(page, id, "1: 2; 2: ; 3: ", "2 3");
    }

    [Fact]
    public async Task With_no_acute_need_no_acute_measure_is_offered()
    {
        var id = await situations.NewCaseAsync(Situations.NobodyNamed);
        using var page = await PostedPage.SignInAsync(situations.Host, "lise");
        Assert.False(PostedPage.Offers(await page.GetAsync($"/saker/{id}"), "measure-acute"));
    }

    private async Task AssertAsync(PostedPage page, Guid caseId, string answeredBy, string unmet)
    {
        var needs = (await situations.SeeAsync("kari", caseId))["needs"]!.AsArray();
        Assert.Equal(answeredBy, string.Join("; ", needs.Select(need => $"{need!["number"]}: {string.Join(' ', need["answeredBy"]!.AsArray().Select(number => $"{number}"))}")));
        var html = WebUtility.HtmlDecode(await page.GetAsync($"/saker/{caseId}"));
        Assert.Equal(unmet, string.Join(' ', Unmet().Matches(html).Select(tag => tag.Groups[1].Value)));
    }

    private static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();

    [GeneratedRegex("data-unmet=\"(\\d+)\">Ikke dekket<")]
    private static partial Regex Unmet();
}
