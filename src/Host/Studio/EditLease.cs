using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Definitions;

namespace ProcessAutomation.Host.Studio;

/// <summary>The right of the request's window to change a flow, and the refusal when another has it. Lives with its request.</summary>
internal sealed class EditLease(DefinitionLeases leases, CurrentUser user, Texts texts, IHttpContextAccessor accessor)
{
    /// <summary>Header by which a window of the designer's page says which one it is; a program sends none.</summary>
    public const string WindowHeader = "X-Designer-Window";

    private const int MaxWindowLength = 64;

    /// <summary>Who asks, as the header says.</summary>
    public LeaseHolder Asking => HolderOf(accessor.HttpContext?.Request.Headers[WindowHeader].ToString());

    /// <summary>Who asks, with a window of this id.</summary>
    public LeaseHolder HolderOf(string? windowId) =>
        // A window's id is nothing anybody else may claim, so it is the user's own.
        new(string.IsNullOrEmpty(windowId) || windowId.Length > MaxWindowLength ? $"{user.Id}:" : $"{user.Id}:{windowId}", user.Id, user.Name);

    /// <summary>Whether another window draws on the flow now.</summary>
    public async Task<bool> IsHeldByAnotherAsync(string definitionId, CancellationToken cancellationToken) =>
        await leases.FindAsync(definitionId, cancellationToken) is { IsLive: true } lease && lease.Holder.WindowId != Asking.WindowId;

    /// <summary>A save of what the window has on its screen. Null: granted.</summary>
    public async Task<IResult?> RefuseSaveAsync(string definitionId, CancellationToken cancellationToken) =>
        Refusal(accessor.HttpContext?.Request.Headers.ContainsKey(WindowHeader) == true
            ? await leases.KeepAsync(definitionId, Asking, cancellationToken)
            : await leases.PassAsync(definitionId, Asking, cancellationToken));

    /// <summary>A change that needs no screen: an import, a bulk action, a program. Null: granted.</summary>
    public async Task<IResult?> RefuseChangeAsync(string definitionId, CancellationToken cancellationToken) =>
        Refusal(await leases.PassAsync(definitionId, Asking, cancellationToken));

    /// <summary>The same in words; null: granted.</summary>
    public async Task<string?> ComplaintAsync(string definitionId, CancellationToken cancellationToken) =>
        await leases.PassAsync(definitionId, Asking, cancellationToken) is { } other ? Words(other) : null;

    /// <summary>The window has published: the next who opens the flow may draw. It goes on itself as long as nobody has.</summary>
    public ValueTask EndAsync(string definitionId, CancellationToken cancellationToken) => leases.ReleaseAsync(definitionId, Asking.WindowId, cancellationToken);

    private IResult? Refusal(DefinitionLease? other) => other is null ? null : StudioErrors.Of(StatusCodes.Status409Conflict, Words(other));

    private string Words(DefinitionLease other) => other.IsLive
        ? texts.Format(other.Holder.UserId == user.Id ? "designer.lease.held-by-yourself" : "designer.lease.held", other.Holder.UserName, texts.Moment(other.TakenAt))
        : texts.Format("designer.lease.stale", other.Holder.UserName);
}
