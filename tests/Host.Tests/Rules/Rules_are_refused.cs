using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Host.Tests.BadInput;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>Every rule of <see cref="RuleBook"/>: somebody tries to break it, over the API and over the page, and sees why not and what to do. Nothing changes.</summary>
public sealed class Rules_are_refused(Situations situations) : IClassFixture<Situations>
{
    public static TheoryData<string> Rules => [.. RuleBook.Refused.Select(rule => rule.Key)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Over_the_API(string key)
    {
        var rule = RuleBook.Find(key);
        var caseId = await situations.CaseAsync(rule.Attempt.Situation);
        using var request = await RequestAsync(rule.Attempt, caseId);
        using var client = situations.As(rule.Attempt.User);
        var before = await situations.RowsAsync();
        using var response = await client.SendAsync(request, Cancel);
        var status = rule.Code.StartsWith("date.", StringComparison.Ordinal) || rule.Code.StartsWith("text.", StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.Conflict;
        var problem = await ProblemAnswer.ReadAsync(response, status);
        Assert.Equal(status == HttpStatusCode.Conflict ? "refused" : "invalid-answers", problem.Slug);
        Assert.Equal([rule.Code], problem.Body.GetProperty("codes").EnumerateArray().Select(code => code.GetString()));
        Assert.Equal(rule.Words, problem.Detail);
        Assert.Equal([rule.Words], problem.ErrorsOf(rule.Field ?? ""));
        Assert.Equal(before, await situations.RowsAsync());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Over_the_page(string key)
    {
        var rule = RuleBook.Find(key);
        var caseId = await situations.CaseAsync(rule.Attempt.Situation);
        using var page = await PostedPage.SignInAsync(situations.Host, rule.Attempt.User);
        var (path, handler, fields) = rule.Attempt switch
        {
            Attempt.Task task => ($"/oppgaver/{await situations.TaskOfAsync(caseId, task)}", "task", task.Answers),
            Attempt.Change change => ($"/saker/{caseId}", change.Action, change.Fields),
            _ => throw new InvalidOperationException("No such attempt."),
        };
        Assert.Equal(rule.Attempt is not Attempt.Change { IsOffered: false }, PostedPage.Offers(await page.GetAsync(path), handler));
        var before = await situations.RowsAsync();
        var (status, html, _) = await page.PostAsync(path, handler, fields);
        Assert.Equal(before, await situations.RowsAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([rule.Words], PostedPage.Summary(html));
        Assert.Empty(PostedPage.DeadLinks(html));
        Assert.Equal(rule.Field is null ? 0 : 1, PostedPage.Links(html).Length);
        if (rule.Field is { } field)
            Assert.EndsWith(string.Concat(field.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')), PostedPage.Links(html)[0], StringComparison.Ordinal);
        Assert.All(PostedPage.Fields(fields).Where(typed => !typed.Name.EndsWith(".count", StringComparison.Ordinal)), typed => Assert.True(PostedPage.Keeps(html, typed.Name, typed.Value), $"{typed.Name} no longer holds “{typed.Value}”."));
    }

    [Fact]
    public async Task By_a_page_that_was_opened_before_the_case_changed()
    {
        var id = await situations.NewCaseAsync(Situations.Shared);
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        var opened = await page.GetAsync($"/saker/{id}");
        Assert.True(PostedPage.Offers(opened, "consent-withdraw"));
        var held = new JsonObject { ["heldOn"] = Situations.Today, ["heldBy"] = "kari" };
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/consent/withdrawal", held.ToJsonString());
        await situations.SendAsync("lise", HttpMethod.Post, $"cases/{id}/pause", """{"reason":"Innlagt på sykehus"}""");

        var (status, html, _) = await page.PostOpenedAsync($"/saker/{id}", opened, "consent-withdraw", held);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([RuleBook.Find("Only a consent that was given is withdrawn").Words], PostedPage.Summary(html));

        // Where the form depends on the case, the page itself says what has happened.
        (status, html, _) = await page.PostOpenedAsync($"/saker/{id}", opened, "pause", new JsonObject { ["reason"] = "Sykehus" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Saken er endret siden du åpnet siden", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        using var nina = await PostedPage.SignInAsync(situations.Host, "nina");
        (status, html, _) = await nina.PostOpenedAsync($"/saker/{id}", await nina.GetAsync($"/saker/{id}"), "pause", new JsonObject { ["reason"] = "Sykehus" });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Rollen din gir ikke rett til dette.", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_is_tried_over_the_API_and_over_the_page()
    {
        var held = typeof(Rules_are_refused).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetCustomAttributes<KeepsAttribute>()).Select(keeps => $"{keeps.Rule} ({keeps.Over})");
        Assert.Equal(RuleBook.Kept.SelectMany(rule => (string[])[$"{rule} (API)", $"{rule} (page)"]).Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
        Assert.Equal(RuleBook.Refused.Count, RuleBook.Refused.DistinctBy(rule => rule.Key).Count());

        // By the words of the issue, so that a rule taken out of the table is missed.
        foreach (var (words, code) in OfTheIssue)
            Assert.True(RuleBook.Refused.Any(rule => rule.Code == code) || RuleBook.Kept.Contains(code, StringComparer.Ordinal), words);
    }

    private static readonly (string Words, string Code)[] OfTheIssue =
    [
        ("no measure but an acute one before the needs talk is done", "measure.before-needs-talk"),
        ("arrival cannot be completed without the next meeting's time", "arrival.no-next-meeting"),
        ("nothing is shared without consent", "sharing.no-consent"),
        ("nothing is shared without consent, once it is withdrawn", RuleBook.WithdrawalStopsSharing),
        ("what is queued stops when it is withdrawn", RuleBook.QueuedStops),
        ("the person decides what goes into the plan", "plan.not-persons-choice"),
        ("every change, whoever made it, lands on the next meeting's agenda", RuleBook.ChangesLandOnTheAgenda),
        ("a silent deliverer is raised", RuleBook.SilenceIsRaised),
        ("no role is left without an overlap", "role.no-overlap"),
        ("no farewell with an open handover unless someone takes the responsibility in writing", "farewell.open-handover"),
        ("unless someone takes the responsibility in writing", RuleBook.TakenInWriting),
        ("a summons never goes out without a contact person", "summons.no-contact-person"),
    ];

    private async Task<HttpRequestMessage> RequestAsync(Attempt attempt, Guid caseId) => attempt switch
    {
        Attempt.Task task => HostWithCase.Request(HttpMethod.Post, $"tasks/{await situations.TaskOfAsync(caseId, task)}/complete", new JsonObject { ["answers"] = task.Answers.DeepClone() }.ToJsonString()),
        Attempt.Change change => HostWithCase.Request(change.Method, $"cases/{caseId}/{change.Path}", change.Body?.ToJsonString(JsonSerializerOptions.Default)),
        _ => throw new InvalidOperationException("No such attempt."),
    };
}
