using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>Corrections over the pages and the API: answers to a task, and who was left out of a meeting.</summary>
public abstract partial class TaskFormSuite
{
    [Fact]
    public async Task Correcting_answers_keeps_what_the_corrected_ones_ask_for_and_no_more()
    {
        fixture.Require();
        const string form = """
            [
              {"name":"home","kind":"choice","choices":["own","none"],"required":true},
              {"name":"address","kind":"text","visibleWhen":{"field":"home","is":["own"]},"required":true},
              {"name":"more","kind":"text","visibleWhen":{"field":"$outcome","is":["Done"]},"required":true},
              {"name":"reason","kind":"text"}
            ]
            """;
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var api = fixture.Host.As("kari", "contact-officer");
        var task = await AddAsync(form);
        Assert.Equal(HttpStatusCode.Found, (await kari.PostTaskAsync(task, "complete", [new("f.home", "own"), new("f.address", "Storgata 21"), new("f.more", "Alt i orden"), new("f.reason", "Flyttet inn")], Cancel)).StatusCode);
        Assert.Equal("""{"home":"own","address":"Storgata 21","more":"Alt i orden","reason":"Flyttet inn"}""", await KeptAsync(task));

        Assert.Equal(HttpStatusCode.NoContent, await ByApiAsync("""{"home":"none"}"""));
        Assert.Equal("""{"home":"none","more":"Alt i orden","reason":"Flyttet inn"}""", await KeptAsync(task));
        Assert.Equal(HttpStatusCode.BadRequest, await ByApiAsync("""{"home":"own"}""")); // the address that is asked for then is gone
        Assert.Equal(HttpStatusCode.BadRequest, await ByApiAsync("""{"more":""}""")); // asked with the outcome that stands

        var wrong = await ByPageAsync("own", "", "Alt i orden");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("href=\"#f-address\"", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await ByPageAsync("own", "Storgata 22", "Alt i orden")).StatusCode);
        Assert.Equal("""{"home":"own","address":"Storgata 22","more":"Alt i orden","reason":"Flyttet ut"}""", await KeptAsync(task));
        Assert.Equal(HttpStatusCode.Found, (await ByPageAsync("none", "Storgata 23", "Alt i orden")).StatusCode); // without script the field stands there, filled in
        Assert.Equal("""{"home":"none","more":"Alt i orden","reason":"Flyttet ut"}""", await KeptAsync(task));

        async Task<HttpStatusCode> ByApiAsync(string answers) =>
            (await api.PostAsync($"/api/v1/tasks/{task}/correction", new StringContent($$"""{"reason":"Feil svar","answers":{{answers}}}""", Encoding.UTF8, "application/json"), Cancel)).StatusCode;

        Task<HttpResponseMessage> ByPageAsync(string home, string address, string more) => kari.PostAsync($"/oppgaver/{task}/rett", $"/oppgaver/{task}/rett",
            [new("_handler", "correct-task"), new("f.home", home), new("f.address", address), new("f.more", more), new("f.reason", "Flyttet ut"), new("f.correction-reason", "Skrev feil")], Cancel);
    }

    [Fact]
    public async Task What_is_wrong_with_the_reason_of_reopening_is_said_and_the_text_kept()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var task = await AddAsync("[]");
        Assert.Equal(HttpStatusCode.Found, (await kari.PostTaskAsync(task, "complete", [], Cancel)).StatusCode);

        var none = await ReopenAsync("");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("Fyll ut dette feltet", WebUtility.HtmlDecode(await none.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        var much = new string('x', 5000);
        var tooLong = await ReopenAsync(much);
        var html = WebUtility.HtmlDecode(await tooLong.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Contains("Teksten er lengre enn", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Fyll ut dette feltet", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-reopen-reason\"", html, StringComparison.Ordinal);
        Assert.Contains(much, html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ReopenAsync("Ikke ferdig likevel")).StatusCode);

        Task<HttpResponseMessage> ReopenAsync(string reason) => kari.PostAsync($"/oppgaver/{task}/rett", $"/oppgaver/{task}/rett", [new("_handler", "reopen-task"), new("f.reason", reason)], Cancel);
    }

    [Fact]
    public async Task Who_was_left_out_of_a_meeting_is_added_on_its_page_with_a_reason()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var api = fixture.Host.As("kari", "contact-officer");
        var taken = await api.PostAsync("/api/v1/cases/takeover", new StringContent(UnderWay, Encoding.UTF8, "application/json"), Cancel);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Cancel));
        var caseId = (await taken.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!.GetValue<Guid>();
        var list = WebUtility.HtmlDecode(await kari.Client.GetStringAsync($"/saker/{caseId}/rett", Cancel));
        Assert.Contains("Oppmøte som mangler", list, StringComparison.Ordinal);
        var page = list[list.IndexOf($"/saker/{caseId}/mote/", StringComparison.Ordinal)..].Split('"')[0];

        var refused = await AddAsync(("f.presence", "absent"), ("f.reason", "Glemt"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("href=\"#f-who\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        refused = await AddAsync(("f.who", "1"), ("f.presence", "absent"), ("f.reason", "Glemt")); // delivers a measure
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("href=\"#f-whyAbsent\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await AddAsync(("f.who", "1"), ("f.presence", "absent"), ("f.whyAbsent", "Syk"), ("f.reason", "Glemt"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AddAsync(("f.who", "1"), ("f.presence", "present"), ("f.reason", "Glemt"))).StatusCode); // stands there now

        var meeting = int.Parse(page.Split('/')[^2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.BadRequest, await ByApiAsync(new { reason = "Glemt", meeting, presence = "kanskje" }));
        Assert.Equal(HttpStatusCode.Conflict, await ByApiAsync(new { reason = "Glemt", meeting = 99, presence = "present" }));
        Assert.Equal(HttpStatusCode.NoContent, await ByApiAsync(new { reason = "Glemt", meeting, presence = "present" })); // the person
        var after = WebUtility.HtmlDecode(await kari.Client.GetStringAsync($"/saker/{caseId}/rett", Cancel));
        Assert.DoesNotContain("Oppmøte som mangler", after, StringComparison.Ordinal);
        Assert.Contains("(tomt) → ikke til stede", after, StringComparison.Ordinal);
        Assert.Contains("(tomt) → Syk", after, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kari.Client.GetAsync(page, Cancel)).StatusCode);
        using var ola = await TaskPageUser.SignInAsync(fixture.Host, "ola", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await ola.Client.GetAsync($"/saker/{caseId}/rett", Cancel)).StatusCode);

        Task<HttpResponseMessage> AddAsync(params (string Field, string Value)[] fields) =>
            kari.PostAsync(page, page, [new("_handler", "attendance"), .. fields.Select(field => new KeyValuePair<string, string>(field.Field, field.Value))], Cancel);

        async Task<HttpStatusCode> ByApiAsync(object request) => (await api.PostAsJsonAsync($"/api/v1/cases/{caseId}/corrections/attendance", request, Cancel)).StatusCode;
    }

    // The plan is carried out, and nobody was entered as present at the last meeting of the group.
    private static string UnderWay => $$"""
        {"reference":"{{SyntheticNumbers.Next()}}","phase":"carry-out","unitId":"oslo","startDate":"2029-09-01","releaseDate":"2030-09-01","contactOfficer":"kari",
         "person":{"nationalNumber":"{{SyntheticNumbers.Next()}}","givenName":"Prøve","familyName":"Oppmøte","email":"prove@example.org"},
         "summons":{{Held("2029-08-01")}},"channel":"letter"},
         "group":{{Held("2029-08-10")}},"members":[{"role":"member:nav","channel":"email","name":"NAV","email":"nav@example.org"}]},
         "arrival":{{Held("2029-09-01")}} },
         "needsTalk":{{Held("2029-09-08")}},"needs":[{"tangle":"economy-and-housing","knot":"stable-home","thread":"Har ikke bolig"}]},
         "consent":{{Held("2029-09-08")}},"answer":"given","explained":"Hvem som ser behovskartet, og hvorfor."},
         "needsShared":{{Held("2029-09-09")}} },
         "plan":{{Held("2029-10-01")}},"decidedByPerson":true,"measures":[{"title":"Søke bolig","startsOn":"2029-10-05","requiredOfPerson":"Blir med på visning","answers":[1],"deliverer":1,"startedOn":"2029-10-05","lastHeardOn":"2030-01-02"}]},
         "lastTalk":{{Held("2029-12-28")}} },"lastGroupMeeting":{{Held("2029-12-01")}} },
         "nextMeeting":{"kind":"talk","at":"2030-02-08T10:00:00+01:00","place":"room"} }
        """;

    private static string Held(string day) => $$"""{"heldOn":"{{day}}","heldBy":"kari" """;

    private async Task<string> KeptAsync(Guid task)
    {
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<TaskAnswers>().AsNoTracking().SingleAsync(row => row.TaskId == task, Cancel)).Answers;
    }
}
