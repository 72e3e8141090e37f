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

/// <summary>Does what is pressed on the page of a task. Whatever it is, what was typed into the form is kept as the user's draft until the task is completed.</summary>
public sealed class TaskPosts(TaskDesk desk, TaskMoves moves, TaskReads reads, DraftDesk drafts, CommentDesk comments, AttachmentDesk attachments)
{
    /// <summary>What is said of a file that is too large.</summary>
    public Refusal TooLarge => attachments.TooLarge() is NoteResult.Refused refused ? refused.Refusal : throw new UnreachableException();

    /// <summary>What is known beforehand, with what was typed over it.</summary>
    public static JsonObject Over(JsonObject prefill, JsonObject typed)
    {
        var both = (JsonObject)prefill.DeepClone();
        foreach (var (name, value) in typed)
            both[name] = value?.DeepClone();
        return both;
    }

    /// <summary>Whether a post has the fields of the form in it; else the page showed none, because the task was not the user's to do.</summary>
    public static bool HasFields(IFormCollection form) => form.Keys.Any(key => key.StartsWith(PostedForm.Prefix, StringComparison.Ordinal));

    /// <summary>What a post of the page amounts to as a draft. Of a page that showed no fields, the answers that were drafted before stay.</summary>
    public static JsonObject Typed(Form asked, IFormCollection form, Draft? mine, bool showedFields)
    {
        var typed = showedFields ? PostedForm.Fold(asked.Fields, form) : mine is null ? [] : BesideForm.Without(mine.Answers);
        BesideForm.Keep(typed, form, BesideForm.All);
        return typed;
    }

    /// <summary>Throws away the draft of a task that is no longer the user's.</summary>
    public Task DiscardAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken) => drafts.DiscardAsync(taskId, viewer, cancellationToken);

    /// <summary>Does it.</summary>
    public async Task<TaskPosted> DoAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var id = post.View.Task.Id;
        var (verb, argument) = post.Action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (post.Action[..colon], post.Action[(colon + 1)..]) : (post.Action, "");
        if (verb != "attach" && await AttachChosenAsync(post, cancellationToken) is { } notAttached)
            return await KeepAsync(post, BesideForm.All, isAsked: false, isAgain: false, cancellationToken) ?? notAttached;
        switch (verb)
        {
            case "discard":
                return OfDraft(await drafts.DiscardAsync(id, post.Viewer, cancellationToken), id, "forkastet");
            case "takeover" or "replace":
                return OfDraft(await drafts.TakeOverAsync(id, argument, verb == "replace", post.Viewer, cancellationToken), id, "overtatt");
            case "comment":
                return await SendAsync(post, [BesideForm.Comment], () => CommentAsync(post, cancellationToken), cancellationToken);
            case "hold":
                return await SendAsync(post, BesideForm.Hold, async () => OfMove(await HoldAsync(post, cancellationToken), id, "venter"), cancellationToken);
            case "handover":
                return await SendAsync(post, BesideForm.HandOver, () => HandOverAsync(post, cancellationToken), cancellationToken);
            case "complete" or "":
                return await CompleteAsync(post, cancellationToken);
        }

        if (await KeepAsync(post, BesideForm.All, isAsked: verb == "draft", isAgain: false, cancellationToken) is { } refused)
            return refused;
        return verb switch
        {
            "claim" => OfMove(await desk.ClaimAsync(id, post.Viewer, post.Version, cancellationToken), id, "tatt"),
            "release" => OfMove(await desk.ReleaseAsync(id, post.Viewer, post.Version, cancellationToken), id, "gitt"),
            "wake" => OfMove(await moves.WakeAsync(id, post.Viewer, post.Version, cancellationToken), id, "hentet"),
            "strike" when Guid.TryParse(argument, out var comment) => OfNote(await comments.StrikeAsync(id, comment, post.Viewer, cancellationToken), id, "stroket", isFile: false),
            "attach" => await AttachChosenAsync(post, cancellationToken)
                ?? (HasFile(post.Form) ? Back(id, "vedlegg") : new TaskPosted.NoteRefused(Refusal.Of(RefusalCodes.AttachmentEmpty, "file"), IsFile: true)),
            "remove" when Guid.TryParse(argument, out var file) => OfNote(await attachments.RemoveAsync(id, file, post.Viewer, cancellationToken), id, "fjernet", isFile: true),
            _ => Back(id, "utkast"),
        };
    }

    /// <summary>Adds the file that was chosen, whatever was pressed; null: it is added, or none was chosen.</summary>
    public async Task<TaskPosted?> AttachChosenAsync(TaskPost post, CancellationToken cancellationToken)
    {
        if (!HasFile(post.Form))
            return null;
        var file = post.Form.Files.GetFile("file")!; // has one
        await using var content = file.OpenReadStream();
        return await attachments.AddAsync(post.View.Task.Id, file.FileName, content, post.Viewer, cancellationToken) switch
        {
            NoteResult.Done => null,
            NoteResult.Refused refused => new TaskPosted.NoteRefused(refused.Refusal, IsFile: true),
            _ => new TaskPosted.Answered(TaskResult.NotFound.Instance),
        };
    }

    // Sends what stands beside the form. It leaves the draft before it goes, because the user may not see the task any more when it has gone; what is not
    // taken is kept after all.
    private async Task<TaskPosted> SendAsync(TaskPost post, ImmutableArray<string> sent, Func<Task<TaskPosted>> send, CancellationToken cancellationToken)
    {
        if (await KeepAsync(post, BesideForm.All.RemoveRange(sent), isAsked: false, isAgain: false, cancellationToken) is { } refused)
            return refused;
        var answer = await send();
        return answer is TaskPosted.GoTo ? answer : await KeepAsync(post, BesideForm.All, isAsked: false, isAgain: true, cancellationToken) ?? answer;
    }

    /// <summary>Keeps what was typed as the user's draft, when there is anything to keep; null: it is kept.</summary>
    /// <param name="post">The post.</param>
    /// <param name="besides">What is kept of what stands beside the form.</param>
    /// <param name="isAsked">Whether the user has asked for it; then a draft of another window is replaced.</param>
    /// <param name="isAgain">Whether this post has saved a draft already.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    private async Task<TaskPosted?> KeepAsync(TaskPost post, ImmutableArray<string> besides, bool isAsked, bool isAgain, CancellationToken cancellationToken)
    {
        var showedFields = post.View.IsMine || HasFields(post.Form);
        var typed = BesideForm.Without(Typed(post.View.Form, post.Form, post.Drafts.Mine, showedFields));
        BesideForm.Keep(typed, post.Form, besides);
        var outcome = post.Form["outcome"].ToString() is { Length: > 0 } chosen ? chosen : showedFields ? null : post.Drafts.Mine?.Outcome;
        var isNothing = !BesideForm.IsIn(typed) && outcome is null && (showedFields ? SameText(typed, PostedForm.AsPosted(post.View.Form.Fields, post.View.Form.Prefill)) : typed.Count == 0);
        if (!isAsked && isNothing && (post.Drafts.Mine is null || isAgain || post.DraftRevision == post.Drafts.Mine.Revision))
        {
            if (post.Drafts.Mine is not null)
                await drafts.DiscardAsync(post.View.Task.Id, post.Viewer, cancellationToken);
            return null;
        }

        var wish = new DraftToSave { TaskId = post.View.Task.Id, Viewer = post.Viewer, Answers = typed, Outcome = outcome, Revision = isAsked || isAgain ? null : post.DraftRevision };
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
                Comment = post.Comment,
            },
            cancellationToken);
        if (result is TaskResult.Done)
        {
            var next = await reads.NextAsync(post.Viewer, id, cancellationToken);
            return new TaskPosted.GoTo(next is null ? $"/innboks?ferdig={id}" : $"/oppgaver/{next.Task.Id}?ferdig={id}");
        }

        if (result is not TaskResult.NotFound && await KeepAsync(post, BesideForm.All, isAsked: false, isAgain: false, cancellationToken) is { } lost)
            return lost;
        return result is TaskResult.Refused refused ? new TaskPosted.Refused(refused.Refusals) : new TaskPosted.Answered(result);
    }

    private async Task<TaskPosted> CommentAsync(TaskPost post, CancellationToken cancellationToken) =>
        await comments.WriteAsync(post.View.Task.Id, post.Comment, post.Viewer, cancellationToken) is var result and not NoteResult.NotFound
            ? OfNote(result, post.View.Task.Id, "kommentar", isFile: false)
            : new TaskPosted.Answered(TaskResult.NotFound.Instance);

    private async Task<TaskResult> HoldAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var (day, reason) = (BesideForm.Of(post.Form, "returnOn"), BesideForm.Of(post.Form, "holdReason"));
        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var returnOn))
            return await moves.HoldAsync(post.View.Task.Id, returnOn, reason, post.Viewer, post.Version, cancellationToken);
        var noDay = Refusal.Of(day.Length == 0 ? AnswerCodes.Missing : AnswerCodes.NotADate, "returnOn");
        return new TaskResult.Refused(string.IsNullOrWhiteSpace(reason) ? [noDay, Refusal.Of(RefusalCodes.ReasonMissing, "reason")] : [noDay]);
    }

    // Who hands a task over may not see it any more.
    private async Task<TaskPosted> HandOverAsync(TaskPost post, CancellationToken cancellationToken)
    {
        var id = post.View.Task.Id;
        var result = await moves.HandOverAsync(id, BesideForm.Of(post.Form, "to"), BesideForm.Of(post.Form, "handoverReason"), post.Viewer, post.Version, cancellationToken);
        return result is TaskResult.Done && await reads.OpenAsync(id, post.Viewer, cancellationToken) is null ? new TaskPosted.GoTo("/innboks") : OfMove(result, id, "overlevert");
    }

    private static bool HasFile(IFormCollection form) => form.Files.GetFile("file") is { Length: > 0 };

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
