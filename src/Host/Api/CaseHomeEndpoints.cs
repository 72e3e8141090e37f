using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Host.Cases;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Where the person goes after release. What is missing stays.</summary>
public sealed record ChangeHomeRequest
{
    /// <summary>The municipality that takes over.</summary>
    public string? Municipality { get; init; }

    /// <summary>The day a place to live was clarified.</summary>
    public DateOnly? ClarifiedOn { get; init; }

    /// <summary>There is no clarified place to live, or no longer.</summary>
    public bool NotClarified { get; init; }
}

/// <summary>Somebody has read the case. <paramref name="What"/> is a stable code, <paramref name="Words"/> says it in the caller's language.</summary>
public sealed record ReadResource(DateTimeOffset At, string UserId, string Name, string What, string Words);

/// <summary>One page of who has read a case, newest first. <paramref name="Page"/> counts from 1.</summary>
public sealed record ReadersResource(int Page, int Pages, int Count, ImmutableArray<ReadResource> Items);

/// <summary>Where the person goes after release, and who has read the case.</summary>
internal static class CaseHomeEndpoints
{
    public static void MapCaseHome(this RouteGroupBuilder cases)
    {
        cases.MapPatch("/{id:guid}/home", ChangeAsync).WithName("ChangeHome");
        cases.MapGet("/{id:guid}/readers", ReadersAsync).WithName("ListReaders");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, ChangeHomeRequest request, CaseHomeDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var home = new HomeToChange { Municipality = request.Municipality, ClarifiedOn = request.ClarifiedOn, IsNotClarified = request.NotClarified };
        var result = await desk.ChangeAsync(id, home, user.Viewer, EntityTags.Read(context), cancellationToken);
        return result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(Named(result), context, texts);
    }

    private static async Task<Results<Ok<ReadersResource>, ProblemHttpResult>> ReadersAsync(
        Guid id, CaseReaders readers, UserNames names, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken, int page = 1)
    {
        if (await readers.OpenAsync(id, page, user.Viewer, cancellationToken) is not { } found)
            return Problems.NotFound(context, "case");
        await names.ReadAsync(cancellationToken);
        return TypedResults.Ok(new ReadersResource(found.Number, found.Pages, found.Count,
            [.. found.Reads.Select(read => new ReadResource(read.ReadAt, read.ReadBy, names.Of(read.ReadBy), read.What, ReadWords.Of(texts, read.What)))]));
    }

    // The case says homeMunicipality, as when it is opened; here the body is the home's.
    private static CaseResult Named(CaseResult result) => result is CaseResult.Refused refused
        ? new CaseResult.Refused([.. refused.Refusals.Select(refusal => refusal.Field switch { "homeMunicipality" => refusal.Under("municipality"), "homeClarifiedOn" => refusal.Under("clarifiedOn"), _ => refusal })])
        : result;
}
