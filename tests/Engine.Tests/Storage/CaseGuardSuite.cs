using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class CaseGuardSuite(TestDatabase database) : EngineSuite(database)
{
    [Fact]
    public async Task Domain_and_engine_rows_commit_together()
    {
        var caseId = await OpenAsync();
        await using var session = await Store.OpenAsync(Cancel);
        var found = await LoadAsync(session, caseId);
        Assert.False(session.DomainTouched);
        Assert.Null(found.Pause("waits", By("kari")));
        Assert.True(session.DomainTouched);
        var instance = Instance();

        Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(new BurstCommit { Instance = instance, At = Noon }, Cancel));
        Assert.Equal((CaseStatus.Paused, 2L), await StateAsync(caseId));
        Assert.NotNull(await Store.ReadAsync(instance.Id));
    }

    [Fact]
    public async Task A_case_changed_since_it_was_read_refuses_the_whole_unit_of_work()
    {
        var caseId = await OpenAsync();
        await using var first = await Store.OpenAsync(Cancel);
        await using var second = await Store.OpenAsync(Cancel);
        Assert.Null((await LoadAsync(first, caseId)).Pause("first", By("kari")));
        Assert.Null((await LoadAsync(second, caseId)).Stop("second", By("ola")));
        var instance = Instance();

        Assert.IsType<CommitOutcome.Committed>(await first.CommitAsync(new BurstCommit { At = Noon }, Cancel));
        Assert.IsType<CommitOutcome.StaleCase>(await second.CommitAsync(new BurstCommit { Instance = instance, At = Noon }, Cancel));
        Assert.Equal((CaseStatus.Paused, 2L), await StateAsync(caseId));
        Assert.Null(await Store.ReadAsync(instance.Id));
    }

    [Fact]
    public async Task A_change_in_a_part_of_the_case_counts_as_a_change_of_the_case()
    {
        var caseId = await OpenAsync();
        await using var first = await Store.OpenAsync(Cancel);
        await using var second = await Store.OpenAsync(Cancel);
        Assert.Null((await LoadAsync(first, caseId)).Roles.Name(CaseRoles.ContactOfficer, "kari", By("lise").Today, By("lise")));
        Assert.Null((await LoadAsync(second, caseId)).Roles.Name(CaseRoles.EnvironmentWorker, "mona", By("lise").Today, By("lise")));

        Assert.IsType<CommitOutcome.Committed>(await first.CommitAsync(new BurstCommit { At = Noon }, Cancel));
        Assert.IsType<CommitOutcome.StaleCase>(await second.CommitAsync(new BurstCommit { At = Noon }, Cancel));
        Assert.Equal(2, (await StateAsync(caseId)).Version);
    }

    [Fact]
    public async Task A_stale_instance_takes_the_domain_back_too()
    {
        var caseId = await OpenAsync();
        var instance = Instance();
        await Store.WriteAsync(new BurstCommit { Instance = instance, At = Noon });
        await using var session = await Store.OpenAsync(Cancel);
        Assert.Null((await LoadAsync(session, caseId)).Pause("waits", By("kari")));

        Assert.IsType<CommitOutcome.StaleInstance>(await session.CommitAsync(new BurstCommit { Instance = Instance(instance.Id, revision: 7), At = Noon }, Cancel));
        Assert.Equal((CaseStatus.Open, 1L), await StateAsync(caseId));
    }

    [Fact]
    public async Task What_was_decided_from_a_case_that_is_not_tracked_can_be_guarded_too()
    {
        var caseId = await OpenAsync();
        await using var stale = await Store.OpenAsync(Cancel);
        stale.Services.GetRequiredService<CaseDbContext>().Guard(caseId, 1);
        await using (var session = await Store.OpenAsync(Cancel))
        {
            session.Services.GetRequiredService<CaseDbContext>().Guard(caseId, 1);
            Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(new BurstCommit { Tasks = [TaskOf()], At = Noon }, Cancel));
        }

        Assert.IsType<CommitOutcome.StaleCase>(await stale.CommitAsync(new BurstCommit { Tasks = [TaskOf()], At = Noon }, Cancel));
        Assert.Equal(2, (await StateAsync(caseId)).Version);
    }

    [Fact]
    public async Task A_domain_row_the_database_refuses_is_poison_and_leaves_nothing()
    {
        await OpenAsync();
        await using var session = await Store.OpenAsync(Cancel);
        session.Services.GetRequiredService<CaseDbContext>().Add(NewPerson());
        var instance = Instance();

        Assert.IsType<CommitOutcome.Poison>(await session.CommitAsync(new BurstCommit { Instance = instance, At = Noon }, Cancel));
        Assert.Null(await Store.ReadAsync(instance.Id));
    }

    [Fact]
    public async Task Nobody_saves_the_domain_but_the_commit_and_it_commits_once()
    {
        await using var session = await Store.OpenAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Services.GetRequiredService<CaseDbContext>().SaveChangesAsync(Cancel));
        await session.CommitAsync(new BurstCommit { At = Noon }, Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.CommitAsync(new BurstCommit { At = Noon }, Cancel).AsTask());
    }

    protected override void Configure(IServiceCollection services) => services.AddScoped<CaseStore>();

    private static Entry By(string user) => Entry.By(user, Noon);

    private static Person NewPerson()
    {
        var entry = Person.Enter(StoredThings.Ids.New(), new NewPerson { NationalNumber = "17054026641", GivenName = "Test", FamilyName = "Testesen" }, Noon);
        return Assert.IsType<PersonEntry.Entered>(entry).Person;
    }

    private static async Task<Case> LoadAsync(IEngineSession session, Guid caseId) =>
        await session.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, Cancel) ?? throw new InvalidOperationException("The case is gone.");

    private async Task<Guid> OpenAsync()
    {
        var person = NewPerson();
        var start = new CaseStart { PersonId = person.Id, UnitId = "unit-1", StartDate = new DateOnly(2027, 2, 1) };
        var opened = Assert.IsType<CaseOpening.Opened>(Case.Open(StoredThings.Ids.New(), start, By("kari"))).Case;
        await using var session = await Store.OpenAsync(Cancel);
        var context = session.Services.GetRequiredService<CaseDbContext>();
        context.Add(person);
        context.Add(opened);
        context.Guard(opened.Id, opened.Version); // does no harm to a case that is new
        Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(new BurstCommit { At = Noon }, Cancel));
        return opened.Id;
    }

    private async Task<(CaseStatus Status, long Version)> StateAsync(Guid caseId)
    {
        await using var scope = Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Case>().AsNoTracking().SingleAsync(row => row.Id == caseId, Cancel);
        return (found.Status, found.Version);
    }
}

public sealed class CaseGuardOnSqlite(SqliteTestDatabase database) : CaseGuardSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class CaseGuardOnPostgres(PostgresTestDatabase database) : CaseGuardSuite(database), IClassFixture<PostgresTestDatabase>;
