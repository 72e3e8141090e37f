using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Inbox;

/// <summary>The user's tasks, and those of colleagues for whom they may stand in.</summary>
public sealed partial class InboxPage(TaskReads tasks, CurrentUser user, UserNames names, CaseDbContext database)
{
    private const string MineQuery = "mine";
    private const string GroupQuery = "kolleger";
    private const int PageSize = 50;

    [SupplyParameterFromQuery(Name = "ferdig")]
    private Guid? FinishedId { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    /// <summary>Page of the user's own tasks, from 1.</summary>
    [SupplyParameterFromQuery(Name = MineQuery)]
    private int? MineNumber { get; set; }

    /// <summary>Page of the colleagues' tasks, from 1.</summary>
    [SupplyParameterFromQuery(Name = GroupQuery)]
    private int? GroupNumber { get; set; }

    private TaskPage Mine { get; set; } = TaskPage.Empty;

    private TaskPage Group { get; set; } = TaskPage.Empty;

    /// <summary>The title of the task the user has just completed; null when they come from elsewhere.</summary>
    private string? Finished { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http.RequestAborted;
        await names.ReadAsync(cancellationToken);
        Mine = await tasks.ListAsync(user.Viewer, TaskList.Mine, SkipTo(MineNumber), PageSize, cancellationToken);
        Group = await tasks.ListAsync(user.Viewer, TaskList.Group, SkipTo(GroupNumber), PageSize, cancellationToken);
        var me = user.Id;
        if (FinishedId is { } id)
            Finished = await database.Tasks.Where(t => t.Id == id && t.CompletedBy == me).Select(t => t.Title).SingleOrDefaultAsync(cancellationToken);
    }

    private static int SkipTo(int? number) => (Math.Clamp(number ?? 1, 1, int.MaxValue / PageSize) - 1) * PageSize;
}
