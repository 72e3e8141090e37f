using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Host.Tests.BadInput;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>Rules that refuse nobody: what the system does by itself, and what it never lets be seen. Over the API and on the page.</summary>
public sealed class Rules_keep_themselves(Situations situations) : IClassFixture<Situations>
{
    private const string Today = Situations.Today;
    private const string Written = "Jobbkurs hos NAV";
    private const string Thread = "Har ikke noe sted å bo";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Keeps(RuleBook.WithdrawalStopsSharing, "API")]
    public async Task After_a_withdrawal_the_API_shows_no_need_and_takes_no_input()
    {
        var id = await situations.NewCaseAsync(Situations.Shared);
        using var nina = situations.As("nina");
        var task = await HostWithCase.TaskAsync(nina, id, "give-input");
        Assert.Equal(3, (await situations.SeeAsync("nina", id))["needs"]!.AsArray().Count);
        await WithdrawAsync(id);
        Assert.Null((await situations.SeeAsync("nina", id))["needs"]);
        Assert.Null((await situations.SeeAsync("nina", id))["proposals"]);
        using var request = HostWithCase.Request(HttpMethod.Post, $"tasks/{task}/complete", """{"answers":{"proposals":[{"title":"Jobbkurs","startsOn":"2030-01-14","requirements":"Møter","answers":["2"],"canBeOffered":true}]}}""");
        using var response = await nina.SendAsync(request, Cancel);
        Assert.Equal("task-cancelled", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.Conflict)).Slug);
        Assert.Contains("internal-input", await OpenTasksAsync(id)); // the plan is made without sharing
    }

    [Fact]
    [Keeps(RuleBook.WithdrawalStopsSharing, "page")]
    public async Task After_a_withdrawal_the_pages_show_no_need_and_what_was_typed_is_kept()
    {
        var id = await situations.NewCaseAsync(Situations.Shared);
        using var nina = situations.As("nina");
        var task = await HostWithCase.TaskAsync(nina, id, "give-input");
        using var page = await PostedPage.SignInAsync(situations.Host, "nina");
        Assert.Contains(Thread, WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}")), StringComparison.Ordinal);
        Assert.Contains(Thread, WebUtility.HtmlDecode(await page.GetAsync($"/oppgaver/{task}")), StringComparison.Ordinal);
        using var officer = await PostedPage.SignInAsync(situations.Host, "kari");
        var withdrawn = await officer.PostAsync($"/saker/{id}", "consent-withdraw", Json($$"""{"heldOn":"{{Today}}","heldBy":"kari"}"""));
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.Status);
        await situations.SettleAsync();
        Assert.DoesNotContain(Thread, WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}")), StringComparison.Ordinal);
        Assert.DoesNotContain(Thread, WebUtility.HtmlDecode(await page.GetAsync($"/oppgaver/{task}")), StringComparison.Ordinal);
        var (status, html, _) = await page.PostAsync($"/oppgaver/{task}", "task", Json("""{"proposals":[{"title":"Jobbkurs","startsOn":"2030-01-14","requirements":"Møter","answers":["2"],"canBeOffered":true}]}"""));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Jobbkurs", html, StringComparison.Ordinal); // nothing typed is lost
        Assert.DoesNotContain(Thread, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    [Keeps(RuleBook.MembersSeeEachOther, "API")]
    [Keeps(RuleBook.MembersSeeEachOther, "page")]
    public async Task What_one_member_proposes_the_others_see_when_the_map_is_shared()
    {
        var before = await situations.NewCaseAsync(Situations.Talked);
        var id = await situations.NewCaseAsync(Situations.Shared);
        await situations.AnswerAsync(id, "nina", $$"""{"proposals":[{"title":"{{Written}}","startsOn":"2030-01-14","requirements":"Møter presis","answers":["2"],"canBeOffered":true}]}""");
        Assert.Equal([Written], (await situations.SeeAsync("knut", id))["proposals"]!.AsArray().Select(proposal => proposal!["title"]!.GetValue<string>()));
        Assert.Null((await situations.SeeAsync("knut", before))["needs"]);
        using var page = await PostedPage.SignInAsync(situations.Host, "knut");
        Assert.Contains(Written, WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}")), StringComparison.Ordinal);
        Assert.DoesNotContain(Thread, WebUtility.HtmlDecode(await page.GetAsync($"/saker/{before}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("API")]
    [InlineData("page")]
    [Keeps(RuleBook.SharingIsVoluntary, "API")]
    [Keeps(RuleBook.SharingIsVoluntary, "page")]
    public async Task A_talk_in_which_the_person_shares_nothing_is_held_all_the_same(string over)
    {
        var id = await situations.NewCaseAsync(Situations.Arrived);
        await DoneAsync(over, id, "kari", "needs-talk", $$"""{"heldOn":"{{Today}}","heldBy":"kari","done":"yes","minutes":"Vil ikke dele noe."}""");
        Assert.Contains("consent", await OpenTasksAsync(id));
    }

    [Theory]
    [InlineData("API")]
    [InlineData("page")]
    [Keeps(RuleBook.AcuteMayBegin, "API")]
    [Keeps(RuleBook.AcuteMayBegin, "page")]
    public async Task A_measure_for_an_acute_need_begins_before_the_needs_talk(string over)
    {
        var id = await situations.NewCaseAsync(Situations.Arrived);
        if (over == "API")
        {
            await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/measures", $$"""{"title":"Lege i dag","startsOn":"{{Today}}","requiredOfPerson":"Ingenting","answers":[1]}""");
        }
        else
        {
            using var page = await PostedPage.SignInAsync(situations.Host, "kari");
            Assert.Equal(HttpStatusCode.Redirect, (await page.PostAsync($"/saker/{id}", "measure-acute", Json($$"""{"title":"Lege i dag","startsOn":"{{Today}}","requiredOfPerson":"Ingenting","answers":["1"]}"""))).Status);
        }

        Assert.Equal("started", Assert.Single((await situations.SeeAsync("kari", id))["measures"]!.AsArray())!["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("API")]
    [InlineData("page")]
    [Keeps(RuleBook.TakenInWriting, "API")]
    [Keeps(RuleBook.TakenInWriting, "page")]
    public async Task Somebody_takes_the_responsibility_in_writing_and_the_case_closes(string over)
    {
        var id = await situations.NewCaseAsync(Situations.TakerReady);
        await DoneAsync(over, id, "kari", "farewell", $$"""{"heldOn":"{{Today}}","heldBy":"kari","goesOn":"Bydelen følger opp.","responsibilityTakenBy":"Lise Brekke","responsibilityStatement":"Jeg tar ansvaret for det som er åpent."}""");
        Assert.Equal("closed", (await situations.SeeAsync("kari", id))["status"]!.GetValue<string>());
    }

    [Fact]
    [Keeps(RuleBook.PresentedInAMeeting, "API")]
    [Keeps(RuleBook.PresentedInAMeeting, "page")]
    public async Task Input_and_plan_stand_on_the_agenda_of_the_groups_next_meeting_and_one_is_asked_for()
    {
        var id = await situations.NewCaseAsync(Situations.Planned);
        Assert.Equal(["input", "plan"], (await situations.SeeAsync("kari", id))["agenda"]!.AsArray().Select(item => item!["topic"]?.GetValue<string>()).Where(topic => topic is not null).Order(StringComparer.Ordinal));
        Assert.Contains("book-group-meeting", await OpenTasksAsync(id));
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        var meetings = Section(WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}")), "meetings-title");
        Assert.All((string[])["Innspillene til tiltak legges frem", "Planen legges frem"], words => Assert.Contains(words, meetings, StringComparison.Ordinal));
    }

    [Fact]
    [Keeps(RuleBook.AcuteIsSharedAlone, "API")]
    [Keeps(RuleBook.AcuteIsSharedAlone, "page")]
    public async Task Who_delivers_an_acute_measure_sees_that_one_and_no_other()
    {
        var id = await situations.NewCaseAsync(Situations.Arrived);
        foreach (var (title, deliverer) in ((string, int)[])[("Lege i dag", 1), ("Seng i natt", 2)])
            await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/measures", $$"""{"title":"{{title}}","deliverer":{{deliverer}},"startsOn":"{{Today}}","requiredOfPerson":"Ingenting","answers":[1]}""");
        Assert.DoesNotContain("Seng i natt", (await situations.SeeAsync("nina", id)).ToJsonString(), StringComparison.Ordinal);
        using var page = await PostedPage.SignInAsync(situations.Host, "nina");
        var html = WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}"));
        Assert.Contains("Lege i dag", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Seng i natt", html, StringComparison.Ordinal);
        var (status, refused, _) = await page.PostAsync($"/saker/{id}", "measure-log", Json($$"""{"measure":"2","on":"{{Today}}","text":"Møtte."}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.DoesNotContain("Seng i natt", WebUtility.HtmlDecode(refused), StringComparison.Ordinal);
    }

    private async Task DoneAsync(string over, Guid caseId, string user, string step, string answers)
    {
        if (over == "API")
        {
            await situations.CompleteAsync(caseId, user, step, answers);
            return;
        }

        using var page = await PostedPage.SignInAsync(situations.Host, user);
        var (status, html, _) = await page.PostAsync($"/oppgaver/{await situations.TaskAsync(caseId, step)}", "task", Json(answers));
        Assert.True(status == HttpStatusCode.Redirect, $"{(int)status}: {string.Join(" | ", PostedPage.Summary(html))}");
        await situations.SettleAsync();
    }

    private Task WithdrawAsync(Guid caseId) => situations.SendAsync("kari", HttpMethod.Post, $"cases/{caseId}/consent/withdrawal", $$"""{"heldOn":"{{Today}}","heldBy":"kari"}""");

    private async Task<List<string>> OpenTasksAsync(Guid caseId)
    {
        using var kari = situations.As("kari");
        var page = await kari.GetFromJsonAsync<JsonNode>("/api/v1/tasks?list=mine&take=200", Cancel);
        return [.. page!["items"]!.AsArray().Where(task => task!["caseId"]!.GetValue<Guid>() == caseId).Select(task => task!["step"]!.GetValue<string>())];
    }

    private static string Section(string html, string labelledBy)
    {
        var from = html.IndexOf($"aria-labelledby=\"{labelledBy}\"", StringComparison.Ordinal);
        return html[from..html.IndexOf("</section>", from, StringComparison.Ordinal)];
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
