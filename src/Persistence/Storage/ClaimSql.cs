using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>
/// The statements by which nodes share work. Claimers pass over each other's rows (skip locked) and over what is leased, so they never
/// wait for one another; a lease is an instant of the database's clock, so the nodes' clocks do not matter. A claim only keeps others
/// from doing the same work at the same time. Whoever comes back after its lease does no harm: the revision guard refuses the second
/// commit of a burst, the fence the second result of a delivery. What a claim takes is chosen in a materialized part of the statement: a
/// plan that ran the choice once a row would pass over the rows it has locked itself and claim more than was asked for.
/// </summary>
internal sealed class ClaimSql(Database database)
{
    public const string NextDue = """
        select min(due_at) from (
          select min(due_at) as due_at from bookmarks where due_at is not null
          union all
          select min(due_at) from triggers where due_at is not null) as next
        """;

    public const string NextReady = "select min(ready_at) from stimuli where status = 0";

    public const string DeleteBroadcast = "delete from broadcasts where id = @broadcast";

    // No index serves it: it is asked when a definition is in doubt, and an index would be paid for by every burst.
    public const string UserOfVersion = """
        select id from instances where status = 0 and version_id = @version
        union all
        select i.id from instance_pins p join instances i on i.id = p.root_id where p.version_id = @version and i.status = 0
        limit 1
        """;

    public string ClaimTimers { get; } = $"""
        with due as materialized (
          select id from bookmarks
          where due_at <= @now and (lease_until is null or lease_until < {database.Now})
          order by due_at limit @max {database.SkipLocked})
        update bookmarks set lease_until = {database.NowPlus("@lease")}, fence = fence + 1
        where id in (select id from due)
        returning instance_id, id, due_at, fence, {database.Now}
        """;

    public const string ReleaseTimer = "update bookmarks set lease_until = null where id = @id and fence = @fence";

    // The lease is kept where the claimers look: a claimed row moves out of their sight until its lease ends.
    public string ClaimStimuli { get; } = $"""
        with ready as materialized (
          select instance_id, key from stimuli where status = 0 and ready_at <= {database.Now}
          order by ready_at limit @max {database.SkipLocked})
        update stimuli set ready_at = {database.NowPlus("@lease")}
        where (instance_id, key) in (select instance_id, key from ready)
        returning instance_id, {database.Now}
        """;

    // Where it was before the claim. If somebody else has claimed it meanwhile they do the same work twice at worst, and once in effect.
    public string ReleaseStimuli { get; } = $"""
        update stimuli set ready_at = coalesce(not_before, {database.Now}) where instance_id = @instance and status = 0
        """;

    public string TakeBroadcast { get; } = $"select id from broadcasts order by sequence limit 1 {database.SkipLocked}";

    // Exactly once: the broadcast row is locked by its taker and deleted in the same transaction, and the key is made of broadcast and
    // bookmark, so even a second spreading would add nothing. A bookmark whose number is not lower was made after the broadcast.
    public string Spread { get; } = $"""
        insert into stimuli (instance_id, key, name, bookmark_key, bookmark_id, payload, status, ready_at, created_at)
        select m.instance_id, 'broadcast:' || b.id || ':' || m.id, b.name, b.key, m.id, b.payload, 0, {database.Now}, b.created_at
        from broadcasts b join bookmarks m on m.key = b.key and m.name = b.name and m.key <> '' and m.sequence < b.sequence
        where b.id = @broadcast and (b.correlation_id is null or b.correlation_id = m.correlation_id)
        on conflict (instance_id, key) do nothing
        """;

    /// <summary>Mails and requests that are due; <paramref name="kinds"/>: the names of their parameters.</summary>
    public string ClaimDeliveries(string kinds) => $"""
        with due as materialized (
          select id from outbox
          where status = 0 and next_attempt_at <= {database.Now} and kind in ({kinds})
            and (lease_until is null or lease_until < {database.Now})
          order by next_attempt_at limit @max {database.SkipLocked})
        update outbox set lease_until = {database.NowPlus("@lease")}, fence = fence + 1
        where id in (select id from due)
        returning id, key, kind, case_id, instance_id, payload, rendered, created_at, attempts, fence
        """;

    /// <summary>Tasks for programs that nobody works at; <paramref name="only"/>: a further condition, or nothing.</summary>
    public string ClaimWork(string only, string columns) => $"""
        with free as materialized (
          select id from worker_tasks
          where (claimed_until is null or claimed_until <= {database.Now}){only}
          order by id limit @max {database.SkipLocked})
        update worker_tasks set claimed_by = @by, claimed_until = {database.NowPlus("@lease")}
        where id in (select id from free)
        returning {columns}, claimed_by, claimed_until
        """;

    // Locked until the instance it starts is written: there is no claim that could be lost.
    public string DueTriggers(string columns) => $"""
        select {columns} from triggers where due_at <= @now order by due_at limit @max {database.SkipLocked}
        """;
}
