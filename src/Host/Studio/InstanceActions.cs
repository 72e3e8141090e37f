using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Instances;

namespace ProcessAutomation.Host.Studio;

/// <summary>What became of one instance of a request.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Status">HTTP status it would have alone; 200: done.</param>
/// <param name="Words">Why not and what to do, in the user's language; null: done.</param>
internal sealed record InstanceActionResult(Guid Id, int Status, string? Words);

/// <summary>Cancels and removes instances for the Studio's list, by the same operations as the page of an instance has. Lives with its request.</summary>
internal sealed class InstanceActions(InstanceDesk desk, CurrentUser user, Texts texts)
{
    /// <summary>Ends the instance and its sub-flows.</summary>
    public async Task<InstanceActionResult> CancelAsync(Guid id, CancellationToken cancellationToken) =>
        await desk.ApplyAsync(id, new Alteration.Cancel(), texts["studio.runs.cancel.reason"], null, user.Viewer, cancellationToken) switch
        {
            AlterationResult.Applied => new(id, StatusCodes.Status200OK, null),
            AlterationResult.Refused refused => new(id, StatusCodes.Status409Conflict, string.Join(' ', refused.Problems.Select(problem => texts.Explain(problem)))),
            AlterationResult.Stale => new(id, StatusCodes.Status409Conflict, texts["studio.runs.moved"]),
            _ => Missing(id),
        };

    /// <summary>Removes the instance and its sub-flows, when all of them have ended and no case that goes on rests on them.</summary>
    public async Task<InstanceActionResult> DeleteAsync(Guid id, CancellationToken cancellationToken) => await desk.RemoveAsync(id, user.Viewer, cancellationToken) switch
    {
        RemovalResult.Removed => new(id, StatusCodes.Status200OK, null),
        RemovalResult.StillRuns => new(id, StatusCodes.Status409Conflict, texts["studio.runs.delete.running"]),
        RemovalResult.CaseGoesOn => new(id, StatusCodes.Status409Conflict, texts["studio.runs.delete.case"]),
        RemovalResult.PartOfAnother part => new(id, StatusCodes.Status409Conflict, texts.Format("studio.runs.delete.part", part.RootId)),
        _ => Missing(id),
    };

    private InstanceActionResult Missing(Guid id) => new(id, StatusCodes.Status404NotFound, texts["studio.runs.missing"]);
}
