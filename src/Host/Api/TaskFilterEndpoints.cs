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
/// <param name="UnitId">The caller's unit to share it with; null or missing: nobody.</param>
public sealed record SaveFilterRequest(string? Name = null, string? Query = null, string? UnitId = null);

/// <summary>A filter that somebody keeps.</summary>
/// <param name="Id">What deletes it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Query">The filter as the inbox's address has it.</param>
/// <param name="UnitId">The unit it is shared with; null: nobody.</param>
/// <param name="OwnerId">User id of who keeps it.</param>
public sealed record SavedFilterResource(Guid Id, string Name, string Query, string? UnitId, string OwnerId)
{
    internal static SavedFilterResource Of(SavedFilter filter) => new(filter.Id, filter.Name, filter.Query, filter.UnitId, filter.OwnerId);
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

    /// <summary>The caller's own filters and those shared with their units, by name.</summary>
    private static async Task<Ok<ImmutableArray<SavedFilterResource>>> ListAsync(SavedFilters filters, CurrentUser user, CancellationToken cancellationToken) =>
        TypedResults.Ok<ImmutableArray<SavedFilterResource>>([.. (await filters.ListAsync(user.Viewer, cancellationToken)).Select(SavedFilterResource.Of)]);

    /// <summary>Keeps a filter. It chooses among what its reader may see, so sharing one gives nobody access.</summary>
    private static async Task<Results<Ok<SavedFilterResource>, ProblemHttpResult>> SaveAsync(
        SaveFilterRequest request, SavedFilters filters, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        await filters.SaveAsync(user.Viewer, request.Name ?? "", request.Query ?? "", request.UnitId, cancellationToken) switch
        {
            FilterResult.Saved saved => TypedResults.Ok(SavedFilterResource.Of(saved.Filter)),
            FilterResult.Refused refused => RefusalProblems.Of(refused.Refusals, context, texts),
            _ => throw new UnreachableException(),
        };

    /// <summary>Deletes one of the caller's own filters.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, SavedFilters filters, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await filters.DeleteAsync(user.Viewer, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound(context, "filter");
}
