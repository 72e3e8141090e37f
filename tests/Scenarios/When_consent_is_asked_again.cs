using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class AskedAgainSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("3 refused, and yes in a later talk (6.1): the map is shared, 4 asks the group with five working days from the yes, the person chooses (5); to the end")]
    public async Task A_yes_in_a_later_talk_asks_the_group_as_a_yes_at_once_would_have()
    {
        ConsentAnswer = "refused";
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-20 12:00"); // the plan is made inside
        Assert.Empty((await CaseAsync()).Sharing.All);
        Assert.True((await CaseAsync()).Consent.IsToBeAskedAgain);
        var before = (await CaseAsync()).Plan.Versions.Count;

        Undone.UnionWith(["give-input"]);
        Instead["progress-talk"] = (_, today) => Talk(today, "given");
        await GoOnAsync("2027-02-26 12:00");
        Instead.Clear();
        var yes = (await CaseAsync()).Consent.Current!;
        Assert.Equal(Domain.Consents.ConsentAnswer.Given, yes.Answer);
        Assert.False((await CaseAsync()).Consent.IsToBeAskedAgain);
        var asked = await AllTasksAsync("give-input");
        Assert.Equal([$"{yes.DecidedOn:yyyy-MM-dd} give-input member:health Open", $"{yes.DecidedOn:yyyy-MM-dd} give-input member:municipality Open", $"{yes.DecidedOn:yyyy-MM-dd} give-input member:nav Open"], asked.Order(StringComparer.Ordinal));
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.StartsWith($"{yes.DecidedOn:yyyy-MM-dd} input-requested member", StringComparison.Ordinal)));
        await using (var scope = Services.CreateAsyncScope())
            Assert.All(await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.Where(task => task.CaseId == CaseId && task.Step == "give-input").ToListAsync(Cancel), task => Assert.Equal("5 virkedager etter svaret om samtykke", task.DeadlineText));

        Undone.Clear();
        Instead["revise-plan"] = (subject, today) => Revision(today, [.. subject.Proposals.All.Where(proposal => proposal.MemberNumber is not null).Select(proposal => proposal.Number)]);
        Instead["give-input"] = (subject, today) => Given.Input($"Jobbkurs {subject.Proposals.All.Count}", $"{today.AddDays(7):yyyy-MM-dd}", 2);
        await GoOnAsync("2027-03-01 12:00");
        var subject = await CaseAsync();
        Assert.Single(await AllTasksAsync("revise-plan"), task => task.EndsWith("Completed", StringComparison.Ordinal));
        Assert.Equal(before + 1, subject.Plan.Versions.Count);
        Assert.Equal(3, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains(" plan-informed member ", StringComparison.Ordinal)));
        Assert.Equal([1, 2, 3], subject.Measures.All.Where(measure => measure.DelivererNumber is not null).Select(measure => measure.DelivererNumber!.Value).Order());
        Instead.Clear();
        Undone.UnionWith(["log"]); // three deliver now
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 not decided, plan made inside, yes in needs talk part 2 (5): the plan stands, the group is asked, the person may choose none of it; to the end")]
    public async Task A_person_who_wants_to_think_about_it_is_asked_in_the_next_talk()
    {
        ConsentAnswer = "undecided";
        Instead["agree-plan"] = (subject, today) =>
        {
            var answers = Given.Plan($"{today:yyyy-MM-dd}", $"{today.AddDays(10):yyyy-MM-dd}T10:00", [.. subject.Proposals.All.Select(proposal => proposal.Number)]);
            return Consenting(answers, "given");
        };
        Instead["give-input"] = (subject, today) => Given.Input($"Jobbkurs {subject.Proposals.All.Count}", $"{today.AddDays(7):yyyy-MM-dd}", 2);
        Instead["revise-plan"] = (_, today) => Revision(today);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-20 12:00");
        var subject = await CaseAsync();
        Assert.Equal([Domain.Consents.ConsentAnswer.Undecided, Domain.Consents.ConsentAnswer.Given], subject.Consent.All.Select(decision => decision.Answer));
        Assert.Equal(3, subject.Sharing.All.Count(sharing => sharing.Matter == SharedMatter.NeedsMap));
        Assert.Equal(3, (await AllTasksAsync("give-input")).Length);
        Assert.Single(subject.Plan.Versions); // nothing was chosen
        Assert.Single(await AllTasksAsync("revise-plan"));
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 asked again and again, always no: each answer is kept with its day; nothing is shared; to the end")]
    public async Task A_no_that_is_said_again_is_kept_and_changes_nothing()
    {
        ConsentAnswer = "refused";
        Instead["progress-talk"] = (_, today) => Talk(today, "refused");
        await OpenCaseAsync("2027-02-08", "2027-06-01");
        await GoOnAsync("2027-06-10 12:00");
        var subject = await CaseAsync();
        Assert.True(subject.Consent.All.Count > 4);
        Assert.All(subject.Consent.All, decision => Assert.Equal(Domain.Consents.ConsentAnswer.Refused, decision.Answer));
        Assert.Equal(subject.Consent.All.Count, subject.Consent.All.Select(decision => decision.DecidedOn).Distinct().Count());
        Assert.Empty(subject.Sharing.All);
        Assert.Empty(await AllTasksAsync("give-input"));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 given late and withdrawn while the group is asked: sharing stops, its tasks are withdrawn; given once more: asked once more; to the end")]
    public async Task A_late_yes_withdrawn_and_given_once_more()
    {
        ConsentAnswer = "refused";
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-20 12:00");
        Undone.UnionWith(["give-input"]);
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, new Held(Today, "kari"), "Hvem som ser kartet.", Kari, null, Cancel));
        Assert.Equal(3, (await OpenTasksAsync()).Count(task => task.StartsWith("give-input", StringComparison.Ordinal)));
        await DoneAsync(Keeping.WithdrawConsentAsync(CaseId, new Held(Today, "kari"), Kari, null, Cancel));
        Assert.DoesNotContain(await OpenTasksAsync(), task => task.StartsWith("give-input", StringComparison.Ordinal) || task.StartsWith("revise", StringComparison.Ordinal));
        Assert.NotNull((await CaseAsync()).InputClosedOn);
        await GoOnAsync("2027-02-22 12:00");
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, new Held(Today, "kari"), "Hvem som ser kartet.", Kari, null, Cancel));
        Assert.Equal(3, (await OpenTasksAsync()).Count(task => task.StartsWith("give-input", StringComparison.Ordinal)));
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 given between input and plan: needs talk part 2 waits for the group's input, and nobody is asked about the plan twice")]
    public async Task A_yes_before_the_plan_is_made_lets_the_plan_wait_for_the_group()
    {
        ConsentAnswer = "refused";
        Undone.UnionWith(["agree-plan", "give-input"]);
        Instead["give-input"] = (subject, today) => Given.Input($"Jobbkurs {subject.Proposals.All.Count}", $"{today.AddDays(7):yyyy-MM-dd}", 2);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-12 12:00");
        Assert.Equal(["agree-plan contact-officer"], await OpenTasksAsync());
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, new Held(Today, "kari"), "Hvem som ser kartet.", Kari, null, Cancel));
        var refused = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "agree-plan", Given.Plan("2027-02-12", "2027-02-22T10:00", 1)));
        Assert.Equal("plan.input-open", Assert.Single(refused.Refusals).Code);
        Undone.Remove("give-input");
        await GoOnAsync("2027-02-12 13:00");
        Assert.Equal(["agree-plan contact-officer"], await OpenTasksAsync());
        Undone.Clear();
        Undone.UnionWith(["log"]); // three deliver
        await GoOnAsync("2027-02-13 12:00");
        Assert.Contains((await CaseAsync()).Measures.All, measure => measure.DelivererNumber == 1);
        Assert.Empty(await AllTasksAsync("revise-plan"));
        Assert.Single(await AllTasksAsync("agree-plan"));
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("3 answered on the case page while the task of step 3 is open: the task is done with the same answer")]
    public async Task An_answer_entered_on_the_case_page_does_not_block_the_task()
    {
        Undone.UnionWith(["consent"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, new Held(Today, "kari"), "Hvem som ser kartet.", Kari, null, Cancel));
        Undone.Clear();
        await GoOnAsync("2027-02-10 12:00");
        Assert.Single((await CaseAsync()).Consent.All);
        Assert.Equal(3, (await AllTasksAsync("give-input")).Length);
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    private static JsonObject Talk(DateOnly today, string consent) => Consenting(Given.Talk($"{today:yyyy-MM-dd}", $"{today.AddDays(10):yyyy-MM-dd}T10:00"), consent);

    private static JsonObject Consenting(JsonObject answers, string consent)
    {
        answers["consentAgain"] = consent;
        answers["consentExplained"] = "Hvem som ser kartet, og at samtykket kan trekkes.";
        return answers;
    }

    private static JsonObject Revision(DateOnly today, params int[] chosen) => new()
    {
        ["heldOn"] = $"{today:yyyy-MM-dd}",
        ["heldBy"] = "kari",
        ["chosenProposals"] = new JsonArray([.. chosen.Select(number => (JsonNode)JsonValue.Create($"{number}"))]),
        ["decidedByPerson"] = true,
    };
}

public sealed class AskedAgainOnSqlite(SqliteTestDatabase database) : AskedAgainSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class AskedAgainOnPostgres(PostgresTestDatabase database) : AskedAgainSuite(database), IClassFixture<PostgresTestDatabase>;
