using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class MeetingNoticeSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("4, 5 and 6.2: a meeting of the group is told to the members and the person however it is booked: on the case page, moved by a correction, called off, as the next in a meeting; who joins is told of what is booked")]
    public async Task The_group_hears_of_every_meeting_however_it_is_booked()
    {
        Undone.UnionWith(["book-group-meeting", "agree-plan", "group-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        Assert.Empty(await ToldAsync("group-meeting-booked"));
        await DoneAsync(Keeping.BookMeetingAsync(CaseId, Group("2027-02-15 13:00"), Kari, null, Cancel));
        Assert.Equal(ToAll("2027-02-15 13:00"), await ToldAsync("group-meeting-booked"));

        await MoveAsync(await MeetingAsync(MeetingKind.GroupMeeting), "2027-02-16 09:00");
        Assert.Equal(ToAll("2027-02-16 09:00 moved"), (await ToldAsync("group-meeting-booked"))[4..]);

        await UntilAsync("2027-02-09 13:00");
        await DoneAsync(Services.GetRequiredService<CaseRoleDesk>().AddMemberAsync(CaseId, new NewMember { Role = CaseRoles.School, Channel = ContactChannel.Email, Name = "Skolen", Email = "skole@example.org" }, Kari, null, Cancel));
        Assert.Equal(["2027-02-16 09:00 Member 4"], (await ToldAsync("group-meeting-booked"))[8..]);

        await DoneAsync(Keeping.CallOffMeetingAsync(CaseId, await MeetingAsync(MeetingKind.GroupMeeting), "Møtelederen er syk.", Kari, null, Cancel));
        Assert.Equal(ToAll("2027-02-16 09:00 called off", 4), (await ToldAsync("group-meeting-booked"))[9..]);
        var texts = await TextsAsync("group-meeting-booked", RecipientKind.Member, "1");
        Assert.Equal(["Møte i ansvarsgruppen mandag 15. februar 2027", "Nytt tidspunkt for møtet i ansvarsgruppen: tirsdag 16. februar 2027", "Møtet i ansvarsgruppen tirsdag 16. februar 2027 er avlyst"], texts.Select(text => text.Subject.Split(" – ")[0]));
        Assert.Contains("klokken 09:00", texts[1].Body, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.DoesNotContain("syk", text.Body, StringComparison.Ordinal));
    }

    [Fact]
    [Shows("4 and 5: a meeting that was to present input is called off: another is asked for at once, reminded and escalated as the first, and not twice")]
    public async Task A_meeting_with_something_to_present_that_is_called_off_is_asked_for_again()
    {
        Undone.UnionWith(["agree-plan", "input-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        Undone.Add("book-group-meeting");
        var before = (await AllTasksAsync("book-group-meeting")).Length;
        Assert.NotEmpty((await CaseAsync()).Agenda.OpenTopics);
        await DoneAsync(Keeping.CallOffMeetingAsync(CaseId, await MeetingAsync(MeetingKind.GroupMeeting), "Rommet er opptatt.", Kari, null, Cancel));
        Assert.Equal(["2027-02-09 book-group-meeting contact-officer Open"], (await AllTasksAsync("book-group-meeting"))[before..]);
        Assert.Equal("2027-02-11", await DueAsync("book-group-meeting"));

        // Booked on the page meanwhile, and called off too: the task that is open asks for it.
        await DoneAsync(Keeping.BookMeetingAsync(CaseId, Group("2027-02-17 13:00"), Kari, null, Cancel));
        await DoneAsync(Keeping.CallOffMeetingAsync(CaseId, await MeetingAsync(MeetingKind.GroupMeeting), "Heller ikke da.", Kari, null, Cancel));
        Assert.Equal(before + 1, (await AllTasksAsync("book-group-meeting")).Length);
        await GoOnAsync("2027-02-12 12:00");
        Assert.Contains("2027-02-12 escalation user lise", await Line.NoticesAsync(CaseId));

        Undone.Clear();
        await GoOnAsync("2027-02-13 12:00");
        Assert.Contains("2027-02-12 group-meeting-booked member 1", await Line.NoticesAsync(CaseId));
        Assert.NotNull((await CaseAsync()).Meetings.NextOfGroup);
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4 and 5: nothing waits to be presented, or another meeting is booked: nobody is asked to book one when a meeting is called off; what asks for one ends with the case")]
    public async Task Nobody_is_asked_for_a_meeting_that_is_not_needed()
    {
        Undone.UnionWith(["group-meeting", "input-meeting"]);
        ConsentAnswer = "refused";
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await DoneAsync(Keeping.BookMeetingAsync(CaseId, Group("2027-03-10 13:00"), Kari, null, Cancel));
        Assert.Equal(4, (await ToldAsync("group-meeting-booked")).Length); // the time of a meeting is no need
        await DoneAsync(Keeping.CallOffMeetingAsync(CaseId, await MeetingAsync(MeetingKind.GroupMeeting), "Ingenting å ta opp.", Kari, null, Cancel));
        Assert.Empty(await AllTasksAsync("book-group-meeting"));
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("1, 2, 5 and 6.1: the person is told of every talk once: after arrival and a declined talk by the flow, else when it is booked, moved or called off; the only talk there is cannot be called off")]
    public async Task The_person_hears_of_every_talk_once()
    {
        Undone.UnionWith(["progress-talk"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        Assert.Equal(["2027-02-10 10:00 Person", "2027-02-18 10:00 Person"], await ToldAsync("meeting-booked")); // after arrival, and in the talk about the plan

        var talk = await MeetingAsync(MeetingKind.Talk);
        var refused = Assert.IsType<CaseResult.Refused>(await Keeping.CallOffMeetingAsync(CaseId, talk, "Kontaktbetjenten er syk.", Kari, null, Cancel));
        Assert.Equal(("meeting", RefusalCodes.MeetingIsOnlyTalk), (Assert.Single(refused.Refusals).Field, refused.Refusals[0].Code));
        await MoveAsync(talk, "2027-02-19 10:00");
        await DoneAsync(Keeping.BookMeetingAsync(CaseId, new Booking(MeetingKind.Talk, At("2027-02-17 10:00"), MeetingPlace.Room), Kari, null, Cancel));
        await DoneAsync(Keeping.CallOffMeetingAsync(CaseId, talk, "Kontaktbetjenten er syk.", Kari, null, Cancel));
        Assert.Equal(["2027-02-17 10:00 Person", "2027-02-19 10:00 called off Person", "2027-02-19 10:00 moved Person"], (await ToldAsync("meeting-booked"))[2..].Order(StringComparer.Ordinal));
        var texts = await TextsAsync("meeting-booked", RecipientKind.Person, null);
        Assert.Contains("Nytt tidspunkt for møtet: fredag 19. februar 2027", texts.Select(text => text.Subject.Split(" – ")[0]));
        Assert.Contains("Møtet fredag 19. februar 2027 er avlyst", texts.Select(text => text.Subject.Split(" – ")[0]));
        await UntilAsync("2027-02-17 12:00");
        await CompleteAsync(Kari, "progress-talk", Given.Talk("2027-02-17", "2027-03-03T10:00"));
        Assert.Equal("2027-03-03 10:00 Person", (await ToldAsync("meeting-booked"))[^1]);

        // A talk nobody held: calling it off when its day has passed tells nobody of a meeting that is over.
        await UntilAsync("2027-03-04 12:00");
        await DoneAsync(Keeping.CallOffMeetingAsync(CaseId, await MeetingAsync(MeetingKind.Talk), "Ble ikke noe av.", Kari, null, Cancel));
        Assert.Equal(6, (await ToldAsync("meeting-booked")).Length);
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("6.1: a person without an address was told in the talk that booked the next; what is changed between talks is a notice to be handed over")]
    public async Task Nobody_is_asked_to_print_what_was_agreed_face_to_face()
    {
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await using (var scope = Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            var person = await database.Set<Person>().SingleAsync(Cancel);
            Assert.Null(person.Change(person.GivenName, person.FamilyName, null, "Oslo fengsel"));
            await database.SaveChangesAsync(Cancel);
        }

        await GoOnAsync("2027-02-09 12:00");
        Assert.Equal(["2027-02-10 10:00 Person"], await ToldAsync("meeting-booked"));
        await MoveAsync(await MeetingAsync(MeetingKind.Talk), "2027-02-17 10:00");
        Assert.Equal(["2027-02-10 10:00 Person", "2027-02-17 10:00 moved Person"], await ToldAsync("meeting-booked"));
    }

    private static Booking Group(string at) => new(MeetingKind.GroupMeeting, At(at), MeetingPlace.Video);

    private static string[] ToAll(string what, int members = 3) => [.. Enumerable.Range(1, members).Select(number => $"{what} Member {number}"), $"{what} Person"];

    private async Task<int> MeetingAsync(MeetingKind kind) =>
        (await CaseAsync()).Meetings.All.Where(meeting => meeting.Kind == kind && meeting.Status == MeetingStatus.Booked).MinBy(meeting => meeting.PlannedAt)!.Number;

    private async Task MoveAsync(int meeting, string at) => await DoneAsync(Services.GetRequiredService<CorrectionDesk>().CorrectAsync(
        CaseId, [new FactToCorrect(CorrectableFacts.MeetingPlannedAt, meeting, At(at).ToString("O", System.Globalization.CultureInfo.InvariantCulture))], "Flyttet", Kari, null, Cancel));

    // The notices of a template as the meeting's time, what became of it and whom it is to, oldest first.
    private async Task<string[]> ToldAsync(string template) =>
        [.. (await RowsAsync(template)).Select(notice => $"{Domain.Calendar.NorwegianTime.Local(notice.At!.Value):yyyy-MM-dd HH:mm}{(notice.IsChanged ? " moved" : "")}{(notice.IsCalledOff ? " called off" : "")} {notice.To.Kind}{(notice.To.Kind == RecipientKind.Person ? "" : " " + notice.To.Reference)}")];

    private async Task<List<NoticeText>> TextsAsync(string template, RecipientKind kind, string? reference)
    {
        await using var scope = Services.CreateAsyncScope();
        var composer = scope.ServiceProvider.GetRequiredService<NoticeComposer>();
        var texts = new List<NoticeText>();
        foreach (var notice in (await RowsAsync(template)).Where(notice => notice.To.Kind == kind && (reference is null || notice.To.Reference == reference)))
        {
            var message = new Engine.Outbox.OutboxMessage { Id = Guid.Empty, Key = "k", Kind = "email", CaseId = CaseId, PayloadJson = notice.ToJson(), CreatedAt = Clock.GetUtcNow() };
            texts.Add(Assert.IsType<ComposedNotice.Ready>(await composer.ComposeAsync(message, Cancel)).Text);
        }

        return texts;
    }

    private async Task<List<NoticePayload>> RowsAsync(string template)
    {
        await using var scope = Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == CaseId).OrderBy(row => row.CreatedAt).ToListAsync(Cancel);
        return [.. rows.Select(row => (row.CreatedAt, Payload: NoticePayload.Read(row.Payload))).Where(row => row.Payload.Template == template)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Payload.IsCalledOff ? 2 : row.Payload.IsChanged ? 1 : 0).ThenBy(row => row.Payload.To.Kind == RecipientKind.Person).ThenBy(row => row.Payload.To.Reference, StringComparer.Ordinal).ThenBy(row => row.Payload.At).Select(row => row.Payload)];
    }
}

public sealed class MeetingNoticesOnSqlite(SqliteTestDatabase database) : MeetingNoticeSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class MeetingNoticesOnPostgres(PostgresTestDatabase database) : MeetingNoticeSuite(database), IClassFixture<PostgresTestDatabase>;
