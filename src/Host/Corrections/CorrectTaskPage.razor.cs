using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
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
        var form = Http.Request.Form;
        State = FormState.Returned(State.Fields, form, []);
        var (typed, reasonField) = (PostedForm.Fold(State.Fields, form), State.Fields[^1].Name);
        var check = AnswerCheck.Check(State.Fields, typed, TaskCorrectionDesk.CircumstancesOf(task));
        if (check is CheckedAnswers.Faulty faulty)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            State = State with { Problems = T.Explain(faulty.Refusals) };
            return;
        }

        var reason = ((CheckedAnswers.Sound)check).Answers.Text(reasonField);
        typed.Remove(reasonField);
        var result = await desk.CorrectAsync(Id, typed, reason, user.Viewer, Http.RequestAborted);
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
        var form = Http.Request.Form;
        ReopenState = FormState.Returned(ReopenState.Fields, form, [], "reopen-");
        if (AnswerCheck.Check(ReopenState.Fields, PostedForm.Fold(ReopenState.Fields, form)) is not CheckedAnswers.Sound { Answers: var answers })
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ReopenState = ReopenState with { Problems = T.Explain([Domain.Refusals.Refusal.Of(AnswerCodes.Missing, CorrectionStep.Reason.Name)]) };
            return;
        }

        var result = await desk.ReopenAsync(Id, answers.Text(CorrectionStep.Reason.Name), user.Viewer, Http.RequestAborted);
        if (result is { Kind: { } kind, TaskId: { } task })
        {
            Reopened = (T[$"reopening.{kind}"], task);
            ReopenState = FormState.Opened([CorrectionStep.Reason], [], "reopen-");
            return;
        }

        Http.Response.StatusCode = result.Result is CaseResult.Refused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status403Forbidden;
        Notice = result.Result switch
        {
            CaseResult.Refused refused => string.Join(' ', T.Explain(refused.Refusals).Select(problem => problem.Message)),
            CaseResult.Forbidden or CaseResult.NotFound or CaseResult.Stale => T["case.forbidden"],
            _ => throw new UnreachableException(),
        };
    }
}
