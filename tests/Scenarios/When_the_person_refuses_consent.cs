using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class ConsentSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task A_person_who_refuses_gets_a_plan_and_nothing_is_shared()
    {
        await UntilConsentAsync("refused");
        Assert.Equal(["internal-input contact-officer"], await OpenTasksAsync());
        Assert.Empty((await CaseAsync()).Sharing.All);
        var keeping = Services.GetRequiredService<CaseKeeping>();
        var refused = Assert.IsType<CaseResult.Refused>(await keeping.ShareNeedsMapAsync(CaseId, [], Kari, null, Cancel));
        Assert.Equal("sharing.no-consent", Assert.Single(refused.Refusals).Code);
        await UntilAsync("2027-03-08 10:00");
        await CompleteAsync(Kari, "internal-input", Given.Input("Arbeidsdrift", "2027-03-15", 2));
        await CompleteAsync(Kari, "agree-plan", Given.Plan("2027-03-08", "2027-03-15T10:00", 1));
        Assert.Equal(["group-meeting contact-officer", "progress-talk contact-officer"], await OpenTasksAsync());
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.Contains("input-requested", StringComparison.Ordinal) || notice.Contains("plan-informed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_consent_withdrawn_stops_what_is_queued_and_tells_the_group_that_it_stopped()
    {
        await UntilConsentAsync("given");
        var keeping = Services.GetRequiredService<CaseKeeping>();
        Assert.IsType<CaseResult.Done>(await keeping.WithdrawConsentAsync(CaseId, new Held(new DateOnly(2027, 3, 5), "kari"), Kari, null, Cancel));
        var notices = await Line.NoticesAsync(CaseId);
        Assert.Equal(3, notices.Count(notice => notice.StartsWith("2027-03-05 sharing-stopped member", StringComparison.Ordinal)));
        Assert.Equal(3, (await ComposedAsync("input-requested")).Count);
        Assert.Equal(3, (await ComposedAsync("sharing-stopped")).Count);
        Assert.All(await ComposedAsync("input-requested"), notice => Assert.Equal("consent.withdrawn", Assert.IsType<ComposedNotice.Withheld>(notice).Code));
        Assert.All(await ComposedAsync("sharing-stopped"), notice => Assert.IsType<ComposedNotice.Ready>(notice));
        var result = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-03-22", 2)));
        Assert.Contains(result.Refusals, refusal => refusal.Field!.StartsWith("proposals[0]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notices_say_the_minimum_and_never_a_need_or_a_number()
    {
        await UntilConsentAsync("given");
        var all = await ComposedAsync(null);
        Assert.Equal(14, all.Count);
        Assert.All(all, notice =>
        {
            var text = Assert.IsType<ComposedNotice.Ready>(notice).Text;
            foreach (var secret in (string[])["Testesen", SyntheticPerson.Number, "medisiner", "bolig etter", "arbeid"])
            {
                if (!text.Body.Contains("straffegjennomføring", StringComparison.Ordinal)) // the summons advises on work and home in general
                    Assert.DoesNotContain(secret, text.Subject + text.Body, StringComparison.OrdinalIgnoreCase);
            }

            Assert.Contains("http", text.Body, StringComparison.Ordinal);
        });
    }

    private async Task UntilConsentAsync(string answer)
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-03-02 10:00");
        await RefusedWithoutNextMeetingAsync();
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-02", "2027-03-05T10:00"));
        await UntilAsync("2027-03-05 11:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05", done: "no", nextMeeting: "2027-03-05T13:00"));
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", answer));
    }

    private async Task RefusedWithoutNextMeetingAsync()
    {
        var refused = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "arrival", Given.Arrival("2027-03-02", null)));
        Assert.Equal(("arrival.no-next-meeting", "nextMeeting"), (refused.Refusals[0].Code, refused.Refusals[0].Field));
        var shape = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "arrival", new JsonObject { ["heldOn"] = "31.02.2027", ["nextMeeting"] = "snart", ["acuteNeeds"] = "ingen" }));
        Assert.Equal(
            ["acuteNeeds answer.wrong-type", "heldBy answer.missing", "heldOn answer.not-a-date", "nextMeeting answer.not-a-time"],
            shape.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal));
    }

    private async Task<List<ComposedNotice>> ComposedAsync(string? template)
    {
        await using var scope = Services.CreateAsyncScope();
        var composer = scope.ServiceProvider.GetRequiredService<NoticeComposer>();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == CaseId).ToListAsync(Cancel);
        var composed = new List<ComposedNotice>();
        foreach (var row in rows.Where(row => template is null || NoticePayload.Read(row.Payload).Template == template))
        {
            composed.Add(await composer.ComposeAsync(
                new Engine.Outbox.OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt }, Cancel));
        }

        return composed;
    }
}

public sealed class ConsentOnSqlite(SqliteTestDatabase database) : ConsentSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ConsentOnPostgres(PostgresTestDatabase database) : ConsentSuite(database), IClassFixture<PostgresTestDatabase>;
