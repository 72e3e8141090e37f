using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Incidents;

/// <summary>A domain change and the burst that follows are one transaction; what a failing activity had changed in the domain is dropped, the rest is kept.</summary>
public abstract class DomainChangeSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task What_a_failing_activity_had_changed_in_the_case_is_dropped_and_all_else_commits()
    {
        var caseId = await OpenAsync("17054026641");
        Failures.Fail("bad", () => new ActivityFault("test.no", "no", retryable: false));
        var flow = Flow.Chart("domain").Add("w", "Test.Wait")
            .Add("good", "Test.ChangeCase", ("municipality", "5001")).Add("bad", "Test.ChangeCase", ("municipality", "4601"))
            .Connect("w -> good", "good -> bad", "bad -> z");
        var id = await StartAsync(flow, caseId.ToString());
        await Runtime.ExecuteAsync(
            async (unit, cancellationToken) =>
            {
                var found = await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken);
                Assert.Null(found!.Home.Clarify(new DateOnly(2026, 1, 5), Entry.By("kari", unit.Now)));
                unit.Deliver(Go(id, "w"));
                return true;
            },
            Cancel);

        var stored = await CaseAsync(caseId);
        Assert.Equal("5001", stored.HomeMunicipality);
        Assert.Equal(new DateOnly(2026, 1, 5), stored.HomeClarifiedOn);
        Assert.Equal(2, stored.Version);
        Assert.Equal("w good", await PathAsync(id));
        Assert.Equal("test.no", Assert.Single(await IncidentsAsync(id)).Code);

        Failures.Heal("bad");
        await Runtime.RetryAsync(id, (await IncidentsAsync(id))[0].Id, "odd", Cancel);
        Assert.Equal("4601", (await CaseAsync(caseId)).HomeMunicipality);
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_burst_that_read_the_case_before_somebody_changed_it_runs_again()
    {
        var caseId = await OpenAsync("17054026641");
        var id = await StartAsync(Flow.Chart("race").Add("w", "Test.Wait").Add("c", "Test.ChangeCase", ("municipality", "5001")).Connect("w -> c"), caseId.ToString());
        var runs = 0;
        await Runtime.ExecuteAsync(
            async (unit, cancellationToken) =>
            {
                _ = await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken);
                if (++runs == 1)
                {
                    await ChangeElsewhereAsync(caseId);
                }

                unit.Deliver(Go(id, "w", key: "once"));
                return true;
            },
            Cancel);

        Assert.Equal(2, runs);
        var stored = await CaseAsync(caseId);
        Assert.Equal(("5001", new DateOnly(2026, 1, 6), 3L), (stored.HomeMunicipality, stored.HomeClarifiedOn, stored.Version));
        Assert.Equal("w c", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddScoped<CaseStore>();
        services.AddActivity<ChangeCaseActivity>();
    }

    private Task<bool> ChangeElsewhereAsync(Guid caseId) => Runtime.ExecuteAsync(
        async (unit, cancellationToken) =>
        {
            var found = await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken);
            Assert.Null(found!.Home.Clarify(new DateOnly(2026, 1, 6), Entry.By("ola", unit.Now)));
            return true;
        },
        Cancel);

    private Task<Case> CaseAsync(Guid caseId) => ReadAsync(context => context.Set<Case>().AsNoTracking().SingleAsync(row => row.Id == caseId, Cancel));

    // One case a test: the person's number is free again when the earlier one has ended.
    private async Task<Guid> OpenAsync(string number)
    {
        var caseId = Services.GetRequiredService<IdSource>().New();
        await Runtime.ExecuteAsync(
            async (unit, cancellationToken) =>
            {
                var context = unit.Services.GetRequiredService<CaseDbContext>();
                var person = await context.Set<Person>().SingleOrDefaultAsync(row => row.NationalNumber == number, cancellationToken);
                if (person is null)
                {
                    var entry = Person.Enter(Services.GetRequiredService<IdSource>().New(), new NewPerson { NationalNumber = number, GivenName = "Test", FamilyName = "Testesen" }, unit.Now);
                    person = Assert.IsType<PersonEntry.Entered>(entry).Person;
                    context.Add(person);
                }

                foreach (var earlier in await context.Set<Case>().Where(row => row.PersonId == person.Id && row.Status == CaseStatus.Open).ToListAsync(cancellationToken))
                {
                    Assert.Null(earlier.Stop("next test", Entry.By("kari", unit.Now)));
                }

                return person.Id;
            },
            Cancel);
        await Runtime.ExecuteAsync(
            async (unit, cancellationToken) =>
            {
                var context = unit.Services.GetRequiredService<CaseDbContext>();
                var person = await context.Set<Person>().SingleAsync(row => row.NationalNumber == number, cancellationToken);
                var start = new CaseStart { PersonId = person.Id, UnitId = "unit-1", StartDate = new DateOnly(2027, 2, 1) };
                context.Add(Assert.IsType<CaseOpening.Opened>(Case.Open(caseId, start, Entry.By("kari", unit.Now))).Case);
                return true;
            },
            Cancel);
        return caseId;
    }
}

public sealed class DomainChangesOnSqlite(SqliteTestDatabase database) : DomainChangeSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class DomainChangesOnPostgres(PostgresTestDatabase database) : DomainChangeSuite(database), IClassFixture<PostgresTestDatabase>;

/// <summary>Changes the case first and fails then, if it is told to fail.</summary>
internal sealed class ChangeCaseActivity : CodeActivity
{
    private static readonly Input<string> Municipality = new("Municipality");

    public override ActivityDescriptor Descriptor { get; } = new() { TypeName = "Test.ChangeCase", DisplayName = "Change", Category = "Test", Inputs = [Municipality] };

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var found = await context.Services.GetRequiredService<CaseStore>().LoadAsync(Guid.Parse(context.CorrelationId!), cancellationToken);
        Assert.Null(found!.Home.SetMunicipality(context.Get(Municipality)!, new Entry(Actor.Process, context.Now)));
        context.Services.GetRequiredService<Failures>().Pass(context.Node.Id);
    }
}
