using Microsoft.Data.Sqlite;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Journal;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>What a Host has left in its database file, read past it.</summary>
internal sealed class CaseRecords(string dataFolder)
{
    /// <summary>One line a task, sorted: <c>Send innkalling: Completed by kari</c>.</summary>
    public IReadOnlyList<string> Tasks() =>
        [.. Rows("select title, status, completed_by from tasks", row => $"{row.GetString(0)}: {(HumanTaskStatus)row.GetInt32(1)}{(row.IsDBNull(2) ? "" : " by " + row.GetString(2))}").Order(StringComparer.Ordinal)];

    /// <summary>The number a query answers with.</summary>
    public long Count(string sql) => Rows(sql, row => row.GetInt64(0))[0];

    /// <summary>The journal of every instance, in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JournalEntry>> Journals() =>
        Rows("select instance_id, entries from journal order by instance_id, first_sequence", row => (Instance: row.GetString(0), Entries: JournalReader.Read((byte[])row.GetValue(1))))
            .GroupBy(block => block.Instance, StringComparer.Ordinal)
            .ToDictionary(blocks => blocks.Key, blocks => (IReadOnlyList<JournalEntry>)[.. blocks.SelectMany(block => block.Entries)], StringComparer.Ordinal);

    /// <summary>Everything of tables that hold no person, as one text.</summary>
    public string TextOf(params string[] tables) => string.Join('\n', tables.SelectMany(table => Rows($"select * from {table}", Text)));

    private static string Text(SqliteDataReader row) =>
        string.Join('\t', Enumerable.Range(0, row.FieldCount).Select(row.GetValue).Select(value => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}"));

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        var file = Directory.EnumerateFiles(dataFolder, "*.db").Single();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}
