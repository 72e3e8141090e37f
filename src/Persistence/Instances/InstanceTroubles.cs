using System.Data.Common;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Instances;

/// <summary>What becomes of rows that wake an instance which cannot be run: without this they would be claimed after every lease, for ever.</summary>
internal sealed class InstanceTroubles(Database database)
{
    private const string NoInstance = "instance_id = @id and not exists (select 1 from instances where id = @id)";

    private const string DropStimuli = $"delete from stimuli where {NoInstance}";

    private const string DropBookmarks = $"delete from bookmarks where {NoInstance}";

    // The incident is the instance's own, so it has the instance's id; there is one, however often it is tried.
    private const string Save = """
        insert into incidents (id, instance_id, node_id, execution_id, activity_type, code, message, retryable, attempts, status, created_at)
        select id, id, 'Workflow1', 0, 'Elsa.Workflow', @code, version_id, @yes, 1, 0, @at from instances where id = @id and status = 0
        on conflict (id) do update set attempts = case when incidents.status = 2 then 1 else incidents.attempts + 1 end, code = excluded.code,
          message = excluded.message, resolved_at = null, resolution = null, resolved_by = null,
          created_at = case when incidents.status = 2 then excluded.created_at else incidents.created_at end, status = 0
        returning attempts
        """;

    private readonly string _retryAt = $"update incidents set status = @status, retry_at = {database.NowPlus("@wait")} where id = @id";

    private readonly string _deferStimuli = $"update stimuli set ready_at = {database.NowPlus("@wait")} where instance_id = @id and status = 0";

    private readonly string _deferTimers =
        $"update bookmarks set lease_until = {database.NowPlus("@wait")}, fence = fence + 1 where instance_id = @id and due_at <= @now";

    /// <summary>Deletes stimuli and timers of an instance there is none of; returns how many.</summary>
    public async ValueTask<int> DropAsync(DbConnection connection, DbTransaction transaction, Guid instanceId) =>
        await RunAsync(connection, transaction, DropStimuli, ("id", instanceId)) + await RunAsync(connection, transaction, DropBookmarks, ("id", instanceId));

    /// <summary>Makes or repeats the incident and lets nobody be woken before the next try, which is twice as far each time.</summary>
    /// <returns>How long that is; null: the instance has ended or is gone.</returns>
    public async ValueTask<TimeSpan?> SetAsideAsync(DbConnection connection, DbTransaction transaction, InstanceTrouble trouble)
    {
        object? attempts;
        await using (var save = database.Command(connection, transaction, Save, ("id", trouble.InstanceId), ("code", trouble.Code), ("yes", true), ("at", trouble.At)))
            attempts = await save.ExecuteScalarAsync(CancellationToken.None);
        if (attempts is null)
            return null;
        var count = Convert.ToInt32(attempts, System.Globalization.CultureInfo.InvariantCulture);
        if (count == 1)
            await RunAsync(connection, transaction, "update instances set incident_count = incident_count + 1 where id = @id", ("id", trouble.InstanceId));
        var wait = TimeSpan.FromTicks(Math.Min(trouble.LongestWait.Ticks, trouble.FirstWait.Ticks << Math.Min(count - 1, 20)));
        var microseconds = wait.Ticks / TimeSpan.TicksPerMicrosecond;
        var status = count < trouble.AttemptsAlone ? IncidentStatus.Retrying : IncidentStatus.Open;
        await RunAsync(connection, transaction, _retryAt, ("status", (short)status), ("wait", microseconds), ("id", trouble.InstanceId));
        await RunAsync(connection, transaction, _deferStimuli, ("wait", microseconds), ("id", trouble.InstanceId));
        await RunAsync(connection, transaction, _deferTimers, ("wait", microseconds), ("id", trouble.InstanceId), ("now", trouble.At));
        return wait;
    }

    private async ValueTask<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = database.Command(connection, transaction, sql, parameters);
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
