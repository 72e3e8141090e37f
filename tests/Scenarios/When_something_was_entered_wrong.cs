using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.People;
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

    [Fact]
    public async Task A_name_and_a_number_that_were_typed_wrong_are_put_right_and_the_person_stays_the_same()
    {
        await UntilArrivalAsync();
        var before = await PersonAsync();
        var number = SyntheticPerson.Another;
        Assert.IsType<CaseResult.Done>(await CorrectAsync(
            new FactToCorrect(CorrectableFacts.PersonGivenName, null, "Tuva"), new FactToCorrect(CorrectableFacts.PersonNumber, null, number), new FactToCorrect(CorrectableFacts.MeetingHeldOn, 1, "2027-03-02")));
        var after = await PersonAsync();
        Assert.Equal((before.Id, "Tuva", "Testesen", number), (after.Id, after.GivenName, after.FamilyName, after.NationalNumber));
        Assert.Equal(before.Id, (await CaseAsync()).PersonId);

        // What is kept names who, when and why; of the number no more than anybody sees.
        var kept = await CorrectionsAsync();
        Assert.Equal(["meeting.heldOn", "person.givenName", "person.nationalNumber"], kept.Select(made => made.Fact).Order(StringComparer.Ordinal));
        var ofNumber = kept.Single(made => made.Fact == CorrectableFacts.PersonNumber);
        Assert.Equal((before.MaskedNumber, after.MaskedNumber, "kari", "Feil dag"), (ofNumber.OldValue, ofNumber.NewValue, ofNumber.MadeBy, ofNumber.Reason));
        Assert.DoesNotContain(kept, made => $"{made.OldValue}{made.NewValue}".Contains(number, StringComparison.Ordinal));
        Assert.All((await CaseAsync()).Changes.All, change => Assert.DoesNotContain(number, change.What, StringComparison.Ordinal));
        await using var scope = Services.CreateAsyncScope();
        Assert.Equal(after.MaskedNumber, (await scope.ServiceProvider.GetRequiredService<CorrectionReads>().OpenAsync(CaseId, Kari, Cancel))!.Facts.Single(fact => fact.Fact.Key == CorrectableFacts.PersonNumber).Value);

        Assert.Equal(["facts[0].value person.number-not-usable"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.PersonNumber, null, "12345678901")));
        Assert.Equal(["facts[0].value plan.nothing-changed"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.PersonNumber, null, number)));
        Assert.Equal(["facts[1].value person.name-missing"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.MeetingHeldOn, 1, "2027-03-01"), new FactToCorrect(CorrectableFacts.PersonFamilyName, null, " ")));
        Assert.Equal(3, (await CorrectionsAsync()).Length); // all or none
    }

    [Fact]
    public async Task A_number_of_somebody_else_is_refused_and_who_does_not_see_the_person_corrects_nothing_of_theirs()
    {
        await UntilArrivalAsync();
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = SyntheticPerson.Another, GivenName = "En", FamilyName = "Annen" },
            UnitId = "oslo",
            StartDate = UnderWay.Day("2027-06-01"),
        }, Lise, Cancel));

        Assert.Equal(["facts[0].value person.number-taken"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.PersonNumber, null, SyntheticPerson.Another)));
        var desk = Services.GetRequiredService<CorrectionDesk>();
        Assert.IsType<CaseResult.Forbidden>(await desk.CorrectAsync(CaseId, [new FactToCorrect(CorrectableFacts.PersonGivenName, null, "Tuva")], "Feil", Nina, null, Cancel));
        Assert.Equal("reason.missing", Assert.Single(Assert.IsType<CaseResult.Refused>(await desk.CorrectAsync(CaseId, [new FactToCorrect(CorrectableFacts.PersonGivenName, null, "Tuva")], " ", Kari, null, Cancel)).Refusals).Code);
        Assert.Equal("Test", (await PersonAsync()).GivenName);
    }

    [Fact]
    public async Task Attendance_minutes_and_a_checklist_are_put_right_after_the_fact()
    {
        await UntilArrivalAsync();
        await UntilAsync("2027-03-05 10:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", "given"));
        await CompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-03-08", 2));
        await CompleteAsync(Knut, "give-input", Given.NothingToOffer());
        await CompleteAsync(Hanne, "give-input", Given.NothingToOffer());
        await CompleteAsync(Kari, "agree-plan", Given.Plan("2027-03-05", "2027-03-15T10:00", 1));
        await UntilAsync("2027-03-10 10:00");
        await CompleteAsync(Kari, "group-meeting", Given.GroupMeeting("2027-03-10", 1, 2));
        var meeting = (await CaseAsync()).Meetings.All.Single(held => held.Kind == MeetingKind.GroupMeeting && held.HeldOn is not null);

        // NAV delivers a measure: absent, it is accounted for with the reason.
        Assert.Equal(["facts[0].value meeting.deliverer-not-accounted-for"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.AttendancePresence, 1, "absent")));
        Assert.IsType<CaseResult.Done>(await CorrectAsync(
            new FactToCorrect(CorrectableFacts.AttendanceReason, 1, "Syk"), new FactToCorrect(CorrectableFacts.AttendancePresence, 1, "absent"),
            new FactToCorrect(CorrectableFacts.AttendancePresence, 2, "part"), new FactToCorrect(CorrectableFacts.MeetingMinutes, meeting.Number, "Planen endres.")));
        var lines = (await CaseAsync()).Meetings.Attendance.Of(meeting.Number).ToList();
        Assert.Equal([(1, Presence.Absent, "Syk"), (2, Presence.PartOfIt, (string?)null)], lines.Select(line => (line.MemberNumber!.Value, line.Presence, line.Reason)));
        Assert.Equal("Planen endres.", (await CaseAsync()).Meetings.All[meeting.Number - 1].Minutes);
        Assert.Equal(["facts[0].value correction.not-a-choice", "facts[1].value correction.part-unknown"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.AttendancePresence, 2, "kanskje"), new FactToCorrect(CorrectableFacts.AttendancePresence, 9, "absent")));

        // Health and the person were there too; nobody had entered them.
        Assert.Equal(["member meeting.attendance-twice"], await AddAsync(meeting.Number, new Attendee(1, Presence.Present)));
        Assert.Equal(["member group.member-unknown"], await AddAsync(meeting.Number, new Attendee(9, Presence.Present)));
        Assert.Equal(["meeting meeting.not-held"], await AddAsync(1, new Attendee(3, Presence.Present)));
        Assert.Equal(["reason reason.missing"], await AddAsync(meeting.Number, new Attendee(3, Presence.Present), " "));
        Assert.Empty(await AddAsync(meeting.Number, new Attendee(3, Presence.Absent, "Reiste bort")));
        Assert.Empty(await AddAsync(meeting.Number, new Attendee(null, Presence.PartOfIt)));
        Assert.Equal(["member meeting.attendance-twice"], await AddAsync(meeting.Number, new Attendee(null, Presence.Present)));
        Assert.Equal(
            [(1, Presence.Absent), (2, Presence.PartOfIt), (3, Presence.Absent), (null, Presence.PartOfIt)],
            (await CaseAsync()).Meetings.Attendance.Of(meeting.Number).Select(line => (line.MemberNumber, line.Presence)));
        await using (var scope = Services.CreateAsyncScope())
        {
            var made = (await scope.ServiceProvider.GetRequiredService<CorrectionReads>().OpenAsync(CaseId, Kari, Cancel))!; // it is Kari's case
            Assert.Equal(
                [(CorrectableFacts.AttendancePresence, 3, "absent"), (CorrectableFacts.AttendanceReason, 3, "Reiste bort"), (CorrectableFacts.AttendancePresence, 4, "part")],
                made.Made.Where(correction => correction is { Part: > 2, OldValue: null }).OrderBy(correction => correction.Part).ThenBy(correction => correction.Fact, StringComparer.Ordinal).Select(correction => (correction.Fact, correction.Part!.Value, correction.NewValue!)));
            Assert.DoesNotContain(made.Incomplete, open => open.Meeting.Number == meeting.Number);
        }

        var last = (await CaseAsync()).Changes.All[^1];
        Assert.Equal((ChangeKind.FactCorrected, CorrectableFacts.AttendancePresence), (last.Kind, last.What));
        Assert.Contains((await CaseAsync()).Agenda.Open, item => item.ChangeNumber == last.Number && item.MeetingNumber is not null);

        // The checklist of a handover that is open.
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDateDesk>().ChangeAsync(CaseId, new DatesToChange { TransferDate = UnderWay.Day("2027-04-01") }, Kari, null, Cancel));
        await UntilAsync("2027-03-11 10:00");
        await CompleteAsync(Kari, "begin-handover", Given.Handover("other-unit", "bergen", "contact-officer", member: null, userId: "ola"));
        await using (var scope = Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            var tracked = (await scope.ServiceProvider.GetRequiredService<Persistence.Cases.CaseStore>().LoadAsync(CaseId, Cancel))!;
            Assert.Null(tracked.Handovers.CheckOff(1, UnderWay.Day("2027-03-11"), Domain.Cases.Entry.By("kari", Clock.GetUtcNow())));
            await database.SaveChangesAsync(Cancel);
        }

        Assert.IsType<CaseResult.Done>(await CorrectAsync(new FactToCorrect(CorrectableFacts.ChecklistDoneOn, 1, "2027-03-10")));
        Assert.Equal(UnderWay.Day("2027-03-10"), (await CaseAsync()).Handovers.FindItem(1)!.DoneOn);
        Assert.Equal(["facts[0].value date.in-future"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.ChecklistDoneOn, 1, "2027-03-12")));
        Assert.IsType<CaseResult.Done>(await CorrectAsync(new FactToCorrect(CorrectableFacts.ChecklistDoneOn, 1, null)));
        Assert.Null((await CaseAsync()).Handovers.FindItem(1)!.DoneBy);
        Assert.Equal(["facts[0].value correction.part-unknown"], await RefusalsAsync(new FactToCorrect(CorrectableFacts.ChecklistDoneOn, 1, "2027-03-10"))); // not done is not corrected, but done
    }

    private async Task<Person> PersonAsync()
    {
        var id = (await CaseAsync()).PersonId;
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Person>().SingleAsync(row => row.Id == id, Cancel);
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

    private async Task<string[]> AddAsync(int meeting, Attendee attendee, string reason = "Glemt") =>
        await Services.GetRequiredService<CorrectionDesk>().AddAttendanceAsync(CaseId, meeting, attendee, reason, Kari, null, Cancel) is CaseResult.Refused refused
            ? [.. refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")]
            : [];

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
