using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Journal;

namespace ProcessAutomation.Crash.Tests;

/// <summary>
/// Reads what the processes left in a database, on connections of its own, so also while one runs on the same SQLite file. Ids are
/// replaced by words: what two runs must have in common is what is left.
/// </summary>
internal sealed partial class Ledger(string connectionString)
{
    private bool IsSqlite => !connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number that a query yields.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken) =>
        long.Parse((await RowsAsync(sql, null, cancellationToken)).Single(), CultureInfo.InvariantCulture);

    /// <summary>Instances with state and journal, tasks and notices of a case, as text without ids and instants. Fails when they contradict each other.</summary>
    public async Task<string> CaseAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        await using var connection = await OpenAsync(cancellationToken);
        var instances = new List<(Guid Id, string Line, long NextJournal)>();
        await using (var command = Command(connection, "select id, definition_id, status, sub_status, incident_count, state from instances where correlation_id = @p order by definition_id", caseId.ToString("D")))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var state = Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(5));
                using var json = JsonDocument.Parse(state);
                instances.Add((reader.GetGuid(0), FormattableString.Invariant($"{reader.GetString(1)} {reader.GetInt64(2)}/{reader.GetInt64(3)} incidents {reader.GetInt64(4)} {state}"), json.RootElement.GetProperty("seq").GetInt64()));
            }
        }

        foreach (var (id, line, nextJournal) in instances)
        {
            text.AppendLine(line);
            foreach (var entry in await JournalAsync(connection, id, nextJournal, cancellationToken))
                text.AppendLine(entry);
        }

        foreach (var task in await RowsAsync("select step || ' status ' || status || ' ' || coalesce(outcome, '') || ' by ' || coalesce(completed_by, '') || ' version ' || version from tasks where case_id = @p order by 1", caseId, cancellationToken))
            text.Append("task ").AppendLine(task);
        foreach (var notice in await RowsAsync("select payload || ' status ' || status from outbox where case_id = @p order by 1", caseId, cancellationToken))
            text.Append("notice ").AppendLine(notice);
        return Id().Replace(text.ToString(), found => Guid.Parse(found.Value) == caseId ? "(case)" : "(id)");
    }

    /// <summary>The first column of a query.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, object? parameter, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, sql, parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!); // none of our queries yields null
        return rows;
    }

    // Complete: no sequence is missing, the state agrees on the next one, and whatever was started was completed, once.
    private static async Task<IEnumerable<string>> JournalAsync(DbConnection connection, Guid instanceId, long nextJournal, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select first_sequence, entry_count, entries from journal where instance_id = @p order by first_sequence", instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            Assert.Equal(entries.Count + 1, reader.GetInt64(0));
            entries.AddRange(JournalReader.Read(reader.GetFieldValue<byte[]>(2)));
            Assert.Equal(reader.GetInt64(0) + reader.GetInt64(1) - 1, entries.Count);
        }

        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        if (entries.Exists(entry => entry.Event == JournalEvents.WorkflowFinished))
        {
            Assert.Equal(nextJournal, entries.Count + 1);
            Assert.Equal(Executions(entries, JournalEvents.Started), Executions(entries, JournalEvents.Completed));
        }

        return entries.Select(entry => $"  {entry.Event} {entry.NodeId} {entry.Message}").Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Executions(List<JournalEntry> entries, string name) => entries
        .Where(entry => entry.Event == name)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.NodeId} {entry.ExecutionId}"))
        .Order(StringComparer.Ordinal);

    private static DbCommand Command(DbConnection connection, string sql, object? value)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("p", value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = IsSqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = 10 }.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}")]
    private static partial Regex Id();
}
