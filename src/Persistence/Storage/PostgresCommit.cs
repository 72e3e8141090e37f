using Npgsql;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>Turns the data of a commit into the batch that writes it; see <see cref="PostgresSql"/> for the order and its reasons.</summary>
internal static class PostgresCommit
{
    public static void Fill(NpgsqlBatch batch, BurstCommit commit)
    {
        Tasks(batch, commit);
        Instances(batch, commit);
        if (commit.Instance is { } instance)
            OfInstance(batch, commit, instance);
        foreach (var broadcast in commit.Broadcasts) // before the bookmarks: a burst does not reach what it makes itself
            Add(batch, PostgresSql.InsertBroadcast).Id(broadcast.Id).Text(broadcast.Name).Text(broadcast.Key).Text(broadcast.CorrelationId)
                .Text(broadcast.PayloadJson).At(broadcast.CreatedAt);
        if (commit.Instance is not { Status: InstanceStatus.Finished })
        {
            foreach (var bookmark in commit.Bookmarks)
                Add(batch, PostgresSql.InsertBookmark).Id(bookmark.Id).Id(bookmark.InstanceId).Text(bookmark.NodeId).Big(bookmark.ExecutionId)
                    .Text(bookmark.Name).Text(bookmark.Key).Text(bookmark.CorrelationId).At(bookmark.DueAt);
        }

        foreach (var stimulus in commit.Stimuli)
            Insert(batch, stimulus);
        foreach (var task in commit.WorkerTasks)
        {
            Add(batch, PostgresSql.InsertWorkerTask).Id(task.Id).Id(task.InstanceId).Text(task.Name).Text(task.CorrelationId)
                .Text(task.PayloadJson).At(task.CreatedAt);
        }

        if (commit.EndedWorkerTasks.Count > 0)
            Add(batch, PostgresSql.DeleteWorkerTasks).Ids([.. commit.EndedWorkerTasks]);
        foreach (var cancellation in commit.ChildCancellations)
            Add(batch, PostgresSql.CancelChildren).Id(cancellation.ParentId).Id(cancellation.Children.First).Id(cancellation.Children.Last)
                .Text(EngineStimuli.Cancel).Text(cancellation.ReasonJson).At(commit.At);
        foreach (var incident in commit.Incidents)
            Save(batch, incident);
        foreach (var task in commit.Tasks)
            Insert(batch, task);
        Outbox(batch, commit);
    }

    private static PostgresParameters Add(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return new PostgresParameters(command.Parameters);
    }

    private static void Tasks(NpgsqlBatch batch, BurstCommit commit)
    {
        foreach (var task in commit.TaskChanges.Select(change => change.After).OrderBy(task => task.Id))
        {
            Add(batch, PostgresSql.ChangeTask).Id(task.Id).Number(task.Version).Text(task.Role).Text(task.Assignee).Number(task.Priority)
                .At(task.DueAt).Text(task.DeadlineText).Small((int)task.Status).Text(task.ClaimedBy).At(task.ClaimedAt)
                .Text(task.CompletedBy).At(task.CompletedAt).Text(task.Outcome).Text(task.CloseReason).At(task.ClaimedUntil).At(task.HeldUntil);
        }

        foreach (var wake in commit.TaskWakes.OrderBy(wake => wake.CaseId))
            Add(batch, PostgresSql.WakeTasks).Id(wake.CaseId).Text(wake.By).At(commit.At).At(wake.ClaimedUntil);
        foreach (var cancellation in commit.TaskCancellations.OrderBy(cancellation => cancellation.TaskId))
        {
            Add(batch, PostgresSql.CancelTasks).Id(cancellation.TaskId).Id(cancellation.TaskId is null ? cancellation.BookmarkId : null)
                .Text(cancellation.Reason).At(commit.At);
        }
    }

    private static void Instances(NpgsqlBatch batch, BurstCommit commit)
    {
        if (commit.Rearms.Count > 0)
        {
            var bookmarks = commit.Rearms.Select(rearm => rearm.BookmarkId).ToArray();
            var own = commit.Instance?.Id ?? Guid.Empty;
            Add(batch, PostgresSql.LockForRearm).Ids(bookmarks).Id(own);
            Add(batch, PostgresSql.BumpForRearm).Ids(bookmarks).Id(own);
            foreach (var rearm in commit.Rearms)
                Add(batch, PostgresSql.Rearm).Id(rearm.BookmarkId).At(rearm.DueAt);
        }

        if (commit.Instance is { ExpectedRevision: > 0 } instance)
        {
            Add(batch, PostgresSql.UpdateInstance).Id(instance.Id).Big(instance.ExpectedRevision).Text(instance.VersionId)
                .Text(instance.CorrelationId).Small((int)instance.Status).Small((int)instance.SubStatus).Number(instance.BehaviourVersion)
                .Number(instance.IncidentCount).Bytes(instance.State).At(commit.At).At(FinishedAt(instance, commit));
            Pin(batch, instance);
        }
        else if (commit.Instance is { } made)
        {
            Insert(batch, made, commit);
        }

        foreach (var child in commit.Children)
            Insert(batch, child, commit);
    }

    private static void Insert(NpgsqlBatch batch, InstanceWrite instance, BurstCommit commit)
    {
        Add(batch, PostgresSql.InsertInstance).Id(instance.Id).Text(instance.DefinitionId).Text(instance.VersionId).Text(instance.CorrelationId)
            .Id(instance.ParentId).Id(instance.RootId).Small((int)instance.Status).Small((int)instance.SubStatus)
            .Number(instance.BehaviourVersion).Number(instance.IncidentCount).Bytes(instance.State).At(commit.At).At(FinishedAt(instance, commit));
        Pin(batch, instance);
    }

    private static void Pin(NpgsqlBatch batch, InstanceWrite instance)
    {
        foreach (var pin in instance.Pins)
            Add(batch, PostgresSql.InsertPin).Id(instance.Id).Text(pin.DefinitionId).Text(pin.VersionId);
    }

    private static DateTimeOffset? FinishedAt(InstanceWrite instance, BurstCommit commit) =>
        instance.Status == InstanceStatus.Finished ? commit.At : null;

    private static void OfInstance(NpgsqlBatch batch, BurstCommit commit, InstanceWrite instance)
    {
        if (instance.Status == InstanceStatus.Finished)
        {
            Add(batch, PostgresSql.DeleteAllBookmarks).Id(instance.Id);
            Add(batch, PostgresSql.DeleteAllStimuli).Id(instance.Id);
        }
        else
        {
            if (commit.RemovedBookmarks.Count > 0)
                Add(batch, PostgresSql.DeleteBookmarks).Ids([.. commit.RemovedBookmarks]);
            if (commit.ConsumedStimuli.Count > 0)
                Add(batch, PostgresSql.ConsumeStimuli).Id(instance.Id).Texts([.. commit.ConsumedStimuli]);
            if (commit.ParkedStimuli.Count > 0)
                Add(batch, PostgresSql.ParkStimuli).Id(instance.Id).Texts([.. commit.ParkedStimuli]);
            if (commit.DroppedStimuli.Count > 0)
                Add(batch, PostgresSql.DropStimuli).Id(instance.Id).Texts([.. commit.DroppedStimuli]);
        }

        if (commit.Journal is { } journal)
            Add(batch, PostgresSql.InsertJournal).Id(instance.Id).Big(journal.FirstSequence).Number(journal.Count).Bytes(journal.Entries).At(commit.At);
        if (commit.Alteration is { } made)
        {
            Add(batch, PostgresSql.InsertAlteration).Id(made.Id).Id(made.InstanceId).Text(made.Kind).Text(made.Arguments).Text(made.AlteredBy)
                .Text(made.Reason).At(made.AlteredAt).Big(made.RevisionBefore).Big(made.RevisionAfter);
        }

        if (commit.Pins is { } chosen)
        {
            foreach (var pin in chosen.Pins)
                Add(batch, PostgresSql.SavePin).Id(chosen.RootId).Text(pin.DefinitionId).Text(pin.VersionId);
        }
    }

    private static void Insert(NpgsqlBatch batch, Stimulus stimulus) =>
        Add(batch, PostgresSql.InsertStimulus).Id(stimulus.InstanceId).Text(stimulus.Key).Text(stimulus.Name).Text(stimulus.BookmarkKey)
            .Id(stimulus.BookmarkId).Text(stimulus.PayloadJson).At(stimulus.NotBefore).Small((int)stimulus.Status).At(stimulus.CreatedAt);

    private static void Save(NpgsqlBatch batch, Incident incident) =>
        Add(batch, PostgresSql.SaveIncident).Id(incident.Id).Id(incident.InstanceId).Text(incident.NodeId).Big(incident.ExecutionId)
            .Text(incident.ActivityType).Text(incident.Code).Text(incident.Message).Flag(incident.Retryable).Number(incident.Attempts)
            .Small((int)incident.Status).At(incident.CreatedAt).At(incident.RetryAt).At(incident.ResolvedAt).Text(incident.Resolution)
            .Text(incident.ResolvedBy);

    private static void Insert(NpgsqlBatch batch, HumanTask task) =>
        Add(batch, PostgresSql.InsertTask).Id(task.Id).Id(task.InstanceId).Id(task.BookmarkId).Id(task.CaseId).Text(task.Step).Text(task.Title)
            .Text(task.Text).Text(task.Role).Text(task.Assignee).Number(task.Priority).At(task.DueAt).Text(task.DeadlineText)
            .Text(task.FormJson).Text(task.OutcomesJson).Small((int)task.Status).Text(task.ClaimedBy).At(task.ClaimedAt).At(task.CreatedAt)
            .At(task.ClaimedUntil).At(task.HeldUntil).Text(task.CandidateGroup).Text(HumanTaskMapping.TitleKeyOf(task)).Text(task.WordsJson);

    private static void Outbox(NpgsqlBatch batch, BurstCommit commit)
    {
        if (commit.RevokeOutboxOf.Count > 0)
            Add(batch, PostgresSql.RevokeOutbox).Ids([.. commit.RevokeOutboxOf]);
        foreach (var message in commit.Outbox)
        {
            Add(batch, PostgresSql.InsertOutbox).Id(message.Id).Text(message.Key).Text(message.Kind).Id(message.CaseId).Id(message.InstanceId)
                .Text(message.PayloadJson).At(message.CreatedAt);
        }

        foreach (var result in commit.Deliveries)
            Record(batch, result);
    }

    private static void Record(NpgsqlBatch batch, DeliveryResult result)
    {
        Add(batch, PostgresSql.RecordDelivery).Id(result.OutboxId).Big(result.Fence).Small((int)result.Status).Number(result.Attempt).At(result.NextAttemptAt);
        Add(batch, PostgresSql.InsertAttempt).Id(result.OutboxId).Number(result.Attempt).At(result.At).Text(result.Code);
    }
}
