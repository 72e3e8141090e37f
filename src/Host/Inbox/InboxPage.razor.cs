using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Inbox;

/// <summary>The user's tasks, and those of colleagues for whom they may stand in.</summary>
public sealed partial class InboxPage(TaskReads tasks, CurrentUser user, UserNames names, CaseDbContext database)
{
    [SupplyParameterFromQuery(Name = "ferdig")]
    private Guid? FinishedId { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private TaskPage Mine { get; set; } = new([], 0);

    private TaskPage Group { get; set; } = new([], 0);

    /// <summary>The title of the task the user has just completed; null when they come from elsewhere.</summary>
    private string? Finished { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http.RequestAborted;
        await names.ReadAsync(cancellationToken);
        Mine = await tasks.ListAsync(user.Viewer, TaskList.Mine, 0, TaskReads.MaxPage, cancellationToken);
        Group = await tasks.ListAsync(user.Viewer, TaskList.Group, 0, TaskReads.MaxPage, cancellationToken);
        var me = user.Id;
        if (FinishedId is { } id)
            Finished = await database.Tasks.Where(t => t.Id == id && t.CompletedBy == me).Select(t => t.Title).SingleOrDefaultAsync(cancellationToken);
    }
}
