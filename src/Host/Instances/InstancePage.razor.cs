using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Instances;

/// <summary>
/// One instance: what runs, its incidents, journal and alterations. Every small form of the page posts to the one handler, first for a preview,
/// then from the confirming form; what was previewed is applied only to the revision it was made for.
/// </summary>
public sealed partial class InstancePage
{
    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "altered")]
    private string? Altered { get; set; }

    [SupplyParameterFromQuery(Name = "values")]
    private bool Values { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private long? Before { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    [Inject]
    private InstanceReads Reads { get; set; } = null!; // set by the framework

    [Inject]
    private InstanceDesk Desk { get; set; } = null!; // set by the framework

    [Inject]
    private CurrentUser User { get; set; } = null!; // set by the framework

    [Inject]
    private NavigationManager Navigation { get; set; } = null!; // set by the framework

    private InstanceView? View { get; set; }

    private PostedAlteration? Posted { get; set; }

    private AlterationPlan? Plan { get; set; }

    private ImmutableArray<AlterationProblem> Problems { get; set; } = [];

    private string? Notice { get; set; }

    private string? ReasonProblem { get; set; }

    private bool IsRunning => View is { Snapshot.Stored.Status: InstanceStatus.Running };

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        View = await Reads.OpenAsync(Id, User.Viewer, Values, Before, Http.RequestAborted);
        if (View is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task AlterAsync()
    {
        if (View is null || PostedAlteration.Read(Http.Request.Form) is not { } posted) return;
        Posted = posted;
        if (posted.Alteration is not { } alteration)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Notice = T["alter.incomplete"];
            return;
        }

        if (posted.IsApply && await ApplyAsync(posted, alteration)) return;
        Plan = await Desk.PreviewAsync(Id, alteration, User.Viewer, Http.RequestAborted);
        if (Plan is AlterationPlan.Refused refused)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Problems = refused.Problems;
        }
    }

    // True: it was applied; otherwise the page shows why not and what it would do now.
    private async Task<bool> ApplyAsync(PostedAlteration posted, Alteration alteration)
    {
        if (string.IsNullOrWhiteSpace(posted.Reason) || posted.Reason.Length > AlterationReason.MaxLength)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ReasonProblem = T["alter.reason.missing"];
            return false;
        }

        switch (await Desk.ApplyAsync(Id, alteration, posted.Reason, posted.Revision ?? 0, User.Viewer, Http.RequestAborted))
        {
            case AlterationResult.Applied:
                Navigation.NavigateTo($"/instances/{Id}?altered={alteration.Kind}");
                return true;
            case AlterationResult.Stale:
                Http.Response.StatusCode = StatusCodes.Status409Conflict;
                Notice = T["alter.stale"];
                View = await Reads.OpenAsync(Id, User.Viewer, Values, Before, Http.RequestAborted);
                return false;
            case AlterationResult.Refused refused:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                Problems = refused.Problems;
                return false;
            case AlterationResult.NotFound:
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
                View = null;
                return false;
            default:
                throw new UnreachableException();
        }
    }
}
