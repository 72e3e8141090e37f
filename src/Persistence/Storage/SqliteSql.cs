using ProcessAutomation.Persistence.Outbox;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>
/// The statements of a burst on SQLite, run one after the other inside one <c>begin immediate</c>. There is one writer at a time, so
/// nothing is locked in any order, and a guard is the number of rows changed: nothing is durable before the commit that follows.
/// </summary>
internal static class SqliteSql
{
    public const string Begin = "begin immediate";

    public const string BeginRead = "begin";

    public const string Commit = "commit";

    public const string Rollback = "rollback";

    public const string LoadInstance = """
        select definition_id, version_id, correlation_id, parent_id, root_id, status, sub_status, revision, behaviour_version,
               incident_count, state, created_at
        from instances where id = @1
        """;

    public const string LoadBookmarks =
        "select id, node_id, execution_id, name, key, correlation_id, due_at from bookmarks where instance_id = @1 order by sequence";

    public const string LoadStimuli = """
        select key, name, bookmark_key, bookmark_id, payload, not_before, status, created_at
        from stimuli where instance_id = @1 and status < 2 order by created_at, key
        """;

    public const string SeenStimulus = "select 1 from stimuli where instance_id = @1 and key = @2";

    public const string LoadPins = "select definition_id, version_id from instance_pins where root_id = @1";

    public const string ChangeTask = """
        update tasks set role = @3, assignee = @4, priority = @5, due_at = @6, deadline_text = @7, status = @8, claimed_by = @9,
        claimed_at = @10, completed_by = @11, completed_at = @12, outcome = @13, close_reason = @14, claimed_until = @15, held_until = @16,
        version = version + 1
          where id = @1 and version = @2
        """;

    public const string WakeTasks = """
        update tasks set held_until = @3, claimed_until = @4, version = version + 1
        where case_id = @1 and status = 4 and held_until > @3 and claimed_by is not @2
        """;

    public const string CancelTasks = """
        update tasks set status = 3, close_reason = @3, completed_at = @4, version = version + 1
        where (id = @1 or bookmark_id = @2) and status in (0, 1, 4)
        """;

    // A timer that moves under a running burst makes that burst stale: it may have seen the old instant.
    public const string BumpForRearm =
        "update instances set revision = revision + 1 where id <> @2 and id = (select instance_id from bookmarks where id = @1)";

    public const string Rearm = "update bookmarks set due_at = @2, lease_until = null where id = @1";

    public const string InsertInstance = """
        insert into instances (id, definition_id, version_id, correlation_id, parent_id, root_id, status, sub_status, revision,
          behaviour_version, incident_count, state, created_at, updated_at, finished_at)
        values (@1, @2, @3, @4, @5, @6, @7, @8, 1, @9, @10, @11, @12, @12, @13)
        """;

    public const string UpdateInstance = """
        update instances set version_id = @3, correlation_id = @4, status = @5, sub_status = @6, revision = revision + 1,
        behaviour_version = @7, incident_count = @8, state = @9, updated_at = @10, finished_at = coalesce(finished_at, @11)
          where id = @1 and revision = @2
        """;

    public const string InsertPin = "insert into instance_pins (root_id, definition_id, version_id) values (@1, @2, @3) on conflict do nothing";

    public const string SavePin = """
        insert into instance_pins (root_id, definition_id, version_id) values (@1, @2, @3)
        on conflict (root_id, definition_id) do update set version_id = excluded.version_id
        """;

    public const string InsertAlteration = """
        insert into alterations (id, instance_id, kind, arguments, altered_by, reason, altered_at, revision_before, revision_after)
        values (@1, @2, @3, @4, @5, @6, @7, @8, @9)
        """;

    public const string LoadTreeDefinitions = """
        with recursive below (id, definition_id) as (
          select id, definition_id from instances where parent_id = @1
          union all
          select child.id, child.definition_id from instances child join below on child.parent_id = below.id)
        select distinct definition_id from below
        """;

    public const string DeleteAllBookmarks = "delete from bookmarks where instance_id = @1";

    public const string DeleteAllStimuli = "delete from stimuli where instance_id = @1";

    public const string DeleteBookmarks = "delete from bookmarks where id = @1";

    public const string ConsumeStimuli = "update stimuli set status = 2, payload = null where instance_id = @1 and key = @2";

    public const string ParkStimuli = "update stimuli set status = 1 where instance_id = @1 and key = @2 and status = 0";

    public const string DropStimuli = "delete from stimuli where instance_id = @1 and key = @2";

    public const string CancelChildren = """
        insert into stimuli (instance_id, key, name, bookmark_key, payload, status, ready_at, created_at)
        select id, 'cancel', @4, '', @5, 0, cast(unixepoch('subsec') * 1000000 as integer), @6 from instances where parent_id = @1 and id between @2 and @3 and status = 0
        on conflict (instance_id, key) do nothing
        """;

    public const string InsertWorkerTask =
        "insert into worker_tasks (id, instance_id, name, correlation_id, payload, created_at) values (@1, @2, @3, @4, @5, @6)";

    public const string DeleteWorkerTasks = "delete from worker_tasks where id = @1";

    public const string InsertBroadcast =
        """
        insert into broadcasts (id, sequence, name, key, correlation_id, payload, created_at)
        values (@1, coalesce((select seq from sqlite_sequence where name = 'bookmarks'), 0) + 1, @2, @3, @4, @5, @6)
        """;

    public const string InsertBookmark = """
        insert into bookmarks (id, instance_id, node_id, execution_id, name, key, correlation_id, due_at)
        values (@1, @2, @3, @4, @5, @6, @7, @8)
        """;

    public const string InsertStimulus = """
        insert into stimuli (instance_id, key, name, bookmark_key, bookmark_id, payload, not_before, status, ready_at, created_at)
        values (@1, @2, @3, @4, @5, @6, @7, @8, coalesce(@7, cast(unixepoch('subsec') * 1000000 as integer)), @9)
        on conflict (instance_id, key) do nothing
        """;

    public const string InsertJournal =
        "insert into journal (instance_id, first_sequence, entry_count, entries, written_at) values (@1, @2, @3, @4, @5)";

    public const string SaveIncident = """
        insert into incidents (id, instance_id, node_id, execution_id, activity_type, code, message, retryable, attempts, status,
          created_at, retry_at, resolved_at, resolution, resolved_by)
        values (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15)
        on conflict (id) do update set code = excluded.code, message = excluded.message, retryable = excluded.retryable,
          attempts = excluded.attempts, status = excluded.status, retry_at = excluded.retry_at, resolved_at = excluded.resolved_at,
          resolution = excluded.resolution, resolved_by = excluded.resolved_by
        """;

    public const string InsertTask = """
        insert into tasks (id, instance_id, bookmark_id, case_id, step, title, text, role, assignee, priority, due_at, deadline_text,
          form_json, outcomes_json, status, claimed_by, claimed_at, created_at, claimed_until, held_until, candidate_group, title_key, words_json, version, unit_id)
        values (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21, @22, @23, 1,
          (select unit_id from cases where id = @4))
        """;

    public const string InsertOutbox = """
        insert into outbox (id, key, kind, case_id, instance_id, payload, status, attempts, next_attempt_at, fence, created_at)
        values (@1, @2, @3, @4, @5, @6, 0, 0, cast(unixepoch('subsec') * 1000000 as integer), 0, @7)
        on conflict (key) do nothing
        """;

    // What is leased is on its way out and cannot be called back.
    public const string RevokeOutbox = $"""
        update outbox set status = 3, payload = case when {OutboxStore.SettledRequest} then '{OutboxStore.SettledPayload}' else payload end
        where instance_id = @1 and status = 0 and (lease_until is null or lease_until < cast(unixepoch('subsec') * 1000000 as integer))
        """;

    public const string RecordDelivery = $"""
        update outbox set status = @3, attempts = @4, next_attempt_at = coalesce(@5, next_attempt_at), lease_until = null,
          payload = case when {OutboxStore.SettledRequest} and @3 <> 0 then '{OutboxStore.SettledPayload}' else payload end
          where id = @1 and fence = @2 and status <> 1
        """;

    public const string InsertAttempt = "insert into delivery_attempts (outbox_id, attempt, at, code) values (@1, @2, @3, @4)";
}
