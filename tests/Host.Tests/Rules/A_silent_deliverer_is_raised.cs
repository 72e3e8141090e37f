using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>Fourteen days without a word from who delivers a measure: the contact officer is asked to follow up, in the inbox and over the API.</summary>
public sealed class A_silent_deliverer_is_raised(Situations situations) : IClassFixture<Situations>
{
    [Fact]
    [Keeps(RuleBook.SilenceIsRaised, "API")]
    [Keeps(RuleBook.SilenceIsRaised, "page")]
    public async Task On_the_fourteenth_day_and_not_before()
    {
        var id = await situations.CaseAsync(Situations.Planned); // the measure should have begun on 7 January
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        await situations.AtAsync("2030-01-20T12:00:00+01:00");
        Assert.DoesNotContain("silent-measure", await StepsAsync(id));
        Assert.DoesNotContain("Følg opp stille tiltak", System.Net.WebUtility.HtmlDecode(await page.GetAsync("/innboks")), StringComparison.Ordinal);
        await situations.AtAsync("2030-01-21T08:00:00+01:00");
        Assert.Contains("silent-measure", await StepsAsync(id));
        Assert.Contains("Følg opp stille tiltak", System.Net.WebUtility.HtmlDecode(await page.GetAsync("/innboks")), StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> StepsAsync(Guid caseId)
    {
        using var kari = situations.As("kari");
        var page = await kari.GetFromJsonAsync<JsonNode>("/api/v1/tasks?list=mine&take=200", TestContext.Current.CancellationToken);
        return [.. page!["items"]!.AsArray().Where(task => task!["caseId"]!.GetValue<Guid>() == caseId).Select(task => task!["step"]!.GetValue<string>())];
    }
}
