using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Host.Studio;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>
/// The form and the reminders of one task of a draft, without JSON. Saves into the draft that the Studio opens; publishing stays there. Nobody's
/// drawing is written over: a flow that is open in another window is not touched, nor one whose form or reminders have changed since the page was opened.
/// </summary>
public sealed partial class TaskOfFlowPage(
    IDefinitionStore definitions, DefinitionPublisher publisher, DefinitionCatalog catalog, IServiceProvider services, ActivityRegistry registry, DesignerAssets assets, EngineClocks clocks, CurrentUser user,
    NavigationManager navigation)
{
    private static readonly string[] PlainLadder = ["RemindBefore", "EscalateAfter"];

    [Parameter]
    public string DefinitionId { get; set; } = "";

    [Parameter]
    public string ActivityId { get; set; } = "";

    /// <summary>Name of a list of the form whose columns are changed; null: the form itself.</summary>
    [SupplyParameterFromQuery(Name = "liste")]
    public string? List { get; set; }

    [SupplyParameterFromQuery(Name = "lagret")]
    public string? SavedMark { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private StoredDefinition? Stored { get; set; }

    private TaskInFlow? Chosen { get; set; }

    private FormState State { get; set; } = FormState.Opened([], []);

    private FormField FieldsField => State.Fields.First(shown => shown.Name == FieldsForm.Rows);

    private FormField RungsField => State.Fields.First(shown => shown.Name == LadderForm.Rows);

    private FormField Which => State.Fields.First(shown => shown.Name == LadderForm.Which);

    private bool AsksForm { get; set; }

    private bool AsksLadder { get; set; }

    private string ListLabel { get; set; } = "";

    private IReadOnlyCollection<string> Kept { get; set; } = [];

    private ImmutableArray<string> PlainWords { get; set; } = [];

    private string PlainVariables { get; set; } = "";

    private FormState? Preview { get; set; }

    private string Mark { get; set; } = "";

    private string? Notice { get; set; }

    private int Focus { get; set; } = -1;

    /// <summary>What still keeps the flow from being published.</summary>
    private ImmutableArray<string> Remaining { get; set; } = [];

    private bool Saved => SavedMark is not null && Http.Request.Method == HttpMethods.Get;

    private string Here => FlowTaskWords.AddressOf(DefinitionId, ActivityId);

    private string Editor => DesignerView.Editor(DefinitionId).AddressIn(assets.Base);

    protected override async Task OnInitializedAsync()
    {
        Stored = DesignerAccess.MayEdit(user) ? await definitions.FindLatestAsync(DefinitionId, Http.RequestAborted) : null;
        Chosen = Stored is null ? null : TaskInFlow.AllOf(Stored, registry).FirstOrDefault(task => task.Id == ActivityId);
        if (Stored is not null && Chosen is null)
        {
            navigation.NavigateTo(FlowTaskWords.AddressOf(DefinitionId)); // what was selected in the drawing asks nobody, or is gone
            return;
        }

        if (Chosen is not { } task || (List is not null && task.FieldsOf(List) is null))
        {
            Chosen = null;
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Mark = task.Mark;
        Open(task);
        if (Saved)
            Remaining = await FaultsAsync(Stored!);
    }

    private async Task<ImmutableArray<string>> FaultsAsync(StoredDefinition stored)
    {
        try
        {
            await catalog.GetAsync(stored.VersionId, Http.RequestAborted);
            return [];
        }
        catch (InvalidDefinitionException invalid)
        {
            return [.. services.GetRequiredService<DefinitionFaults>().InWords(invalid.Problems, stored.Json)];
        }
    }

    private void Open(TaskInFlow task)
    {
        var fields = task.FieldsOf(List);
        AsksForm = task.HasOwnForm && fields is not null;
        Kept = List is null ? [.. (fields ?? []).OfType<JsonObject>().Where(field => FieldsForm.Text(field, "kind") == "rows").Select(field => FieldsForm.Text(field, "name"))] : [];
        ListLabel = List is null ? "" : Phrase.Read(task.Fields!.OfType<JsonObject>().First(field => FieldsForm.Text(field, "name") == List)["label"])?.In(T.Language) ?? List;
        var answers = new JsonObject { [FieldsForm.Rows] = FieldRows.Answers(fields ?? []) };
        if (List is null)
            OpenLadder(task, answers);
        Show(answers, [], null);
    }

    private void OpenLadder(TaskInFlow task, JsonObject answers)
    {
        try
        {
            var own = task.OwnRungs;
            AsksLadder = true;
            answers[LadderForm.Which] = own is null ? LadderForm.Plain : LadderForm.Own;
            answers[LadderForm.Rows] = LadderForm.Answers(own ?? task.PlainRungs ?? []);
        }
        catch (FormatException)
        {
            AsksLadder = false;
            return;
        }

        PlainWords = task.PlainRungs is not { } plain ? [T["flowtask.computed"]]
            : plain.IsEmpty ? [T["flowtask.ladder.none"]]
            : [.. plain.Select(rung => LadderForm.InWords(T, rung))];
        PlainVariables = string.Join(", ", PlainLadder.Select(input => task.Of(input).Variable).OfType<string>());
    }

    private void Show(JsonObject answers, ImmutableArray<FieldProblem> problems, IFormCollection? posted)
    {
        State = new FormState(FieldsOf(answers), answers, posted, problems);
        Preview = AsksForm ? PreviewOf((JsonArray)answers[FieldsForm.Rows]!) : null;
    }

    private ImmutableArray<FormField> FieldsOf(JsonObject answers)
    {
        var fields = ImmutableArray.CreateBuilder<FormField>();
        if (AsksForm)
            fields.AddRange(FieldsForm.Fields(T, answers[FieldsForm.Rows] as JsonArray ?? [], List is not null));
        if (AsksLadder)
            fields.AddRange(LadderForm.Fields(T, (answers[LadderForm.Rows] as JsonArray ?? []).OfType<JsonObject>().Select(row => FieldsForm.Text(row, "to")).Where(role => role.Length > 0)));
        return fields.ToImmutable();
    }

    // The form as whoever gets the task sees it, with what can be shown of a form that is not done yet.
    private FormState? PreviewOf(JsonArray rows)
    {
        var before = Chosen!.FieldsOf(List) ?? [];
        var form = Form.Stored(FieldRows.Read((JsonArray)rows.DeepClone(), before).ToJsonString());
        return form.Fields.IsEmpty ? null : FormState.Opened(form.Fields, [], "preview-");
    }

    private async Task SubmitAsync()
    {
        if (Chosen is not { } task) return;
        var form = Http.Request.Form;
        Mark = form["mark"].ToString(); // of what was opened, however often the page comes back
        var answers = PostedForm.Fold(FieldsOf([]), form);
        var (fields, rungs) = (answers[FieldsForm.Rows] as JsonArray ?? [], answers[LadderForm.Rows] as JsonArray ?? []);
        FieldRows.Name(fields);
        var action = form["action"].ToString();
        if (action != "save")
        {
            Focus = RowButtons.Press(action, fields, rungs, answers, task.Unit);
            Show(answers, [], form);
            return;
        }

        Show(answers, [], form);
        var problems = Check(answers, fields, rungs);
        if (problems.IsEmpty)
            problems = await SaveAsync(task, fields, rungs, FieldsForm.Text(answers, LadderForm.Which) == LadderForm.Own);
        if (problems.IsEmpty && Notice is null)
        {
            navigation.NavigateTo(List is null ? $"{Here}?lagret=ja" : $"{Here}?liste={Uri.EscapeDataString(List)}&lagret=ja");
            return;
        }

        Http.Response.StatusCode = Notice is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        State = State with { Problems = problems };
    }

    private ImmutableArray<FieldProblem> Check(JsonObject answers, JsonArray fields, JsonArray rungs)
    {
        var isOwn = FieldsForm.Text(answers, LadderForm.Which) == LadderForm.Own;
        var asked = State.Fields.RemoveAll(field => field.Name == LadderForm.Rows && !isOwn);
        ImmutableArray<FieldProblem> problems = AnswerCheck.Check(asked, answers) is CheckedAnswers.Faulty faulty ? T.Explain(faulty.Refusals) : [];
        return [.. problems, .. AsksForm ? FieldsCheck.Of(T, fields) : [], .. isOwn ? LadderForm.Check(T, rungs) : []];
    }

    private async Task<ImmutableArray<FieldProblem>> SaveAsync(TaskInFlow task, JsonArray fields, JsonArray rungs, bool isOwn)
    {
        if (Mark != task.Mark)
        {
            Notice = T["flowtask.changed-since"];
            return [];
        }

        if (await services.GetRequiredService<EditLease>().ComplaintAsync(DefinitionId, Http.RequestAborted) is { } complaint)
        {
            Notice = complaint;
            return [];
        }

        if (AsksForm && task.Write(fields, List) is { } fault)
            return [new FieldProblem("", T.Say(fault))];
        if (AsksLadder)
            task.Write(isOwn ? LadderForm.Read(rungs) : (ImmutableArray<Rung>?)null);
        return await publisher.SaveDraftAsync(task.FlowText, clocks.Now, Http.RequestAborted) is SaveResult.Unreadable unreadable
            ? [.. unreadable.Problems.Select(problem => new FieldProblem("", T.Explain(problem)))]
            : [];
    }
}
