using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Host.Inbox;

/// <summary>The lists of tasks: mine, my groups', overdue, on hold, done lately. The address says what is shown; forms work without script.</summary>
public sealed partial class InboxPage(
    TaskReads tasks, TaskMoves moves, TaskReceivers receivers, SavedFilters filters, StepBook steps, CurrentUser user, UserNames names, CaseDbContext database, NavigationManager navigation)
{
    [SupplyParameterFromQuery(Name = "ferdig")]
    private Guid? FinishedId { get; set; }

    [SupplyParameterFromQuery(Name = "gjort")]
    private string? DoneKey { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private InboxQuery Query { get; set; } = new(TaskList.Mine, TaskFilter.None, 1);

    private TaskPage Page { get; set; } = TaskPage.Empty;

    /// <summary>Whether what is shown has been read; a post is done before.</summary>
    private bool IsRead { get; set; }

    private TaskCounts Counts { get; set; } = new(0, 0, 0, 0, 0);

    private ImmutableArray<UserAccount> Receivers { get; set; } = [];

    private ImmutableArray<SavedFilter> Filters { get; set; } = [];

    private ImmutableArray<Choice> Steps => [.. steps.All.Select(step => new Choice(step.Key, step.Name))];

    private ImmutableArray<Choice> Units => [.. user.Units.Select(unit => new Choice(unit, Phrase.Plain(names.OfUnit(unit))))];

    /// <summary>The title of the task the user has just completed; null when they come from elsewhere.</summary>
    private string? Finished { get; set; }

    private string? Said => DoneKey switch { "lagret" => T["filter.kept"], "slettet" => T["filter.dropped"], _ => null };

    private ImmutableArray<TaskMoved> Moved { get; set; } = [];

    private IReadOnlyDictionary<Guid, string> Titles { get; set; } = new Dictionary<Guid, string>();

    private HashSet<Guid> Chosen { get; } = [];

    private IFormCollection MoveForm { get; set; } = FormCollection.Empty;

    private FormState Faults { get; set; } = FormState.Opened([], []);

    private FormState Keep { get; set; } = FormState.Opened([], []);

    private string Heading => T["list." + Query.List];

    private string SectionId => Query.List switch { TaskList.OnHold => "on-hold", var list => list.ToString().ToLowerInvariant() };

    private bool MayMove => Query.List != TaskList.Done && !Receivers.IsEmpty;

    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http.RequestAborted;
        Query = InboxQuery.Read(Http.Request.Query);
        await names.ReadAsync(cancellationToken);
        await names.ReadAgenciesAsync(cancellationToken);
        Receivers = await receivers.OfAsync(user.Viewer, cancellationToken);
        if (Query.IsNarrowed)
            Keep = FormState.Opened(KeepFields(await filters.CirclesAsync(user.Viewer, cancellationToken)), [], "keep-");
        if (HttpMethods.IsPost(Http.Request.Method))
            return; // what is posted comes first, and reads what it shows
        await ReadAsync();
        var me = user.Id;
        if (FinishedId is { } id)
            Finished = (await database.Tasks.SingleOrDefaultAsync(t => t.Id == id && t.CompletedBy == me, cancellationToken))?.TitleIn(T.Language);
    }

    private async Task ReadAsync()
    {
        IsRead = true;
        Page = await tasks.ListAsync(user.Viewer, Query.List, Query.Filter, Query.Skip, InboxQuery.PageSize, Http.RequestAborted);
        if (Page.Lines.Any(line => line.Task.CandidateGroup?.StartsWith(CandidateGroup.AgencyPrefix, StringComparison.Ordinal) ?? false))
            await names.ReadAgenciesAsync(Http.RequestAborted);
        Counts = await tasks.CountsAsync(user.Viewer, Http.RequestAborted);
        Filters = await filters.ListAsync(user.Viewer, Http.RequestAborted);
    }

    private async Task MoveAsync()
    {
        MoveForm = Http.Request.Form;
        var (to, reason) = (MoveForm["til"].ToString(), MoveForm["grunn"].ToString());
        var chosen = MoveForm["valgt"].Select(Read).OfType<(Guid Id, int? Version)>().ToList();
        var faults = ImmutableArray.CreateBuilder<FieldProblem>();
        if (chosen.Count == 0)
            faults.Add(new FieldProblem("", T["list.move.none"]));
        if (to.Length == 0)
            faults.Add(new FieldProblem("to", T["refusal.user.missing"]));
        if (string.IsNullOrWhiteSpace(reason))
            faults.Add(new FieldProblem("reason", T["refusal.reason.missing"]));
        Chosen.UnionWith(chosen.Select(one => one.Id));
        if (faults.Count > 0)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Faults = FormState.Opened([], []) with { Problems = faults.ToImmutable(), Posted = MoveForm };
            await ReadAsync();
            return;
        }

        var ids = chosen.Select(one => one.Id).ToArray();
        var seen = await tasks.LinesAsync(user.Viewer, Query.List, ids, Http.RequestAborted); // before they go where they may not be seen
        Moved = await moves.HandOverAsync(chosen, to, reason, user.Viewer, Http.RequestAborted);
        Titles = ids.ToDictionary(id => id, id => seen.GetValueOrDefault(id) is { } line ? line.PersonName is null ? line.Task.TitleIn(T.Language) : $"{line.Task.TitleIn(T.Language)}, {line.PersonName}" : T["inbox.task"]);
        Chosen.Clear();
        Chosen.UnionWith(Moved.Where(one => one.Result is not TaskResult.Done).Select(one => one.TaskId));
        if (Chosen.Count == 0)
            MoveForm = new FormCollection(new() { ["til"] = to });
        await ReadAsync();
    }

    private async Task KeepAsync()
    {
        var form = Http.Request.Form;
        var answers = PostedForm.Fold(Keep.Fields, form);
        var circle = FilterCircle.Read(answers["circle"]?.GetValue<string>());
        switch (await filters.SaveAsync(user.Viewer, answers["name"]?.GetValue<string>() ?? "", Query.Kept, circle, Http.RequestAborted))
        {
            case FilterResult.Saved:
                navigation.NavigateTo(Query.Address + "&gjort=lagret");
                return;
            case FilterResult.Refused refused:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                Keep = FormState.Returned(Keep.Fields, form, [.. T.Explain(refused.Refusals).Select(problem => problem.Field is "unitId" or "group" ? problem with { Field = "circle" } : problem)], "keep-");
                await ReadAsync();
                return;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task DropAsync()
    {
        if (Guid.TryParse(Http.Request.Form["filter"], out var id))
            await filters.DeleteAsync(user.Viewer, id, Http.RequestAborted);
        navigation.NavigateTo(Query.Address + (Query.Address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "gjort=slettet");
    }

    private ImmutableArray<FormField> KeepFields(ImmutableArray<FilterCircle> circles)
    {
        var name = new FormField { Name = "name", Kind = FieldKind.Text, IsRequired = true, MaxLength = SavedFilter.MaxName, Label = Here("filter.name") };
        return circles.IsEmpty
            ? [name]
            : [name, new FormField { Name = "circle", Kind = FieldKind.Choice, Label = Here("filter.share"), Choices = [new Choice("", Here("filter.share.none")), .. circles.Select(circle => new Choice(circle.Write(), Phrase.Plain(FilterShelf.NameOf(circle, T, names))))] }];
    }

    private Phrase Here(string key) => Phrase.Plain(T[key]);

    private string? Invalid(string field) => Faults.ProblemsOf(field).Any() ? "true" : null;

    private int CountOf(TaskList list) => list switch
    {
        TaskList.Mine => Counts.Mine,
        TaskList.Group => Counts.Group,
        TaskList.Overdue => Counts.Overdue,
        TaskList.OnHold => Counts.OnHold,
        _ => Counts.Done,
    };

    private static string Counted(int count) => count.ToString(CultureInfo.InvariantCulture) + (count >= TaskPage.CountLimit ? "+" : "");

    // A box's value is the task and the version that was on the page.
    private static (Guid Id, int? Version)? Read(string? value) =>
        value?.Split(':') is [var id, var version] && Guid.TryParse(id, out var task) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            ? (task, read)
            : null;
}
