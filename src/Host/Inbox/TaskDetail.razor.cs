using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Inbox;

/// <summary>One task: its form, deadline and case. Whatever a post ends in but done, everything typed stands in the form again.</summary>
public sealed partial class TaskDetail(TaskDesk desk, TaskReads reads, CurrentUser user, NavigationManager navigation)
{
    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "gjort")]
    private string? DoneKey { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private TaskView? View { get; set; }

    private FormState State { get; set; } = FormState.Opened([], []);

    private string? Conflict { get; set; }

    private string? Outcome { get; set; }

    private string? Done => DoneKey is "tatt" ? "task.claimed" : DoneKey is "gitt" ? "task.released" : null;

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        await ReadAsync();
        if (View is not { } view)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            State = FormState.Opened(view.Form.Fields, view.Form.Prefill);
    }

    private async Task ReadAsync() => View = await reads.OpenAsync(Id, user.Viewer, Http.RequestAborted);

    private async Task SubmitAsync()
    {
        if (View is not { } view) return;
        var form = Http.Request.Form;
        Outcome = form["outcome"];
        State = FormState.Returned(view.Form.Fields, form, []);
        if (PostedForm.IsAddRow(form)) return;
        var version = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : (int?)null;
        var action = form["action"].ToString();
        var result = action switch
        {
            "claim" => await desk.ClaimAsync(Id, user.Viewer, version, Http.RequestAborted),
            "release" => await desk.ReleaseAsync(Id, user.Viewer, version, Http.RequestAborted),
            _ => await desk.CompleteAsync(
                new TaskCompletion { TaskId = Id, Viewer = user.Viewer, Version = version, Outcome = string.IsNullOrEmpty(Outcome) ? null : Outcome, Answers = PostedForm.Fold(view.Form.Fields, form) },
                Http.RequestAborted),
        };
        await ShowAsync(result, action, form);
    }

    private async Task ShowAsync(TaskResult result, string action, IFormCollection form)
    {
        switch (result)
        {
            case TaskResult.Done:
                navigation.NavigateTo(action switch { "claim" => $"/oppgaver/{Id}?gjort=tatt", "release" => $"/oppgaver/{Id}?gjort=gitt", _ => $"/innboks?ferdig={Id}" });
                return;
            case TaskResult.NotFound:
                View = null;
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            case TaskResult.Refused refused:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                State = FormState.Returned(State.Fields, form, T.Explain(refused.Refusals));
                return;
            case TaskResult.Taken taken:
                Http.Response.StatusCode = StatusCodes.Status409Conflict;
                Conflict = T.Format("task.conflict", TakenText(taken));
                break;
            case TaskResult.Stale:
                Http.Response.StatusCode = StatusCodes.Status409Conflict;
                Conflict = T["task.reread"];
                break;
            default:
                throw new UnreachableException();
        }

        await ReadAsync();
    }

    private string TakenText(TaskResult.Taken taken) => taken.Status switch
    {
        HumanTaskStatus.Completed => T.Format("task.state.Completed", Names.Of(taken.By ?? ""), T.Moment(taken.At)),
        HumanTaskStatus.Cancelled => T.Format("task.cancelled", T.Moment(taken.At)),
        _ => T.Format("task.taken-by-other", Names.Of(taken.By ?? "")),
    };
}
