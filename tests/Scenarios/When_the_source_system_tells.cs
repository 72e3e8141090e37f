using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Sources;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class SourceSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task A_sentence_opens_a_case_and_the_same_message_again_or_an_older_one_changes_nothing()
    {
        var opened = await TellAsync(Sentence("S-1", 5));
        Assert.Equal((SentenceEffects.Opened, 5L), (opened.Effect, opened.Sequence));
        CaseId = opened.CaseId!.Value;
        Assert.Equal(["name-contact-officer unit-leader"], await OpenTasksAsync());
        Assert.Equal("fagsystem", (await CaseAsync()).OpenedBy);
        Assert.Equal(opened, await TellAsync(Sentence("S-1", 5)));
        Assert.Equal(new SentenceResult.Taken(CaseId, 5, SentenceEffects.Superseded), await TellAsync(Sentence("S-1", 4) with { ReleaseDate = Day("2027-06-01") }));
        Assert.Equal("source.sequence-reused", await RefusalAsync(Sentence("S-1", 5) with { ReleaseDate = Day("2027-06-01") }));
        Assert.Equal(Day("2027-09-01"), (await CaseAsync()).ReleaseDate);
        Assert.Equal("source.other-person", await RefusalAsync(Sentence("S-1", 6, "15859010099")));
        Assert.Equal(1, await PersonsAsync());
    }

    [Fact]
    public async Task An_officer_named_on_the_case_page_does_not_hold_up_the_task_that_asks_for_one()
    {
        CaseId = (await TellAsync(Sentence("S-1", 1))).CaseId!.Value;
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseRoleDesk>().NameAsync(CaseId, CaseRoles.ContactOfficer, "ola", Lise, null, Cancel));
        await CompleteAsync(Lise, "name-contact-officer", Given.Officer("kari"));
        Assert.Equal(["ola", "kari"], (await CaseAsync()).Roles.Holders(CaseRoles.ContactOfficer).Select(holder => holder.UserId)); // nobody leaves without an overlap
        Assert.Equal(["establish-group contact-officer", "summons contact-officer"], (await OpenTasksAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Dates_that_move_take_deadlines_along_and_those_with_a_right_to_know_are_told_again()
    {
        CaseId = (await TellAsync(Sentence("S-1", 1))).CaseId!.Value;
        await CompleteAsync(Lise, "name-contact-officer", Given.Officer("kari"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        Assert.Equal(Day("2027-02-01"), DueOn(await TaskAsync(Kari, "summons"))); // 28 days before 1 March
        await UntilAsync("2027-01-05 09:00");
        Assert.Equal(SentenceEffects.Changed, (await TellAsync(Sentence("S-1", 2) with { StartDate = Day("2027-03-08"), ReleaseDate = Day("2027-10-01") })).Effect);
        Assert.Equal(Day("2027-02-08"), DueOn(await TaskAsync(Kari, "summons")));
        Assert.Equal(
            ["2027-01-05 duty-release-date member 1", "2027-01-05 duty-release-date member 2", "2027-01-05 duty-release-date member 3", "2027-01-05 duty-release-date person"],
            (await Line.NoticesAsync(CaseId)).Where(notice => notice.StartsWith("2027-01-05", StringComparison.Ordinal)));

        // What people have changed meanwhile stays when the source does not speak of it.
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDateDesk>().ChangeAsync(CaseId, new DatesToChange { ReleaseDate = Day("2027-10-08") }, Kari, null, Cancel));
        Assert.Equal(SentenceEffects.Changed, (await TellAsync(Sentence("S-1", 3) with { StartDate = Day("2027-03-08"), ReleaseDate = Day("2027-10-01"), TransferDate = Day("2027-04-15") })).Effect);
        Assert.Equal((Day("2027-10-08"), Day("2027-04-15")), ((await CaseAsync()).ReleaseDate!.Value, (await CaseAsync()).TransferDate!.Value));
        Assert.Equal(SentenceEffects.Changed, (await TellAsync(Sentence("S-1", 4) with { UnitId = "bergen", StartDate = Day("2027-03-08"), ReleaseDate = Day("2027-10-01") })).Effect);
        Assert.Equal(("bergen", null), ((await CaseAsync()).UnitId, (await CaseAsync()).TransferDate)); // before arrival the case moves
    }

    [Fact]
    public async Task Deliveries_at_the_same_moment_enter_a_person_once_and_open_one_case()
    {
        var desk = Services.GetRequiredService<SentenceDesk>();
        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => Task.Run(() => desk.TakeAsync(Sentence($"S-{number % 2}", 1), "fagsystem", Cancel))));
        var taken = results.Select(Assert.IsType<SentenceResult.Taken>).ToList();
        Assert.Single(taken.Select(result => result.CaseId).Distinct());
        Assert.Equal(1, await PersonsAsync());
        await using var scope = Services.CreateAsyncScope();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Case>().CountAsync(Cancel));
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Instances.CountAsync(row => row.ParentId == null, Cancel));
    }

    [Fact]
    public async Task Sentences_that_overlap_are_served_in_one_case_that_ends_with_the_last_of_them()
    {
        CaseId = (await TellAsync(Sentence("S-1", 1))).CaseId!.Value;
        Assert.Equal(new SentenceResult.Taken(CaseId, 1, SentenceEffects.Joined), await TellAsync(Sentence("S-2", 1) with { StartDate = Day("2027-06-01"), ReleaseDate = Day("2028-01-10") }));
        Assert.Equal((Day("2027-03-01"), Day("2028-01-10")), ((await CaseAsync()).StartDate, (await CaseAsync()).ReleaseDate!.Value));
        Assert.Equal("source.earlier-case-open", await RefusalAsync(Sentence("S-3", 1) with { StartDate = Day("2028-05-01"), ReleaseDate = Day("2028-09-01") }));
        Assert.Equal(SentenceEffects.Ended, (await TellAsync(Sentence("S-2", 2) with { StartDate = Day("2027-06-01"), EndedOn = Day("2027-01-04"), EndReason = "Opphevet" })).Effect);
        Assert.Equal((CaseStatus.Open, Day("2027-09-01")), ((await CaseAsync()).Status, (await CaseAsync()).ReleaseDate!.Value));
    }

    [Fact]
    public async Task A_sentence_that_ends_stops_the_case_and_a_new_one_later_gets_a_case_of_its_own()
    {
        CaseId = (await TellAsync(Sentence("S-1", 1))).CaseId!.Value;
        Assert.Equal(SentenceEffects.Ended, (await TellAsync(Sentence("S-1", 2) with { EndedOn = Day("2027-01-04"), EndReason = "Dommen er opphevet" })).Effect);
        Assert.Equal((CaseStatus.Stopped, "Dommen er opphevet"), ((await CaseAsync()).Status, (await CaseAsync()).StatusReason));
        Assert.Empty(await OpenTasksAsync());
        Assert.Equal("source.sentence-ended", await RefusalAsync(Sentence("S-1", 3)));
        var first = CaseId;
        var second = await TellAsync(Sentence("S-2", 1) with { StartDate = Day("2027-12-01"), ReleaseDate = Day("2028-05-01") });
        Assert.Equal(SentenceEffects.Opened, second.Effect);
        Assert.NotEqual(first, second.CaseId);
        Assert.Equal((await CaseAsync()).PersonId, await PersonOfAsync(second.CaseId!.Value));
        Assert.Equal(1, await PersonsAsync());

        // Told of first when it had ended: nothing is opened, also not by what comes late.
        Assert.Equal(new SentenceResult.Taken(null, 9, SentenceEffects.Ended), await TellAsync(Sentence("S-9", 9, "15859010099") with { EndedOn = Day("2027-01-03") }));
        Assert.Equal(SentenceEffects.Superseded, (await TellAsync(Sentence("S-9", 1, "15859010099"))).Effect);
        Assert.Equal(1, await PersonsAsync());
    }

    private static SentenceMessage Sentence(string id, long sequence, string? number = null) => new()
    {
        SourceId = id,
        Sequence = sequence,
        Person = new NewPerson { NationalNumber = number ?? SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
        UnitId = "oslo",
        StartDate = Day("2027-03-01"),
        ReleaseDate = Day("2027-09-01"),
    };

    private static DateOnly Day(string day) => UnderWay.Day(day);

    private static DateOnly DueOn(Engine.HumanTasks.HumanTask task) => NorwegianTime.DateOf(task.DueAt!.Value).AddDays(-1);

    private async Task<SentenceResult.Taken> TellAsync(SentenceMessage message)
    {
        var result = await Services.GetRequiredService<SentenceDesk>().TakeAsync(message, "fagsystem", Cancel);
        if (result is SentenceResult.Refused refused)
            Assert.Fail(string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")));
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        return Assert.IsType<SentenceResult.Taken>(result);
    }

    private async Task<string> RefusalAsync(SentenceMessage message) =>
        Assert.Single(Assert.IsType<SentenceResult.Refused>(await Services.GetRequiredService<SentenceDesk>().TakeAsync(message, "fagsystem", Cancel)).Refusals).Code;

    private async Task<int> PersonsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Person>().CountAsync(Cancel);
    }

    private async Task<Guid> PersonOfAsync(Guid caseId)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Case>().Where(row => row.Id == caseId).Select(row => row.PersonId).SingleAsync(Cancel);
    }
}

public sealed class SourceOnSqlite(SqliteTestDatabase database) : SourceSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class SourceOnPostgres(PostgresTestDatabase database) : SourceSuite(database), IClassFixture<PostgresTestDatabase>;
