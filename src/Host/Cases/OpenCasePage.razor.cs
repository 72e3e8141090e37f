using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.Cases.Actions;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Cases;

/// <summary>Opening a case: who, where and when.</summary>
public sealed partial class OpenCasePage(CaseDesk desk, KnownPersons persons, CaseDbContext database, CurrentUser user, NavigationManager navigation)
{
    private readonly PersonSearch search = new(persons, user);

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private bool MayOpen => user.Has(UserRoles.UnitLeader) || user.Has(UserRoles.ContactOfficer);

    private FormState State { get; set; } = FormState.Opened([], []);

    private string? Notice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!MayOpen)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var people = await PeopleChoices.ReadAsync(database, Http, null, Http.RequestAborted);
        var units = people.Units.Where(u => user.Units.Contains(u.Value, StringComparer.Ordinal)).ToArray();
        State = FormState.Opened(
            OpenCaseForm.Fields([.. units], people.Staff),
            new JsonObject { ["unitId"] = units.Length == 1 ? units[0].Value : null, ["language"] = "nb" });
    }

    private async Task OpenAsync()
    {
        if (!MayOpen) return;
        var form = Http.Request.Form;
        if (PersonSearch.IsAsked(form))
        {
            State = await search.AnswerAsync(form, FormState.Returned(State.Fields, form, []), Http.RequestAborted);
            return;
        }

        (State, var answers) = State.Check(Http, T);
        if (answers is null) return;
        if (await search.RefuseOtherAsync(form, State, T, Http.RequestAborted) is { } refusedAsOther)
        {
            State = refusedAsOther.Refuse(Http.Response, refusedAsOther.Problems);
            return;
        }

        var result = await desk.OpenAsync(OpenCaseForm.Read(answers), user.Viewer, Http.RequestAborted);
        if (result is CaseResult.Done done)
        {
            navigation.NavigateTo($"/saker/{done.CaseId}?lagret=ny");
            return;
        }

        var answer = CaseAnswer.Of(result, Http.Response, T);
        (State, Notice) = (State with { Problems = answer.Problems }, answer.Notice);
    }
}
