using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Cases;
using ProcessAutomation.Host.Cases.Actions;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Takeover;

/// <summary>Taking over cases that are under way elsewhere: one by a form for its phase, or many from a file.</summary>
public sealed partial class TakeoverPage(TakeoverDesk desk, KnownPersons persons, CaseDbContext database, CurrentUser user, NavigationManager navigation)
{
    private readonly PersonSearch search = new(persons, user);

    [SupplyParameterFromQuery(Name = "fase")]
    private string? PhaseWord { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    [Inject]
    internal TakeoverList List { get; set; } = null!; // set by the framework

    private bool MayOpen => user.Has(UserRoles.UnitLeader) || user.Has(UserRoles.ContactOfficer);

    private CasePhase? Phase { get; set; }

    private ImmutableArray<TakeoverSection> Sections { get; set; } = [];

    private FormState State { get; set; } = FormState.Opened([], []);

    private ImmutableArray<TakeoverItemResource> Results { get; set; }

    private string? Notice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!MayOpen)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        foreach (var (word, phase) in TakeoverForm.Phases)
        {
            if (word == PhaseWord)
                Phase = phase;
        }

        if (Phase is not { } chosen)
            return;
        var people = await PeopleChoices.ReadAsync(database, Http, null, Http.RequestAborted);
        ImmutableArray<Choice> units = [.. people.Units.Where(u => user.Units.Contains(u.Value, StringComparer.Ordinal))];
        Sections = TakeoverForm.Of(chosen, units, people);
        var me = people.Staff.Any(staff => staff.Value == user.Id) && user.Has(UserRoles.ContactOfficer) ? user.Id : null;
        State = FormState.Opened(
            [.. Sections.SelectMany(section => section.Fields)],
            new JsonObject { ["unitId"] = units.Length == 1 ? units[0].Value : null, ["language"] = "nb", ["contactOfficer"] = me });
    }

    private async Task TakeOverAsync()
    {
        if (!MayOpen || Phase is not { } phase) return;
        var form = Http.Request.Form;
        if (PostedForm.IsAddRow(form) || PersonSearch.IsAsked(form))
        {
            State = FormState.Returned(State.Fields, form, []);
            if (PersonSearch.IsAsked(form)) State = await search.AnswerAsync(form, State, Http.RequestAborted);
            return;
        }

        (State, var answers) = State.Check(Http, T);
        if (answers is null) return;
        if (await search.RefuseOtherAsync(form, State, T, Http.RequestAborted) is { } refusedAsOther)
        {
            State = refusedAsOther.Refuse(Http.Response, refusedAsOther.Problems);
            return;
        }

        var taken = await desk.TakeOverAsync(TakeoverReading.Of(TakeoverAnswers.Read(phase, answers)), user.Viewer, Http.RequestAborted);
        if (taken.Result is CaseResult.Done done)
        {
            navigation.NavigateTo($"/saker/{done.CaseId}?lagret={(taken.IsNew ? "overtatt" : "kjent")}");
            return;
        }

        var answer = CaseAnswer.Of(taken.Result, Http.Response, T, refusal => TakeoverAnswers.Place(refusal, State.Fields));
        (State, Notice) = (State with { Problems = answer.Problems }, answer.Notice);
    }

    private async Task TakeOverManyAsync()
    {
        if (!MayOpen) return;
        if (await CasesAsync() is not { } cases || cases.Count is 0 or > TakeoverDesk.MaxCases)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Notice = T.Format("takeover.file.unreadable", TakeoverDesk.MaxCases);
            return;
        }

        Results = await List.RunAsync(cases, user.Viewer, Http.RequestAborted);
    }

    // A list of cases, or an object with one, as the API takes it; null: the file is neither.
    private async Task<IReadOnlyList<JsonElement>?> CasesAsync()
    {
        if (Http.Request.Form.Files.GetFile("file") is not { } file)
            return null;
        try
        {
            await using var stream = file.OpenReadStream();
            var root = await JsonSerializer.DeserializeAsync<JsonElement>(stream, cancellationToken: Http.RequestAborted);
            var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("cases", out var cases) ? cases : root;
            return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
