using Microsoft.AspNetCore.SignalR;
using ProcessAutomation.Host.Designer;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Studio;

/// <summary>Where the Studio's viewer hears that an instance has moved. It is told that something happened, and asks for what.</summary>
internal sealed class InstanceHub(InstanceWatch watch, StudioInstances instances) : Hub
{
    /// <summary>Where it is: beside the API, as the Studio expects.</summary>
    public const string Path = "/elsa/hubs/workflow-instance";

    /// <summary>Called by the viewer: from now on this connection hears of the instance.</summary>
    [HubMethodName("ObserveInstanceAsync")]
    public async Task ObserveAsync(string instanceId)
    {
        var roles = Context.User?.FindAll(ClaimNames.Role).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal) ?? [];
        if (!Guid.TryParse(instanceId, out var id) || !DesignerAccess.MayLook(roles))
            return;
        if (await instances.FindAsync(id, Context.ConnectionAborted) is { } head)
            await instances.LookAsync(head, InstanceSight.Executions, hasValues: false, Context.ConnectionAborted);
        await Groups.AddToGroupAsync(Context.ConnectionId, InstanceWatch.GroupOf(id), Context.ConnectionAborted);
        watch.Add(id, Context.ConnectionId);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
