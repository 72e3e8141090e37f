using Npgsql;
using NpgsqlTypes;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>Adds positional parameters with their types, without boxing where there is a value.</summary>
internal readonly struct PostgresParameters(NpgsqlParameterCollection parameters)
{
    public PostgresParameters Id(Guid value) => Typed(value, NpgsqlDbType.Uuid);

    public PostgresParameters Id(Guid? value) => value is { } id ? Id(id) : Null(NpgsqlDbType.Uuid);

    public PostgresParameters Ids(Guid[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public PostgresParameters Text(string? value) => value is null ? Null(NpgsqlDbType.Text) : Typed(value, NpgsqlDbType.Text);

    public PostgresParameters Texts(string[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public PostgresParameters Small(int value) => Typed((short)value, NpgsqlDbType.Smallint);

    public PostgresParameters Number(int value) => Typed(value, NpgsqlDbType.Integer);

    public PostgresParameters Big(long value) => Typed(value, NpgsqlDbType.Bigint);

    public PostgresParameters Flag(bool value) => Typed(value, NpgsqlDbType.Boolean);

    public PostgresParameters At(DateTimeOffset value) => Typed(value.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public PostgresParameters At(DateTimeOffset? value) => value is { } instant ? At(instant) : Null(NpgsqlDbType.TimestampTz);

    public PostgresParameters Bytes(ReadOnlyMemory<byte> value) => Typed(value, NpgsqlDbType.Bytea);

    private PostgresParameters Typed<T>(T value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return this;
    }

    private PostgresParameters Null(NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });
        return this;
    }
}
