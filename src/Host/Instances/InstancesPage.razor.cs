using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Instances;

/// <summary>Instances for supervisors, newest first, in pages.</summary>
public sealed partial class InstancesPage(InstanceReads reads, IDefinitionStore definitions, CurrentUser user)
{
    private const int PageSize = 50;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    [SupplyParameterFromQuery(Name = "definition")]
    private string? Definition { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    private string? Version { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "incidents")]
    private bool Incidents { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private Guid? After { get; set; }

    private bool IsAllowed => InstanceAccess.MayAlter(user.Viewer);

    private InstanceLines Page { get; set; } = new([], null);

    private IReadOnlyList<StoredDefinition> Flows { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        if (!IsAllowed)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Flows = [.. (await definitions.ListAsync(null, Http.RequestAborted)).Where(version => version.IsLatest).OrderBy(version => version.Name, StringComparer.Ordinal)];
        var filter = new InstanceFilter
        {
            DefinitionId = string.IsNullOrEmpty(Definition) ? null : Definition,
            VersionId = string.IsNullOrEmpty(Version) ? null : Version,
            Status = Status switch { "running" => InstanceStatus.Running, "finished" => InstanceStatus.Finished, _ => null },
            OnlyIncidents = Incidents,
        };
        Page = await reads.ListAsync(filter, After, PageSize, Http.RequestAborted);
    }

    private string Link(Guid? after)
    {
        var query = new QueryString();
        if (!string.IsNullOrEmpty(Definition)) query = query.Add("definition", Definition);
        if (!string.IsNullOrEmpty(Version)) query = query.Add("version", Version);
        if (!string.IsNullOrEmpty(Status)) query = query.Add("status", Status);
        if (Incidents) query = query.Add("incidents", "true");
        if (after is { } last) query = query.Add("after", last.ToString("D"));
        return "/instances" + query;
    }
}
