using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class AbsenceSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("escape: the case stands still, nobody is asked or reminded, the days lost are added; it goes on to the end")]
    public async Task After_an_escape_everything_goes_on_where_it_stood()
    {
        Undone.UnionWith(["give-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        var waiting = await OpenTasksAsync();
        await DoneAsync(Keeping.PauseAsync(CaseId, "Rømt fra permisjon", Kari, null, Cancel));
        var notices = (await Line.NoticesAsync(CaseId)).Where(IsChasing).ToList();
        await UntilAsync("2027-02-23 12:00");
        Assert.Equal(waiting, await OpenTasksAsync());
        Assert.Equal(notices, (await Line.NoticesAsync(CaseId)).Where(IsChasing));
        await DoneAsync(Keeping.ResumeAsync(CaseId, Kari, null, Cancel));
        await AssertMovedTenWorkingDaysAsync();
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 withdrawn while the case stands still: sharing stops all the same")]
    public async Task A_consent_is_withdrawn_from_hospital()
    {
        Undone.UnionWith(["give-input", "internal-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await DoneAsync(Keeping.PauseAsync(CaseId, "Sykehus", Kari, null, Cancel));
        await DoneAsync(Keeping.WithdrawConsentAsync(CaseId, new Held(Today, "kari"), Kari, null, Cancel));
        Assert.All((await CaseAsync()).Sharing.All, sharing => Assert.NotNull(sharing.StoppedAt));
        await UntilAsync("2027-04-09 12:00");
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.Contains("escalation", StringComparison.Ordinal)); // what is asked for meanwhile rests too
        await DoneAsync(Keeping.ResumeAsync(CaseId, Kari, null, Cancel));
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("death: the case stops, every task is withdrawn with the reason, nothing more is sent to the person")]
    public async Task After_a_death_nobody_is_asked_for_anything_and_the_person_gets_no_mail()
    {
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-20 12:00");
        Assert.Equal(["group-meeting contact-officer", "progress-talk contact-officer"], await OpenTasksAsync());
        var before = (await Line.NoticesAsync(CaseId)).Where(notice => notice.EndsWith(" person", StringComparison.Ordinal)).ToList();
        await DoneAsync(Keeping.StopAsync(CaseId, StopKind.Death, "Personen er død.", Lise, null, Cancel));
        Assert.Equal(before, (await Line.NoticesAsync(CaseId)).Where(notice => notice.EndsWith(" person", StringComparison.Ordinal)));
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains(" case-stopped member ", StringComparison.Ordinal)));
        await AssertEndedAsync(CaseStatus.Stopped);
    }

    private async Task AssertMovedTenWorkingDaysAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var moved = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<CaseDeadline>().AsNoTracking()
            .Where(deadline => deadline.CaseId == CaseId && deadline.EndedAt == null && deadline.Fact == "NeedsTalkHeldOn").ToListAsync(Cancel);
        Assert.NotEmpty(moved);
        Assert.All(moved, deadline => Assert.Equal(new DateOnly(2027, 3, 1), deadline.Date)); // five working days after 8 February is the 15th; from the 9th to the 23rd ten were lost
    }

    private static bool IsChasing(string notice) => notice.Contains(" reminder ", StringComparison.Ordinal) || notice.Contains(" escalation ", StringComparison.Ordinal);
}

public sealed class AbsenceOnSqlite(SqliteTestDatabase database) : AbsenceSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class AbsenceOnPostgres(PostgresTestDatabase database) : AbsenceSuite(database), IClassFixture<PostgresTestDatabase>;
