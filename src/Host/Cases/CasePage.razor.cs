using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.Cases.Actions;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Cases;

/// <summary>One case: where it is in the process, and what the user may see and do of the rest.</summary>
public sealed partial class CasePage
{
    private readonly Dictionary<string, FormState> states = new(StringComparer.Ordinal);

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "lagret")]
    private string? Saved { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    [Inject]
    internal CaseReads Reader { get; set; } = null!; // set by the framework

    [Inject]
    internal CaseActionBook Actions { get; set; } = null!; // set by the framework

    [Inject]
    private CaseDbContext Database { get; set; } = null!; // set by the framework

    [Inject]
    private BusinessClock Clock { get; set; } = null!; // set by the framework

    [Inject]
    private CurrentUser User { get; set; } = null!; // set by the framework

    [Inject]
    private NavigationManager Navigation { get; set; } = null!; // set by the framework

    private CasePageView? View { get; set; }

    private string? Notice { get; set; }

    /// <summary>The action that was posted and is not offered any more; null: there is none.</summary>
    private CaseAction? Gone { get; set; }

    /// <summary>The form of an action, or null when it cannot be done by this user or now.</summary>
    public FormState? StateOf(string key) => states.GetValueOrDefault(key);

    /// <summary>The action of that key.</summary>
    public CaseAction Find(string key) => Actions[key];

    /// <summary>Does what a posted form asks for: shows the page anew, or the form with what was refused.</summary>
    public async Task RunAsync(string key)
    {
        if (View is not { } view || StateOf(key) is not { } state) return;
        (states[key], var answers) = state.Check(Http, T);
        if (answers is null) return;
        var result = await Find(key).RunAsync(new CaseActionRun(view.Case.Id, answers, User.Viewer), Http.RequestAborted);
        if (result is CaseResult.Done)
        {
            Navigation.NavigateTo($"/saker/{Id}?lagret={key}");
            return;
        }

        var answer = CaseAnswer.Of(result, Http.Response, T, refusal => RefusalPlaces.In(state.Fields, refusal));
        (states[key], Notice) = (states[key] with { Problems = answer.Problems }, answer.Notice);
        if (result is CaseResult.NotFound)
            View = null;
    }

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        if (await Reader.OpenAsync(Id, User.Viewer, "case", Http.RequestAborted) is not { } read)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var view = View = new CasePageView(read, User.Viewer, await PeopleChoices.ReadAsync(Database, Http, read.Case, Http.RequestAborted), Texts.DayOf(Clock.GetUtcNow()));

        var asked = new CaseActionView(view.Case, view.People, User.Viewer, view.Today, read);
        foreach (var key in Actions.Keys)
            if ((Find(key).Needed & view.Read.Rights) != CaseRights.None && view.IsOpen && Find(key).Form(asked) is { } form)
                states[key] = FormState.Opened(form.Fields, form.Prefill, key + "-");
        if (Http.Request.HasFormContentType && Http.Request.Form["_handler"].ToString() is var posted && Actions.Keys.Contains(posted, StringComparer.Ordinal) && !states.ContainsKey(posted))
            TakeLate(Find(posted), asked);
    }

    // What this page offered before the case changed. Where the form is the same for every case, the case itself says why not.
    private void TakeLate(CaseAction action, CaseActionView asked)
    {
        if ((action.Needed & asked.Read!.Rights) != CaseRights.None && View is { IsOpen: true } && action.LateForm?.Invoke(asked) is { } form)
            states[action.Key] = FormState.Opened(form.Fields, form.Prefill, action.Key + "-");
        else
            Gone = action;
    }

    // What was posted cannot be done any more, because the case has changed since the page offered it; or never by this user.
    private void RefuseGone(CaseAction action)
    {
        var isChanged = View is { } view && (action.Needed & view.Read.Rights) != CaseRights.None;
        (Http.Response.StatusCode, Notice) = isChanged ? (StatusCodes.Status409Conflict, T["case.action-gone"]) : (StatusCodes.Status403Forbidden, T["case.forbidden"]);
    }
}
