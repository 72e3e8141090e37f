using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Inbox;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>What hangs on a task: drafts, comments, files, history. For whoever sees the task.</summary>
public static class TaskNoteEndpoints
{
    public static RouteGroupBuilder MapTaskNotes(this RouteGroupBuilder api)
    {
        var task = api.MapGroup("/tasks/{id:guid}").WithTags("Tasks");
        task.MapGet("/draft", DraftsAsync).WithName("GetDraft").WithSummary("The caller's draft, and who else has one.");
        task.MapPut("/draft", SaveDraftAsync).WithName("SaveDraft").WithSummary("Saves the caller's draft. If-Match: the revision it goes on from, \"0\" for none; missing: whatever is there is replaced.");
        task.MapDelete("/draft", DiscardDraftAsync).WithName("DiscardDraft").WithSummary("Throws the caller's draft away.");
        task.MapPost("/draft/takeover", TakeDraftAsync).WithName("TakeDraft").WithSummary("Goes on from a colleague's draft; the caller must have claimed the task. The colleague keeps theirs.");
        task.MapGet("/comments", CommentsAsync).WithName("ListComments").WithSummary("Comments, oldest first.");
        task.MapPost("/comments", WriteCommentAsync).WithName("WriteComment").WithSummary("Writes a comment. It cannot be edited.");
        task.MapPost("/comments/{commentId:guid}/strike", StrikeCommentAsync).WithName("StrikeComment").WithSummary("Strikes a comment of the caller's own; that there was one stays.");
        task.MapGet("/attachments", AttachmentsAsync).WithName("ListAttachments").WithSummary("Files, oldest first; removed ones too.");
        task.MapPost("/attachments", AddAttachmentAsync).WithName("AddAttachment")
            .WithSummary("Adds a file: the body is the file itself, with any Content-Type but JSON; ?name= is what it is called. Accepted are pdf, png, jpg, docx, odt and txt up to 10 MB, unless settings say otherwise.");
        task.MapGet("/attachments/{attachmentId:guid}", AttachmentAsync).WithName("GetAttachment").WithSummary("The file, to be saved. Leaves a line in the audit of the case.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        task.MapDelete("/attachments/{attachmentId:guid}", RemoveAttachmentAsync).WithName("RemoveAttachment").WithSummary("Removes a file the caller added; that there was one stays.");
        task.MapGet("/history", HistoryAsync).WithName("GetTaskHistory").WithSummary("What has happened to the task, oldest first.");
        return api;
    }

    private static async Task<Results<Ok<DraftsResource>, ProblemHttpResult>> DraftsAsync(Guid id, DraftReads drafts, CurrentUser user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await drafts.OpenAsync(id, user.Viewer, cancellationToken) is not { } found) return Problems.NotFound(context, "task");
        if (found.Mine is { } mine) EntityTags.Write(context, mine.Revision);
        return TypedResults.Ok(new DraftsResource(found.Mine is { } own ? DraftResource.Of(own) : null, [.. found.Others.Select(other => new OtherDraftResource(other.UserId, other.SavedAt))]));
    }

    private static async Task<Results<Ok<DraftResource>, NoContent, ProblemHttpResult>> SaveDraftAsync(
        Guid id, SaveDraftRequest request, DraftDesk drafts, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(
            await drafts.SaveAsync(
                new DraftToSave
                {
                    TaskId = id,
                    Viewer = user.Viewer,
                    Answers = request.Answers ?? [],
                    Outcome = request.Outcome,
                    Revision = EntityTags.Read(context) is { } revision ? (int)Math.Min(revision, int.MaxValue) : null,
                },
                cancellationToken),
            context,
            texts);

    private static async Task<Results<Ok<DraftResource>, NoContent, ProblemHttpResult>> DiscardDraftAsync(
        Guid id, DraftDesk drafts, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await drafts.DiscardAsync(id, user.Viewer, cancellationToken), context, texts);

    private static async Task<Results<Ok<DraftResource>, NoContent, ProblemHttpResult>> TakeDraftAsync(
        Guid id, TakeDraftRequest request, DraftDesk drafts, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await drafts.TakeOverAsync(id, request.From, request.ReplaceOwn, user.Viewer, cancellationToken), context, texts);

    private static Results<Ok<DraftResource>, NoContent, ProblemHttpResult> Answer(DraftResult result, HttpContext context, Texts texts)
    {
        switch (result)
        {
            case DraftResult.Saved { Draft: { } draft }:
                EntityTags.Write(context, draft.Revision);
                return TypedResults.Ok(DraftResource.Of(draft));
            case DraftResult.Saved:
                return TypedResults.NoContent();
            case DraftResult.Elsewhere elsewhere:
                return Problems.VersionMismatch(context, elsewhere.Current?.Revision ?? 0);
            case DraftResult.Refused refused:
                return RefusalProblems.Of([refused.Refusal], context, texts);
            default:
                return Problems.NotFound(context, "task");
        }
    }

    private static async Task<Results<Ok<ImmutableArray<CommentResource>>, ProblemHttpResult>> CommentsAsync(
        Guid id, TaskStory history, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await history.OpenAsync(id, user.Viewer, TaskStory.CommentsAudit, cancellationToken) is { } lines
            ? TypedResults.Ok<ImmutableArray<CommentResource>>([.. lines.Select(line => line.Comment).OfType<Comment>().Select(CommentResource.Of)])
            : Problems.NotFound(context, "task");

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> WriteCommentAsync(
        Guid id, WriteCommentRequest request, CommentDesk comments, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await comments.WriteAsync(id, request.Text, user.Viewer, cancellationToken), context, texts, $"/api/v1/tasks/{id}/comments", "comment");

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> StrikeCommentAsync(
        Guid id, Guid commentId, CommentDesk comments, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await comments.StrikeAsync(id, commentId, user.Viewer, cancellationToken), context, texts, null, "comment");

    private static async Task<Results<Ok<ImmutableArray<AttachmentResource>>, ProblemHttpResult>> AttachmentsAsync(
        Guid id, AttachmentReads attachments, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await attachments.ListAsync(id, user.Viewer, cancellationToken) is { } files
            ? TypedResults.Ok<ImmutableArray<AttachmentResource>>([.. files.Select(AttachmentResource.Of)])
            : Problems.NotFound(context, "task");

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> AddAttachmentAsync(
        Guid id, [FromQuery] string? name, AttachmentDesk attachments, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await attachments.AddAsync(id, name, context.Request.Body, user.Viewer, cancellationToken), context, texts, $"/api/v1/tasks/{id}/attachments/", "file");

    private static async Task AttachmentAsync(Guid id, Guid attachmentId, HttpContext context)
    {
        if (!await TaskFiles.TrySendAsync(id, attachmentId, context)) await Problems.NotFound(context, "file").ExecuteAsync(context);
    }

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> RemoveAttachmentAsync(
        Guid id, Guid attachmentId, AttachmentDesk attachments, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await attachments.RemoveAsync(id, attachmentId, user.Viewer, cancellationToken), context, texts, null, "file");

    private static Results<Created, NoContent, ProblemHttpResult> Answer(NoteResult result, HttpContext context, Texts texts, string? path, string what) => result switch
    {
        NoteResult.Done done when path is not null => TypedResults.Created(new Uri(path.EndsWith('/') ? path + done.Id : path, UriKind.Relative)),
        NoteResult.Done => TypedResults.NoContent(),
        NoteResult.Refused { Refusal.Code: RefusalCodes.AttachmentTooLarge } refused => Problems.TooLargeFile(context, refused.Refusal.Args[0]),
        NoteResult.Refused { Refusal.Code: RefusalCodes.AttachmentKind or RefusalCodes.AttachmentContent } refused => Problems.UnacceptedFile(context, texts.Explain(refused.Refusal), refused.Refusal.Code),
        NoteResult.Refused refused => RefusalProblems.Of([refused.Refusal], context, texts),
        _ => Problems.NotFound(context, what),
    };

    private static async Task<Results<Ok<ImmutableArray<HistoryResource>>, ProblemHttpResult>> HistoryAsync(
        Guid id, TaskStory history, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await history.OpenAsync(id, user.Viewer, TaskStory.Audit, cancellationToken) is { } lines
            ? TypedResults.Ok<ImmutableArray<HistoryResource>>([.. lines.Select(HistoryResource.Of)])
            : Problems.NotFound(context, "task");
}
