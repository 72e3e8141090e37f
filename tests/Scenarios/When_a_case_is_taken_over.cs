using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class TakeoverSuite(TestDatabase database) : ProcessSuite(database)
{
    [Theory]
    [InlineData(CasePhase.Preparations, "establish-group contact-officer")]
    [InlineData(CasePhase.UnderstandNeeds, "needs-talk contact-officer")]
    [InlineData(CasePhase.MakePlan, "book-group-meeting contact-officer", "give-input member:health", "give-input member:municipality", "give-input member:nav")]
    [InlineData(CasePhase.CarryOut, "group-meeting contact-officer", "progress-talk contact-officer")]
    [InlineData(CasePhase.HandOver, "confirm-handover knut", "farewell contact-officer", "group-meeting contact-officer", "progress-talk contact-officer")]
    public async Task A_case_goes_on_from_the_phase_it_was_taken_over_in_to_its_end(CasePhase phase, params string[] tasks)
    {
        await TakeOverAsync(phase);
        Assert.Equal(phase, (await CaseAsync()).Phase);
        Assert.Equal(tasks, await OpenTasksAsync());
        Assert.Empty(await Line.NoticesAsync(CaseId)); // nothing about the past
        Assert.Equal("none", await Line.IncidentsAsync());

        await ToTheEndAsync(phase);
        Assert.Equal(CaseStatus.Closed, (await CaseAsync()).Status);
        Assert.Empty(await OpenTasksAsync());
        Assert.Equal("none", await Line.IncidentsAsync());
        var notices = await Line.NoticesAsync(CaseId);
        string[] told = [" summons ", .. phase >= CasePhase.UnderstandNeeds ? [" group-invitation ", " duty-release-date "] : Array.Empty<string>(), .. phase >= CasePhase.MakePlan ? [" input-requested "] : Array.Empty<string>(), .. phase == CasePhase.HandOver ? [" handover-invitation "] : Array.Empty<string>()];
        Assert.DoesNotContain(notices, notice => told.Any(past => notice.Contains(past, StringComparison.Ordinal)));
        Assert.Contains(notices, notice => notice.EndsWith("farewell person", StringComparison.Ordinal));
        Assert.Equal(phase != CasePhase.HandOver, notices.Any(notice => notice.Contains(" handover-invitation ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_happened_is_kept_apart_from_who_entered_it()
    {
        await TakeOverAsync(CasePhase.CarryOut);
        await using var scope = Services.CreateAsyncScope();
        var facts = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<TakenOverFact>().Where(row => row.CaseId == CaseId).ToListAsync(Cancel);
        var arrival = Assert.Single(facts, fact => fact.Fact == TakenOverFacts.Arrival);
        Assert.Equal((UnderWay.Day("2026-09-01"), "kari", "lise", Beginning), (arrival.HeldOn, arrival.HeldBy, arrival.EnteredBy, arrival.EnteredAt));
        var held = (await CaseAsync()).Meetings.All[0];
        Assert.Equal((UnderWay.Day("2026-09-01"), "kari", "lise"), (held.HeldOn, held.HeldBy, held.EnteredBy));
    }

    [Fact]
    public async Task The_same_reference_twice_is_one_case_and_a_person_is_entered_once()
    {
        await TakeOverAsync(CasePhase.CarryOut);
        var desk = Services.GetRequiredService<TakeoverDesk>();
        var again = await desk.TakeOverAsync(UnderWay.In(CasePhase.CarryOut), Lise, Cancel);
        Assert.Equal((new CaseResult.Done(CaseId), false), ((CaseResult.Done)again.Result, again.IsNew));
        var other = await desk.TakeOverAsync(UnderWay.In(CasePhase.CarryOut) with { Reference = "PERM-2" }, Lise, Cancel);
        Assert.Equal("case.person-has-open-case", Assert.Single(Assert.IsType<CaseResult.Refused>(other.Result).Refusals).Code);
        Assert.IsType<CaseResult.Forbidden>((await desk.TakeOverAsync(UnderWay.In(CasePhase.CarryOut), new Viewer("per", [UserRoles.ContactOfficer], ["bergen"]), Cancel)).Result);
    }

    [Fact]
    public async Task Of_two_who_take_over_the_same_person_at_once_one_is_told_that_the_case_exists()
    {
        var desk = Services.GetRequiredService<TakeoverDesk>();
        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(number =>
            Task.Run(() => desk.TakeOverAsync(UnderWay.In(CasePhase.MakePlan) with { Reference = $"PERM-{number}" }, Lise, Cancel))));
        Assert.Single(results, result => result.Result is CaseResult.Done);
        Assert.All(results.Where(result => result.Result is not CaseResult.Done), result => Assert.Equal("case.person-has-open-case", Assert.Single(Assert.IsType<CaseResult.Refused>(result.Result).Refusals).Code));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var wish = UnderWay.In(CasePhase.CarryOut);
        wish = wish with { Case = wish.Case with { Plan = null, Arrival = null, NextMeeting = null, ContactOfficer = "nobody", Summons = wish.Case.Summons! with { Held = UnderWay.Kari("2027-03-01") } } };
        var refused = Assert.IsType<CaseResult.Refused>((await Services.GetRequiredService<TakeoverDesk>().TakeOverAsync(wish, Lise, Cancel)).Result).Refusals;
        Assert.Equal(
            ["arrival takeover.fact-missing", "contactOfficer user.missing", "nextMeeting takeover.fact-missing", "plan takeover.fact-missing", "summons.heldOn date.in-future"],
            refused.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal));
    }

    private async Task TakeOverAsync(CasePhase phase)
    {
        var taken = await Services.GetRequiredService<TakeoverDesk>().TakeOverAsync(UnderWay.In(phase), Lise, Cancel);
        if (taken.Result is CaseResult.Refused refused)
            Assert.Fail(string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")));
        CaseId = Assert.IsType<CaseResult.Done>(taken.Result).CaseId;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
    }

    private async Task ToTheEndAsync(CasePhase phase)
    {
        if (phase == CasePhase.Preparations)
        {
            await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
            await UntilAsync("2027-02-01 10:00");
            await CompleteAsync(Kari, "arrival", Given.Arrival("2027-02-01", "2027-02-04T10:00"));
        }

        if (phase <= CasePhase.UnderstandNeeds)
        {
            var day = phase == CasePhase.Preparations ? "2027-02-04" : "2027-01-05";
            await UntilAsync($"{day} 11:00");
            await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk(day));
            await CompleteAsync(Kari, "consent", Given.Consent(day, "given"));
        }

        if (phase <= CasePhase.MakePlan)
        {
            await UntilAsync("2027-02-05 10:00");
            await PlanAsync("2027-02-05");
        }

        if (phase <= CasePhase.CarryOut)
        {
            await UntilAsync("2027-04-20 10:00"); // 42 days before the release
            await CompleteAsync(Kari, "begin-handover", Given.Handover("release", "Grünerløkka", "contact-officer", member: 2));
        }

        var last = phase == CasePhase.HandOver ? "2027-01-28" : "2027-05-28";
        await UntilAsync($"{last} 10:00");
        await CompleteAsync(Knut, "confirm-handover", Given.TakeOver(1, last));
        await CompleteAsync(Kari, "complete-handover", Given.HandedOver(last, 8));
        await CompleteAsync(Kari, "farewell", Given.Farewell(last));
    }

    // Everybody answers, and the person chooses nothing: what the plan holds is not this scenario's matter.
    private async Task PlanAsync(string day)
    {
        foreach (var member in new[] { Nina, Knut, Hanne })
            await CompleteAsync(member, "give-input", Given.NothingToOffer());
        await CompleteAsync(Kari, "agree-plan", Given.Plan(day, $"{DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddDays(7):yyyy-MM-dd}T10:00"));
    }
}

public sealed class TakeoverOnSqlite(SqliteTestDatabase database) : TakeoverSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TakeoverOnPostgres(PostgresTestDatabase database) : TakeoverSuite(database), IClassFixture<PostgresTestDatabase>;
