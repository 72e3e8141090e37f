using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class CorrectionSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task A_day_that_was_wrong_is_put_right_and_the_deadline_that_counts_from_it_follows()
    {
        await UntilArrivalAsync();
        Assert.Equal(UnderWay.Day("2027-03-08"), DueOn(await TaskAsync(Kari, "needs-talk"))); // 7 days after 1 March
        await UntilAsync("2027-03-03 10:00");
        Assert.IsType<CaseResult.Done>(await CorrectAsync(new FactToCorrect(CorrectableFacts.MeetingHeldOn, 1, "2027-03-02")));
        Assert.Equal(UnderWay.Day("2027-03-09"), DueOn(await TaskAsync(Kari, "needs-talk")));

        var corrected = Assert.Single(await CorrectionsAsync());
        Assert.Equal(("meeting.heldOn", 1, "2027-03-01", "2027-03-02", "Feil dag", "kari", At("2027-03-03 10:00")), (corrected.Fact, corrected.Part, corrected.OldValue, corrected.NewValue, corrected.Reason, corrected.MadeBy, corrected.MadeAt));
        var change = Assert.Single((await CaseAsync()).Changes.All, change => change.Kind == ChangeKind.FactCorrected);
        Assert.Contains((await CaseAsync()).Agenda.Open, item => item.ChangeNumber == change.Number && item.MeetingNumber is not null);

        Assert.Equal(["facts[0].value date.in-future"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.MeetingHeldOn, 1, "2027-03-04")));
        Assert.Equal(["facts[0].value date.before"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.MeetingHeldOn, 1, "2027-02-28")));
        Assert.Equal(["facts[0].value correction.part-unknown", "facts[1].value correction.fact-unknown"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.MeetingHeldOn, 9, "2027-03-01"), new FactToCorrect("consent.answer", 1, "given")));
        Assert.Equal(["facts[0].value user.missing"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.MeetingHeldBy, 1, "nobody")));
        Assert.Single(await CorrectionsAsync()); // what was refused left nothing
    }

    [Fact]
    public async Task Answers_to_a_completed_step_are_corrected_in_the_case_with_their_reason()
    {
        await UntilArrivalAsync();
        var arrival = await DoneAsync("arrival");
        var desk = Services.GetRequiredService<TaskCorrectionDesk>();
        Assert.IsType<CaseResult.Done>(await desk.CorrectAsync(arrival, new JsonObject { ["minutes"] = "Snakket om medisiner.", ["nextMeeting"] = "2027-03-05T12:00" }, "Skrev feil", Kari, Cancel));
        var subject = await CaseAsync();
        Assert.Equal("Snakket om medisiner.", subject.Meetings.All[0].Minutes);
        Assert.Equal(At("2027-03-05 12:00"), subject.Meetings.Next!.PlannedAt);
        Assert.Equal(["meeting.minutes", "meeting.plannedAt"], (await CorrectionsAsync()).Where(made => made.TaskId == arrival).Select(made => made.Fact).Order(StringComparer.Ordinal));
        var refused = Assert.IsType<CaseResult.Refused>(await desk.CorrectAsync(arrival, new JsonObject { ["heldOn"] = "2027-02-01" }, "", Kari, Cancel));
        Assert.Equal(["heldOn date.before", "reason reason.missing"], refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal));
        Assert.IsType<CaseResult.NotFound>(await desk.CorrectAsync(arrival, new JsonObject { ["minutes"] = "x" }, "Nysgjerrig", Knut with { UserId = "per" }, Cancel));
        Assert.Equal("correction.task-not-done", Assert.Single(Assert.IsType<CaseResult.Refused>(await desk.CorrectAsync((await TaskAsync(Kari, "needs-talk")).Id, [], "Feil", Kari, Cancel)).Refusals).Code);
        await using var scope = Services.CreateAsyncScope();
        Assert.Contains(await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<TaskEvent>().Where(row => row.TaskId == arrival).Select(row => row.Kind).ToListAsync(Cancel), kind => kind == TaskEventKind.Corrected);
    }

    [Fact]
    public async Task A_task_the_flow_has_gone_on_from_is_not_opened_but_a_task_corrects_what_it_left_behind()
    {
        await UntilArrivalAsync();
        var arrival = await DoneAsync("arrival");
        var reopened = await Services.GetRequiredService<TaskCorrectionDesk>().ReopenAsync(arrival, "Feil dag", Kari, Cancel);
        Assert.Equal(Reopening.CorrectionAsked, reopened.Kind);
        Assert.Equal(["correct-arrival contact-officer", "needs-talk contact-officer"], await OpenTasksAsync());
        await CompleteAsync(Kari, "correct-arrival", new JsonObject { ["heldOn"] = "2027-03-02", ["heldBy"] = "ola", ["reason"] = "Møtet var dagen etter, og Ola holdt det" });
        var held = (await CaseAsync()).Meetings.All[0];
        Assert.Equal((UnderWay.Day("2027-03-02"), "ola", "kari"), (held.HeldOn!.Value, held.HeldBy, held.EnteredBy));
        Assert.Equal(UnderWay.Day("2027-03-09"), DueOn(await TaskAsync(Kari, "needs-talk")));
        Assert.Equal(3, (await CorrectionsAsync()).Length); // opened again, and two facts

        // One correction at a time: asked for again while the first is open, it is the same task.
        var first = await Services.GetRequiredService<TaskCorrectionDesk>().ReopenAsync(arrival, "Igjen", Kari, Cancel);
        var second = await Services.GetRequiredService<TaskCorrectionDesk>().ReopenAsync(arrival, "Og igjen", Kari, Cancel);
        Assert.Equal((Reopening.OpenAlready, first.TaskId), (second.Kind, second.TaskId));
    }

    [Fact]
    public async Task A_step_that_can_be_repeated_is_open_in_a_new_task()
    {
        await UntilArrivalAsync();
        await UntilAsync("2027-03-05 10:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", "given"));
        await CompleteAsync(Nina, "give-input", Given.NothingToOffer());
        var reopened = await Services.GetRequiredService<TaskCorrectionDesk>().ReopenAsync(await DoneAsync("give-input"), "NAV hadde noe likevel", Kari, Cancel);
        Assert.Equal(Reopening.Repeated, reopened.Kind);
        await CompleteAsync(Nina, "give-input", Given.Input("Arbeidstrening", "2027-04-01", 2));
        Assert.Equal("Arbeidstrening", Assert.Single((await CaseAsync()).Proposals.All).Title);

        Assert.IsType<CaseResult.Done>(await CorrectAsync(new FactToCorrect(CorrectableFacts.ConsentExplained, 1, "Hvem som ser kartet, og at det kan trekkes."), new FactToCorrect(CorrectableFacts.NeedThread, 2, "Vil bli snekker")));
        Assert.Equal("Vil bli snekker", (await CaseAsync()).Needs.Find(2)!.Thread);
        await UntilAsync("2027-03-06 10:00");
        Assert.Equal(["facts[0].value correction.after", "facts[1].value date.before"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.MeetingHeldOn, 1, "2027-03-06"), new FactToCorrect(CorrectableFacts.MeetingHeldOn, 2, "2027-02-28")));
    }

    private async Task UntilArrivalAsync()
    {
        await OpenCaseAsync("2027-03-01", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-03-02 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-01", "2027-03-04T10:00"));
    }

    private Task<CaseResult> CorrectAsync(params FactToCorrect[] facts) =>
        Services.GetRequiredService<CorrectionDesk>().CorrectAsync(CaseId, [.. facts], "Feil dag", Kari, null, Cancel);

    private async Task<string[]> RefusalsAsync(params FactToCorrect[] facts) =>
        [.. Assert.IsType<CaseResult.Refused>(await CorrectAsync(facts)).Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")];

    private async Task<Correction[]> CorrectionsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<CorrectionReads>().OpenAsync(CaseId, Kari, Cancel))!.Made];
    }

    private async Task<Guid> DoneAsync(string step)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.Where(task => task.CaseId == CaseId && task.Step == step && task.Status == HumanTaskStatus.Completed).Select(task => task.Id).SingleAsync(Cancel);
    }

    private static DateOnly DueOn(HumanTask task) => NorwegianTime.DateOf(task.DueAt!.Value).AddDays(-1);
}

public sealed class CorrectionOnSqlite(SqliteTestDatabase database) : CorrectionSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class CorrectionOnPostgres(PostgresTestDatabase database) : CorrectionSuite(database), IClassFixture<PostgresTestDatabase>;
