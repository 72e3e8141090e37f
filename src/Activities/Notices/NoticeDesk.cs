using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What answering by a link ended in. Closed.</summary>
public abstract record LinkReply
{
    private LinkReply()
    {
    }

    /// <summary>The answer is kept, now or before: the first one stands.</summary>
    public sealed record Kept : LinkReply
    {
        /// <summary>The one instance.</summary>
        public static Kept Instance { get; } = new();
    }

    /// <summary>Not kept.</summary>
    public sealed record Refused(Refusal Refusal) : LinkReply;

    /// <summary>There is nothing to answer any more.</summary>
    public sealed record Gone : LinkReply
    {
        /// <summary>The one instance.</summary>
        public static Gone Instance { get; } = new();
    }
}

/// <summary>Takes answers to notices, and wakes the flows that wait for them. Thread-safe.</summary>
public sealed class NoticeDesk(WorkflowRuntime runtime, CaseChanges changes)
{
    /// <summary>
    /// The event an answer publishes for the flows of its case, with the payload <c>{"notice": id, "answer": "received" | "taken" | "not-ours"}</c>. The same
    /// is published under this name, a colon and the notice's id, for a flow that follows that one.
    /// </summary>
    public const string EventName = "notice-acknowledged";

    /// <summary>Who answers by a link, in the history of tasks that the answer wakes: the token says no more than that it is the recipient.</summary>
    public const string ByLink = "link";

    /// <summary>The recipient answers by the link. Answering again changes nothing.</summary>
    public Task<LinkReply> ReplyByLinkAsync(Guid noticeId, NoticeAnswer answer, string? message, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var database = unit.Services.GetRequiredService<CaseDbContext>();
                var row = await database.Set<NoticeAcknowledgement>().SingleOrDefaultAsync(found => found.NoticeId == noticeId, token);
                if (row is null || await unit.Services.GetRequiredService<CaseStore>().LoadAsync(row.CaseId, token) is not { EndedAt: null } subject)
                    return Abandon(unit, LinkReply.Gone.Instance);
                if (row.Answer != NoticeAnswer.None)
                    return Abandon(unit, LinkReply.Kept.Instance);
                if (row.Reply(answer, message, null, unit.Now) is { } refusal)
                    return Abandon(unit, new LinkReply.Refused(refusal));
                Tell(unit, subject, row, NoticeAnswer.None);
                await TaskNews.OfCaseAsync(unit, row.CaseId, ByLink, TaskNews.NoticeAnswered, null, token);
                return LinkReply.Kept.Instance;
            },
            cancellationToken);

    /// <summary>
    /// A signed-in user answers: a member their own notice; whoever keeps the case for a recipient who has said nothing, or that it is not theirs.
    /// </summary>
    public Task<CaseResult> ReplyAsync(Guid caseId, Guid noticeId, NoticeAnswer answer, string? message, Viewer viewer, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.SeeCase, null, async (work, token) =>
        {
            var row = await work.Database.Set<NoticeAcknowledgement>().SingleOrDefaultAsync(found => found.NoticeId == noticeId && found.CaseId == caseId, token);
            var isOwn = row is not null && IsTo(work.Case, row.ToKind, row.ToReference, viewer);
            if (row is null || (!isOwn && !CaseAccess.Of(work.Case, viewer).HasFlag(CaseRights.Keep)))
                return CaseChanges.Only(Refusal.Of(RefusalCodes.NoticeUnknown, "notice"));
            var before = row.Answer;
            var refusal = isOwn ? row.Reply(answer, message, viewer.UserId, work.Unit.Now) : row.ReplyFor(answer, message, viewer.UserId, work.Unit.Now);
            if (refusal is null)
                Tell(work.Unit, work.Case, row, before);
            return CaseChanges.Only(refusal);
        }, cancellationToken);

    /// <summary>The event name for a flow that follows one notice.</summary>
    internal static string EventOf(Guid noticeId) => $"{EventName}:{noticeId:D}";

    /// <summary>The answer as events and the API call it.</summary>
    public static string NameOf(NoticeAnswer answer) => answer switch
    {
        NoticeAnswer.Received => "received",
        NoticeAnswer.Taken => "taken",
        NoticeAnswer.NotOurs => "not-ours",
        _ => "none",
    };

    /// <summary>The answer of that name; None for anything else.</summary>
    public static NoticeAnswer AnswerOf(string? name) => name switch
    {
        "received" => NoticeAnswer.Received,
        "taken" => NoticeAnswer.Taken,
        "not-ours" => NoticeAnswer.NotOurs,
        _ => NoticeAnswer.None,
    };

    /// <summary>Whether a notice is to the viewer: as the user, or as the member of the group they are now.</summary>
    internal static bool IsTo(Case subject, RecipientKind kind, string reference, Viewer viewer) => kind switch
    {
        RecipientKind.User => reference == viewer.UserId,
        RecipientKind.Member => int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && subject.Group.Find(number) is { LeftOn: null, UserId: { } user } && user == viewer.UserId,
        _ => false,
    };

    // A notice that nobody follows is followed from the moment it turns out not to be theirs: somebody must find whose it is.
    private static void Tell(UnitOfWork unit, Case subject, NoticeAcknowledgement row, NoticeAnswer before)
    {
        if (row.Answer == NoticeAnswer.NotOurs && before != NoticeAnswer.NotOurs && !AnswerLinks.IsFollowedUp(subject, row.ToKind, row.ToReference))
            unit.Start(AnswerLinks.Following(row.NoticeId, row.CaseId));
        using var payload = JsonDocument.Parse($$"""{"notice":"{{row.NoticeId:D}}","answer":"{{NameOf(row.Answer)}}"}""");
        var correlation = row.CaseId.ToString("D");
        unit.Publish(EventName, correlation, payload.RootElement.Clone());
        unit.Publish(EventOf(row.NoticeId), correlation, payload.RootElement.Clone());
    }

    private static LinkReply Abandon(UnitOfWork unit, LinkReply reply)
    {
        unit.Abandon();
        return reply;
    }
}
