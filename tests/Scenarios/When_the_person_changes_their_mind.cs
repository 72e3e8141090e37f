using ProcessAutomation.Domain.Cases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class ChangeOfMindSuite(TestDatabase database) : LifeSuite(database)
{
    private Held Now => new(Today, "kari");

    [Fact]
    [Shows("3 refused, later given: 4 asks the group from then on; 5 to 8 to the end")]
    public async Task Consent_refused_and_given_before_the_plan_lets_the_group_give_input()
    {
        ConsentAnswer = "refused";
        Undone.UnionWith(["internal-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        Assert.Equal(["internal-input contact-officer"], await OpenTasksAsync());
        Assert.Empty((await CaseAsync()).Sharing.All);
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, Now, "Hvem som ser kartet, og at samtykket kan trekkes.", Kari, null, Cancel));
        Assert.Equal(["book-group-meeting contact-officer", "give-input member:health", "give-input member:municipality", "give-input member:nav"], await OpenTasksAsync());
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.StartsWith("2027-02-09 input-requested member", StringComparison.Ordinal)));
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal(1, (await CaseAsync()).Proposals.All[0].MemberNumber);
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 withdrawn in the middle of 4: sharing stops, the group is told, its tasks are withdrawn; the plan is made inside; to the end")]
    public async Task Consent_withdrawn_in_the_middle_of_input_takes_the_tasks_back()
    {
        Undone.UnionWith(["give-input", "internal-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await DoneAsync(Keeping.WithdrawConsentAsync(CaseId, Now, Kari, null, Cancel));
        Assert.Equal(["internal-input contact-officer"], await OpenTasksAsync());
        Assert.All(await AllTasksAsync("give-input"), task => Assert.EndsWith("Cancelled", task, StringComparison.Ordinal));
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.StartsWith("2027-02-09 sharing-stopped member", StringComparison.Ordinal)));
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        var notices = await Line.NoticesAsync(CaseId);
        Assert.DoesNotContain(notices, notice => notice.Contains("plan-informed", StringComparison.Ordinal));
        Assert.DoesNotContain(notices, notice => notice.Contains("reminder user nina", StringComparison.Ordinal)); // nobody is reminded of what they may not do
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 refused: 4 and 5 inside the service, nothing shared; duty to notify all the same; to the end")]
    public async Task Consent_refused_goes_to_the_end_and_nothing_is_shared()
    {
        ConsentAnswer = "refused";
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-09-10 12:00");
        Assert.Empty((await CaseAsync()).Sharing.All);
        Assert.Empty(await AllTasksAsync("give-input"));
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.Contains("input-requested", StringComparison.Ordinal) || notice.Contains("plan-informed", StringComparison.Ordinal));
        Assert.Equal(4, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains("duty-release-date", StringComparison.Ordinal)));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("2: the person declines the talk: the leader is told, it is offered again; plan and handover do not wait for it; to the end")]
    public async Task A_person_who_declines_the_talk_is_offered_it_again_and_nobody_forgets_the_release()
    {
        Instead["needs-talk"] = (_, today) => new() { ["heldOn"] = $"{today:yyyy-MM-dd}", ["heldBy"] = "kari", ["done"] = "declined", ["nextMeeting"] = $"{today.AddDays(7):yyyy-MM-dd}T10:00" };
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-20 12:00");
        Assert.Contains("2027-02-08 needs-talk-declined user lise", await Line.NoticesAsync(CaseId));
        Assert.True((await AllTasksAsync("needs-talk")).Length > 2);
        Assert.Empty((await CaseAsync()).Sharing.All);
        Assert.NotNull((await CaseAsync()).Plan.AgreedOn);
        Instead.Clear(); // and then they talk after all
        await GoOnAsync("2027-09-10 12:00");
        Assert.NotNull((await CaseAsync()).NeedsTalkHeldOn);
        Assert.Equal(3, (await AllTasksAsync("give-input")).Length); // and then the group is asked after all, once
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains(" input-requested member ", StringComparison.Ordinal)));
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains(" plan-informed member ", StringComparison.Ordinal)));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("2: holding the talk is mandatory, sharing is voluntary: a person who shares nothing; a plan without measures; to the end")]
    public async Task A_person_who_shares_nothing_gets_an_empty_plan_and_is_followed_to_the_end()
    {
        ConsentAnswer = "refused";
        Instead["arrival"] = (_, today) => { var answers = Given.Arrival($"{today:yyyy-MM-dd}", $"{today.AddDays(2):yyyy-MM-dd}T10:00"); answers.Remove("acuteNeeds"); return answers; };
        Instead["needs-talk"] = (_, today) => { var answers = Given.NeedsTalk($"{today:yyyy-MM-dd}"); answers.Remove("needs"); return answers; };
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-09-10 12:00");
        var subject = await CaseAsync();
        Assert.Empty(subject.Needs.All);
        Assert.Empty(subject.Measures.All);
        Assert.NotNull(subject.Plan.AgreedOn);
        await AssertEndedAsync(CaseStatus.Closed);
    }
}

public sealed class ChangeOfMindOnSqlite(SqliteTestDatabase database) : ChangeOfMindSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ChangeOfMindOnPostgres(PostgresTestDatabase database) : ChangeOfMindSuite(database), IClassFixture<PostgresTestDatabase>;
