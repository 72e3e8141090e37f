using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class NewSentenceSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("a person comes back with a new sentence: a case of its own, from 0.1, the same person, nothing of the old one shared or open")]
    public async Task The_same_person_gets_a_new_case_and_goes_the_whole_way_again()
    {
        await OpenCaseAsync("2027-02-08", "2027-05-03");
        await GoOnAsync("2027-05-10 12:00");
        var (first, person) = (CaseId, (await CaseAsync()).PersonId);
        Assert.Equal(CaseStatus.Closed, (await CaseAsync()).Status);
        await UntilAsync("2027-10-04 09:00");
        await OpenCaseAsync("2027-11-08", "2028-03-06");
        Assert.NotEqual(first, CaseId);
        Assert.Equal(person, (await CaseAsync()).PersonId);
        Assert.Empty((await CaseAsync()).Needs.All);
        await GoOnAsync("2028-03-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        Assert.Equal(1, await database.Set<Person>().CountAsync(Cancel));
        Assert.Equal(2, await database.Set<Case>().CountAsync(Cancel));
    }
}

public sealed class NewSentenceOnSqlite(SqliteTestDatabase database) : NewSentenceSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class NewSentenceOnPostgres(PostgresTestDatabase database) : NewSentenceSuite(database), IClassFixture<PostgresTestDatabase>;
