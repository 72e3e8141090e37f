using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>
/// Alters running instances for a supervisor. A preview reads and changes nothing; applying is a burst of its own: state, bookmarks, tasks,
/// journal and the alteration's row commit together, guarded by the instance's revision. Thread-safe.
/// </summary>
public sealed class InstanceAlterations(IEngineStore store, DefinitionCatalog catalog, WorkflowRuntime runtime, IdSource ids)
{
    private readonly AlterationPreparer _preparer = new(catalog);

    /// <summary>The instance as it stands; null: there is none of this id.</summary>
    /// <exception cref="InvalidDefinitionException">Its version cannot be run by this program.</exception>
    public async Task<InstanceSnapshot?> LookAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenAsync(cancellationToken);
        if (await session.LoadAsync(instanceId, null, cancellationToken) is not { } stored)
        {
            return null;
        }

        using var instance = new RunningInstance(stored, await catalog.GetAsync(stored.VersionId, cancellationToken));
        return SnapshotReader.Read(stored, instance);
    }

    /// <summary>What the alteration would do to the instance as it stands; null: there is no such instance.</summary>
    public async Task<AlterationPlan?> PreviewAsync(Guid instanceId, Alteration alteration, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenAsync(cancellationToken);
        if (await session.LoadAsync(instanceId, null, cancellationToken) is not { } stored)
        {
            return null;
        }

        using var instance = new RunningInstance(stored, await catalog.GetAsync(stored.VersionId, cancellationToken));
        return (await _preparer.PlanAsync(instance, alteration, session, cancellationToken)).Plan;
    }

    /// <summary>Alters the instance and runs what follows from it.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="alteration">What is wished.</param>
    /// <param name="reason">Who and why; kept.</param>
    /// <param name="expectedRevision">The revision of the preview it rests on; null: whatever the instance is at.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<AlterationResult> ApplyAsync(
        Guid instanceId, Alteration alteration, AlterationReason reason, long? expectedRevision, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason.Text) || reason.Text.Length > AlterationReason.MaxLength)
        {
            return new AlterationResult.Refused([AlterationProblems.ReasonMissing()]);
        }

        var id = ids.New();
        try
        {
            var order = await runtime.ExecuteAsync(
                (unit, _) => ValueTask.FromResult(unit.Alter(instanceId, new AlterationOrder(id, alteration, reason with { Text = reason.Text.Trim() }, expectedRevision))),
                cancellationToken);
            return order.Result;
        }
        catch (ActivityFault fault)
        {
            return new AlterationResult.Refused([AlterationProblems.Expression(fault.Code)]);
        }
    }
}
