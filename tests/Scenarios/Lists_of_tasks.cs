using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class TaskListSuite(TestDatabase database) : ProcessSuite(database)
{
    private static readonly Viewer Berit = new("berit", [UserRoles.ContactOfficer], ["bergen"]);

    [Fact]
    public async Task Pages_follow_one_another_in_order_and_the_last_one_says_so()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var all = await ListAsync(Kari, TaskList.Mine, 0, 100);
        Assert.Equal(["establish-group", "summons"], all.Lines.Select(line => line.Task.Step).Order(StringComparer.Ordinal));
        var (first, second, beyond) = (await ListAsync(Kari, TaskList.Mine, 0, 1), await ListAsync(Kari, TaskList.Mine, 1, 1), await ListAsync(Kari, TaskList.Mine, 2, 1));
        Assert.Equal(all.Lines.Select(line => line.Task.Id), [first.Lines[0].Task.Id, second.Lines[0].Task.Id]);
        Assert.Equal((true, false, false), (first.HasNext, second.HasNext, beyond.HasNext));
        Assert.Equal((2, 2, 2), (first.Total, second.Total, beyond.Total));
        Assert.Empty(beyond.Lines);
        Assert.Equal(0, first.Overdue);
        await UntilAsync("2027-02-03 12:00"); // the summons was due the day before
        Assert.Equal(1, (await ListAsync(Kari, TaskList.Mine, 0, 1)).Overdue);
    }

    [Fact]
    public async Task A_list_of_colleagues_shows_the_unit_that_has_the_case_now()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        Assert.Equal(2, (await ListAsync(Ola, TaskList.Group, 0, 100)).Total);
        Assert.Equal(0, (await ListAsync(Berit, TaskList.Group, 0, 100)).Total);
        Assert.Equal(0, (await ListAsync(Kari, TaskList.Group, 0, 100)).Total); // they are her own
        var id = Services.GetRequiredService<Database>() is SqliteDatabase ? CaseId.ToString().ToUpper(CultureInfo.InvariantCulture) : CaseId.ToString();
        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), $"update cases set unit_id = 'bergen' where id = '{id}'", Cancel);
        Assert.Equal(0, (await ListAsync(Ola, TaskList.Group, 0, 100)).Total);
        Assert.Equal(2, (await ListAsync(Berit, TaskList.Group, 0, 100)).Total);
    }

    [Fact]
    public async Task A_unit_leader_has_what_nobody_holds_the_role_for()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01", contactOfficer: null);
        Assert.Equal("name-contact-officer", Assert.Single((await ListAsync(Lise, TaskList.Mine, 0, 100)).Lines).Task.Step);
        Assert.DoesNotContain((await ListAsync(Kari, TaskList.Group, 0, 100)).Lines, line => line.Task.Step == "name-contact-officer");
    }

    private async Task<TaskPage> ListAsync(Viewer viewer, TaskList list, int skip, int take)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TaskReads>().ListAsync(viewer, list, skip, take, Cancel);
    }
}

public sealed class TaskListOnSqlite(SqliteTestDatabase database) : TaskListSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TaskListOnPostgres(PostgresTestDatabase database) : TaskListSuite(database), IClassFixture<PostgresTestDatabase>;
