using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>NAV is reached by e-mail and has no account here; health signs in. The case begins on 4 January 2027.</summary>
public abstract class NoticeAnswerSuite(TestDatabase database) : ProcessSuite(database)
{
    private const string Invitation = "group-invitation";
    private const int TokenLength = 64;

    [Fact]
    public async Task A_member_without_an_account_answers_by_the_link_once_and_the_first_answer_stands()
    {
        var token = await InvitedAsync();
        var shown = await FindAsync(token);
        Assert.Equal((Invitation, "link:member:1", NoticeAnswer.None), (shown!.Template, shown.Reader, shown.Answer));
        Assert.Equal((1, 0), await FollowedAsync());

        Assert.IsType<LinkReply.Kept>(await Desk.ReplyByLinkAsync(shown.NoticeId, NoticeAnswer.Taken, " Vi ved Lars ", Cancel));
        Assert.IsType<LinkReply.Kept>(await Desk.ReplyByLinkAsync(shown.NoticeId, NoticeAnswer.NotOurs, "nei", Cancel));
        await UntilAsync("2027-01-04 10:00");
        var answered = await FindAsync(token);
        Assert.Equal((NoticeAnswer.Taken, "Vi ved Lars", Beginning), (answered!.Answer, answered.Message, answered.AnsweredAt));
        Assert.Equal((0, 1), await FollowedAsync());
        await UntilAsync("2027-01-31 12:00");
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.Contains("notice-reminder", StringComparison.Ordinal));
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task Not_ours_makes_a_task_for_the_contact_officer_who_answers_instead()
    {
        var token = await InvitedAsync();
        var notice = (await FindAsync(token))!.NoticeId;
        await Desk.ReplyByLinkAsync(notice, NoticeAnswer.NotOurs, "Feil kontor", Cancel);
        await UntilAsync("2027-01-04 10:00");
        Assert.Equal(1, await TasksOfAsync("Et varsel gjelder ikke mottakeren"));
        var seen = Assert.Single((await OpenCaseAsync(Kari)).Asked, asked => asked.Id == notice);
        Assert.Equal((NoticeAnswer.NotOurs, "Feil kontor", null), (seen.Answer, seen.Message, seen.AnsweredBy));

        Assert.IsType<CaseResult.Done>(await Desk.ReplyAsync(CaseId, notice, NoticeAnswer.Taken, "Ringte rett kontor", Kari, Cancel));
        var answered = Assert.Single((await OpenCaseAsync(Kari)).Asked, asked => asked.Id == notice);
        Assert.Equal((NoticeAnswer.Taken, "kari"), (answered.Answer, answered.AnsweredBy));
        Assert.Equal("notice.answered", Assert.Single(Assert.IsType<CaseResult.Refused>(await Desk.ReplyAsync(CaseId, notice, NoticeAnswer.NotOurs, null, Kari, Cancel)).Refusals).Code);
        Assert.Equal("notice_acknowledgements", Assert.Single((await RowsWithAsync("Ringte rett kontor")).Distinct()));
        Assert.Empty(await RowsWithAsync("Feil kontor")); // what stood there before the second answer
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task Silence_is_reminded_after_seven_days_and_raised_three_days_later_until_somebody_answers()
    {
        var token = await InvitedAsync();
        await UntilAsync("2027-01-12 07:00");
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.Contains("notice-reminder", StringComparison.Ordinal));
        await UntilAsync("2027-01-12 09:00"); // seven days have passed, the eighth morning
        Assert.Contains("2027-01-12 notice-reminder member 1", await Line.NoticesAsync(CaseId));
        var second = await LinkOfAsync("notice-reminder", 1);
        Assert.NotEqual(token, second);
        Assert.Equal((await FindAsync(token))!.NoticeId, (await FindAsync(second))!.NoticeId);

        await UntilAsync("2027-01-16 09:00");
        Assert.Equal(1, await TasksOfAsync("Et varsel er ikke besvart"));
        await UntilAsync("2027-01-20 09:00"); // two working days for that, and nobody did it
        Assert.Contains("2027-01-20 escalation user lise", await Line.NoticesAsync(CaseId));

        Assert.IsType<LinkReply.Kept>(await Desk.ReplyByLinkAsync((await FindAsync(second))!.NoticeId, NoticeAnswer.Received, null, Cancel));
        await UntilAsync("2027-01-20 10:00");
        Assert.Equal((0, 1), await FollowedAsync()); // and the task is gone with it
        Assert.Equal(0, await TasksOfAsync("Et varsel er ikke besvart"));
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task A_member_who_signs_in_answers_on_the_case_and_is_not_chased()
    {
        await InvitedAsync();
        await ComposedAsync(Invitation, 2);
        var own = Assert.Single((await OpenCaseAsync(Hanne)).Asked);
        Assert.True(own is { IsOwn: true, Answer: NoticeAnswer.None });
        var others = Assert.Single((await OpenCaseAsync(Kari)).Asked, asked => asked.Id != own.Id).Id;
        Assert.Equal("notice.unknown", Assert.Single(Assert.IsType<CaseResult.Refused>(await Desk.ReplyAsync(CaseId, others, NoticeAnswer.Taken, null, Hanne, Cancel)).Refusals).Code);
        Assert.Equal("answer.notice-answer-unknown", Assert.Single(Assert.IsType<CaseResult.Refused>(await Desk.ReplyAsync(CaseId, own.Id, NoticeAnswer.None, null, Hanne, Cancel)).Refusals).Code);
        Assert.IsType<CaseResult.Done>(await Desk.ReplyAsync(CaseId, own.Id, NoticeAnswer.Received, null, Hanne, Cancel));
        Assert.Equal("hanne", Assert.Single((await OpenCaseAsync(Hanne)).Asked).AnsweredBy);
        Assert.Equal((1, 0), await FollowedAsync()); // NAV's alone
    }

    [Fact]
    public async Task Not_ours_from_one_who_signs_in_makes_the_task_too()
    {
        await InvitedAsync();
        await ComposedAsync(Invitation, 2);
        var own = Assert.Single((await OpenCaseAsync(Hanne)).Asked);
        Assert.IsType<CaseResult.Done>(await Desk.ReplyAsync(CaseId, own.Id, NoticeAnswer.NotOurs, "Jeg har sluttet", Hanne, Cancel));
        await UntilAsync("2027-01-04 10:00");
        Assert.Equal(1, await TasksOfAsync("Et varsel gjelder ikke mottakeren"));
        Assert.IsType<CaseResult.Done>(await Desk.ReplyAsync(CaseId, own.Id, NoticeAnswer.NotOurs, "Finner en annen", Kari, Cancel));
        await UntilAsync("2027-01-04 11:00");
        Assert.Equal(1, await TasksOfAsync("Et varsel gjelder ikke mottakeren")); // one is enough
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task A_link_is_kept_as_a_hash_works_sixty_days_and_tells_nobody_why_it_does_not()
    {
        var token = await InvitedAsync();
        Assert.Equal(TokenLength, token.Length);
        Assert.Null(await FindAsync(token[..^1] + (token[^1] == '0' ? '1' : '0')));
        Assert.Null(await FindAsync(token.ToUpperInvariant()));
        Assert.Null(await FindAsync(""));
        Assert.Empty(await RowsWithAsync(token));
        await UntilAsync("2027-03-05 08:59");
        Assert.NotNull(await FindAsync(token));
        await UntilAsync("2027-03-05 09:00"); // sixty days after
        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task A_case_that_is_stopped_ends_the_following_and_the_link()
    {
        var token = await InvitedAsync();
        var notice = (await FindAsync(token))!.NoticeId;
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().StopAsync(CaseId, StopKind.Death, "Død", Lise, null, Cancel));
        await UntilAsync("2027-02-01 12:00");
        Assert.Null(await FindAsync(token));
        Assert.IsType<LinkReply.Gone>(await Desk.ReplyByLinkAsync(notice, NoticeAnswer.Received, null, Cancel));
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), line => line.Contains("notice-reminder", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pl nb", "nb")] // bokmål is read too: better than English
    [InlineData("pl nn en", "nn")]
    [InlineData("pl en", "en")]
    [InlineData("pl so", "en")]
    [InlineData("sv", "nb")]
    [InlineData("en-GB nb", "en")]
    [InlineData("nn", "nn")]
    public void Notices_are_in_the_first_language_of_ours_that_the_person_reads(string reads, string written) =>
        Assert.Equal(written, NoticeLanguages.Best(reads.Split(' ')));

    private NoticeDesk Desk => Services.GetRequiredService<NoticeDesk>();

    // The group is established and the invitation of member 1 leaves; the token of its link.
    private async Task<string> InvitedAsync()
    {
        await OpenCaseAsync("2027-03-15", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", new JsonObject
        {
            ["establishedOn"] = "2027-01-04",
            ["members"] = new JsonArray(
                new JsonObject { ["role"] = "member:nav", ["channel"] = "email", ["name"] = "NAV Oslo", ["email"] = "nav@example.org" },
                new JsonObject { ["role"] = "member:health", ["channel"] = "inbox", ["userId"] = "hanne" }),
        });
        return await LinkOfAsync(Invitation, 1);
    }

    private async Task<string> LinkOfAsync(string template, int member)
    {
        var ready = await ComposedAsync(template, member);
        Assert.Contains(AnswerLinks.Marker, ready.Text.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ready.AnswerLink!, ready.Text.Body, StringComparison.Ordinal);
        return ready.AnswerLink![(ready.AnswerLink!.LastIndexOf('/') + 1)..];
    }

    private async Task<ComposedNotice.Ready> ComposedAsync(string template, int member)
    {
        await using var scope = Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == CaseId).ToListAsync(Cancel);
        var row = rows.Single(found => NoticePayload.Read(found.Payload) is { } payload && payload.Template == template && payload.To.Reference == member.ToString(CultureInfo.InvariantCulture));
        var message = new OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt };
        return Assert.IsType<ComposedNotice.Ready>(await scope.ServiceProvider.GetRequiredService<NoticeComposer>().ComposeAsync(message, Cancel));
    }

    private async Task<LinkedNotice?> FindAsync(string token)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NoticeReads>().FindAsync(token, Cancel);
    }

    private async Task<CaseView> OpenCaseAsync(Domain.Access.Viewer viewer)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CaseReads>().OpenAsync(CaseId, viewer, "case", Cancel))!;
    }

    // How many instances follow a notice, and how many have ended.
    private async Task<(int Running, int Ended)> FollowedAsync()
    {
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        await using var scope = Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Instances.Where(row => row.DefinitionId == SideFlows.NoticeAnswer).Select(row => row.Status).ToListAsync(Cancel);
        return (rows.Count(status => status == Engine.Storage.InstanceStatus.Running), rows.Count(status => status != Engine.Storage.InstanceStatus.Running));
    }

    private async Task<int> TasksOfAsync(string title)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.CountAsync(task => task.Title == title && task.Status == Engine.HumanTasks.HumanTaskStatus.Open, Cancel);
    }

    // The tables in which a text stands, be it as bytes.
    private async Task<List<string>> RowsWithAsync(string text)
    {
        var bytes = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
        return [.. (await DatabaseContents.RowsAsync(Services.GetRequiredService<Database>(), Cancel))
            .Where(row => row.Contains(text, StringComparison.Ordinal) || row.Contains(bytes, StringComparison.Ordinal)).Select(row => row.Split(':')[0])];
    }
}

public sealed class NoticeAnswersOnSqlite(SqliteTestDatabase database) : NoticeAnswerSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class NoticeAnswersOnPostgres(PostgresTestDatabase database) : NoticeAnswerSuite(database), IClassFixture<PostgresTestDatabase>;
