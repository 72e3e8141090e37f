using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Persistence.Attachments;

namespace ProcessAutomation.Host.Api;

/// <summary>What the caller has typed and not sent.</summary>
/// <param name="Answers">By field name, as typed; missing: none.</param>
/// <param name="Outcome">The outcome chosen; null or missing: none yet.</param>
public sealed record SaveDraftRequest(JsonObject? Answers = null, string? Outcome = null);

/// <summary>Going on from a colleague's draft.</summary>
/// <param name="From">User id of whose draft it is.</param>
/// <param name="ReplaceOwn">Whether the caller's own draft may go.</param>
public sealed record TakeDraftRequest(string From, bool ReplaceOwn = false);

/// <summary>The drafts of a task. <paramref name="Mine"/> null: none. <paramref name="Others"/>: that they exist; what stands in them is their users'.</summary>
public sealed record DraftsResource(DraftResource? Mine, ImmutableArray<OtherDraftResource> Others);

/// <summary>The caller's draft. <paramref name="Revision"/> is what If-Match takes.</summary>
public sealed record DraftResource(JsonObject Answers, string? Outcome, int Revision, DateTimeOffset SavedAt, string? TakenFrom)
{
    public static DraftResource Of(Draft draft) => new(draft.Answers, draft.Outcome, draft.Revision, draft.SavedAt, draft.TakenFrom);
}

/// <summary>Somebody else's draft.</summary>
public sealed record OtherDraftResource(string UserId, DateTimeOffset SavedAt);

/// <summary>A new comment: 1–4,000 characters.</summary>
public sealed record WriteCommentRequest(string Text);

/// <summary>A comment. A struck one has lost its text.</summary>
public sealed record CommentResource(Guid Id, string By, DateTimeOffset At, string Text, DateTimeOffset? StruckAt)
{
    public static CommentResource Of(Comment comment) => new(comment.Id, comment.By, comment.At, comment.Text, comment.StruckAt);
}

/// <summary>A file of a task. <paramref name="RemovedAt"/>: it cannot be fetched any more.</summary>
public sealed record AttachmentResource(Guid Id, string Name, string Kind, long Size, string Sha256, string AddedBy, DateTimeOffset AddedAt, DateTimeOffset? RemovedAt)
{
    public static AttachmentResource Of(TaskAttachment file) => new(file.Id, file.Name, file.Kind, file.Size, file.Sha256, file.AddedBy, file.AddedAt, file.RemovedAt);
}

/// <summary>One thing that happened to a task.</summary>
/// <param name="At">When.</param>
/// <param name="What">A code: <c>made</c>, <c>commented</c>, <c>file-added</c>, <c>file-removed</c>, <c>read</c>, <c>claimed</c>, <c>released</c>, <c>handedOver</c>, <c>held</c>, <c>woken</c>, <c>completed</c>, <c>cancelled</c>, <c>reopened</c>, <c>corrected</c>, <c>created</c>, <c>inherited</c>.</param>
/// <param name="By">User id; null: the flow.</param>
/// <param name="To">User id of who has the task from then on.</param>
/// <param name="Until">When a hold ends.</param>
/// <param name="Times">How often, for <c>read</c>; then it is the last time.</param>
/// <param name="Comment">With <c>commented</c>.</param>
/// <param name="File">With <c>file-added</c> and <c>file-removed</c>.</param>
/// <param name="Text">Why, when it was said.</param>
public sealed record HistoryResource(DateTimeOffset At, string What, string? By, string? To, DateTimeOffset? Until, int Times, CommentResource? Comment, AttachmentResource? File, string? Text)
{
    public static HistoryResource Of(HistoryLine line) => new(
        line.At, line.What, line.By, line.To, line.Until, line.Times, line.Comment is { } comment ? CommentResource.Of(comment) : null, line.File is { } file ? AttachmentResource.Of(file) : null, line.Text);
}
