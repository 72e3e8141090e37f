using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class GrowingGroupSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("4: who joins the group while it gives input sees the needs, is asked too with five working days of their own, reminded and escalated; the round waits; to the end")]
    public async Task A_member_who_joins_the_round_of_input_is_asked_with_days_of_their_own()
    {
        Undone.UnionWith(["give-input", "close-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01"); // the talk is held the same day
        await GoOnAsync("2027-02-11 12:00");
        await JoinAsync(CaseRoles.Housing, "hus");
        Assert.Equal("2027-02-18", await DueOfAsync(CaseRoles.Housing)); // five working days from the day they were asked
        Assert.Equal("2027-02-15", await DueOfAsync(CaseRoles.Nav)); // the others' stands
        Assert.True((await CaseAsync()).Sharing.IsSharedWith(4));
        Assert.Contains("2027-02-11 input-requested member 4", await Line.NoticesAsync(CaseId));
        Assert.Single(await Line.NoticesAsync(CaseId), notice => notice.EndsWith("input-requested member 1", StringComparison.Ordinal));

        // The others answer; the round waits for the newcomer, who is reminded and escalated by the newcomer's own day.
        foreach (var (viewer, _) in new[] { (Nina, 1), (Knut, 2), (Hanne, 3) })
            await CompleteAsync(viewer, "give-input", Given.NothingToOffer());
        Assert.Contains("give-input member:housing", await OpenTasksAsync());
        await GoOnAsync("2027-02-20 12:00");
        Assert.Contains("2027-02-16 reminder user hus", await Line.NoticesAsync(CaseId));
        Assert.Contains("2027-02-19 escalation user lise", await Line.NoticesAsync(CaseId));
        Assert.Contains("close-input contact-officer", await OpenTasksAsync());
        Undone.Clear();
        Undone.UnionWith(["give-input"]);
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4: who join one after the other are each asked once, a second holder of a role that has been asked too; after the round nobody is")]
    public async Task Each_new_member_is_asked_once_and_nobody_after_the_round()
    {
        Undone.UnionWith(["give-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await JoinAsync(CaseRoles.Housing, "hus");
        await JoinAsync(CaseRoles.School, "skole");
        await JoinAsync(CaseRoles.Nav, "nav2");
        Assert.Equal(["health", "housing", "municipality", "nav", "nav", "school"], (await AllTasksAsync("give-input")).Select(task => task.Split(':')[1].Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.True((await CaseAsync()).Sharing.IsSharedWith(6)); // and sees what the role is asked about
        Undone.Clear();
        Instead["give-input"] = (_, _) => Given.NothingToOffer();
        await GoOnAsync("2027-02-20 12:00");
        Assert.NotNull((await CaseAsync()).Plan.AgreedOn);
        await JoinAsync(CaseRoles.Voluntary, "frivillig");
        Assert.Equal(6, (await AllTasksAsync("give-input")).Length);
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4 without consent: who joins is asked nothing and sees nothing")]
    public async Task Without_consent_a_new_member_is_asked_nothing()
    {
        ConsentAnswer = "refused";
        Undone.UnionWith(["internal-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await JoinAsync(CaseRoles.Housing, "hus");
        Assert.Equal(["internal-input contact-officer"], await OpenTasksAsync());
        Assert.Empty((await CaseAsync()).Sharing.All);
    }

    [Fact]
    [Shows("4 to 6: who joins when the map has been shared sees it at once, and is told so; nobody is told twice; what is withdrawn is shared with nobody new")]
    public async Task Who_joins_after_the_round_sees_the_needs_map_and_is_told()
    {
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        Assert.NotNull((await CaseAsync()).Plan.AgreedOn);
        await JoinAsync(CaseRoles.Housing, "hus");
        Assert.True((await CaseAsync()).Sharing.IsSharedWith(4));
        Assert.Equal(["2027-03-01 group-invitation member 4", "2027-03-01 needs-shared member 4"], (await Line.NoticesAsync(CaseId)).Where(notice => notice.EndsWith("member 4", StringComparison.Ordinal)));
        await DoneAsync(Keeping.ShareNeedsMapAsync(CaseId, [], Kari, null, Cancel));
        Assert.Single((await CaseAsync()).Sharing.All, sharing => sharing.MemberNumber == 4);
        await DoneAsync(Keeping.WithdrawConsentAsync(CaseId, new Held(Today, "kari"), Kari, null, Cancel));
        await JoinAsync(CaseRoles.School, "skole");
        Assert.DoesNotContain((await CaseAsync()).Sharing.All, sharing => sharing.MemberNumber == 5);
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.EndsWith("needs-shared member 5", StringComparison.Ordinal));
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4: who joins before the map is shared sees it with the others; in the round a second holder of a role is asked, and told by that; whoever cannot sign in is told that they see it")]
    public async Task Before_the_map_is_shared_nobody_sees_it_and_in_the_round_nobody_is_told_twice()
    {
        Undone.UnionWith(["consent", "give-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await JoinAsync(CaseRoles.Housing, "hus");
        Assert.Empty((await CaseAsync()).Sharing.All);
        Undone.Remove("consent");
        await GoOnAsync("2027-02-10 12:00");
        await JoinAsync(CaseRoles.School, "skole");
        await JoinAsync(CaseRoles.Nav, "nav2");
        await DoneAsync(Services.GetRequiredService<CaseRoleDesk>().AddMemberAsync(CaseId, new NewMember { Role = CaseRoles.School, Channel = ContactChannel.Email, Name = "Rektor", Email = "rektor@example.org" }, Kari, null, Cancel));
        Assert.All(Enumerable.Range(1, 7), member => Assert.True(CaseAsync().Result.Sharing.IsSharedWith(member)));
        Assert.Equal(["2027-02-10 needs-shared member 7"], (await Line.NoticesAsync(CaseId)).Where(notice => notice.Contains("needs-shared", StringComparison.Ordinal)));
        Assert.Contains("2027-02-10 input-requested member 5", await Line.NoticesAsync(CaseId));
        Assert.Contains("2027-02-10 input-requested member 6", await Line.NoticesAsync(CaseId));
    }

    [Fact]
    [Shows("4: every member of a role that several have gives input, is reminded and waited for; what the contact officer enters for one is that one's; to the end")]
    public async Task Members_who_share_a_role_are_each_asked_and_each_waited_for()
    {
        Undone.UnionWith(["establish-group", "give-input", "close-input"]);
        await KnowAsync("nav2");
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await UntilAsync("2027-01-05 09:00");
        var group = Given.Group("2027-01-05");
        group["members"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["role"] = CaseRoles.Nav, ["channel"] = "inbox", ["userId"] = "nav2" });
        await CompleteAsync(Kari, "establish-group", group);
        await GoOnAsync("2027-02-09 12:00");
        Assert.Equal(["give-input member:health", "give-input member:municipality", "give-input member:nav", "give-input member:nav"], (await OpenTasksAsync()).Where(task => task.StartsWith("give-input", StringComparison.Ordinal)));
        var nav2 = new Viewer("nav2", [UserRoles.GroupMember], []);
        await CompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-02-22", 2)); // each sees one
        Assert.Equal("give-input", (await TaskAsync(nav2, "give-input")).Step);
        foreach (var viewer in new[] { Knut, Hanne })
            await CompleteAsync(viewer, "give-input", Given.NothingToOffer());
        Assert.Null((await CaseAsync()).InputClosedOn);
        await GoOnAsync("2027-02-16 12:00");
        Assert.Contains("2027-02-11 reminder user nav2", await Line.NoticesAsync(CaseId));
        Assert.DoesNotContain("2027-02-11 reminder user nina", await Line.NoticesAsync(CaseId));
        Assert.Contains("close-input contact-officer", await OpenTasksAsync());

        // By telephone: the contact officer enters what the silent one says.
        var task = await TaskAsync(nav2, "give-input");
        Assert.IsType<TaskResult.Done>(await Services.GetRequiredService<TaskDesk>().CompleteAsync(new TaskCompletion { TaskId = task.Id, Viewer = Kari, Version = task.Version, Answers = Given.Input("Lønnstilskudd", "2027-03-01", 2) }, Cancel));
        Undone.Clear();
        Undone.Add("log"); // two deliver
        await GoOnAsync("2027-02-17 12:00");
        Assert.Equal([1, 4], (await CaseAsync()).Proposals.All.Select(proposal => proposal.MemberNumber!.Value));
        Assert.NotNull((await CaseAsync()).InputClosedOn);
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4: a second holder joins a role that is being asked: the first keeps a task alone, and one who leaves the role to the other is not waited for")]
    public async Task A_second_holder_of_a_role_takes_nothing_from_the_first()
    {
        Undone.UnionWith(["give-input"]);
        await KnowAsync("nav2");
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await JoinAsync(CaseRoles.Nav, "nav2");
        var nav2 = new Viewer("nav2", [UserRoles.GroupMember], []);
        var (first, second) = (await TaskAsync(Nina, "give-input"), await TaskAsync(nav2, "give-input"));
        Assert.Equal(("nina", "nav2"), (first.Assignee, second.Assignee));
        await CompleteAsync(nav2, "give-input", Given.NothingToOffer());
        var desk = Services.GetRequiredService<CaseRoleDesk>();
        await DoneAsync(desk.ReplaceAsync(CaseId, CaseRoles.Nav, "nav2", Today, Kari, null, Cancel));
        await DoneAsync(desk.RemoveMemberAsync(CaseId, 1, Kari, null, Cancel));
        foreach (var viewer in new[] { Knut, Hanne })
            await CompleteAsync(viewer, "give-input", Given.NothingToOffer());
        Assert.NotNull((await CaseAsync()).InputClosedOn);
    }

    private async Task KnowAsync(string user)
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        database.Add(new Domain.Units.UserAccount(user, "Navn Nordmann", [UserRoles.GroupMember], null, null, $"{user}@example.org"));
        await database.SaveChangesAsync(Cancel);
    }

    private Task JoinAsync(string role, string user) =>
        DoneAsync(Services.GetRequiredService<CaseRoleDesk>().AddMemberAsync(CaseId, new NewMember { Role = role, Channel = ContactChannel.Inbox, UserId = user }, Kari, null, Cancel));

    private async Task<string> DueOfAsync(string role)
    {
        await using var scope = Services.CreateAsyncScope();
        var task = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.SingleAsync(row => row.CaseId == CaseId && row.Step == "give-input" && row.Role == role, Cancel);
        return Domain.Calendar.NorwegianTime.DateOf(task.DueAt!.Value.AddSeconds(-1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }
}

public sealed class GrowingGroupOnSqlite(SqliteTestDatabase database) : GrowingGroupSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class GrowingGroupOnPostgres(PostgresTestDatabase database) : GrowingGroupSuite(database), IClassFixture<PostgresTestDatabase>;
