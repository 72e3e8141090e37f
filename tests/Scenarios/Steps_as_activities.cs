using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class StepActivitySuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task A_person_who_declines_the_talk_gets_a_plan_with_what_is_known_and_the_talk_again()
    {
        await UntilArrivalAsync("2027-12-01");
        await UntilAsync("2027-03-04 10:00");
        var refused = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "needs-talk", Declined("2027-03-04", null)));
        Assert.Equal(("needs-talk.not-offered-again", "nextMeeting"), (refused.Refusals[0].Code, refused.Refusals[0].Field));
        await CompleteAsync(Kari, "needs-talk", Declined("2027-03-04", "2027-03-11T10:00"));
        Assert.Equal(["2027-03-04 meeting-booked person", "2027-03-04 needs-talk-declined user lise"], (await Line.NoticesAsync(CaseId)).Where(line => line.StartsWith("2027-03-04", StringComparison.Ordinal)));
        Assert.Equal(["internal-input contact-officer"], await OpenTasksAsync());

        // Planning goes on with what is known; what is not acute waits for the talk.
        await CompleteAsync(Kari, "internal-input", new JsonObject { ["proposals"] = new JsonArray(Given.Proposal("Helsesamtale", "2027-03-08", 1)) });
        await CompleteAsync(Kari, "agree-plan", Given.Plan("2027-03-04", "2027-03-18T10:00", 1));
        await UntilAsync("2027-03-08 10:00");
        var keeping = Services.GetRequiredService<CaseKeeping>();
        Assert.Equal("measure.before-needs-talk", Assert.Single(Assert.IsType<CaseResult.Refused>(await keeping.StartMeasureAsync(CaseId, 1, new DateOnly(2027, 3, 8), Kari, null, Cancel)).Refusals).Code);

        // It is offered again, twice, and held in the end.
        Assert.DoesNotContain("needs-talk contact-officer", await OpenTasksAsync());
        await UntilAsync("2027-03-11 10:00");
        await CompleteAsync(Kari, "needs-talk", Declined("2027-03-11", "2027-03-18T10:00"));
        await UntilAsync("2027-03-18 10:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-18"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-18", "given"));
        var subject = await CaseAsync();
        Assert.Equal(2, subject.Meetings.All.Count(meeting => meeting.Status == MeetingStatus.Declined));
        Assert.Equal([1, 2, 3], subject.Sharing.All.Where(sharing => sharing.Matter == SharedMatter.NeedsMap).Select(sharing => sharing.MemberNumber));
        Assert.IsType<CaseResult.Done>(await keeping.StartMeasureAsync(CaseId, 1, new DateOnly(2027, 3, 18), Kari, null, Cancel));

        // The group is asked now, and what it proposes is gone through with the person.
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.StartsWith("2027-03-18 input-requested member", StringComparison.Ordinal)));
        await CompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-03-29", 2));
        await CompleteAsync(Knut, "give-input", Given.NothingToOffer());
        await CompleteAsync(Hanne, "give-input", Given.NothingToOffer());
        Assert.Contains("revise-plan contact-officer", await OpenTasksAsync());
        await UntilAsync("2027-04-30 10:00");
        Assert.DoesNotContain("needs-talk contact-officer", await OpenTasksAsync());
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task A_transfer_in_the_middle_of_the_round_of_input_leaves_the_round_as_it_is()
    {
        await UntilInputAsync("2027-12-01");
        await CompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-03-22", 2));
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDateDesk>().ChangeAsync(CaseId, new DatesToChange { TransferDate = new DateOnly(2027, 3, 10) }, Kari, null, Cancel));
        await UntilAsync("2027-03-08 10:00");
        await CompleteAsync(Kari, "begin-handover", Given.Handover("other-unit", "bergen", "contact-officer", member: null, userId: "ola"));
        await CompleteAsync(Ola, "confirm-handover", Given.TakeOver(1, "2027-03-08"));
        await UntilAsync("2027-03-10 10:00");
        await CompleteAsync(Kari, "complete-handover", Given.HandedOver("2027-03-10", 5));
        await CompleteAsync(Ola, "farewell", Given.Farewell("2027-03-10"));
        Assert.Equal(["book-group-meeting contact-officer", "give-input member:health", "give-input member:municipality"], await OpenTasksAsync());

        // Those who are silent: the new contact officer closes the round after the deadline.
        await UntilAsync("2027-03-13 10:00");
        Assert.Contains("close-input contact-officer", await OpenTasksAsync());
        await CompleteAsync(Ola, "close-input", new JsonObject { ["contacted"] = true });
        Assert.Equal(["agree-plan contact-officer", "book-group-meeting contact-officer"], await OpenTasksAsync());
        await CompleteAsync(Ola, "agree-plan", Given.Plan("2027-03-13", "2027-03-24T10:00", 1));
        Assert.Equal(["book-group-meeting contact-officer", "group-meeting contact-officer", "progress-talk contact-officer"], await OpenTasksAsync());
        Assert.Single(await Line.NoticesAsync(CaseId), notice => notice.EndsWith("input-requested member 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handover_that_is_called_off_takes_its_tasks_along_and_the_flow_waits_for_the_next()
    {
        await UntilArrivalAsync("2027-12-01");
        var dates = Services.GetRequiredService<CaseDateDesk>();
        Assert.IsType<CaseResult.Done>(await dates.ChangeAsync(CaseId, new DatesToChange { TransferDate = new DateOnly(2027, 4, 1) }, Kari, null, Cancel));
        await UntilAsync("2027-03-03 10:00");
        await CompleteAsync(Kari, "begin-handover", Given.Handover("other-unit", "bergen", "contact-officer", member: null, userId: "ola"));
        Assert.Equal(["confirm-handover ola", "farewell contact-officer", "needs-talk contact-officer"], await OpenTasksAsync());
        Assert.IsType<CaseResult.Done>(await dates.ChangeAsync(CaseId, new DatesToChange { IsTransferCalledOff = true }, Kari, null, Cancel));
        await UntilAsync("2027-03-04 10:00");
        Assert.Equal(["needs-talk contact-officer"], await OpenTasksAsync());
        await UntilAsync("2027-10-20 12:00"); // 42 days before the release
        Assert.Contains("begin-handover contact-officer", await OpenTasksAsync());
    }

    [Fact]
    public async Task A_consent_given_later_shares_the_needs_map_without_anybody_having_to_think_of_it()
    {
        await UntilArrivalAsync("2027-12-01");
        await UntilAsync("2027-03-05 11:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", "refused"));
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().DecideConsentAsync(CaseId, ConsentAnswer.Given, new Held(new DateOnly(2027, 3, 5), "kari"), "Hvem som ser hva.", Kari, null, Cancel));
        await UntilAsync("2027-03-05 12:00");
        Assert.Equal(3, (await CaseAsync()).Sharing.All.Count);
    }

    [Fact]
    public async Task A_sentence_of_thirty_days_is_handed_over_from_the_day_of_arrival()
    {
        await OpenCaseAsync("2027-03-02", "2027-04-01");
        await UntilAsync("2027-02-28 10:00");
        Assert.DoesNotContain("begin-handover contact-officer", await OpenTasksAsync());
        await CompleteAsync(Kari, "summons", Given.Summons("2027-02-28"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-02-28"));
        await UntilAsync("2027-03-02 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-02", "2027-03-04T10:00"));
        Assert.Equal(["begin-handover contact-officer", "needs-talk contact-officer"], await OpenTasksAsync());
    }

    [Fact]
    public async Task After_a_death_the_group_is_told_and_nothing_goes_to_the_person_any_more()
    {
        await UntilArrivalAsync("2027-12-01");
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().StopAsync(CaseId, StopKind.Death, "Personen er død.", Lise, null, Cancel));
        await UntilAsync("2027-03-04 10:00");
        Assert.Empty(await OpenTasksAsync());
        Assert.Null(await Store.NextDueAsync(Cancel));
        var notices = await Line.NoticesAsync(CaseId);
        Assert.Equal(3, notices.Count(notice => notice.Contains("case-stopped member", StringComparison.Ordinal)));
        Assert.DoesNotContain(notices, notice => notice.EndsWith("case-stopped person", StringComparison.Ordinal));
        await using var scope = Services.CreateAsyncScope();
        var composer = scope.ServiceProvider.GetRequiredService<NoticeComposer>();
        foreach (var row in await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == CaseId).ToListAsync(Cancel))
        {
            var composed = await composer.ComposeAsync(new Engine.Outbox.OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt }, Cancel);
            if (NoticePayload.Read(row.Payload).To.Kind == Domain.Notices.RecipientKind.Person)
                Assert.Equal("person.not-to-be-told", Assert.IsType<ComposedNotice.Withheld>(composed).Code); // queued before the death
            else
                Assert.IsType<ComposedNotice.Ready>(composed);
        }
    }

    [Fact]
    public async Task The_end_of_custody_is_notified_when_it_is_set_when_it_moves_and_when_it_is_called_off()
    {
        await UntilArrivalAsync("2027-12-01");
        var desk = Services.GetRequiredService<CaseDateDesk>();
        foreach (var change in (DatesToChange[])[new() { CustodyEndDate = new DateOnly(2027, 4, 1) }, new() { CustodyEndDate = new DateOnly(2027, 4, 15) }, new() { IsCustodyEndCalledOff = true }])
            Assert.IsType<CaseResult.Done>(await desk.ChangeAsync(CaseId, change, Kari, null, Cancel));
        Assert.Equal(12, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains("duty-custody-end", StringComparison.Ordinal)));
        await using var scope = Services.CreateAsyncScope();
        var composer = scope.ServiceProvider.GetRequiredService<NoticeComposer>();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == CaseId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(Cancel);
        var subjects = new List<string>();
        foreach (var row in rows.Where(row => NoticePayload.Read(row.Payload) is { Template: "duty-custody-end", To.Kind: Domain.Notices.RecipientKind.Person }))
        {
            var composed = await composer.ComposeAsync(new Engine.Outbox.OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt }, Cancel);
            subjects.Add(Assert.IsType<ComposedNotice.Ready>(composed).Text.Subject);
        }

        Assert.Equal(["Dato for slutt på varetekt: torsdag 1. april 2027", "Ny dato for slutt på varetekt: torsdag 15. april 2027", "Datoen for slutt på varetekt gjelder ikke lenger"], subjects.Select(subject => subject.Split(" – ")[0]));
        Assert.Equal(3, (await CaseAsync()).Agenda.Open.Count());
    }

    private async Task UntilArrivalAsync(string releaseDate)
    {
        await OpenCaseAsync("2027-03-02", releaseDate);
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-03-02 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-02", "2027-03-05T10:00"));
    }

    private async Task UntilInputAsync(string releaseDate)
    {
        await UntilArrivalAsync(releaseDate);
        await UntilAsync("2027-03-05 11:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", "given"));
    }

    private static JsonObject Declined(string heldOn, string? nextMeeting) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["done"] = "declined",
        ["nextMeeting"] = nextMeeting,
    };
}

public sealed class StepActivityOnSqlite(SqliteTestDatabase database) : StepActivitySuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class StepActivityOnPostgres(PostgresTestDatabase database) : StepActivitySuite(database), IClassFixture<PostgresTestDatabase>;
