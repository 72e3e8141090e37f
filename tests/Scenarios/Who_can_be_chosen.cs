using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>A country with more people than a list holds: those near the case are offered whatever they are called, and an answer is held against the directory.</summary>
public abstract class PeopleToChooseSuite(TestDatabase database) : ProcessSuite(database)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        context.Add(new Unit("region", "Region øst", UnitKind.Region, null, null));
        context.Add(new Unit("ila", "Ila fengsel", UnitKind.Prison, "region", null));
        context.Add(new Unit("eidsberg", "Eidsberg fengsel", UnitKind.Prison, "region", null));
        context.Add(new UserAccount("aase", "Åse Nordmann", [UserRoles.ContactOfficer], "ila", null, null));
        context.Add(new UserAccount("yngve", "Yngve Nordmann", [UserRoles.EnvironmentWorker], "eidsberg", null, null));
        context.Add(new UserAccount("zoe", "Zoe Nordmann", [UserRoles.ContactOfficer], "bergen", null, null));
        context.Add(new UserAccount("eva", "Eva Nordmann", [UserRoles.ProcessOwner], "ila", null, null));
        context.Add(new UserAccount("oeyvind", "Øyvind Nordmann", [UserRoles.GroupMember], null, null, null));
        foreach (var number in Enumerable.Range(0, 600))
        {
            context.Add(new UserAccount($"b{number}", $"Anne {number:000}", [UserRoles.ContactOfficer], "bergen", null, null));
            context.Add(new UserAccount($"m{number}", $"Berit {number:000}", [UserRoles.GroupMember], null, null, null));
        }

        await context.SaveChangesAsync(Cancel);
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Persistence.Databases.Database>(), "update cases set unit_id = 'ila' where id is not null", Cancel);
    }

    [Fact]
    public async Task The_people_of_the_case_are_offered_and_a_name_beyond_the_list_is_taken_if_the_directory_has_it()
    {
        var task = (await TaskAsync(Kari, "establish-group")).Id;
        var members = await ChoicesAsync(Kari, task, "members", "userId");
        Assert.Equal(500, members.Count(id => id.StartsWith('m')));
        Assert.DoesNotContain("oeyvind", members);
        foreach (var userId in new[] { "nobody", "eva" }) // there is none, and one who is neither staff nor of another service
        {
            var refused = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "establish-group", Group(userId)));
            Assert.Equal("answer.not-a-choice", Assert.Single(refused.Refusals).Code);
        }

        await CompleteAsync(Kari, "establish-group", Group("oeyvind"));
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await UntilAsync("2027-03-02 10:00");
        var arrival = (await TaskAsync(Kari, "arrival")).Id;
        var offered = await ChoicesAsync(Kari, arrival, null, "heldBy");
        Assert.Equal("aase", offered[0]); // of the case's unit
        Assert.Contains("yngve", offered); // of its region
        Assert.Contains("kari", offered); // holds a role in it
        Assert.DoesNotContain("zoe", offered);
        Assert.DoesNotContain("eva", offered);
        Assert.DoesNotContain("oeyvind", offered);
        Assert.Equal(offered.Length, offered.Distinct().Count());

        var answers = Given.Arrival("2027-03-02", "2027-03-08T10:00");
        answers["heldBy"] = "oeyvind";
        Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "arrival", answers));
        answers["heldBy"] = "zoe";
        await CompleteAsync(Kari, "arrival", answers);
    }

    [Fact]
    public async Task A_task_can_go_to_whoever_may_do_it_and_to_nobody_else()
    {
        var task = (await TaskAsync(Kari, "summons")).Id;
        await using var scope = Services.CreateAsyncScope();
        var takers = await scope.ServiceProvider.GetRequiredService<TaskTakers>().OfAsync(task, Kari, Cancel);
        Assert.Equal(["aase", "kari"], takers.Select(user => user.Id).Order(StringComparer.Ordinal));
        var receivers = await scope.ServiceProvider.GetRequiredService<TaskReceivers>().OfAsync(new Viewer("leader", [UserRoles.UnitLeader], ["bergen", "ila"]), Cancel);
        Assert.Equal(602, receivers.Length);
    }

    private static JsonObject Group(string userId)
    {
        var answers = Given.Group("2027-01-04");
        answers["members"]![0]!["userId"] = userId;
        return answers;
    }

    private async Task<string[]> ChoicesAsync(Viewer viewer, Guid task, string? rows, string field)
    {
        await using var scope = Services.CreateAsyncScope();
        var view = (await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync(task, viewer, Cancel))!;
        var fields = rows is null ? view.Form.Fields : view.Form.Fields.Single(one => one.Name == rows).Columns;
        return [.. fields.Single(one => one.Name == field).Choices.Select(choice => choice.Value)];
    }
}

public sealed class PeopleToChooseOnSqlite(SqliteTestDatabase database) : PeopleToChooseSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class PeopleToChooseOnPostgres(PostgresTestDatabase database) : PeopleToChooseSuite(database), IClassFixture<PostgresTestDatabase>;
