using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>Writes the data of a commit inside the transaction that is open on the slot.</summary>
internal static class SqliteCommit
{
    /// <summary>Null: all is written. Otherwise the guard that refused; the caller rolls back.</summary>
    public static CommitOutcome? Write(SqliteConnectionSlot slot, BurstCommit commit)
    {
        if (Tasks(slot, commit) is { } stale)
            return stale;
        if (!Instances(slot, commit))
            return new CommitOutcome.StaleInstance();
        if (commit.Instance is { } instance)
            OfInstance(slot, commit, instance);
        foreach (var broadcast in commit.Broadcasts) // before the bookmarks: a burst does not reach what it makes itself
            slot.Execute(SqliteSql.InsertBroadcast, broadcast.Id, broadcast.Name, broadcast.Key, broadcast.CorrelationId, broadcast.PayloadJson, broadcast.CreatedAt);
        if (commit.Instance is not { Status: InstanceStatus.Finished })
        {
            foreach (var bookmark in commit.Bookmarks)
                slot.Execute(SqliteSql.InsertBookmark, bookmark.Id, bookmark.InstanceId, bookmark.NodeId, bookmark.ExecutionId,
                    bookmark.Name, bookmark.Key, bookmark.CorrelationId, bookmark.DueAt);
        }

        foreach (var stimulus in commit.Stimuli)
            Insert(slot, stimulus);
        foreach (var task in commit.WorkerTasks)
            slot.Execute(SqliteSql.InsertWorkerTask, task.Id, task.InstanceId, task.Name, task.CorrelationId, task.PayloadJson, task.CreatedAt);
        foreach (var task in commit.EndedWorkerTasks)
            slot.Execute(SqliteSql.DeleteWorkerTasks, task);
        foreach (var cancellation in commit.ChildCancellations)
            slot.Execute(SqliteSql.CancelChildren, cancellation.ParentId, cancellation.Children.First, cancellation.Children.Last, EngineStimuli.Cancel, cancellation.ReasonJson, commit.At);
        foreach (var incident in commit.Incidents)
            Save(slot, incident);
        foreach (var task in commit.Tasks)
            Insert(slot, task);
        return Outbox(slot, commit);
    }

    private static CommitOutcome.StaleTask? Tasks(SqliteConnectionSlot slot, BurstCommit commit)
    {
        foreach (var task in commit.TaskChanges.Select(change => change.After))
        {
            var changed = slot.Execute(SqliteSql.ChangeTask, task.Id, task.Version, task.Role, task.Assignee, task.Priority, task.DueAt,
                task.DeadlineText, (int)task.Status, task.ClaimedBy, task.ClaimedAt, task.CompletedBy, task.CompletedAt, task.Outcome,
                task.CloseReason, task.ClaimedUntil, task.HeldUntil);
            if (changed == 0)
                return new CommitOutcome.StaleTask(task.Id);
        }

        foreach (var wake in commit.TaskWakes)
            slot.Execute(SqliteSql.WakeTasks, wake.CaseId, wake.By, commit.At, wake.ClaimedUntil);
        foreach (var cancellation in commit.TaskCancellations)
            slot.Execute(SqliteSql.CancelTasks, cancellation.TaskId, cancellation.TaskId is null ? cancellation.BookmarkId : null, cancellation.Reason, commit.At);
        return null;
    }

    private static bool Instances(SqliteConnectionSlot slot, BurstCommit commit)
    {
        foreach (var rearm in commit.Rearms)
        {
            slot.Execute(SqliteSql.BumpForRearm, rearm.BookmarkId, commit.Instance?.Id ?? Guid.Empty);
            slot.Execute(SqliteSql.Rearm, rearm.BookmarkId, rearm.DueAt);
        }

        if (commit.Instance is { ExpectedRevision: > 0 } instance)
        {
            var changed = slot.Execute(SqliteSql.UpdateInstance, instance.Id, instance.ExpectedRevision, instance.VersionId,
                instance.CorrelationId, (int)instance.Status, (int)instance.SubStatus, instance.BehaviourVersion, instance.IncidentCount,
                instance.State, commit.At, FinishedAt(instance, commit));
            if (changed == 0)
                return false;
            Pin(slot, instance);
        }
        else if (commit.Instance is { } made)
        {
            Insert(slot, made, commit);
        }

        foreach (var child in commit.Children)
            Insert(slot, child, commit);
        return true;
    }

    private static void Insert(SqliteConnectionSlot slot, InstanceWrite instance, BurstCommit commit)
    {
        slot.Execute(SqliteSql.InsertInstance, instance.Id, instance.DefinitionId, instance.VersionId, instance.CorrelationId,
            instance.ParentId, instance.RootId, (int)instance.Status, (int)instance.SubStatus, instance.BehaviourVersion,
            instance.IncidentCount, instance.State, commit.At, FinishedAt(instance, commit));
        Pin(slot, instance);
    }

    private static void Pin(SqliteConnectionSlot slot, InstanceWrite instance)
    {
        foreach (var pin in instance.Pins)
            slot.Execute(SqliteSql.InsertPin, instance.Id, pin.DefinitionId, pin.VersionId);
    }

    private static DateTimeOffset? FinishedAt(InstanceWrite instance, BurstCommit commit) =>
        instance.Status == InstanceStatus.Finished ? commit.At : null;

    private static void OfInstance(SqliteConnectionSlot slot, BurstCommit commit, InstanceWrite instance)
    {
        if (instance.Status == InstanceStatus.Finished)
        {
            slot.Execute(SqliteSql.DeleteAllBookmarks, instance.Id);
            slot.Execute(SqliteSql.DeleteAllStimuli, instance.Id);
        }
        else
        {
            foreach (var bookmarkId in commit.RemovedBookmarks)
                slot.Execute(SqliteSql.DeleteBookmarks, bookmarkId);
            foreach (var key in commit.ConsumedStimuli)
                slot.Execute(SqliteSql.ConsumeStimuli, instance.Id, key);
            foreach (var key in commit.ParkedStimuli)
                slot.Execute(SqliteSql.ParkStimuli, instance.Id, key);
            foreach (var key in commit.DroppedStimuli)
                slot.Execute(SqliteSql.DropStimuli, instance.Id, key);
        }

        if (commit.Journal is { } journal)
            slot.Execute(SqliteSql.InsertJournal, instance.Id, journal.FirstSequence, journal.Count, journal.Entries, commit.At);
        if (commit.Alteration is { } made)
            slot.Execute(SqliteSql.InsertAlteration, made.Id, made.InstanceId, made.Kind, made.Arguments, made.AlteredBy, made.Reason, made.AlteredAt,
                made.RevisionBefore, made.RevisionAfter);
        if (commit.Pins is { } chosen)
        {
            foreach (var pin in chosen.Pins)
                slot.Execute(SqliteSql.SavePin, chosen.RootId, pin.DefinitionId, pin.VersionId);
        }
    }

    private static void Insert(SqliteConnectionSlot slot, Stimulus stimulus) =>
        slot.Execute(SqliteSql.InsertStimulus, stimulus.InstanceId, stimulus.Key, stimulus.Name, stimulus.BookmarkKey, stimulus.BookmarkId,
            stimulus.PayloadJson, stimulus.NotBefore, (int)stimulus.Status, stimulus.CreatedAt);

    private static void Save(SqliteConnectionSlot slot, Incident incident) =>
        slot.Execute(SqliteSql.SaveIncident, incident.Id, incident.InstanceId, incident.NodeId, incident.ExecutionId, incident.ActivityType,
            incident.Code, incident.Message, incident.Retryable, incident.Attempts, (int)incident.Status, incident.CreatedAt,
            incident.RetryAt, incident.ResolvedAt, incident.Resolution, incident.ResolvedBy);

    private static void Insert(SqliteConnectionSlot slot, HumanTask task) =>
        slot.Execute(SqliteSql.InsertTask, task.Id, task.InstanceId, task.BookmarkId, task.CaseId, task.Step, task.Title, task.Text, task.Role,
            task.Assignee, task.Priority, task.DueAt, task.DeadlineText, task.FormJson, task.OutcomesJson, (int)task.Status,
            task.ClaimedBy, task.ClaimedAt, task.CreatedAt, task.ClaimedUntil, task.HeldUntil, task.CandidateGroup, HumanTaskMapping.TitleKeyOf(task), task.WordsJson);

    private static CommitOutcome.StaleDelivery? Outbox(SqliteConnectionSlot slot, BurstCommit commit)
    {
        foreach (var instanceId in commit.RevokeOutboxOf)
            slot.Execute(SqliteSql.RevokeOutbox, instanceId);
        foreach (var message in commit.Outbox)
            slot.Execute(SqliteSql.InsertOutbox, message.Id, message.Key, message.Kind, message.CaseId, message.InstanceId, message.PayloadJson, message.CreatedAt);
        foreach (var result in commit.Deliveries)
        {
            if (slot.Execute(SqliteSql.RecordDelivery, result.OutboxId, result.Fence, (int)result.Status, result.Attempt, result.NextAttemptAt) == 0)
                return new CommitOutcome.StaleDelivery(result.OutboxId);
            slot.Execute(SqliteSql.InsertAttempt, result.OutboxId, result.Attempt, result.At, result.Code);
        }

        return null;
    }
}
