using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Host.Tests.BadInput;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>The page and the list of one person: what is due, and what the flows of their case wait for.</summary>
public abstract partial class TaskNotesSuite
{
    [Fact]
    public async Task Everything_due_for_a_person_is_on_one_list_overdue_first()
    {
        var person = (await WithDatabaseAsync(database => database.Set<Domain.Cases.Case>().Where(row => row.Id == fixture.CaseId).Select(row => row.PersonId).ToListAsync(Cancel)))[0];
        var before = await ReadsAsync("due");
        var due = await JsonAsync(Kari, $"/api/v1/persons/{person}/due");
        Assert.Equal(before + 1, await ReadsAsync("due"));
        var items = due["items"]!.AsArray();
        Assert.Equal(["task", "task", "start", "release"], items.Select(item => item!["kind"]!.GetValue<string>()).Where(kind => kind is not "deadline" and not "dutyNotice"));
        Assert.Equal(items.Select(item => item!["at"]?.GetValue<DateTimeOffset>()), items.Select(item => item!["at"]?.GetValue<DateTimeOffset>()).Order());
        using var ola = fixture.Host.As("ola", "contact-officer");
        Assert.Equal(HttpStatusCode.NotFound, (await ola.GetAsync($"/api/v1/persons/{person}/due", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Kari.GetAsync($"/api/v1/persons/{fixture.CaseId}/due", Cancel)).StatusCode);
    }

    [Fact]
    public async Task What_the_flows_wait_for_besides_tasks_is_told_to_those_who_see_the_needs()
    {
        var caseId = await HostWithCase.OpenAsync(Kari, SyntheticNumbers.Next());
        await HostWithCase.SettleAsync(fixture.Host);
        var group = await HostWithCase.TaskAsync(Kari, caseId, "establish-group");
        await Kari.PostAsync($"/api/v1/tasks/{group}/claim", null, Cancel);
        var done = await Kari.PostAsJsonAsync($"/api/v1/tasks/{group}/complete", new
        {
            answers = new
            {
                establishedOn = "2030-01-07",
                members = new object[] { new { role = "member:nav", channel = "email", userId = "nina", email = "nina@example.org" }, new { role = "member:municipality", channel = "email", name = "Bydelen", email = "bydel@example.org" } },
            },
        }, Cancel);
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Cancel));
        await HostWithCase.SettleAsync(fixture.Host);
        var person = (await WithDatabaseAsync(database => database.Set<Domain.Cases.Case>().Where(row => row.Id == caseId).Select(row => row.PersonId).ToListAsync(Cancel)))[0];

        var waits = (await JsonAsync(Kari, $"/api/v1/persons/{person}/due"))["waits"]!.AsArray();
        Assert.Contains(waits, wait => Text(wait, "kind") == "date" && Text(wait, "flow") == "reintegration" && Text(wait, "day") == "2030-02-04");
        Assert.Contains(waits, wait => Text(wait, "kind") == "flow" && Text(wait, "flow") == "reintegration" && Text(wait, "other") == "preparations");
        Assert.Contains(waits, wait => Text(wait, "kind") == "answer" && Text(wait, "flow") == "notice-answer" && Text(wait, "day") is not null);
        Assert.Equal(waits.Count, waits.Select(wait => wait!.ToJsonString()).Distinct(StringComparer.Ordinal).Count());

        using var page = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var html = WebUtility.HtmlDecode(await page.Client.GetStringAsync($"/personer/{person}/frister", Cancel));
        Assert.Contains("Venter til 4. februar 2030: 7 dager før startdatoen", html, StringComparison.Ordinal);
        Assert.Contains("Venter på at «Forberedelser» blir ferdig", html, StringComparison.Ordinal);
        Assert.Contains("Bydelen", html, StringComparison.Ordinal);
        Assert.Contains("Oppgave, Forberedelser", html, StringComparison.Ordinal); // which flow asks for the task
        Assert.DoesNotContain("waits.", html, StringComparison.Ordinal); // a text for every kind

        // A member with whom nothing is shared sees the case, and nothing of its flows.
        using var nina = fixture.Host.As("nina", "group-member");
        Assert.Empty((await JsonAsync(nina, $"/api/v1/persons/{person}/due"))["waits"]!.AsArray());
        using var outside = await TaskPageUser.SignInAsync(fixture.Host, "nina", Cancel);
        var theirs = WebUtility.HtmlDecode(await outside.Client.GetStringAsync($"/personer/{person}/frister", Cancel));
        Assert.DoesNotContain("Det prosessen venter på", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Forberedelser", theirs, StringComparison.Ordinal);

        static string? Text(JsonNode? wait, string member) => wait![member]?.GetValue<string>();
    }
}
