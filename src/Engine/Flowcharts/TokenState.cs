using System.Text.Json;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// The tokens of one running flowchart, counted by connection. An open token was sent over its connection and has not been used up by a run of
/// the target; a block takes away the next token of its connection. Stored sparsely, as <see cref="FlowState"/> is.
/// </summary>
internal sealed class TokenState(int connections) : ExecutionState
{
    private const string OpenName = "t";
    private const string BlockedName = "b";

    private readonly long[] _open = new long[connections];
    private readonly long[] _blocked = new long[connections];
    private long _blocks;

    /// <summary>True when what is stored was written by a token-based flowchart.</summary>
    public static bool IsStored(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(OpenName, out _);

    public static TokenState Read(JsonElement json, int connections)
    {
        var state = new TokenState(connections);
        foreach (var (connection, count) in SparseCounts.Read(json, OpenName, connections))
        {
            state._open[connection] = count;
        }

        foreach (var (connection, count) in SparseCounts.Read(json, BlockedName, connections))
        {
            state._blocked[connection] = count;
            state._blocks += count;
        }

        return state;
    }

    /// <summary>The first connection with an open token; -1: there is none.</summary>
    public int FirstOpen => Array.FindIndex(_open, static count => count > 0);

    public bool IsOpen(int connection) => _open[connection] > 0;

    /// <summary>Takes the tokens and blocks of a connection over from another version.</summary>
    public void Take(int connection, TokenState from, int same)
    {
        _open[connection] = from._open[same];
        _blocks += from._blocked[same] - _blocked[connection];
        _blocked[connection] = from._blocked[same];
    }

    public void Emit(int connection) => _open[connection]++;

    public bool HasBlocks => _blocks > 0;

    public void Block(int connection)
    {
        _blocked[connection]++;
        _blocks++;
    }

    public void Lift(int connection)
    {
        _blocks -= _blocked[connection];
        _blocked[connection] = 0;
    }

    public bool IsBlocked(int connection) => _blocked[connection] > 0;

    public bool AnyOpen(int[] connections)
    {
        foreach (var connection in connections)
        {
            if (_open[connection] > 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool AllOpen(int[] connections)
    {
        foreach (var connection in connections)
        {
            if (_open[connection] == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A run of the target uses up what stands on the connections that lead to it.</summary>
    public void Consume(int[] inbound)
    {
        foreach (var connection in inbound)
        {
            _open[connection] = 0;
        }
    }

    /// <summary>A token that arrives on a blocked connection goes, and the block with it. False: the connection is not blocked.</summary>
    public bool TakeBlocked(int connection)
    {
        if (_blocked[connection] == 0)
        {
            return false;
        }

        _blocked[connection]--;
        _blocks--;
        _open[connection] = Math.Max(0, _open[connection] - 1);
        return true;
    }

    /// <summary>Open tokens and blocks go.</summary>
    public void Clear(int[] connections)
    {
        foreach (var connection in connections)
        {
            _open[connection] = 0;
            Lift(connection);
        }
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        Write(writer, OpenName, _open);
        if (HasBlocks)
        {
            Write(writer, BlockedName, _blocked);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, long[] counts)
    {
        writer.WriteStartArray(name);
        for (var i = 0; i < counts.Length; i++)
        {
            SparseCounts.Write(writer, i, counts[i]);
        }

        writer.WriteEndArray();
    }
}
