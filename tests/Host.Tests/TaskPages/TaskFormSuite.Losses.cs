using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Comments;
using ProcessAutomation.Persistence.Drafts;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>Nothing that somebody typed or chose on a task's page is lost without a word, whatever is pressed and whoever was first.</summary>
public abstract partial class TaskFormSuite
{
    private const string OneField = """[{"name":"why","kind":"multiline","maxLength":500}]""";

    [Fact]
    public async Task A_comment_beside_the_form_is_written_with_the_completion_or_refuses_it()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var task = await AddAsync(OneField);
        var refused = await kari.PostTaskAsync(task, "complete", [new("f.why", "Fordi"), new("comment", new string('x', 4001))], Cancel);
        var html = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("href=\"#comment\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"comment-error\"", html, StringComparison.Ordinal);
        Assert.Equal(HumanTaskStatus.Open, (await StoredAsync(task)).Status);
        Assert.Contains(new string('x', 4001), await kari.Client.GetStringAsync($"/oppgaver/{task}", Cancel), StringComparison.Ordinal); // in the draft

        // 4,000 characters as they were typed are 6,000 as a browser posts them.
        var lines = string.Concat(Enumerable.Repeat("a\r\n", 1999)) + "ab";
        Assert.Equal(HttpStatusCode.Found, (await kari.PostTaskAsync(task, "complete", [new("f.why", "Fordi"), new("comment", lines)], Cancel)).StatusCode);
        Assert.Equal([lines.ReplaceLineEndings("\n")], await CommentsAsync(task));
        Assert.Equal(HumanTaskStatus.Completed, (await StoredAsync(task)).Status);
    }

    [Fact]
    public async Task Line_breaks_of_a_browser_do_not_make_an_answer_too_long()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var task = await AddAsync(OneField);
        var typed = string.Concat(Enumerable.Repeat("a\r\n", 249)) + "ab";
        Assert.Equal(HttpStatusCode.Found, (await kari.PostTaskAsync(task, "complete", [new("f.why", typed)], Cancel)).StatusCode);
    }

    [Fact]
    public async Task With_as_many_comments_as_a_task_takes_it_is_not_completed_without_the_last()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var task = await AddAsync(OneField);
        await using (var scope = fixture.Host.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            database.AddRange(Enumerable.Range(0, 500).Select(number => new TaskComment { Id = Guid.CreateVersion7(), TaskId = task, CaseId = fixture.CaseId, Text = $"{number}", WrittenBy = "kari", WrittenAt = DateTimeOffset.UnixEpoch }));
            await database.SaveChangesAsync(Cancel);
        }

        var refused = await kari.PostTaskAsync(task, "complete", [new("f.why", "Fordi"), new("comment", "Den siste")], Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HumanTaskStatus.Open, (await StoredAsync(task)).Status);
    }

    [Fact]
    public async Task A_file_that_was_chosen_goes_along_whatever_is_pressed_and_a_refused_one_holds_it_up()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var task = await AddAsync(OneField);
        foreach (var action in new[] { "complete", "claim", "draft", "comment", "hold", "handover" })
        {
            var refused = await PostAsync(kari, task, action, [new("f.why", "Fordi"), new("comment", "Hei"), new("returnOn", "2030-06-01"), new("holdReason", "Svar"), new("to", "mona"), new("handoverReason", "Ferie")], ("side.html", "<html>"));
            var html = await refused.Content.ReadAsStringAsync(Cancel);
            Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, $"{action}: {(int)refused.StatusCode}");
            Assert.Contains("href=\"#file\"", html, StringComparison.Ordinal);
            Assert.Contains(">Fordi</textarea>", html, StringComparison.Ordinal);
            Assert.Equal((HumanTaskStatus.Open, (string?)null), ((await StoredAsync(task)).Status, (await StoredAsync(task)).Assignee));
        }

        Assert.Empty(await CommentsAsync(task));
        await PostAsync(kari, task, "claim", [new("f.why", "Fordi")], ("a.pdf", "%PDF-1.4"));
        var row = await PostAsync(kari, task, "add-row:why", [new("f.why", "Fordi")], ("b.pdf", "%PDF-1.4"));
        Assert.Contains("b.pdf", await row.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(kari, task, "complete", [new("f.why", "Fordi")], ("c.pdf", "%PDF-1.4"))).StatusCode);
        var files = await JsonAsync($"/api/v1/tasks/{task}/attachments");
        Assert.Equal(["a.pdf", "b.pdf", "c.pdf"], files.AsArray().Select(file => file!["name"]!.GetValue<string>()));
        Assert.Equal(HumanTaskStatus.Completed, (await StoredAsync(task)).Status);
    }

    [Theory]
    [InlineData("handover", "Mona Lie", "Jeg har ferie <b>")]
    [InlineData("hold", "1. juni 2030", "Venter på svar <b>")]
    public async Task Who_hands_over_or_waits_when_a_colleague_has_taken_the_task_keeps_the_reason(string action, string shown, string reason)
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var lise = await TaskPageUser.SignInAsync(fixture.Host, "lise", Cancel);
        var task = await AddAsync(OneField);
        var page = await kari.Client.GetStringAsync($"/oppgaver/{task}", Cancel);
        await lise.PostTaskAsync(task, "claim", [], Cancel);
        var answer = await kari.PostTaskAsync(page, task, action, [new("f.why", "Fordi"), new("to", "mona"), new("handoverReason", reason), new("returnOn", "2030-06-01"), new("holdReason", reason)], null, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        foreach (var html in new[] { await answer.Content.ReadAsStringAsync(Cancel), await kari.Client.GetStringAsync($"/oppgaver/{task}", Cancel) }) // now, and from the draft
        {
            var text = WebUtility.HtmlDecode(html);
            Assert.Contains(shown, text, StringComparison.Ordinal);
            Assert.Contains(reason, text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        }

        await lise.PostTaskAsync(task, "release", [], Cancel);
        Assert.True(Rules.PostedPage.Keeps(await kari.Client.GetStringAsync($"/oppgaver/{task}", Cancel), action + "Reason", reason)); // and it stands in its field again
        Assert.Equal(HttpStatusCode.Found, (await kari.PostTaskAsync(task, "hold", [new("f.why", "Fordi"), new("to", "mona"), new("handoverReason", reason), new("returnOn", "2030-06-01"), new("holdReason", reason)], Cancel)).StatusCode);
        var draft = (await JsonAsync($"/api/v1/tasks/{task}/draft"))["mine"]!["answers"]!.AsObject();
        Assert.Equal(["#handoverReason", "#to"], draft.Select(pair => pair.Key).Where(name => name.StartsWith('#')).Order(StringComparer.Ordinal)); // what was sent is not kept
    }

    [Fact]
    public async Task Who_was_writing_when_the_task_went_to_somebody_by_name_gets_the_text_and_who_has_it_and_nothing_else()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var mona = await TaskPageUser.SignInAsync(fixture.Host, "mona", Cancel);
        static HumanTask OfGroup(HumanTask task) => task with { Role = null, CandidateGroup = "unit:environment-worker", Title = "Hemmelig tittel" };
        var (task, other) = (await AddAsync(OneField, OfGroup), await AddAsync(OneField, row => row with { Title = "Hemmelig tittel" }));
        var page = await mona.Client.GetStringAsync($"/oppgaver/{task}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await mona.Client.GetAsync($"/oppgaver/{other}", Cancel)).StatusCode);
        await kari.PostTaskAsync(task, "handover", [new("to", "kari"), new("handoverReason", "Jeg tar den")], Cancel);
        foreach (var action in new[] { "complete", "draft", "claim", "handover" })
        {
            var answer = await mona.PostTaskAsync(page, task, action, [new("f.why", "Lang tekst <b>"), new("comment", "Ringte NAV"), new("handoverReason", "Ferie")], null, Cancel);
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.Conflict, $"{action}: {(int)answer.StatusCode} {html}");
            foreach (var text in new[] { "Lang tekst &lt;b&gt;", "Ringte NAV", "Ferie", "Kari Nordvik har oppgaven n" })
                Assert.Contains(text, html, StringComparison.Ordinal);
            Assert.DoesNotContain("Hemmelig tittel", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Torgunn", html, StringComparison.Ordinal);
        }

        // Nothing was kept, so that without a text there is nothing; and who never saw a task is told nothing, whatever they post.
        Assert.Equal(HttpStatusCode.NotFound, (await mona.Client.GetAsync($"/oppgaver/{task}", Cancel)).StatusCode);
        Assert.InRange((int)(await mona.PostTaskAsync(page, other, "complete", [new("f.why", "x")], null, Cancel)).StatusCode, 400, 404);
    }

    [Fact]
    public async Task A_draft_of_a_task_that_went_to_somebody_else_is_read_copied_and_thrown_away()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var mona = await TaskPageUser.SignInAsync(fixture.Host, "mona", Cancel);
        var task = await AddAsync(OneField, row => row with { Role = null, CandidateGroup = "unit:environment-worker" });
        await mona.PostTaskAsync(task, "draft", [new("f.why", "Halvferdig"), new("handoverReason", "Ferie")], Cancel);
        await kari.PostTaskAsync(task, "handover", [new("to", "kari"), new("handoverReason", "Jeg tar den")], Cancel);
        var answer = await mona.Client.GetAsync($"/oppgaver/{task}", Cancel);
        var html = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Halvferdig", html, StringComparison.Ordinal);
        Assert.Contains("Ferie", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await mona.PostTaskAsync(html, task, "discard", [], null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mona.Client.GetAsync($"/oppgaver/{task}", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("true")]
    public async Task A_draft_whose_texts_are_none_is_refused_and_breaks_no_page(string odd)
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var api = fixture.Kari();
        var task = await AddAsync(EveryKind);
        foreach (var name in new[] { "#comment", "#to", "#returnOn" })
        {
            var answer = await api.PutAsync($"/api/v1/tasks/{task}/draft", new StringContent("{\"answers\":{\"" + name + "\":" + odd + "}}", System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json")), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains($"answers.{name}", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        // One that lies there already, with every field of a wrong shape.
        var fields = string.Concat(new[] { "amount", "mail", "why", "at", "kinds", "home", "address", "sure" }.Select(field => $",\"{field}\":{odd}"));
        await using (var scope = fixture.Host.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            database.Add(new TaskDraft { TaskId = task, UserId = "kari", CaseId = fixture.CaseId, Answers = "{\"#comment\":" + odd + ",\"#to\":" + odd + fields + "}", Revision = 1, SavedAt = DateTimeOffset.UnixEpoch });
            await database.SaveChangesAsync(Cancel);
        }

        Assert.Equal(HttpStatusCode.OK, (await kari.Client.GetAsync($"/oppgaver/{task}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_leader_hands_over_on_the_page_what_a_colleague_has_claimed_and_a_colleague_does_not()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var lise = await TaskPageUser.SignInAsync(fixture.Host, "lise", Cancel);
        using var mona = await TaskPageUser.SignInAsync(fixture.Host, "mona", Cancel);
        var task = await AddAsync(OneField, row => row with { Role = null, CandidateGroup = "unit:environment-worker" });
        await mona.PostTaskAsync(task, "claim", [], Cancel);
        Assert.DoesNotContain("name=\"handoverReason\"", await kari.Client.GetStringAsync($"/oppgaver/{task}", Cancel), StringComparison.Ordinal);
        var page = await lise.Client.GetStringAsync($"/oppgaver/{task}", Cancel);
        Assert.Contains("name=\"handoverReason\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"holdReason\"", page, StringComparison.Ordinal);
        var refused = await lise.PostTaskAsync(page, task, "handover", [new("handoverReason", "Mona er syk")], null, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True(Rules.PostedPage.Keeps(await refused.Content.ReadAsStringAsync(Cancel), "handoverReason", "Mona er syk"));
        var late = await lise.PostTaskAsync(page, task, "hold", [new("f.why", "Fordi"), new("returnOn", "2030-06-01"), new("holdReason", "Venter på NAV")], null, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Venter på NAV", WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await lise.PostTaskAsync(task, "handover", [new("to", "kari"), new("handoverReason", "Mona er syk")], Cancel)).StatusCode);
        Assert.Equal(("kari", (string?)null), ((await StoredAsync(task)).Assignee, (await StoredAsync(task)).ClaimedBy));
    }

    [Fact]
    public async Task A_bulk_move_does_what_it_can_and_shows_the_list_as_it_is_then()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var lise = await TaskPageUser.SignInAsync(fixture.Host, "lise", Cancel);
        var (one, taken) = (await AddAsync(OneField, row => row with { Title = "Flyttes" }), await AddAsync(OneField, row => row with { Title = "Flyttes ikke" }));
        await lise.PostTaskAsync(taken, "claim", [], Cancel);
        KeyValuePair<string, string>[] chosen = [new("_handler", "move"), new("valgt", $"{one}:1"), new("valgt", $"{taken}:1"), new("til", "mona")];
        var refused = await kari.PostAsync("/innboks?liste=gruppe", "/innboks?liste=gruppe", chosen, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains($"/oppgaver/{taken}", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var moved = await kari.PostAsync("/innboks?liste=gruppe", "/innboks?liste=gruppe", [.. chosen, new("grunn", "Ferie")], Cancel);
        var html = WebUtility.HtmlDecode(await moved.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Contains("<li>Flyttes ikke, Torgunn Prøvestein: ", html, StringComparison.Ordinal); // as it was in the list before
        Assert.Contains($"href=\"/oppgaver/{one}\"", html, StringComparison.Ordinal); // hers to see as mona's now
        Assert.Equal(("mona", (string?)null), ((await StoredAsync(one)).Assignee, (await StoredAsync(taken)).Assignee));
    }

    private static async Task<HttpResponseMessage> PostAsync(TaskPageUser user, Guid task, string action, KeyValuePair<string, string>[] fields, (string, string) file) =>
        await user.PostTaskAsync(await user.Client.GetStringAsync($"/oppgaver/{task}", Cancel), task, action, fields, file, Cancel);

    private async Task<HumanTask> StoredAsync(Guid id)
    {
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.SingleAsync(task => task.Id == id, Cancel);
    }

    private async Task<string[]> CommentsAsync(Guid task) =>
        [.. (await JsonAsync($"/api/v1/tasks/{task}/comments")).AsArray().Select(comment => comment!["text"]!.GetValue<string>())];

    private async Task<JsonNode> JsonAsync(string path)
    {
        using var kari = fixture.Kari();
        return (await kari.GetFromJsonAsync<JsonNode>(path, Cancel))!;
    }
}
