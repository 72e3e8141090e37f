using System.Net;
using System.Text.Json.Nodes;
using ProcessAutomation.Host.Tests.BadInput;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>What the system does with changes, meetings and the group's channel by itself: each over the API and by the forms of the pages.</summary>
public sealed class Changes_and_meetings(Situations situations) : IClassFixture<Situations>
{
    private const string Today = Situations.Today;

    // As the agenda has them, by whom they were made.
    private static readonly string[] Expected =
    [
        "release-date lise", "transfer-date lise", "need-added kari", "member-joined kari", "role-joined lise", "paused lise", "resumed lise",
        "plan-changed kari", "measure-stopped kari", "consent-withdrawn kari", "askConsentAgain ",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Keeps(RuleBook.ChangesLandOnTheAgenda, "API")]
    public async Task Every_change_over_the_API_is_on_the_agenda_of_the_next_meeting()
    {
        var (id, had) = await PlannedAsync();
        await situations.SendAsync("lise", HttpMethod.Patch, $"cases/{id}/dates", """{"releaseDate":"2030-02-25","transferDate":"2030-02-01"}""");
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/needs", $$"""{"tangle":"health","knot":"Søvn","thread":"Får ikke sove","raisedOn":"{{Today}}"}""");
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/members", """{"role":"member:housing","channel":"email","name":"Boligkontoret","email":"bolig@example.org"}""");
        await situations.SendAsync("lise", HttpMethod.Put, $"cases/{id}/roles/contact-officer", """{"userId":"ola"}""");
        await situations.SendAsync("lise", HttpMethod.Post, $"cases/{id}/pause", """{"reason":"Sykehus"}""");
        await situations.SendAsync("lise", HttpMethod.Post, $"cases/{id}/resume", null);
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/plan/changes", $$"""{"heldOn":"{{Today}}","heldBy":"kari","decidedByPerson":true,"measures":[{"title":"Søvnskole","startsOn":"{{Today}}","requiredOfPerson":"Ingenting","answers":[2]}]}""");
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/measures/1/end", $$"""{"on":"{{Today}}","completed":false}""");
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{id}/consent/withdrawal", $$"""{"heldOn":"{{Today}}","heldBy":"kari"}""");
        await AssertAllOnTheNextAsync(id, had);
    }

    [Fact]
    [Keeps(RuleBook.ChangesLandOnTheAgenda, "page")]
    public async Task Every_change_by_the_forms_of_the_case_page_is_on_the_agenda_of_the_next_meeting()
    {
        var (id, had) = await PlannedAsync();
        using var lise = await PostedPage.SignInAsync(situations.Host, "lise");
        using var kari = await PostedPage.SignInAsync(situations.Host, "kari");
        await PostAsync(lise, id, "dates", $$"""{"startDate":"{{Today}}","releaseDate":"2030-02-25","transferDate":"2030-02-01"}""");
        await PostAsync(kari, id, "need-add", """{"tangle":"health","knot":"Søvn","thread":"Får ikke sove","raisedOn":"2030-01-07"}""");
        await PostAsync(kari, id, "member-add", """{"role":"member:housing","channel":"email","name":"Boligkontoret","email":"bolig@example.org"}""");
        await PostAsync(lise, id, "role", """{"role":"contact-officer","userId":"ola"}""");
        await PostAsync(lise, id, "pause", """{"reason":"Sykehus"}""");
        await PostAsync(lise, id, "resume", "{}");
        await PostAsync(kari, id, "plan-change", $$"""{"heldOn":"{{Today}}","heldBy":"kari","decidedByPerson":true,"measures":[{"title":"Søvnskole","deliverer":"service","startsOn":"{{Today}}","requiredOfPerson":"Ingenting","answers":["2"]}]}""");
        await PostAsync(kari, id, "measure-end", $$"""{"measure":"1","how":"stopped","on":"{{Today}}"}""");
        await PostAsync(kari, id, "consent-withdraw", $$"""{"heldOn":"{{Today}}","heldBy":"kari"}""");
        await AssertAllOnTheNextAsync(id, had);
    }

    [Theory]
    [InlineData("API")]
    [InlineData("page")]
    public async Task A_meeting_is_called_off_and_what_was_put_on_its_agenda_goes_to_the_next(string over)
    {
        var (id, _) = await PlannedAsync();
        var told = await ToldAsync();
        await DoAsync(over, id, "meetings", "meeting", """{"kind":"group-meeting","at":"2030-01-16T13:00:00+01:00","place":"video"}""", """{"kind":"group-meeting","at":"2030-01-16T13:00","place":"video"}""");
        var number = (await situations.SeeAsync("kari", id))["meetings"]!.AsArray()[^1]!["number"]!.GetValue<int>();
        await DoAsync(over, id, $"meetings/{number}/agenda", "agenda-add", """{"text":"Nøkler til boligen"}""", $$"""{"meeting":"{{number}}","text":"Nøkler til boligen"}""");
        Assert.Equal((number, "Nøkler til boligen"), await LastItemAsync(id));
        Assert.Equal(["Innspillene til tiltak legges frem (i neste møte i gruppen)", "Planen legges frem (i neste møte i gruppen)", "Nøkler til boligen"], await AgendaOnPageAsync(id, $"data-meeting=\"{number}\""));
        Assert.Empty(await AgendaOnPageAsync(id, "data-meeting=\"4\"")); // the talk has nothing to discuss
        Assert.Equal(3 + 1, await ToldAsync() - told); // the members and the person

        await DoAsync(over, id, $"meetings/{number}/call-off", "meeting-call-off", """{"reason":"Rommet er opptatt"}""", $$"""{"meeting":"{{number}}","reason":"Rommet er opptatt"}""");
        Assert.Equal((4, "Nøkler til boligen"), await LastItemAsync(id));
        Assert.Equal(2 * (3 + 1), await ToldAsync() - told);
        Assert.Equal(["Nøkler til boligen"], await AgendaOnPageAsync(id, "data-meeting=\"4\""));
        Assert.Equal(["Innspillene til tiltak legges frem (i neste møte i gruppen)", "Planen legges frem (i neste møte i gruppen)"], await AgendaOnPageAsync(id, "data-agenda-waiting"));
        using var member = await PostedPage.SignInAsync(situations.Host, "nina");
        Assert.DoesNotContain("agenda-add", await member.GetAsync($"/saker/{id}"), StringComparison.Ordinal); // members do not keep the case

        using var nina = situations.As("nina");
        using var request = HostWithCase.Request(HttpMethod.Post, $"cases/{id}/meetings/4/call-off", """{"reason":"Passer ikke"}""");
        using var response = await nina.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        using var stranger = situations.Host.As("per", "group-member");
        using var unseen = HostWithCase.Request(HttpMethod.Post, $"cases/{id}/meetings/4/agenda", """{"text":"Hei"}""");
        using var answer = await stranger.SendAsync(unseen, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("API")]
    [InlineData("page")]
    [Keeps(RuleBook.OneChannel, "API")]
    [Keeps(RuleBook.OneChannel, "page")]
    public async Task What_one_of_the_group_writes_all_of_them_read_and_nobody_else(string over)
    {
        var id = await situations.NewCaseAsync(Situations.Grouped);
        foreach (var (user, text) in ((string, string)[])[("nina", "NAV har time mandag"), ("kari", "Fint, takk"), ("knut", "Vi kommer også")])
            await DoAsync(over, id, "thread", "thread", $$"""{"text":"{{text}}"}""", $$"""{"text":"{{text}}"}""", user);
        foreach (var reader in (string[])["nina", "knut", "hanne", "kari", "mona", "lise"])
        {
            Assert.Equal(["nina: NAV har time mandag", "kari: Fint, takk", "knut: Vi kommer også"], (await situations.SeeAsync(reader, id))["thread"]!.AsArray().Select(message => $"{message!["by"]}: {message["text"]}"));
            using var page = await PostedPage.SignInAsync(situations.Host, reader);
            var thread = Section(WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}")), "thread-title");
            Assert.All((string[])["NAV har time mandag", "Fint, takk", "Vi kommer også"], text => Assert.Contains(text, thread, StringComparison.Ordinal));
        }

        // For whoever is not in the group and not of the unit there is no channel, and no case.
        foreach (var (outsider, role) in ((string, string)[])[("per", "group-member"), ("odd", "operator"), ("eva", "process-owner"), ("anne", "administrator")])
        {
            using var client = situations.Host.As(outsider, role);
            using var read = await client.GetAsync($"/api/v1/cases/{id}", Cancel);
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
            using var request = HostWithCase.Request(HttpMethod.Post, $"cases/{id}/thread", """{"text":"Hva skjer?"}""");
            using var written = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        }

        using var outside = await PostedPage.SignInAsync(situations.Host, "odd");
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<HttpRequestException>(() => outside.GetAsync($"/saker/{id}"))).StatusCode);
        Assert.Equal(3, (await situations.SeeAsync("kari", id))["thread"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_channel_closes_with_the_case_and_stays_open_while_it_stands_still()
    {
        var paused = await situations.NewCaseAsync(Situations.Paused);
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{paused}/thread", """{"text":"Vi venter"}""");
        var stopped = await situations.NewCaseAsync(Situations.Stopped);
        using var kari = situations.As("kari");
        using var request = HostWithCase.Request(HttpMethod.Post, $"cases/{stopped}/thread", """{"text":"Er det noen som vet mer?"}""");
        using var response = await kari.SendAsync(request, Cancel);
        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.Conflict);
        Assert.Equal("Saken er avsluttet.", problem.Detail);
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        Assert.False(PostedPage.Offers(await page.GetAsync($"/saker/{stopped}"), "thread"));
        Assert.Empty((await situations.SeeAsync("kari", stopped))["thread"]!.AsArray());
    }

    private async Task<(Guid Id, int Had)> PlannedAsync()
    {
        var id = await situations.NewCaseAsync(Situations.Planned);
        return (id, (await situations.SeeAsync("kari", id))["agenda"]!.AsArray().Count);
    }

    private async Task AssertAllOnTheNextAsync(Guid id, int had)
    {
        var found = await situations.SeeAsync("kari", id);
        var next = found["meetings"]!.AsArray().Where(meeting => meeting!["status"]!.GetValue<string>() == "booked").MinBy(meeting => meeting!["plannedAt"]!.GetValue<DateTimeOffset>())!["number"]!.GetValue<int>();
        var added = found["agenda"]!.AsArray().Skip(had).Select(item => item!).ToList();
        Assert.Equal(Expected, added.Select(item => $"{item["change"]} {item["changedBy"]}"));
        Assert.All(added, item => Assert.Equal(next, item["meeting"]!.GetValue<int>()));
        var agenda = await AgendaOnPageAsync(id, $"data-meeting=\"{next}\"");
        Assert.All((string[])["Løslatelsen er endret", "Nytt behov", "Nytt medlem i gruppen", "Saken er satt på vent", "Planen er endret", "Et tiltak er stanset", "Samtykket er trukket"], words => Assert.Contains(agenda, item => item.Contains(words, StringComparison.Ordinal)));
    }

    private async Task PostAsync(PostedPage page, Guid id, string action, string fields)
    {
        var (status, html, _) = await page.PostAsync($"/saker/{id}", action, JsonNode.Parse(fields)!.AsObject());
        Assert.True(status == HttpStatusCode.Redirect, $"{action}: {(int)status} {string.Join(" | ", PostedPage.Summary(html))}");
        await situations.SettleAsync();
    }

    private async Task DoAsync(string over, Guid id, string path, string action, string body, string fields, string user = "kari")
    {
        if (over == "API")
        {
            await situations.SendAsync(user, HttpMethod.Post, $"cases/{id}/{path}", body);
            return;
        }

        using var page = await PostedPage.SignInAsync(situations.Host, user);
        await PostAsync(page, id, action, fields);
    }

    private async Task<(int Meeting, string What)> LastItemAsync(Guid id)
    {
        var item = (await situations.SeeAsync("kari", id))["agenda"]!.AsArray()[^1]!;
        return (item["meeting"]!.GetValue<int>(), item["what"]!.GetValue<string>());
    }

    private async Task<string[]> AgendaOnPageAsync(Guid id, string part)
    {
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        var meetings = Section(WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}")), "meetings-title");
        var from = meetings.IndexOf(part, StringComparison.Ordinal);
        Assert.True(from >= 0, $"Nothing on the page is {part}.");
        var end = meetings.IndexOf("</div>", from, StringComparison.Ordinal);
        return [.. meetings[from..end].Split("<li").Skip(1).Select(item => item[(item.IndexOf('>', StringComparison.Ordinal) + 1)..item.IndexOf("</li>", StringComparison.Ordinal)])];
    }

    private async Task<int> ToldAsync() => (await situations.RowsAsync()).Count(row => row.StartsWith("outbox:", StringComparison.Ordinal) && row.Contains("\"template\":\"group-meeting-booked\"", StringComparison.Ordinal));

    private static string Section(string html, string labelledBy)
    {
        var from = html.IndexOf($"aria-labelledby=\"{labelledBy}\"", StringComparison.Ordinal);
        return html[from..html.IndexOf("</section>", from, StringComparison.Ordinal)];
    }
}
