using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Forms;

namespace ProcessAutomation.Host.Inbox;

/// <summary>A post of a task's page.</summary>
/// <param name="View">The task as it was read for this post.</param>
/// <param name="Viewer">Who posts.</param>
/// <param name="Form">What was posted.</param>
/// <param name="Drafts">The drafts there are.</param>
public sealed record TaskPost(TaskView View, Viewer Viewer, IFormCollection Form, TaskDrafts Drafts)
{
    /// <summary>What was pressed.</summary>
    public string Action => Form["action"].ToString();

    /// <summary>What stood in the comment's field.</summary>
    public string Comment => Form["comment"].ToString();

    /// <summary>The draft's revision that the page was opened with; null: not said.</summary>
    public int? DraftRevision => Number("draft");

    /// <summary>The task's version that the page was opened with; null: not said.</summary>
    public int? Version => Number("version");

    private int? Number(string name) => int.TryParse(Form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
}

/// <summary>What a post came to. Closed.</summary>
public abstract record TaskPosted
{
    private TaskPosted()
    {
    }

    /// <summary>Done; where the user goes on.</summary>
    public sealed record GoTo(string Path) : TaskPosted;

    /// <summary>Nothing was done: the user has saved another draft in another window.</summary>
    public sealed record DraftElsewhere(DateTimeOffset SavedAt) : TaskPosted;

    /// <summary>The comment or the file was refused.</summary>
    public sealed record NoteRefused(Refusal Refusal, bool IsFile) : TaskPosted;

    /// <summary>Handing over or putting on hold was refused.</summary>
    public sealed record MoveRefused(ImmutableArray<Refusal> Refusals) : TaskPosted;

    /// <summary>The answers or the draft were refused.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : TaskPosted;

    /// <summary>The task is no longer what the page showed.</summary>
    public sealed record Answered(TaskResult Result) : TaskPosted;
}

/// <summary>Does what is pressed on the page of a task. Whatever it is, what was typed into the form is kept as the user's draft until the task is completed.</summary>
public sealed class TaskPosts(TaskDesk desk, TaskMoves moves, TaskReads reads, DraftDesk drafts, CommentDesk comments, AttachmentDesk attachments)
{
    // Typed beside the form and not sent with it. No field of a form has a name like this.
    private const string CommentKey = "#comment";

    /// <summary>What is said of a file that is too large.</summary>
    public Refusal TooLarge => attachments.TooLarge() is NoteResult.Refused refused ? refused.Refusal : throw new UnreachableException();

    /// <summary>The comment in a draft; null: none.</summary>
    public static string? CommentOf(Draft? draft) => draft?.Answers[CommentKey]?.GetValue<string>();

    /// <summary>What is known beforehand, with what was typed over it.</summary>
    public static JsonObject Over(JsonObject prefill, JsonObject typed)
    {
        var both = (JsonObject)prefill.DeepClone();
        foreach (var (name, value) in typed)
            both[name] = value?.DeepClone();
        return both;
    }

    /// <summary>What a post of the page amounts to as a draft.</summary>
    public static JsonObject Typed(Form asked, IFormCollection form)
    {
        var typed = PostedForm.Fold(asked.Fields, form);
        if (form["comment"].ToString() is { Length: > 0 } comment)
            typed[CommentKey] = comment;
        return typed;
    }

    /// <summary>Does it.</summary>
    public async Task<TaskPosted> DoAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var id = post.View.Task.Id;
        var (verb, argument) = post.Action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (post.Action[..colon], post.Action[(colon + 1)..]) : (post.Action, "");
        switch (verb)
        {
            case "discard":
                return OfDraft(await drafts.DiscardAsync(id, post.Viewer, cancellationToken), id, "forkastet");
            case "takeover" or "replace":
                return OfDraft(await drafts.TakeOverAsync(id, argument, verb == "replace", post.Viewer, cancellationToken), id, "overtatt");
            case "comment":
                return await CommentAsync(post, cancellationToken);
            case "complete" or "":
                return await CompleteAsync(post, cancellationToken);
        }

        if (await KeepAsync(post, post.Comment, isAsked: verb == "draft", cancellationToken) is { } refused)
            return refused;
        return verb switch
        {
            "claim" => OfMove(await desk.ClaimAsync(id, post.Viewer, post.Version, cancellationToken), id, "tatt"),
            "release" => OfMove(await desk.ReleaseAsync(id, post.Viewer, post.Version, cancellationToken), id, "gitt"),
            "wake" => OfMove(await moves.WakeAsync(id, post.Viewer, post.Version, cancellationToken), id, "hentet"),
            "hold" => OfMove(await HoldAsync(post, cancellationToken), id, "venter"),
            "handover" => await HandOverAsync(post, cancellationToken),
            "strike" when Guid.TryParse(argument, out var comment) => OfNote(await comments.StrikeAsync(id, comment, post.Viewer, cancellationToken), id, "stroket", isFile: false),
            "attach" => await AttachAsync(post, cancellationToken),
            "remove" when Guid.TryParse(argument, out var file) => OfNote(await attachments.RemoveAsync(id, file, post.Viewer, cancellationToken), id, "fjernet", isFile: true),
            _ => Back(id, "utkast"),
        };
    }

    /// <summary>Keeps what was typed as the user's draft, when there is anything to keep; null: it is kept.</summary>
    private async Task<TaskPosted?> KeepAsync(TaskPost post, string? comment, bool isAsked, CancellationToken cancellationToken)
    {
        var typed = Typed(post.View.Form, post.Form);
        if (string.IsNullOrEmpty(comment)) typed.Remove(CommentKey);
        var outcome = post.Form["outcome"].ToString() is { Length: > 0 } chosen ? chosen : null;
        if (!isAsked && post.Drafts.Mine is null && typed[CommentKey] is null && outcome is null && SameText(typed, PostedForm.AsPosted(post.View.Form.Fields, post.View.Form.Prefill)))
            return null;
        if (!post.View.IsMine && post.Form["fields"].Count > 0 && post.View.Form.Fields.All(field => post.Form[PostedForm.Prefix + field.Name].Count == 0) && typed[CommentKey] is null)
            return null; // the page showed no fields
        var wish = new DraftToSave { TaskId = post.View.Task.Id, Viewer = post.Viewer, Answers = typed, Outcome = outcome, Revision = isAsked ? null : post.DraftRevision };
        return await drafts.SaveAsync(wish, cancellationToken) switch
        {
            DraftResult.Elsewhere { Current: { } current } => new TaskPosted.DraftElsewhere(current.SavedAt),
            DraftResult.Refused refused when isAsked || refused.Refusal.Code == RefusalCodes.DraftTooLarge => new TaskPosted.Refused([refused.Refusal]),
            DraftResult.NotFound => new TaskPosted.Answered(TaskResult.NotFound.Instance),
            _ => null,
        };
    }

    private async Task<TaskPosted> CompleteAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var id = post.View.Task.Id;
        var outcome = post.Form["outcome"].ToString();
        var result = await desk.CompleteAsync(
            new TaskCompletion
            {
                TaskId = id,
                Viewer = post.Viewer,
                Version = post.Version,
                Outcome = outcome.Length == 0 ? null : outcome,
                Answers = PostedForm.Fold(post.View.Form.Fields, post.Form),
            },
            cancellationToken);
        if (result is TaskResult.Done)
        {
            if (!string.IsNullOrWhiteSpace(post.Comment))
                await comments.WriteAsync(id, post.Comment, post.Viewer, cancellationToken);
            var next = await reads.NextAsync(post.Viewer, id, cancellationToken);
            return new TaskPosted.GoTo(next is null ? $"/innboks?ferdig={id}" : $"/oppgaver/{next.Task.Id}?ferdig={id}");
        }

        if (result is not TaskResult.NotFound && await KeepAsync(post, post.Comment, isAsked: false, cancellationToken) is { } lost)
            return lost;
        return result is TaskResult.Refused refused ? new TaskPosted.Refused(refused.Refusals) : new TaskPosted.Answered(result);
    }

    private async Task<TaskPosted> CommentAsync(TaskPost post, CancellationToken cancellationToken)
    {
        if (await KeepAsync(post, null, isAsked: false, cancellationToken) is { } refused)
            return refused;
        return OfNote(await comments.WriteAsync(post.View.Task.Id, post.Comment, post.Viewer, cancellationToken), post.View.Task.Id, "kommentar", isFile: false);
    }

    private async Task<TaskResult> HoldAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var (day, reason) = (post.Form["returnOn"].ToString(), post.Form["holdReason"].ToString());
        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var returnOn))
            return await moves.HoldAsync(post.View.Task.Id, returnOn, reason, post.Viewer, post.Version, cancellationToken);
        var noDay = Refusal.Of(day.Length == 0 ? AnswerCodes.Missing : AnswerCodes.NotADate, "returnOn");
        return new TaskResult.Refused(string.IsNullOrWhiteSpace(reason) ? [noDay, Refusal.Of(RefusalCodes.ReasonMissing, "reason")] : [noDay]);
    }

    // Who hands a task over may not see it any more.
    private async Task<TaskPosted> HandOverAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var id = post.View.Task.Id;
        var result = await moves.HandOverAsync(id, post.Form["to"].ToString(), post.Form["handoverReason"].ToString(), post.Viewer, post.Version, cancellationToken);
        return result is TaskResult.Done && await reads.OpenAsync(id, post.Viewer, cancellationToken) is null ? new TaskPosted.GoTo("/innboks") : OfMove(result, id, "overlevert");
    }

    private async Task<TaskPosted> AttachAsync(TaskPost post, CancellationToken cancellationToken)
    {
        if (post.Form.Files.GetFile("file") is not { Length: > 0 } file)
            return new TaskPosted.NoteRefused(Refusal.Of(RefusalCodes.AttachmentEmpty, "file"), IsFile: true);
        await using var content = file.OpenReadStream();
        return OfNote(await attachments.AddAsync(post.View.Task.Id, file.FileName, content, post.Viewer, cancellationToken), post.View.Task.Id, "vedlegg", isFile: true);
    }

    private static TaskPosted OfDraft(DraftResult result, Guid id, string done) => result switch
    {
        DraftResult.Saved => Back(id, done),
        DraftResult.Refused refused => new TaskPosted.Refused([refused.Refusal]),
        _ => new TaskPosted.Answered(TaskResult.NotFound.Instance),
    };

    private static TaskPosted OfNote(NoteResult result, Guid id, string done, bool isFile) => result switch
    {
        NoteResult.Done => Back(id, done),
        NoteResult.Refused refused => new TaskPosted.NoteRefused(refused.Refusal, isFile),
        _ => Back(id, "borte"),
    };

    private static TaskPosted OfMove(TaskResult result, Guid id, string done) => result switch
    {
        TaskResult.Done => Back(id, done),
        TaskResult.Refused refused => new TaskPosted.MoveRefused(refused.Refusals),
        _ => new TaskPosted.Answered(result),
    };

    private static TaskPosted.GoTo Back(Guid id, string done) => new($"/oppgaver/{id}?gjort={done}");

    // A browser sends line breaks as CR LF, whatever stood in the field.
    private static bool SameText(JsonObject one, JsonObject other) =>
        one.ToJsonString().Replace("\\r\\n", "\\n", StringComparison.Ordinal) == other.ToJsonString().Replace("\\r\\n", "\\n", StringComparison.Ordinal);
}
