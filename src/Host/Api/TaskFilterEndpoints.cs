using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Host.Api;

/// <summary>Keeping a filter of the inbox.</summary>
/// <param name="Name">What it is called; once for each user.</param>
/// <param name="Query">The filter as the inbox's address has it, e.g. <c>liste=gruppe&amp;steg=summons</c>.</param>
/// <param name="UnitId">The caller's unit to share it with; null or missing: no unit.</param>
/// <param name="Group">The candidate group to share it with: <c>unit:</c> and a user role, of the unit, or <c>agency:</c> and the caller's agency; null or missing: everybody of the unit.</param>
public sealed record SaveFilterRequest(string? Name = null, string? Query = null, string? UnitId = null, string? Group = null);

/// <summary>A filter that somebody keeps.</summary>
/// <param name="Id">What deletes it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Query">The filter as the inbox's address has it.</param>
/// <param name="UnitId">The unit it is shared with; null: none.</param>
/// <param name="Group">The candidate group it is shared with; null: everybody of the unit, or nobody.</param>
/// <param name="OwnerId">User id of who keeps it.</param>
public sealed record SavedFilterResource(Guid Id, string Name, string Query, string? UnitId, string? Group, string OwnerId)
{
    internal static SavedFilterResource Of(SavedFilter filter) => new(filter.Id, filter.Name, filter.Query, filter.UnitId, filter.CandidateGroup, filter.OwnerId);
}

/// <summary>Filters of the inbox: list, keep, delete.</summary>
public static class TaskFilterEndpoints
{
    public static RouteGroupBuilder MapTaskFilters(this RouteGroupBuilder api)
    {
        var filters = api.MapGroup("/task-filters").WithTags("Tasks");
        filters.MapGet("", ListAsync).WithName("ListTaskFilters");
        filters.MapPost("", SaveAsync).WithName("SaveTaskFilter");
        filters.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteTaskFilter");
        return api;
    }

    /// <summary>The caller's own filters and those shared with their units and groups, by name.</summary>
    private static async Task<Ok<ImmutableArray<SavedFilterResource>>> ListAsync(SavedFilters filters, CurrentUser user, CancellationToken cancellationToken) =>
        TypedResults.Ok<ImmutableArray<SavedFilterResource>>([.. (await filters.ListAsync(user.Viewer, cancellationToken)).Select(SavedFilterResource.Of)]);

    /// <summary>Keeps a filter. It chooses among what its reader may see, so sharing one gives nobody access.</summary>
    private static async Task<Results<Ok<SavedFilterResource>, ProblemHttpResult>> SaveAsync(
        SaveFilterRequest request, SavedFilters filters, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        await filters.SaveAsync(user.Viewer, request.Name ?? "", request.Query ?? "", CircleOf(request), cancellationToken) switch
        {
            FilterResult.Saved saved => TypedResults.Ok(SavedFilterResource.Of(saved.Filter)),
            FilterResult.Refused refused => RefusalProblems.Of(refused.Refusals, context, texts),
            _ => throw new UnreachableException(),
        };

    private static FilterCircle? CircleOf(SaveFilterRequest request) =>
        string.IsNullOrEmpty(request.UnitId) && string.IsNullOrEmpty(request.Group) ? null
        : new FilterCircle(string.IsNullOrEmpty(request.UnitId) ? null : request.UnitId, string.IsNullOrEmpty(request.Group) ? null : request.Group);

    /// <summary>Deletes one of the caller's own filters.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, SavedFilters filters, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await filters.DeleteAsync(user.Viewer, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound(context, "filter");
}
