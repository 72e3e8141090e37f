using System.Text.Json.Nodes;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Persistence.Definitions;

namespace ProcessAutomation.Host.Studio;

/// <summary>What the designer's page asks about the edit lease; the Studio itself knows nothing of it.</summary>
internal static partial class LeaseEndpoints
{
    /// <summary>Where they are.</summary>
    public const string Path = "/elsa/leases";

    private const int MaxReasonLength = 500;

    public static RouteGroupBuilder MapLeases(this RouteGroupBuilder group)
    {
        group.MapGet("/{definitionId}", LookAsync);
        group.MapPost("/{definitionId}", OpenAsync);
        group.MapPost("/{definitionId}/keep", KeepAsync);
        group.MapPost("/{definitionId}/release", ReleaseAsync);
        return group;
    }

    private static async Task<IResult> LookAsync(string definitionId, DefinitionLeases leases, EditLease lease, Texts texts, CancellationToken cancellationToken) =>
        Answer(await leases.FindAsync(definitionId, cancellationToken), lease.Asking, texts);

    private static async Task<IResult> OpenAsync(
        string definitionId, HttpRequest request, DefinitionLeases leases, EditLease lease, Texts texts, ILogger<EditLease> logger, CancellationToken cancellationToken)
    {
        var body = await StudioBody.ReadAsync(request, cancellationToken) ?? [];
        var who = lease.Asking;
        if (!body.ContainsKey("reason"))
            return Answer(await leases.OpenAsync(definitionId, who, cancellationToken), who, texts);
        if (StudioDefinitions.TextOf(body, "reason")?.Trim() is not { Length: > 0 and <= MaxReasonLength } reason)
            return StudioErrors.Of(StatusCodes.Status400BadRequest, texts["designer.lease.reason-missing"]);
        var taken = await leases.TakeOverAsync(definitionId, who, reason, cancellationToken);
        LogTakenOver(logger, definitionId, who.UserId, taken.TakenFrom);
        return Answer(taken, who, texts);
    }

    private static async Task<IResult> KeepAsync(string definitionId, DefinitionLeases leases, EditLease lease, Texts texts, CancellationToken cancellationToken)
    {
        var who = lease.Asking;
        return await leases.KeepAsync(definitionId, who, cancellationToken) is { } other
            ? Answer(other, who, texts)
            : Results.Json(new { held = true });
    }

    // Sent while the page is being left, when a browser takes no headers of ours along.
    private static async Task<IResult> ReleaseAsync(string definitionId, HttpRequest request, DefinitionLeases leases, EditLease lease, CancellationToken cancellationToken)
    {
        var body = await StudioBody.ReadAsync(request, cancellationToken) ?? [];
        await leases.ReleaseAsync(definitionId, lease.HolderOf(StudioDefinitions.TextOf(body, "window")).WindowId, cancellationToken);
        return Results.NoContent();
    }

    private static IResult Answer(DefinitionLease? lease, LeaseHolder who, Texts texts)
    {
        var isHeld = lease?.Holder.WindowId == who.WindowId;
        var words = lease is null || isHeld ? ""
            : !lease.IsLive ? texts.Format("designer.lease.free", lease.Holder.UserName)
            : lease.Reason is { } reason && lease.TakenFrom == who.UserId ? texts.Format("designer.lease.taken", lease.Holder.UserName, reason)
            : texts.Format(lease.Holder.UserId == who.UserId ? "designer.lease.held-by-yourself" : "designer.lease.held", lease.Holder.UserName, texts.Moment(lease.TakenAt));
        return CatalogueEndpoints.Json(new JsonObject { ["held"] = isHeld, ["live"] = lease?.IsLive == true, ["by"] = isHeld ? null : lease?.Holder.UserName, ["words"] = words }.ToJsonString());
    }

    [LoggerMessage(EventId = 6411, Level = LogLevel.Information, Message = "The edit lease of {DefinitionId} was taken over by {UserId} from {TakenFrom}.")]
    private static partial void LogTakenOver(ILogger logger, string definitionId, string userId, string? takenFrom);
}
