using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class StandStillSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task While_a_case_is_paused_nothing_fires_and_the_days_lost_are_added()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var keeping = Services.GetRequiredService<CaseKeeping>();
        var due = (await TaskAsync(Kari, "summons")).DueAt!.Value;
        Assert.IsType<CaseResult.Refused>(await keeping.PauseAsync(CaseId, " ", Kari, null, Cancel));
        Assert.IsType<CaseResult.Done>(await keeping.PauseAsync(CaseId, "Sykehus", Kari, null, Cancel));
        var refused = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "summons", Given.Summons("2027-01-04")));
        Assert.Equal("case.paused", Assert.Single(refused.Refusals).Code);
        await UntilAsync("2027-01-24 10:00");
        Assert.Empty(await Line.NoticesAsync(CaseId));
        Assert.IsType<CaseResult.Done>(await keeping.ResumeAsync(CaseId, Kari, null, Cancel));
        Assert.Equal(due.AddDays(20), (await TaskAsync(Kari, "summons")).DueAt!.Value);
        await UntilAsync("2027-02-14 12:00"); // 26 January + 20 days is 15 February
        Assert.DoesNotContain("2027-02-14 reminder user kari", await Line.NoticesAsync(CaseId));
        await UntilAsync("2027-02-15 12:00");
        Assert.Contains("2027-02-15 reminder user kari", await Line.NoticesAsync(CaseId));
    }

    [Fact]
    public async Task However_long_it_stood_still_nothing_before_the_start_is_due_after_it()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var keeping = Services.GetRequiredService<CaseKeeping>();
        Assert.IsType<CaseResult.Done>(await keeping.PauseAsync(CaseId, "Sykehus", Kari, null, Cancel));
        await UntilAsync("2027-02-13 10:00");
        Assert.IsType<CaseResult.Done>(await keeping.ResumeAsync(CaseId, Kari, null, Cancel));
        Assert.Equal(At("2027-03-02 00:00"), (await TaskAsync(Kari, "summons")).DueAt!.Value); // the end of the day before the start, not 14 March
        await UntilAsync("2027-02-23 12:00");
        Assert.Contains("arrival contact-officer", await OpenTasksAsync()); // opened seven days before, as if nothing had been
    }

    [Fact]
    public async Task A_case_that_is_stopped_asks_nobody_for_anything_any_more()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var keeping = Services.GetRequiredService<CaseKeeping>();
        Assert.IsType<CaseResult.Forbidden>(await keeping.StopAsync(CaseId, StopKind.Death, "Personen er død.", Kari, null, Cancel));
        Assert.IsType<CaseResult.NotFound>(await keeping.StopAsync(CaseId, StopKind.Death, "Personen er død.", Nina, null, Cancel));
        Assert.IsType<CaseResult.Done>(await keeping.StopAsync(CaseId, StopKind.Death, "Personen er død.", Lise, null, Cancel));
        Assert.Equal([InstanceSubStatus.Cancelled], await MainFlowsAsync()); // in the transaction that stopped the case, before anything else ran
        await UntilAsync("2027-01-04 12:00");
        Assert.Equal(CaseStatus.Stopped, (await CaseAsync()).Status);
        Assert.Empty(await OpenTasksAsync());
        await UntilAsync("2027-12-31 12:00");
        Assert.Empty(await Line.NoticesAsync(CaseId));
        Assert.Null(await Store.NextDueAsync(Cancel));
    }

    private async Task<List<InstanceSubStatus>> MainFlowsAsync()
    {
        var correlation = CaseId.ToString("D");
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Instances
            .Where(row => row.CorrelationId == correlation && row.ParentId == null).Select(row => row.SubStatus).ToListAsync(Cancel);
    }
}

public sealed class StandStillOnSqlite(SqliteTestDatabase database) : StandStillSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class StandStillOnPostgres(PostgresTestDatabase database) : StandStillSuite(database), IClassFixture<PostgresTestDatabase>;
