using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Corrections;

/// <summary>Who was left out of the attendance of a meeting of the group, entered afterwards.</summary>
public sealed partial class AttendancePage(CorrectionReads reads, CorrectionDesk desk, CurrentUser user, NavigationManager navigation)
{
    private static readonly Phrase WhyAbsentHint = new("Må fylles ut for den som leverer et tiltak og ikke kom.", "Må fyllast ut for den som leverer eit tiltak og ikkje kom.", "Required of somebody who delivers a measure and did not come.");

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public int Number { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private CorrectionView? View { get; set; }

    private Meeting? Meeting { get; set; }

    private FormState State { get; set; } = FormState.Opened([], []);

    private string? Notice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await reads.OpenAsync(Id, user.Viewer, Http.RequestAborted) is not { MayCorrect: true } view || view.Incomplete.FirstOrDefault(open => open.Meeting.Number == Number) is not { } found)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        (View, Meeting) = (view, found.Meeting);
        State = FormState.Opened([.. GroupMeetingStep.ColumnsFor(found.LeftOut).Select(field => field.Name == "reason" ? field with { Name = "whyAbsent", Hint = WhyAbsentHint } : field), CorrectionStep.Reason], []);
    }

    private async Task AddAsync()
    {
        if (Meeting is null) return;
        (State, var answers) = State.Check(Http, T);
        if (answers is null) return;
        var attendee = GroupMeetingStep.ReadAttendee(answers) with { Reason = answers.TextOrNull("whyAbsent") };
        var result = await desk.AddAttendanceAsync(Id, Number, attendee, answers.Text(CorrectionStep.Reason.Name), user.Viewer, null, Http.RequestAborted);
        if (result is CaseResult.Done)
        {
            navigation.NavigateTo($"/saker/{Id}/rett?lagret=ja");
            return;
        }

        var answer = CaseAnswer.Of(result, Http.Response, T, refusal => refusal.Field == "member" ? refusal.Under("who") : refusal);
        (State, Notice) = (State with { Problems = answer.Problems }, answer.Notice);
    }
}
