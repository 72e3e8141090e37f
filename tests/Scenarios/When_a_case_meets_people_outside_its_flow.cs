using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Tasks;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>Letters, languages, what members see before consent, and tasks that people add. The case begins on 4 January 2027.</summary>
public abstract class OutsideTheFlowSuite(TestDatabase database) : ProcessSuite(database)
{
    private const string Typed = "Ring søsteren om permisjonen";

    [Fact]
    public async Task A_summons_by_letter_counts_as_sent_when_it_is_handed_over()
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        await CompleteAsync(Kari, "summons", new JsonObject { ["channel"] = "letter" });
        Assert.Null((await CaseAsync()).SummonedOn);
        Assert.Contains("hand-summons contact-officer", await OpenTasksAsync());

        var letter = await PrintAsync(letters => letters.SummonsAsync(CaseId, Kari, Cancel));
        Assert.Equal(("nb", "Oslo fengsel", "Kari Nordmann", "kari@example.org"), (letter!.Language, letter.From, letter.Contact, letter.ContactAddress));
        Assert.Equal(["Test Testesen"], letter.To);
        Assert.Contains("Kari Nordmann", letter.Text.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("http", letter.Text.Subject + letter.Text.Body, StringComparison.Ordinal);
        Assert.Null(await PrintAsync(letters => letters.SummonsAsync(CaseId, Nina, Cancel)));
        Assert.Equal(["kari letter"], await ReadingsAsync("letter"));

        var future = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "hand-summons", new JsonObject { ["deliveredOn"] = "2027-02-01", ["deliveredBy"] = "ola" }));
        Assert.Equal("date.in-future", Assert.Single(future.Refusals).Code);
        await UntilAsync("2027-01-06 10:00");
        await CompleteAsync(Kari, "hand-summons", new JsonObject { ["deliveredOn"] = "2027-01-05", ["deliveredBy"] = "ola" });
        var subject = await CaseAsync();
        Assert.Equal((new DateOnly(2027, 1, 5), SummonsChannel.Letter, "ola"), (subject.SummonedOn, subject.SummonedBy, subject.SummonsDeliveredBy));
        Assert.DoesNotContain("hand-summons contact-officer", await OpenTasksAsync());
    }

    [Fact]
    public async Task A_summons_is_not_prepared_twice_and_an_email_needs_its_day()
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        var undated = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "summons", new JsonObject { ["channel"] = "email" }));
        Assert.Equal(("text.missing", "sentOn"), (undated.Refusals[0].Code, undated.Refusals[0].Field));
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        Assert.Equal(SummonsChannel.Email, (await CaseAsync()).SummonedBy);
        Assert.Null((await CaseAsync()).SummonsDeliveredBy);
    }

    [Fact]
    public async Task Languages_are_the_persons_with_history_and_the_case_and_its_notices_follow()
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        var desk = Services.GetRequiredService<LanguageDesk>();
        Assert.IsType<CaseResult.Forbidden>(await desk.ChangeAsync(CaseId, new Languages { Reads = "pl" }, Staff("mona", UserRoles.EnvironmentWorker), null, Cancel));
        Assert.IsType<CaseResult.Done>(await desk.ChangeAsync(CaseId, new Languages { Reads = "pl", Further = ["nn"], Interpreter = "pl" }, Kari, null, Cancel));
        Assert.IsType<CaseResult.Done>(await desk.ChangeAsync(CaseId, new Languages { Reads = "pl", Further = ["nn"], Interpreter = "uk" }, Lise, null, Cancel));
        Assert.Equal("case.language-unknown", Assert.Single(Assert.IsType<CaseResult.Refused>(await desk.ChangeAsync(CaseId, new Languages { Reads = "1" }, Kari, null, Cancel)).Refusals).Code);
        var view = await OpenAsync(Kari);
        Assert.Equal(("pl", "uk"), (view!.Case.Language, view.Case.InterpreterLanguage));
        Assert.Equal(["2 lise uk", "1 kari pl"], view.LanguageHistory.Select(entry => $"{entry.Number} {entry.ChangedBy} {entry.InterpreterLanguage}"));
        Assert.Equal("nn", (await PrintAsync(letters => letters.SummonsAsync(CaseId, Kari, Cancel)))!.Language); // Polish is not written here, nynorsk is read

        // Another case of the same person, later: what is known goes with the person.
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().StopAsync(CaseId, StopKind.SentenceLifted, "Frifunnet", Lise, null, Cancel));
        var again = Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen { PersonId = view.Person.Id, UnitId = "oslo", StartDate = new DateOnly(2027, 6, 1) }, Lise, Cancel));
        await using var scope = Services.CreateAsyncScope();
        var later = await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(again.CaseId, Cancel);
        Assert.Equal(("pl", "uk"), (later!.Language, later.InterpreterLanguage));
    }

    [Fact]
    public async Task Before_consent_a_member_sees_dates_group_and_thread_and_nothing_that_tells_of_needs()
    {
        await OpenCaseAsync("2027-01-11", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-01-11 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-01-11", "2027-01-13T10:00"));
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-01-11"));
        await AddAsync(new NewExtraTask { Title = Typed, Role = CaseRoles.ContactOfficer });

        var before = await OpenAsync(Nina);
        Assert.Equal(CaseRights.SeeCase | CaseRights.SeeThread, before!.Rights);
        Assert.Empty(before.Tasks);
        Assert.Empty(before.ExtraTasks);
        Assert.Empty(before.Deadlines);
        Assert.NotEmpty((await OpenAsync(Kari))!.Deadlines);
        Assert.Empty(before.Notices);
        Assert.Empty(before.LanguageHistory);
        Assert.All(before.Asked, asked => Assert.True(asked.IsOwn));

        await CompleteAsync(Kari, "consent", Given.Consent("2027-01-11", "given"));
        var shared = await OpenAsync(Nina);
        Assert.True(shared!.Rights.HasFlag(CaseRights.SeeNeeds));
        Assert.NotEmpty(shared.Tasks);
        Assert.Empty(shared.ExtraTasks); // not hers, consent or not

        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().WithdrawConsentAsync(CaseId, new Held(new DateOnly(2027, 1, 11), "kari"), Kari, null, Cancel));
        var after = await OpenAsync(Nina);
        Assert.Equal(["give-input"], after!.Tasks.Select(task => task.Step)); // her own, which is now refused
        Assert.Empty(after.ExtraTasks);
    }

    [Fact]
    public async Task A_task_that_somebody_adds_is_reminded_of_raised_done_and_names_nobody_in_the_engine()
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        var id = await AddAsync(new NewExtraTask { Title = Typed, Text = "Hun heter Tove.", Role = CaseRoles.Nav, DueOn = new DateOnly(2027, 1, 14) });
        var task = await TaskAsync(Nina, "");
        Assert.Equal(("Ekstra oppgave", "member:nav"), (task.Title, task.Role));
        Assert.Equal(Typed, Assert.Single((await OpenAsync(Nina))!.ExtraTasks).Task.Title);
        Assert.Empty((await OpenAsync(Knut))!.ExtraTasks);

        await UntilAsync("2027-01-15 12:00");
        var told = (await Line.NoticesAsync(CaseId)).Where(notice => string.CompareOrdinal(notice, "2027-01-05") > 0);
        Assert.Equal(["2027-01-12 reminder user nina", "2027-01-15 escalation user lise"], told);

        await CompleteAsync(Nina, "", new JsonObject { ["comment"] = "Snakket med Tove." });
        var line = Assert.Single((await OpenAsync(Kari))!.ExtraTasks);
        Assert.Equal((id, false, "Snakket med Tove.", "nina"), (line.Task.Id, line.IsOpen, line.Answer, line.Carrier!.CompletedBy));
        Assert.Equal("extra-task.over", Assert.Single(Assert.IsType<CaseResult.Refused>(await Desk.CancelAsync(CaseId, id, "for sent", Kari, Cancel)).Refusals).Code);
        Assert.Equal(["extra_tasks"], await TablesWithAsync("Tove.", except: "task_answers"));
        Assert.Equal(["extra_tasks"], await TablesWithAsync(Typed, except: ""));
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task A_task_that_is_taken_back_leaves_the_inbox_and_keeps_its_reason_on_the_case()
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        var id = await AddAsync(new NewExtraTask { Title = Typed, Assignee = "ola" });
        Assert.Equal("Ekstra oppgave", (await TaskAsync(Ola, "")).Title);
        Assert.Equal("reason.missing", Assert.Single(Assert.IsType<CaseResult.Refused>(await Desk.CancelAsync(CaseId, id, "", Kari, Cancel)).Refusals).Code);
        Assert.IsType<CaseResult.Done>(await Desk.CancelAsync(CaseId, id, "Søsteren ringte selv", Lise, Cancel));
        await UntilAsync("2027-01-04 10:00");
        await Assert.ThrowsAsync<InvalidOperationException>(() => TaskAsync(Ola, ""));
        var line = Assert.Single((await OpenAsync(Kari))!.ExtraTasks);
        Assert.Equal(("lise", "Søsteren ringte selv", HumanTaskStatus.Cancelled, "extra-task.cancelled"), (line.Task.CancelledBy, line.Task.CancelReason, line.Carrier!.Status, line.Carrier.CloseReason));
        Assert.Equal(["extra_tasks"], await TablesWithAsync("Søsteren ringte selv", except: ""));
    }

    [Theory]
    [InlineData("member:school", null, "extra-task.role-empty", "role")]
    [InlineData("boss", null, "role.unknown", "role")]
    [InlineData(null, "nina", "extra-task.user-outside", "assignee")] // not in this group
    [InlineData(null, "nobody", "extra-task.user-outside", "assignee")]
    public async Task A_task_for_somebody_who_would_not_see_it_is_refused(string? role, string? assignee, string code, string field)
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        var refused = Assert.IsType<CaseResult.Refused>((await Desk.AddAsync(CaseId, new NewExtraTask { Title = Typed, Role = role, Assignee = assignee }, Kari, null, Cancel)).Result);
        Assert.Equal((code, field), (refused.Refusals[0].Code, refused.Refusals[0].Field));
        Assert.Empty((await OpenAsync(Kari))!.ExtraTasks);
        Assert.IsType<CaseResult.NotFound>((await Desk.AddAsync(CaseId, new NewExtraTask { Title = Typed, Role = CaseRoles.ContactOfficer }, Nina, null, Cancel)).Result);
    }

    [Fact]
    public async Task The_closing_of_a_case_ends_what_runs_beside_it()
    {
        await OpenCaseAsync("2027-01-11", "2027-02-08");
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-01-11 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-01-11", "2027-01-13T10:00"));
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-01-11"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-01-11", "refused"));
        await AddAsync(new NewExtraTask { Title = Typed, Role = CaseRoles.ContactOfficer, DueOn = new DateOnly(2027, 3, 1) });
        await CompleteAsync(Kari, "begin-handover", Given.Handover("release", "Grünerløkka", "contact-officer", 2));
        await CompleteAsync(Kari, "internal-input", Given.Input("Arbeidsdrift", "2027-01-15", 2));
        await CompleteAsync(Kari, "agree-plan", Given.Plan("2027-01-11", "2027-01-25T10:00", 1));
        await CompleteAsync(Kari, "farewell", Given.Farewell("2027-01-11", takenBy: "kari"));
        Assert.Equal(CaseStatus.Closed, (await CaseAsync()).Status);
        await UntilAsync("2027-03-10 12:00");
        Assert.Empty(await OpenTasksAsync());
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        Assert.Equal(0, await database.Instances.CountAsync(row => row.Status == InstanceStatus.Running, Cancel));
        Assert.Equal("case.closed", (await database.Tasks.SingleAsync(task => task.Title == "Ekstra oppgave", Cancel)).CloseReason);
    }

    private ExtraTaskDesk Desk => Services.GetRequiredService<ExtraTaskDesk>();

    private static Viewer Staff(string id, string role) => new(id, [role], ["oslo"]);

    private async Task<Guid> AddAsync(NewExtraTask wish)
    {
        var (result, id) = await Desk.AddAsync(CaseId, wish, Kari, null, Cancel);
        if (result is CaseResult.Refused refused)
            Assert.Fail(string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")));
        Assert.IsType<CaseResult.Done>(result);
        return id;
    }

    private async Task<CaseView?> OpenAsync(Viewer viewer)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseReads>().OpenAsync(CaseId, viewer, "case", Cancel);
    }

    private async Task<Letter?> PrintAsync(Func<LetterDesk, Task<Letter?>> print)
    {
        await using var scope = Services.CreateAsyncScope();
        return await print(scope.ServiceProvider.GetRequiredService<LetterDesk>());
    }

    private async Task<string[]> ReadingsAsync(string what)
    {
        await using var scope = Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<CaseRead>().Where(read => read.CaseId == CaseId && read.What == what).ToListAsync(Cancel)).Select(read => $"{read.ReadBy} {read.What}")];
    }

    // The tables in which a text stands, be it as bytes or as JSON writes it.
    private async Task<List<string>> TablesWithAsync(string text, string except)
    {
        string[] shapes = [text, Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)), System.Text.Json.JsonEncodedText.Encode(text).ToString()];
        return [.. (await DatabaseContents.RowsAsync(Services.GetRequiredService<Database>(), Cancel))
            .Where(row => Array.Exists(shapes, shape => row.Contains(shape, StringComparison.Ordinal))).Select(row => row.Split(':')[0]).Where(table => table != except).Distinct()];
    }
}

public sealed class OutsideTheFlowOnSqlite(SqliteTestDatabase database) : OutsideTheFlowSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class OutsideTheFlowOnPostgres(PostgresTestDatabase database) : OutsideTheFlowSuite(database), IClassFixture<PostgresTestDatabase>;
