using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Host.Inbox;

/// <summary>
/// One task: its form, deadline, history and files. Everything on the page is one form, so that whatever is pressed, what was typed comes along:
/// what is not completed is kept as a draft, and what is refused stands in the form again.
/// </summary>
public sealed partial class TaskDetail(
    TaskPosts posts, TaskReads reads, DraftReads draftReads, TaskStory history, SinceOpenedReads newsReads, LostTaskReads lostReads, TaskTakers takers, CaseDbContext database, BusinessClock clock,
    CurrentUser user, IOptions<AttachmentOptions> files, NavigationManager navigation)
{
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What was done with this task a moment ago.</summary>
    [SupplyParameterFromQuery(Name = "gjort")]
    private string? DoneKey { get; set; }

    /// <summary>The task the user has just completed, when this one is the next.</summary>
    [SupplyParameterFromQuery(Name = "ferdig")]
    private Guid? FinishedId { get; set; }

    /// <summary>Why a file never arrived.</summary>
    [SupplyParameterFromQuery(Name = "vedlegg")]
    private string? FileFate { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private TaskView? View { get; set; }

    /// <summary>What is left when the task is no longer the user's; null: it is, or there never was one for them.</summary>
    private LostTask? Lost { get; set; }

    private FormState State { get; set; } = FormState.Opened([], []);

    private TaskDrafts Drafts { get; set; } = new(null, []);

    private ImmutableArray<HistoryLine> History { get; set; } = [];

    private string? Conflict { get; set; }

    private ImmutableArray<UserAccount> Takers { get; set; } = [];

    private SinceOpened? News { get; set; }

    private IReadOnlyList<string> ChangedFields { get; set; } = [];

    private string? Outcome { get; set; }

    private string? Comment { get; set; }

    private string? CommentProblem { get; set; }

    private string? FileProblem { get; set; }

    /// <summary>The title of the task just completed; null: the user comes from elsewhere.</summary>
    private string? Finished { get; set; }

    /// <summary>Whether the user's draft is what stands in the form.</summary>
    private bool ShowsDraft { get; set; }

    /// <summary>What the page's script need not keep: <c>draft</c>, it is saved here; <c>page</c>, it stands in the form alone; null: it must look for itself.</summary>
    private string? Kept { get; set; }

    private string? Done => DoneKey is { } key && T.Find("task.did." + key) is not null ? "task.did." + key : null;

    private string FieldNames => string.Join(',', State.Fields.Select(asked => asked.Name));

    private string OpenedAt => Instants.ToMicroseconds(clock.GetUtcNow()).ToString(CultureInfo.InvariantCulture);

    private Refusal TooLarge => posts.TooLarge;

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        await ReadAsync();
        if (View is not { } view)
        {
            await LoseAsync();
            return;
        }

        ShowsDraft = Drafts.Mine is not null;
        State = FormState.Opened(view.Form.Fields, Drafts.Mine is { } draft ? TaskPosts.Over(view.Form.Prefill, draft.Answers) : view.Form.Prefill);
        (Outcome, Comment) = (Drafts.Mine?.Outcome, BesideForm.Of(Drafts.Mine, BesideForm.Comment));
        if (FileFate == TaskFiles.TooLargeFate)
            FileProblem = T.Explain(TooLarge);
        var me = user.Id;
        if (FinishedId is { } id)
            Finished = (await database.Tasks.SingleOrDefaultAsync(t => t.Id == id && t.CompletedBy == me, Http.RequestAborted))?.TitleIn(T.Language);
    }

    private async Task ReadAsync()
    {
        View = await reads.OpenAsync(Id, user.Viewer, Http.RequestAborted);
        if (View is not { } view) return;
        Drafts = await draftReads.OfAsync(Id, user.Viewer, Http.RequestAborted);
        History = await history.OfAsync(view.Task, Http.RequestAborted);
        Takers = await takers.OfAsync(Id, user.Viewer, Http.RequestAborted);
    }

    // The task is not there for this user. What they typed is, if they had it before.
    private async Task LoseAsync()
    {
        var form = HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType ? Http.Request.Form : null;
        Lost = await lostReads.OpenAsync(Id, user.Viewer, form is not null, Http.RequestAborted);
        Answer(Lost is null ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
    }

    private async Task SubmitAsync()
    {
        var form = Http.Request.Form;
        if (View is not { } view)
        {
            if (Lost is null || form["action"] != "discard") return;
            await posts.DiscardAsync(Id, user.Viewer, Http.RequestAborted);
            navigation.NavigateTo("/innboks");
            return;
        }

        ShowsDraft = false;
        (Outcome, Comment) = (form["outcome"], form["comment"]);
        State = FormState.Returned(view.Form.Fields, form, []);
        var post = new TaskPost(view, user.Viewer, form, Drafts);
        var isAddRow = PostedForm.IsAddRow(form);
        Kept = isAddRow ? "page" : "draft";
        switch (isAddRow ? await posts.AttachChosenAsync(post, Http.RequestAborted) : await posts.DoAsync(post, Http.RequestAborted))
        {
            case null: // another row
                break;
            case TaskPosted.GoTo go:
                navigation.NavigateTo(go.Path);
                return;
            case TaskPosted.DraftElsewhere elsewhere:
                Kept = "page";
                Conflict = T.Format("draft.conflict", T.Moment(elsewhere.SavedAt));
                Answer(StatusCodes.Status409Conflict);
                break;
            case TaskPosted.NoteRefused refused:
                if (refused.IsFile) FileProblem = T.Explain(refused.Refusal);
                else CommentProblem = T.Explain(refused.Refusal);
                Problem(new FieldProblem(refused.IsFile ? "#file" : "#comment", T.Explain(refused.Refusal)), form);
                break;
            case TaskPosted.Refused refused:
                Answer(StatusCodes.Status422UnprocessableEntity);
                State = FormState.Returned(view.Form.Fields, form, T.Explain(refused.Refusals));
                CommentProblem = State.ProblemsOf(TaskDesk.CommentField).FirstOrDefault();
                break;
            case TaskPosted.MoveRefused refused:
                Answer(StatusCodes.Status422UnprocessableEntity);
                State = FormState.Returned(view.Form.Fields, form, [.. T.Explain(refused.Refusals).Select(problem => problem with { Field = MoveField(problem.Field, form["action"].ToString()) })]);
                break;
            case TaskPosted.Answered answered:
                await ShowAsync(answered.Result, form);
                return;
            default:
                throw new UnreachableException();
        }

        await ReadAsync();
    }

    private async Task ShowAsync(TaskResult result, IFormCollection form)
    {
        switch (result)
        {
            case TaskResult.NotFound:
                View = null;
                await LoseAsync();
                return;
            case TaskResult.Taken taken:
                Answer(StatusCodes.Status409Conflict);
                Conflict = T.Format("task.conflict", TakenText(taken));
                break;
            case TaskResult.Stale:
                Answer(StatusCodes.Status409Conflict);
                Conflict = T["task.reread"];
                break;
            default:
                throw new UnreachableException();
        }

        var before = form["fields"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var opened = long.TryParse(form["opened"], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : long.MaxValue;
        if (opened <= Instants.ToMicroseconds(clock.GetUtcNow()))
            News = await newsReads.SinceAsync(Id, user.Viewer, Instants.FromMicroseconds(opened), Http.RequestAborted);
        await ReadAsync();
        if (View is not { } view) return;
        State = FormState.Returned(view.Form.Fields, form, []);
        ChangedFields =
        [
            .. History.Where(line => HistoryWords.IsMove(line) && Instants.ToMicroseconds(line.At) >= opened).Select(line => $"{HistoryWords.Of(line, T, Names)} ({Names.Of(line.By ?? "")}, {T.Moment(line.At)})"),
            .. before.Length == 0 ? [] : view.Form.Fields.Where(field => !before.Contains(field.Name, StringComparer.Ordinal)).Select(field => T.Format("task.news.field", field.Label.In(T.Language))),
        ];
    }

    // The desk names its arguments; on the page two moves have a reason.
    private static string MoveField(string field, string action) =>
        field == "reason" ? $"#{action}Reason" : field.Length == 0 ? "" : "#" + field;

    private void Problem(FieldProblem problem, IFormCollection form)
    {
        Answer(StatusCodes.Status422UnprocessableEntity);
        State = FormState.Returned(State.Fields, form, [problem]);
    }

    private void Answer(int status) => Http.Response.StatusCode = status;

    private string TakenText(TaskResult.Taken taken) => taken.Status switch
    {
        HumanTaskStatus.Completed => T.Format("task.state.Completed", Names.Of(taken.By ?? ""), T.Moment(taken.At)),
        HumanTaskStatus.Cancelled => T.Format("task.cancelled", T.Moment(taken.At)),
        _ => T.Format("task.taken-at", Names.Of(taken.By ?? ""), T.Moment(taken.At)),
    };
}
