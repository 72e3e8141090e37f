using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>Turns what a unit of work left in memory into the rows of its commit.</summary>
internal static class CommitBuilder
{
    /// <summary>A unit in which no instance was burst.</summary>
    public static BurstCommit Without(BurstEffects effects, DateTimeOffset now) => Build(effects, now, null, null, new Settled([], [], []));

    /// <summary>A unit with a burst.</summary>
    public static BurstCommit With(BurstFrame frame, BurstScratch scratch, bool hasWorkLeft)
    {
        var instance = frame.Instance;
        var settled = Settle(frame, hasWorkLeft);
        if (hasWorkLeft)
        {
            frame.Effects.Add(new Stimulus
            {
                InstanceId = instance.Id,
                Key = $"continue:{instance.Revision + 1}",
                Name = EngineStimuli.Continue,
                BookmarkKey = "",
                CreatedAt = frame.Now,
            });
        }

        var journal = frame.Journal.Finish(); // before the state, which holds the next sequence
        var write = new InstanceWrite
        {
            Id = instance.Id,
            ExpectedRevision = instance.Revision,
            DefinitionId = frame.State.Graph.DefinitionId,
            VersionId = frame.State.Graph.VersionId,
            CorrelationId = instance.CorrelationId,
            ParentId = instance.ParentId,
            RootId = instance.RootId,
            Status = instance.Status,
            SubStatus = instance.SubStatus,
            BehaviourVersion = frame.State.BehaviourVersion,
            IncidentCount = frame.State.IncidentCount(),
            State = scratch.Write(frame.State, hasWorkLeft),
            Pins = instance.Pins,
        };
        return Build(frame.Effects, frame.Now, write, journal, settled);
    }

    // What becomes of the stimuli the instance was found with. When it has ended the store drops them all.
    private static Settled Settle(BurstFrame frame, bool hasWorkLeft)
    {
        var settled = new Settled([], [], []);
        if (frame.Instance.HasEnded)
        {
            return settled;
        }

        foreach (var pending in frame.Instance.Stimuli)
        {
            var stimulus = pending.Stimulus;
            if (stimulus.BookmarkId is { } bookmarkId && !hasWorkLeft && frame.Bookmarks.Find(bookmarkId) is null)
            {
                pending.IsConsumed = true; // its wait has ended; what it carries is not kept for nobody
            }

            var waits = stimulus.NotBefore > frame.MachineNow || (hasWorkLeft && !pending.IsHeld);
            if (!pending.IsStored)
            {
                frame.Effects.Add(pending.IsConsumed
                    ? stimulus with { Status = StimulusStatus.Consumed, PayloadJson = null }
                    : stimulus with { Status = waits ? StimulusStatus.Ready : StimulusStatus.Parked });
            }
            else if (pending.IsConsumed)
            {
                // A child ends once. Ten thousand of them would otherwise be passed by whenever the instance is loaded.
                (stimulus.Name == EngineStimuli.ChildEnded ? settled.Dropped : settled.Consumed).Add(stimulus.Key);
            }
            else if (stimulus.Status == StimulusStatus.Ready && !waits)
            {
                settled.Parked.Add(stimulus.Key);
            }
        }

        return settled;
    }

    private static BurstCommit Build(
        BurstEffects effects, DateTimeOffset now, InstanceWrite? instance, Journal.JournalBlock? journal, Settled settled) => new()
        {
            Instance = instance,
            Children = effects.Children,
            Journal = journal,
            Bookmarks = effects.Bookmarks,
            RemovedBookmarks = effects.RemovedBookmarks,
            Rearms = effects.Rearms,
            Stimuli = effects.Stimuli,
            ConsumedStimuli = settled.Consumed,
            ParkedStimuli = settled.Parked,
            DroppedStimuli = settled.Dropped,
            ChildCancellations = effects.ChildCancellations,
            WorkerTasks = effects.WorkerTasks,
            EndedWorkerTasks = effects.EndedWorkerTasks,
            Broadcasts = effects.Broadcasts,
            Tasks = effects.Tasks,
            TaskChanges = effects.TaskChanges,
            TaskWakes = effects.TaskWakes,
            TaskCancellations = effects.TaskCancellations,
            Incidents = effects.Incidents,
            Outbox = effects.Outbox,
            RevokeOutboxOf = effects.Revoked,
            Deliveries = effects.Deliveries,
            Alteration = effects.Alteration,
            Pins = effects.Pins,
            At = now,
        };

    private sealed record Settled(List<string> Consumed, List<string> Parked, List<string> Dropped);
}
