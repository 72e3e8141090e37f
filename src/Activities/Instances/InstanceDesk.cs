using System.Collections.Immutable;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Persistence.Instances;

namespace ProcessAutomation.Activities.Instances;

/// <summary>Alters and removes instances for supervisors, one or all of a version. Every preview leaves the row of a look. Lives with its scope's reads.</summary>
public sealed class InstanceDesk(InstanceAlterations alterations, InstanceRemoval removal, InstanceReads reads)
{
    /// <summary>Most instances of one call that concerns a whole version.</summary>
    public const int MaxAtOnce = 200;

    /// <summary>What the alteration would do; null: there is no such instance for this viewer.</summary>
    public async Task<AlterationPlan?> PreviewAsync(Guid id, Alteration alteration, Viewer viewer, CancellationToken cancellationToken) =>
        await reads.NoteAsync(id, viewer, "instance-preview", cancellationToken) ? await alterations.PreviewAsync(id, alteration, cancellationToken) : null;

    /// <summary>Alters the instance.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="alteration">What is wished.</param>
    /// <param name="reason">Why.</param>
    /// <param name="revision">The revision of the preview; null: whatever it is at.</param>
    /// <param name="viewer">Who wishes it.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<AlterationResult> ApplyAsync(Guid id, Alteration alteration, string reason, long? revision, Viewer viewer, CancellationToken cancellationToken) =>
        await reads.NoteAsync(id, viewer, "instance-altered", cancellationToken)
            ? await alterations.ApplyAsync(id, alteration, new AlterationReason(viewer.UserId, reason), revision, cancellationToken)
            : AlterationResult.NotFound.Instance;

    /// <summary>Removes an instance that has ended, with its sub-flows, unless a case that goes on rests on it.</summary>
    public async Task<RemovalResult> RemoveAsync(Guid id, Viewer viewer, CancellationToken cancellationToken) =>
        await reads.NoteAsync(id, viewer, "instance-removal", cancellationToken) ? await removal.RemoveAsync(id, viewer.UserId, cancellationToken) : RemovalResult.NotFound.Instance;

    /// <summary>What a migration would do to each running instance of a version.</summary>
    public async Task<ImmutableArray<(Guid Id, AlterationPlan Plan)>> PreviewAllAsync(
        string fromVersion, Alteration.Migrate migrate, Guid? after, int take, Viewer viewer, CancellationToken cancellationToken)
    {
        var plans = ImmutableArray.CreateBuilder<(Guid, AlterationPlan)>();
        foreach (var id in await reads.OfVersionAsync(fromVersion, after, Math.Clamp(take, 1, MaxAtOnce), cancellationToken))
        {
            if (await PreviewAsync(id, migrate, viewer, cancellationToken) is { } plan)
                plans.Add((id, plan));
        }

        return plans.ToImmutable();
    }

    /// <summary>Migrates instances, each by itself: one that cannot be migrated stays as it is and does not keep the others back.</summary>
    /// <param name="instances">Instances with the revision of their preview; null: whatever they are at.</param>
    /// <param name="migrate">Where to.</param>
    /// <param name="reason">Why.</param>
    /// <param name="viewer">Who wishes it.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    public async Task<ImmutableArray<(Guid Id, AlterationResult Result)>> MigrateAllAsync(
        IEnumerable<(Guid Id, long? Revision)> instances, Alteration.Migrate migrate, string reason, Viewer viewer, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<(Guid, AlterationResult)>();
        foreach (var (id, revision) in instances.Take(MaxAtOnce))
            results.Add((id, await ApplyAsync(id, migrate, reason, revision, viewer, cancellationToken)));
        return results.ToImmutable();
    }
}
