using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Corrections;

/// <summary>A completed task: its answers to correct, and to open it again.</summary>
public sealed partial class CorrectTaskPage(TaskCorrectionDesk desk, BusinessClock clock, CurrentUser user, NavigationManager navigation)
{
    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private HumanTask? Task { get; set; }

    private bool HasForm => !State.Fields.IsEmpty;

    private FormState State { get; set; } = FormState.Opened([], []);

    private FormState ReopenState { get; set; } = FormState.Opened([], []);

    private (string Words, Guid TaskId)? Reopened { get; set; }

    private string? Notice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        ReopenState = FormState.Opened([CorrectionStep.Reason], [], "reopen-");
        if (await desk.FormAsync(Id, user.Viewer, clock.GetUtcNow(), Http.RequestAborted) is not { } found)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        (Task, State) = (found.Task, FormState.Opened(found.Form.Fields, found.Form.Prefill));
    }

    private async Task CorrectAsync()
    {
        if (Task is not { } task || !HasForm) return;
        var reasonField = State.Fields[^1].Name;
        (State, var answers) = State.Check(Http, T, TaskCorrectionDesk.CircumstancesOf(task));
        if (answers is null) return;
        var corrected = answers.Json.DeepClone().AsObject();
        corrected.Remove(reasonField);
        var result = await desk.CorrectAsync(Id, corrected, answers.Text(reasonField), user.Viewer, Http.RequestAborted);
        if (result is CaseResult.Done done)
        {
            navigation.NavigateTo($"/saker/{done.CaseId}/rett?lagret=ja");
            return;
        }

        var answer = CaseAnswer.Of(result, Http.Response, T, refusal => refusal.Field == CorrectionStep.Reason.Name ? refusal.Under(reasonField) : refusal);
        (State, Notice) = (State with { Problems = answer.Problems }, answer.Notice);
    }

    private async Task ReopenAsync()
    {
        if (Task is null) return;
        (ReopenState, var answers) = ReopenState.Check(Http, T);
        if (answers is null) return;
        var result = await desk.ReopenAsync(Id, answers.Text(CorrectionStep.Reason.Name), user.Viewer, Http.RequestAborted);
        if (result is { Kind: { } kind, TaskId: { } task })
        {
            Reopened = (T[$"reopening.{kind}"], task);
            ReopenState = FormState.Opened([CorrectionStep.Reason], [], "reopen-");
            return;
        }

        var answer = CaseAnswer.Of(result.Result, Http.Response, T);
        (ReopenState, Notice) = (ReopenState with { Problems = answer.Problems }, answer.Notice);
    }
}
