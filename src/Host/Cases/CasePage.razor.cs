using System.Diagnostics;
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

    /// <summary>The form of an action, or null when it cannot be done by this user or now.</summary>
    public FormState? StateOf(string key) => states.GetValueOrDefault(key);

    /// <summary>The action of that key.</summary>
    public CaseAction Find(string key) => Actions[key];

    /// <summary>Does what a posted form asks for: shows the page anew, or the form with what was refused.</summary>
    public async Task RunAsync(string key)
    {
        if (View is not { } view || StateOf(key) is not { } state) return;
        var form = Http.Request.Form;
        var typed = PostedForm.Fold(state.Fields, form);
        if (AnswerCheck.Check(state.Fields, typed) is CheckedAnswers.Faulty faulty)
        {
            Refuse(key, state, form, T.Explain(faulty.Refusals));
            return;
        }

        var answers = ((CheckedAnswers.Sound)AnswerCheck.Check(state.Fields, typed)).Answers;
        switch (await Find(key).RunAsync(new CaseActionRun(view.Case.Id, answers, User.Viewer), Http.RequestAborted))
        {
            case CaseResult.Done:
                Navigation.NavigateTo($"/saker/{Id}?lagret={key}");
                return;
            case CaseResult.Refused refused:
                Refuse(key, state, form, T.Explain(RefusalPlaces.In(state.Fields, refused.Refusals)));
                return;
            case CaseResult.Stale:
                Http.Response.StatusCode = StatusCodes.Status409Conflict;
                Notice = T["case.stale"];
                states[key] = FormState.Returned(state.Fields, form, [], state.Scope);
                return;
            case CaseResult.Forbidden:
                Http.Response.StatusCode = StatusCodes.Status403Forbidden;
                Notice = T["case.forbidden"];
                return;
            case CaseResult.NotFound:
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
                View = null;
                return;
            default:
                throw new UnreachableException();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        if (await Reader.OpenAsync(Id, User.Viewer, "case", Http.RequestAborted) is not { } read)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var view = View = new CasePageView(read, User.Viewer, await PeopleChoices.ReadAsync(Database, Http.RequestAborted), Texts.DayOf(Clock.GetUtcNow()));

        var asked = new CaseActionView(view.Case, view.People, User.Viewer, view.Today, read);
        foreach (var key in Actions.Keys)
            if ((Find(key).Needed & view.Read.Rights) != CaseRights.None && view.IsOpen && Find(key).Form(asked) is { } form)
                states[key] = FormState.Opened(form.Fields, form.Prefill, key + "-");
    }

    private void Refuse(string key, FormState state, IFormCollection form, System.Collections.Immutable.ImmutableArray<FieldProblem> problems)
    {
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        states[key] = FormState.Returned(state.Fields, form, problems, state.Scope);
    }
}
