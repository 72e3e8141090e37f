using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.Cases.Actions;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Cases;

/// <summary>Opening a case: who, where and when.</summary>
public sealed partial class OpenCasePage(CaseDesk desk, KnownPersons persons, CaseDbContext database, CurrentUser user, NavigationManager navigation)
{
    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private bool MayOpen => user.Has(UserRoles.UnitLeader) || user.Has(UserRoles.ContactOfficer);

    private FormState State { get; set; } = FormState.Opened([], []);

    private string? Notice { get; set; }

    /// <summary>Persons known already that were looked for; null: nobody was.</summary>
    private ImmutableArray<KnownPerson>? Found { get; set; }

    /// <summary>The person whose name and address stand in the form; null: what was typed stands there.</summary>
    private KnownPerson? Used { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!MayOpen)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var people = await PeopleChoices.ReadAsync(database, Http.RequestAborted);
        var units = people.Units.Where(u => user.Units.Contains(u.Value, StringComparer.Ordinal)).ToArray();
        State = FormState.Opened(
            OpenCaseForm.Fields([.. units], people.Staff),
            new JsonObject { ["unitId"] = units.Length == 1 ? units[0].Value : null, ["language"] = "nb" });
    }

    private async Task OpenAsync()
    {
        if (!MayOpen) return;
        var form = Http.Request.Form;
        var checkedAnswers = AnswerCheck.Check(State.Fields, PostedForm.Fold(State.Fields, form));
        State = FormState.Returned(State.Fields, form, []);
        if (form["action"].ToString() is { Length: > 0 } action)
        {
            await LookForAsync(action, form);
            return;
        }

        if (checkedAnswers is CheckedAnswers.Faulty faulty)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            State = State with { Problems = T.Explain(faulty.Refusals) };
            return;
        }

        if (await OtherAsync(form) is { } other)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Use(other);
            State = State with { Problems = [new FieldProblem("nationalNumber", T.Format("person.known.other", other.Person.Name))] };
            return;
        }

        switch (await desk.OpenAsync(OpenCaseForm.Read(((CheckedAnswers.Sound)checkedAnswers).Answers), user.Viewer, Http.RequestAborted))
        {
            case CaseResult.Done done:
                navigation.NavigateTo($"/saker/{done.CaseId}?lagret=ny");
                return;
            case CaseResult.Refused refused:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                State = State with { Problems = T.Explain(refused.Refusals) };
                return;
            case CaseResult.Forbidden or CaseResult.NotFound or CaseResult.Stale:
                Http.Response.StatusCode = StatusCodes.Status403Forbidden;
                Notice = T["case.forbidden"];
                return;
            default:
                throw new UnreachableException();
        }
    }

    private static string Typed(IFormCollection form, string field) => form[PostedForm.Prefix + field].ToString().Trim();

    // Either of the two buttons: to look for somebody, or to take one of those found.
    private async Task LookForAsync(string action, IFormCollection form)
    {
        var found = action.StartsWith(KnownPersonsView.Take, StringComparison.Ordinal)
            ? Guid.TryParse(action[KnownPersonsView.Take.Length..], out var id) ? await persons.OpenAsync(id, user.Viewer, Http.RequestAborted) : null
            : await persons.OfNumberAsync(Typed(form, "nationalNumber"), user.Viewer, Http.RequestAborted);
        if (found is not null)
            Use(found);
        else
            Found = await persons.OfNameAsync(Typed(form, "givenName"), Typed(form, "familyName"), user.Viewer, Http.RequestAborted);
    }

    private void Use(KnownPerson person) => (Used, State) = (person, State with { Answers = OpenCaseForm.FillIn(State.Answers, person.Person) });

    // The number of one person with the name of another: one of the two is a slip of the pen, and the case must not be the wrong person's.
    private async Task<KnownPerson?> OtherAsync(IFormCollection form) =>
        await persons.OfNumberAsync(Typed(form, "nationalNumber"), user.Viewer, Http.RequestAborted) is { } known
        && !(string.Equals(known.Person.GivenName, Typed(form, "givenName"), StringComparison.OrdinalIgnoreCase) && string.Equals(known.Person.FamilyName, Typed(form, "familyName"), StringComparison.OrdinalIgnoreCase))
            ? known
            : null;
}
