using System.Buffers.Binary;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// Goes over the older part of a table by its primary key, from the youngest id downwards: ids are version 7, in order of time, so that
/// needs no index of its own. Downwards, because what an instance starts is younger than it and must go before it. Out of time, the next
/// run goes on where this one stopped; and what lies below the lowest row that has to be looked at again is not read any more.
/// </summary>
internal sealed class IdWalk(Database database, string name)
{
    private const string Read = "select low, resume_before, lowest_left from housekeeping_walks where walk = @walk";
    private const string Save = """
        insert into housekeeping_walks (walk, low, resume_before, lowest_left) values (@walk, @low, @resume, @left)
        on conflict (walk) do update set low = excluded.low, resume_before = excluded.resume_before, lowest_left = excluded.lowest_left
        """;

    private static readonly Guid Highest = Guid.AllBitsSet;

    private Guid? _lowestLeft;
    private bool _isResumed;

    /// <summary>Ids from here on, inclusive, may have something to do.</summary>
    public Guid Low { get; private set; }

    /// <summary>The walk looks at ids lower than this.</summary>
    public Guid Before { get; private set; }

    /// <summary>The lowest id that was made at <paramref name="instant"/> or later, by the clock of who made it; null: above all ids.</summary>
    public static Guid FirstOf(DateTimeOffset? instant)
    {
        if (instant is not { } at)
            return Highest;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, at.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Begins, or goes on where the last run was out of time.</summary>
    /// <param name="before">Younger ids are none of the walk's business.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async ValueTask BeginAsync(Guid before, CancellationToken cancellationToken)
    {
        Before = before;
        await database.ReadAsync(
            async connection =>
            {
                await using var command = database.Command(connection, null, Read, ("walk", name));
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                if (!await reader.ReadAsync(cancellationToken))
                    return false;
                Low = reader.GetGuid(0);
                if (!reader.IsDBNull(1))
                    (Before, _isResumed) = (reader.GetGuid(1), true);
                _lowestLeft = reader.IsDBNull(2) ? null : reader.GetGuid(2);
                return true;
            },
            cancellationToken);
        if (!_isResumed)
            _lowestLeft = null;
    }

    /// <summary>A page has been seen.</summary>
    /// <param name="lowest">Its lowest id.</param>
    /// <param name="lowestLeft">The lowest id of it that has to be looked at again; null: none.</param>
    public void Pass(Guid lowest, Guid? lowestLeft)
    {
        Before = lowest;
        _lowestLeft = lowestLeft ?? _lowestLeft; // every page lies below the one before
    }

    /// <summary>Keeps where the next run begins.</summary>
    /// <param name="isWhole">The walk has reached its end.</param>
    /// <param name="end">What the next walk need not go below, when nothing of this one is left.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public ValueTask<bool> EndAsync(bool isWhole, Guid end, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = isWhole
                ? database.Command(connection, transaction, Save, ("walk", name), ("low", _lowestLeft ?? end), ("resume", null), ("left", null))
                : database.Command(connection, transaction, Save, ("walk", name), ("low", Low), ("resume", Before), ("left", _lowestLeft));
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        },
        cancellationToken);
}
