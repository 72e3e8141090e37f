using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Sources;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>Kari has put the summons on hold. Whatever she could be waiting for brings it back; what says nothing new does not.</summary>
public abstract class WakingSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task News_from_colleagues_the_source_system_and_partners_brings_it_back()
    {
        await UnderWayAsync();
        var task = await TaskAsync(Kari, "summons");
        var comments = Services.GetRequiredService<CommentDesk>();
        await HoldAsync(task.Id);
        Assert.IsType<NoteResult.Done>(await comments.WriteAsync(task.Id, "Ringer igjen i morgen.", Kari, Cancel));
        await AssertHeldAsync(task.Id);
        Assert.IsType<NoteResult.Done>(await comments.WriteAsync(task.Id, "Retten har svart.", Ola, Cancel));
        await AssertWokenAsync(task.Id, "ola", TaskNews.Comment);

        await HoldAsync(task.Id);
        await AttachAsync(task.Id, Kari);
        await AssertHeldAsync(task.Id);
        await AttachAsync(task.Id, Ola);
        await AssertWokenAsync(task.Id, "ola", TaskNews.Attachment);

        await HoldAsync(task.Id);
        Assert.Equal(SentenceEffects.Unchanged, await TellAsync(Sentence(2)));
        Assert.Equal(SentenceEffects.Superseded, await TellAsync(Sentence(1)));
        await AssertHeldAsync(task.Id);
        Assert.Equal(SentenceEffects.Changed, await TellAsync(Sentence(3) with { ReleaseDate = UnderWay.Day("2027-10-01") }));
        await AssertWokenAsync(task.Id, "fagsystem", TaskNews.CaseChanged);
        await HoldAsync(task.Id);
        Assert.Equal(SentenceEffects.Joined, await TellAsync(Sentence(1) with { SourceId = "S-2", ReleaseDate = UnderWay.Day("2027-12-01") }));
        await AssertWokenAsync(task.Id, "fagsystem", TaskNews.CaseChanged);

        var (nav, health) = await AskedAsync();
        await HoldAsync(task.Id);
        Assert.IsType<LinkReply.Kept>(await Desk.ReplyByLinkAsync(nav, NoticeAnswer.Received, null, Cancel));
        await AssertWokenAsync(task.Id, NoticeDesk.ByLink, TaskNews.NoticeAnswered);
        await HoldAsync(task.Id);
        Assert.IsType<LinkReply.Kept>(await Desk.ReplyByLinkAsync(nav, NoticeAnswer.NotOurs, null, Cancel)); // the first answer stands
        await AssertHeldAsync(task.Id);
        Assert.IsType<CaseResult.Done>(await Desk.ReplyAsync(CaseId, health, NoticeAnswer.Taken, null, Hanne, Cancel));
        await AssertWokenAsync(task.Id, "hanne", TaskNews.CaseChanged);
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task Taking_over_the_same_case_again_is_no_news_and_a_fact_put_right_is()
    {
        var desk = Services.GetRequiredService<TakeoverDesk>();
        CaseId = Assert.IsType<CaseResult.Done>((await desk.TakeOverAsync(UnderWay.In(CasePhase.UnderstandNeeds), Lise, Cancel)).Result).CaseId;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        var task = await TaskAsync(Kari, "needs-talk");
        await HoldAsync(task.Id);
        Assert.False((await desk.TakeOverAsync(UnderWay.In(CasePhase.UnderstandNeeds), Ola, Cancel)).IsNew);
        await AssertHeldAsync(task.Id);
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDateDesk>().ChangeAsync(CaseId, new DatesToChange { ReleaseDate = UnderWay.Day("2027-06-08") }, Ola, null, Cancel));
        await AssertWokenAsync(task.Id, "ola", TaskNews.CaseChanged);
    }

    private NoticeDesk Desk => Services.GetRequiredService<NoticeDesk>();

    private static SentenceMessage Sentence(long sequence) => new()
    {
        SourceId = "S-1",
        Sequence = sequence,
        Person = new NewPerson { NationalNumber = SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
        UnitId = "oslo",
        StartDate = UnderWay.Day("2027-03-15"),
        ReleaseDate = UnderWay.Day("2027-09-01"),
    };

    // Opened by the source system; NAV is reached by e-mail and has no account here, health signs in.
    private async Task UnderWayAsync()
    {
        await TellAsync(Sentence(1));
        await CompleteAsync(Lise, "name-contact-officer", Given.Officer("kari"));
        await CompleteAsync(Kari, "establish-group", new()
        {
            ["establishedOn"] = "2027-01-04",
            ["members"] = new System.Text.Json.Nodes.JsonArray(
                new System.Text.Json.Nodes.JsonObject { ["role"] = "member:nav", ["channel"] = "email", ["name"] = "NAV Oslo", ["email"] = "nav@example.org" },
                new System.Text.Json.Nodes.JsonObject { ["role"] = "member:health", ["channel"] = "inbox", ["userId"] = "hanne" }),
        });
    }

    private async Task<string> TellAsync(SentenceMessage message)
    {
        var taken = Assert.IsType<SentenceResult.Taken>(await Services.GetRequiredService<SentenceDesk>().TakeAsync(message, "fagsystem", Cancel));
        CaseId = taken.CaseId!.Value;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        return taken.Effect;
    }

    // The invitations leave, and ask their recipients for an answer.
    private async Task<(Guid Nav, Guid Health)> AskedAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        foreach (var row in await context.Outbox.Where(row => row.CaseId == CaseId).ToListAsync(Cancel))
        {
            if (NoticePayload.Read(row.Payload).Template == "group-invitation")
                await scope.ServiceProvider.GetRequiredService<NoticeComposer>().ComposeAsync(new OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt }, Cancel);
        }

        var asked = await context.Set<NoticeAcknowledgement>().AsNoTracking().Where(row => row.CaseId == CaseId && row.ToKind == RecipientKind.Member).ToListAsync(Cancel);
        return (asked.Single(row => row.ToReference == "1").NoticeId, asked.Single(row => row.ToReference == "2").NoticeId);
    }

    private async Task AttachAsync(Guid taskId, Viewer viewer)
    {
        using var content = new MemoryStream("%PDF-1.4 brev"u8.ToArray());
        Assert.IsType<NoteResult.Done>(await Services.GetRequiredService<AttachmentDesk>().AddAsync(taskId, "brev.pdf", content, viewer, Cancel));
    }

    private async Task HoldAsync(Guid taskId) =>
        Assert.IsType<TaskResult.Done>(await Services.GetRequiredService<TaskMoves>().HoldAsync(taskId, new DateOnly(2027, 2, 1), "Venter på svar", Kari, null, Cancel));

    private async Task AssertHeldAsync(Guid taskId) => Assert.Equal(HumanTaskStatus.OnHold, (await StandAsync(taskId)).Status);

    private async Task AssertWokenAsync(Guid taskId, string by, string news)
    {
        var task = await StandAsync(taskId);
        Assert.Equal((HumanTaskStatus.Claimed, "kari"), (task.Status, task.ClaimedBy));
        await using var scope = Services.CreateAsyncScope();
        var last = (await TaskHistory.OfAsync(scope.ServiceProvider.GetRequiredService<CaseDbContext>(), taskId, Cancel))[^1];
        Assert.Equal((TaskEventKind.Woken, by, news, "kari"), (last.Kind, last.ActedBy, last.Reason, last.ToUser));
    }

    private async Task<HumanTask> StandAsync(Guid taskId)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync(taskId, Kari, Cancel))!.Task;
    }
}

public sealed class WakingOnSqlite(SqliteTestDatabase database) : WakingSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class WakingOnPostgres(PostgresTestDatabase database) : WakingSuite(database), IClassFixture<PostgresTestDatabase>;
