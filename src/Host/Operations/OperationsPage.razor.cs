using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Host.Housekeeping;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Operations;

/// <summary>What the nodes do, what waits and what goes wrong, and the machine's own jobs. For who looks after the installation.</summary>
public sealed partial class OperationsPage
{
    [SupplyParameterFromQuery(Name = "startet")]
    private string? Started { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    [Inject]
    internal OperationsDesk Desk { get; set; } = null!; // set by the framework

    [Inject]
    private HousekeepingScheduler Scheduler { get; set; } = null!; // set by the framework

    [Inject]
    private CurrentUser User { get; set; } = null!; // set by the framework

    [Inject]
    private UserNames Names { get; set; } = null!; // set by the framework

    [Inject]
    private NavigationManager Navigation { get; set; } = null!; // set by the framework

    private OperationsView? View { get; set; }

    private string? Notice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!User.Viewer.LooksAfterOperations)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await Names.ReadAsync(Http.RequestAborted);
        View = await Desk.ReadAsync(Http.RequestAborted);
    }

    private async Task RunAsync(string job)
    {
        if (View is null)
            return;
        switch (await Scheduler.RunNowAsync(job, User.Id, Http.RequestAborted))
        {
            case RunRequest.Accepted:
                Navigation.NavigateTo($"/operations?startet={job}");
                return;
            case RunRequest.Underway:
                Http.Response.StatusCode = StatusCodes.Status409Conflict;
                Notice = T["operations.underway"];
                return;
            case RunRequest.Unavailable:
                Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                Notice = T["operations.unavailable"];
                return;
            case RunRequest.Unknown:
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
                View = null;
                return;
            default:
                throw new UnreachableException();
        }
    }
}
