using System.Data.Common;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Definitions;

/// <summary>
/// Lets one window at a time draw on a flow. A lease lives as long as its window saves or gives a sign of life, on the database's clock. Each call is one
/// statement on one row, so of two who ask at once one gets it. Thread-safe.
/// </summary>
public sealed class DefinitionLeases(Database database)
{
    /// <summary>No sign of life for this long: free. A window in the background is let run once a minute by its browser.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(3);

    private const string Columns = "window_id, user_id, user_name, taken_at, expires_at, taken_from, reason";

    /// <summary>The lease of a flow; null: nobody has drawn on it yet.</summary>
    public ValueTask<DefinitionLease?> FindAsync(string definitionId, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => FirstAsync(connection, null, definitionId, cancellationToken), cancellationToken);

    /// <summary>A window has opened a flow, or is still there: it gets the lease when that is free. Answers with the lease as it then is.</summary>
    public ValueTask<DefinitionLease> OpenAsync(string definitionId, LeaseHolder who, CancellationToken cancellationToken) =>
        HoldAsync(definitionId, who, null, $"definition_leases.expires_at <= {database.Now}", cancellationToken);

    /// <summary>Takes the lease from whoever has it. <paramref name="reason"/>: for them to read.</summary>
    public ValueTask<DefinitionLease> TakeOverAsync(string definitionId, LeaseHolder who, string reason, CancellationToken cancellationToken) =>
        HoldAsync(definitionId, who, reason, "1 = 1", cancellationToken);

    /// <summary>A window gives a sign of life, or saves what it had on the screen: it keeps what it had, but gets nothing that another had since. Null: granted.</summary>
    public async ValueTask<DefinitionLease?> KeepAsync(string definitionId, LeaseHolder who, CancellationToken cancellationToken)
    {
        var lease = await HoldAsync(definitionId, who, null, "1 = 0", cancellationToken);
        return lease.Holder.WindowId == who.WindowId ? null : lease;
    }

    /// <summary>
    /// Somebody changes a flow without having it on the screen (an import, a list, a program): granted unless another window draws on it now. Windows that drew
    /// on it before learn that somebody has been there. Null: granted.
    /// </summary>
    public async ValueTask<DefinitionLease?> PassAsync(string definitionId, LeaseHolder who, CancellationToken cancellationToken)
    {
        if (await FindAsync(definitionId, cancellationToken) is { } before && before.Holder.WindowId == who.WindowId)
            return null;
        var lease = await OpenAsync(definitionId, who, cancellationToken);
        if (lease.Holder.WindowId != who.WindowId)
            return lease;
        await ReleaseAsync(definitionId, who.WindowId, cancellationToken);
        return null;
    }

    /// <summary>A window has been left, or has published: the next who opens the flow gets it.</summary>
    public async ValueTask ReleaseAsync(string definitionId, string windowId, CancellationToken cancellationToken) => await database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var release = database.Command(
                connection, transaction,
                $"update definition_leases set expires_at = {database.Now} where definition_id = @id and window_id = @window and expires_at > {database.Now}",
                ("id", definitionId), ("window", windowId));
            return await release.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    // The condition is about the row that is there; the window's own row is always renewed.
    private ValueTask<DefinitionLease> HoldAsync(string definitionId, LeaseHolder who, string? reason, string condition, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var hold = database.Command(
                connection, transaction,
                $"""
                insert into definition_leases (definition_id, window_id, user_id, user_name, taken_at, expires_at, taken_from, reason)
                values (@id, @window, @user, @name, {database.Now}, {database.NowPlus("@lifetime")}, null, null)
                on conflict (definition_id) do update set
                  taken_at = case when definition_leases.window_id = excluded.window_id then definition_leases.taken_at else excluded.taken_at end,
                  taken_from = case when definition_leases.window_id = excluded.window_id then definition_leases.taken_from
                    when cast(@reason as text) is null then null else definition_leases.user_id end,
                  reason = case when definition_leases.window_id = excluded.window_id then definition_leases.reason else cast(@reason as text) end,
                  window_id = excluded.window_id, user_id = excluded.user_id, user_name = excluded.user_name, expires_at = excluded.expires_at
                where definition_leases.window_id = excluded.window_id or {condition}
                """,
                ("id", definitionId), ("window", who.WindowId), ("user", who.UserId), ("name", who.UserName), ("reason", reason),
                ("lifetime", Lifetime.Ticks / TimeSpan.TicksPerMicrosecond));
            await hold.ExecuteNonQueryAsync(cancellationToken);
            return await FirstAsync(connection, transaction, definitionId, cancellationToken) ?? throw new System.Diagnostics.UnreachableException();
        },
        cancellationToken);

    private async ValueTask<DefinitionLease?> FirstAsync(DbConnection connection, DbTransaction? transaction, string definitionId, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            connection, transaction, $"select {Columns}, {database.Now} from definition_leases where definition_id = @id", ("id", definitionId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new DefinitionLease(
                new LeaseHolder(reader.GetString(0), reader.GetString(1), reader.GetString(2)),
                database.Instant(reader, 3),
                database.Instant(reader, 4) > database.Instant(reader, 7),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6))
            : null;
    }
}
