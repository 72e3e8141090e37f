using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>
/// The queries that load a case, sent to a PostgreSQL server together: eighteen tables are one way there and back instead of eighteen. The queries stay
/// the mapper's own. The first load of a model runs them one by one and keeps their texts; every later one sends the texts ahead in one batch and
/// answers the mapper, query by query, from its results.
/// </summary>
internal sealed class CaseBatch : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<IModel, string[]> Texts = new();

    private readonly CaseDbContext _context;
    private readonly string[]? _texts;
    private readonly List<string> _seen = [];
    private NpgsqlDataReader? _results;
    private int _next;

    private CaseBatch(CaseDbContext context, string[]? texts) => (_context, _texts) = (context, texts);

    /// <summary>Begins a load; null where the database is in the process and there is no way to go.</summary>
    public static async ValueTask<CaseBatch?> BeginAsync(CaseDbContext context, Guid caseId, CancellationToken cancellationToken)
    {
        if (context.Database.GetDbConnection() is not NpgsqlConnection connection)
            return null;
        var batch = new CaseBatch(context, Texts.GetValueOrDefault(context.Model));
        if (batch._texts is not null)
            batch._results = await SendAsync(connection, batch._texts, caseId, cancellationToken);
        context.Batch = batch;
        return batch;
    }

    /// <summary>All of the case has been read.</summary>
    public void Complete()
    {
        if (_texts is null)
            Texts[_context.Model] = [.. _seen];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _context.Batch = null;
        if (_results is not null)
            await _results.DisposeAsync();
    }

    private static async ValueTask<NpgsqlDataReader> SendAsync(NpgsqlConnection connection, string[] texts, Guid caseId, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var closing = batch;
        foreach (var text in texts)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(text) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = caseId } } });
        return await batch.ExecuteReaderAsync(cancellationToken);
    }

    private async ValueTask<InterceptionResult<DbDataReader>> AnswerAsync(DbCommand command, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken)
    {
        var text = command.CommandText.Replace($"@{command.Parameters[0].ParameterName.TrimStart('@')}", "$1", StringComparison.Ordinal);
        if (_results is null)
        {
            _seen.Add(text);
            return result;
        }

        if (_next >= _texts!.Length || _texts[_next] != text)
            throw new InvalidOperationException("A case is loaded with other queries, or in another order, than the first time.");
        if (_next++ > 0)
            await _results.NextResultAsync(cancellationToken);
        return InterceptionResult<DbDataReader>.SuppressWithResult(new Rows(_results));
    }

    /// <summary>Hands the queries of a load to its batch; others pass.</summary>
    internal sealed class Interceptor : DbCommandInterceptor
    {
        public static Interceptor Instance { get; } = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            eventData.Context is CaseDbContext { Batch: { } batch } ? batch.AnswerAsync(command, result, cancellationToken) : ValueTask.FromResult(result);
    }

    /// <summary>One result of the batch. To close it leaves the batch open: the next result comes after it.</summary>
    private sealed class Rows(NpgsqlDataReader results) : DbDataReader
    {
        private bool _isClosed;

        public override int Depth => results.Depth;

        public override int FieldCount => results.FieldCount;

        public override bool HasRows => results.HasRows;

        public override bool IsClosed => _isClosed;

        public override int RecordsAffected => -1;

        public override object this[int ordinal] => results[ordinal];

        public override object this[string name] => results[name];

        public override bool GetBoolean(int ordinal) => results.GetBoolean(ordinal);

        public override byte GetByte(int ordinal) => results.GetByte(ordinal);

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => results.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

        public override char GetChar(int ordinal) => results.GetChar(ordinal);

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => results.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

        public override string GetDataTypeName(int ordinal) => results.GetDataTypeName(ordinal);

        public override DateTime GetDateTime(int ordinal) => results.GetDateTime(ordinal);

        public override decimal GetDecimal(int ordinal) => results.GetDecimal(ordinal);

        public override double GetDouble(int ordinal) => results.GetDouble(ordinal);

        public override IEnumerator GetEnumerator() => new DbEnumerator(this);

        public override Type GetFieldType(int ordinal) => results.GetFieldType(ordinal);

        public override T GetFieldValue<T>(int ordinal) => results.GetFieldValue<T>(ordinal);

        public override Task<T> GetFieldValueAsync<T>(int ordinal, CancellationToken cancellationToken) => results.GetFieldValueAsync<T>(ordinal, cancellationToken);

        public override float GetFloat(int ordinal) => results.GetFloat(ordinal);

        public override Guid GetGuid(int ordinal) => results.GetGuid(ordinal);

        public override short GetInt16(int ordinal) => results.GetInt16(ordinal);

        public override int GetInt32(int ordinal) => results.GetInt32(ordinal);

        public override long GetInt64(int ordinal) => results.GetInt64(ordinal);

        public override string GetName(int ordinal) => results.GetName(ordinal);

        public override int GetOrdinal(string name) => results.GetOrdinal(name);

        public override string GetString(int ordinal) => results.GetString(ordinal);

        public override object GetValue(int ordinal) => results.GetValue(ordinal);

        public override int GetValues(object[] values) => results.GetValues(values);

        public override bool IsDBNull(int ordinal) => results.IsDBNull(ordinal);

        public override Task<bool> IsDBNullAsync(int ordinal, CancellationToken cancellationToken) => results.IsDBNullAsync(ordinal, cancellationToken);

        public override bool NextResult() => false;

        public override bool Read() => results.Read();

        public override Task<bool> ReadAsync(CancellationToken cancellationToken) => results.ReadAsync(cancellationToken);

        public override void Close() => _isClosed = true;

        protected override void Dispose(bool disposing)
        {
            _isClosed = true; // of the batch, whose other results are still to be read: what is read through is not closed here
            base.Dispose(disposing);
        }
    }
}
