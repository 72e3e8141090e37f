using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.Tests.BadInput;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>The form of a task over the page, without script: hostile input is refused field by field, and stands in the form again as it was typed.</summary>
public abstract partial class TaskFormSuite(HostWithCase fixture)
{
    private static readonly string[] Hostile =
    [
        "\0", "a\0b", "\u202E", "'; drop table tasks; --", "<script>alert(1)</script>", "{{7*7}}", "0001-01-01", "9999-12-31", "2030-02-30", "12. januar", "-1", "2147483648", "1e400",
        new string('x', 20_000), "\r\n\r\n", "true", "[]", "{}", "%00", "😀",
    ];

    private static readonly string[] Fields =
    [
        "f.establishedOn", "f.members[0].role", "f.members[0].channel", "f.members[0].userId", "f.members[0].agencyId", "f.members[0].name", "f.members[0].email",
        "f.members[0].fromExistingGroup", "f.members.count", "outcome", "version", "draft", "opened", "fields", "comment", "action",
    ];

    private const string EveryKind = """
        [
          {"name":"amount","kind":"number","min":0,"max":1000.5,"decimals":2},
          {"name":"mail","kind":"email"},
          {"name":"why","kind":"multiline","maxLength":500},
          {"name":"at","kind":"dateTime","latest":"2031-12-31"},
          {"name":"kinds","kind":"multiChoice","choices":["a","b"]},
          {"name":"home","kind":"choice","choices":["own","none"]},
          {"name":"address","kind":"text","visibleWhen":{"field":"home","is":["own"]},"required":true},
          {"name":"sure","kind":"checkbox","required":true}
        ]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_typed_into_whatever_field_is_no_error_of_ours()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var faults = new List<string>();
        foreach (var field in Fields)
            foreach (var value in Hostile)
            {
                // A right answer but for one field: members without a name are refused, so that the task stays.
                KeyValuePair<string, string>[] right = [new("f.establishedOn", "2030-01-07"), new("f.members.count", "1"), new("f.members[0].role", "member:nav"), new("f.members[0].channel", "none")];
                var answer = await kari.PostTaskAsync(fixture.GroupId, "complete", [.. right.Where(pair => pair.Key != field), new(field, value)], Cancel);
                if ((int)answer.StatusCode >= 500)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{field} {value[..Math.Min(30, value.Length)]}: {(int)answer.StatusCode}"));
            }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task A_field_of_every_kind_refuses_what_it_cannot_take_at_its_place_and_keeps_it()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var task = await AddAsync(EveryKind);
        (string Field, string Value)[] wrong =
        [
            ("amount", "1e400"), ("amount", "NaN"), ("amount", "1,2,3"), ("amount", "-0,01"), ("amount", "1000,51"), ("amount", new string('9', 400)), ("amount", "<b>12</b>"),
            ("mail", "kari"), ("mail", "a@example.org\r\nBcc: b@example.org"), ("mail", new string('a', 300) + "@example.org"), ("mail", "<script>alert(1)</script>"),
            ("why", new string('x', 501)),
            ("at", "0001-01-01T00:00"), ("at", "9999-12-31T23:59"), ("at", "2030-02-30T10:00"), ("at", "i morgen klokken ti"), ("at", "2032-01-01T10:00"),
            ("kinds", "c"), ("kinds", "A"), ("kinds", "[\"a\"]"),
            ("home", "OWN"), ("home", "own,none"),
            ("address", "  "),
        ];
        foreach (var (field, value) in wrong)
        {
            var answer = await kari.PostTaskAsync(task, "complete", [.. Right.Where(pair => pair.Key != $"f.{field}"), new($"f.{field}", value)], Cancel);
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{field} {value}: {(int)answer.StatusCode}");
            Assert.True(html.Contains($"href=\"#f-{field}\"", StringComparison.Ordinal), $"{field} {value} is not what the summary leads to.");
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>12", html, StringComparison.Ordinal);
        }

        // What may be typed into one line or many is text, whatever it looks like. A field that is not asked is not looked at, and not kept.
        var done = await kari.PostTaskAsync(task, "complete", [.. Right.Where(pair => pair.Key is not ("f.home" or "f.why")), new("f.home", "none"), new("f.why", "'; drop table tasks; --\r\n<script>{{7*7}}</script>")], Cancel);
        Assert.True(done.StatusCode == HttpStatusCode.Found, await done.Content.ReadAsStringAsync(Cancel));
        var kept = await fixture.RowsAsync();
        Assert.Contains(kept, row => row.Contains("drop table tasks; --", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, row => row.StartsWith("task_answers", StringComparison.Ordinal) && row.Contains("Storgata 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_form_links_each_message_to_its_field_and_keeps_what_was_typed()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var answer = await kari.PostTaskAsync(
            fixture.SummonsId, "complete", [new("f.channel", "pigeon<"), new("f.sentOn", "i går & i dag"), new("comment", "Halvferdig <kommentar>")], Cancel);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var id in new[] { "f-channel", "f-sentOn" })
        {
            Assert.Contains($"href=\"#{id}\"", html, StringComparison.Ordinal);
            Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal);
            Assert.Contains($"id=\"{id}-error\"", html, StringComparison.Ordinal);
        }

        Assert.Contains("value=\"i går & i dag\"", html, StringComparison.Ordinal);
        Assert.Contains("Halvferdig <kommentar>", html, StringComparison.Ordinal);
        var again = WebUtility.HtmlDecode(await kari.Client.GetStringAsync($"/oppgaver/{fixture.SummonsId}", Cancel)); // it is a draft now
        Assert.Contains("value=\"i går & i dag\"", again, StringComparison.Ordinal);
        Assert.Contains("Halvferdig <kommentar>", again, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await kari.PostTaskAsync(fixture.SummonsId, "discard", [], Cancel)).StatusCode);
        Assert.DoesNotContain("i går", await kari.Client.GetStringAsync($"/oppgaver/{fixture.SummonsId}", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_pressed_what_was_typed_comes_along()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        foreach (var action in new[] { "claim", "comment", "release", "draft", "attach", "strike:nonsense", "remove:01930000-0000-7000-8000-000000000001", "takeover:ola", "replace:" })
        {
            var typed = $"Navn ved {action}";
            var answer = await kari.PostTaskAsync(fixture.GroupId, action, [new("f.members.count", "1"), new("f.members[0].name", typed), new("comment", action == "comment" ? "Hei" : "")], Cancel);
            Assert.InRange((int)answer.StatusCode, 300, 499);
            var shown = answer.StatusCode == HttpStatusCode.Found ? await kari.Client.GetStringAsync(answer.Headers.Location, Cancel) : await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Contains($"value=\"{typed}\"", WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        }

        await kari.PostTaskAsync(fixture.GroupId, "discard", [], Cancel);
    }

    [Fact]
    public async Task Who_has_read_an_older_version_is_told_what_has_changed_and_can_send_again()
    {
        fixture.Require();
        using var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        using var lise = await TaskPageUser.SignInAsync(fixture.Host, "lise", Cancel);
        await lise.PostTaskAsync(fixture.SummonsId, "claim", [], Cancel);
        await lise.PostTaskAsync(fixture.SummonsId, "release", [], Cancel);
        var answer = await kari.PostTaskAsync(fixture.SummonsId, "complete", [new("version", "1"), new("opened", "1"), new("f.channel", "letter"), new("f.sentOn", "2030-01-05")], Cancel);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Oppgaven er endret siden du åpnet den", html, StringComparison.Ordinal);
        Assert.Contains("Ga oppgaven tilbake (Lise Brekke", html, StringComparison.Ordinal);
        Assert.Contains("value=\"2030-01-05\"", html, StringComparison.Ordinal); // it stands in the form, ready to be sent again
        Assert.DoesNotContain("name=\"version\" value=\"1\"", html, StringComparison.Ordinal);
        await kari.PostTaskAsync(fixture.SummonsId, "discard", [], Cancel);
    }

    [Fact]
    public async Task A_language_chosen_is_found_again_at_the_next_sign_in_and_forgotten_at_the_machine()
    {
        fixture.Require();
        using (var kari = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel))
        {
            var chosen = await kari.PostAsync("/innboks", "/spraak", [new("language", "nn"), new("til", "/saker")], Cancel);
            Assert.Equal("/saker", chosen.Headers.Location!.ToString());
            await kari.PostAsync("/innboks", "/logg-ut", [], Cancel);
            Assert.Contains("lang=\"nb\"", await kari.Client.GetStringAsync("/logg-inn", Cancel), StringComparison.Ordinal);
        }

        using var elsewhere = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        Assert.Contains("<html lang=\"nn\"", await elsewhere.Client.GetStringAsync("/innboks", Cancel), StringComparison.Ordinal);
        await elsewhere.PostAsync("/innboks", "/spraak", [new("language", "nb"), new("til", "/innboks")], Cancel);
        using var lise = await TaskPageUser.SignInAsync(fixture.Host, "lise", Cancel);
        Assert.Contains("<html lang=\"nb\"", await lise.Client.GetStringAsync("/innboks", Cancel), StringComparison.Ordinal);
    }

    private static KeyValuePair<string, string>[] Right =>
    [
        new("f.amount", "12,5"), new("f.mail", "kari@example.org"), new("f.why", "Fordi"), new("f.at", "2030-03-31T02:30"), new("f.kinds", "a"), new("f.kinds", "b"), new("f.home", "own"),
        new("f.address", "Storgata 1"), new("f.sure", "true"),
    ];

    private Task<Guid> AddAsync(string form) => AddAsync(form, task => task);

    private async Task<Guid> AddAsync(string form, Func<HumanTask, HumanTask> with)
    {
        var id = Guid.CreateVersion7();
        await fixture.Host.Services.GetRequiredService<WorkflowRuntime>().ExecuteAsync(
            (unit, _) =>
            {
                unit.AddTask(with(new HumanTask
                {
                    Id = id,
                    CaseId = fixture.CaseId,
                    Role = CaseRoles.ContactOfficer,
                    Step = "",
                    Title = "Svar på alt",
                    Text = "",
                    FormJson = Form.Parse(form).ToJson(),
                    OutcomesJson = """["Done"]""",
                    CreatedAt = unit.Now,
                }));
                return ValueTask.FromResult(true);
            },
            Cancel);
        return id;
    }
}

public sealed class TaskFormOnSqlite(HostWithCaseOnSqlite fixture) : TaskFormSuite(fixture), IClassFixture<HostWithCaseOnSqlite>;

public sealed class TaskFormOnPostgres(HostWithCaseOnPostgres fixture) : TaskFormSuite(fixture), IClassFixture<HostWithCaseOnPostgres>;
