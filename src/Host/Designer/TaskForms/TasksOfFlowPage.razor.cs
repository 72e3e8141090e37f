using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>All tasks a flow gives, each with who, when, its reminders and its form: what a process owner otherwise finds activity by activity.</summary>
public sealed partial class TasksOfFlowPage(IDefinitionStore definitions, ActivityRegistry registry, DesignerAssets assets, CurrentUser user)
{
    [Parameter]
    public string DefinitionId { get; set; } = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private bool MayEdit => DesignerAccess.MayEdit(user);

    private StoredDefinition? Stored { get; set; }

    private ImmutableArray<TaskInFlow> Tasks { get; set; } = [];

    private string Editor => DesignerView.Editor(DefinitionId).AddressIn(assets.Base);

    protected override async Task OnInitializedAsync()
    {
        Stored = DesignerAccess.MayLook(user) ? await definitions.FindLatestAsync(DefinitionId, Http.RequestAborted) : null;
        if (Stored is { } stored)
            Tasks = TaskInFlow.AllOf(stored, registry);
        else
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private string Address(TaskInFlow task) => FlowTaskWords.AddressOf(DefinitionId, task.Id);
}
