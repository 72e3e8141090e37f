using System.Text.Json;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// How often each activity and connection of one running flowchart was visited, and whether a connection was followed the last time.
/// Joins are decided by comparing these counters. Stored sparsely: most of a large flowchart has not been visited.
/// </summary>
internal sealed class FlowState(int activities, int connections) : ExecutionState
{
    private readonly long[] _activityVisits = new long[activities];
    private readonly long[] _connectionVisits = new long[connections];
    private readonly bool[] _followed = new bool[connections];

    public static FlowState Read(JsonElement json, int activities, int connections)
    {
        var state = new FlowState(activities, connections);
        foreach (var (index, count) in SparseCounts.Read(json, "a", activities))
        {
            state._activityVisits[index] = count;
        }

        foreach (var (index, count) in SparseCounts.Read(json, "c", connections))
        {
            // The sign says whether the last visit was followed.
            state._connectionVisits[index] = Math.Abs(count);
            state._followed[index] = count > 0;
        }

        return state;
    }

    public void Visit(int activity) => _activityVisits[activity]++;

    public void VisitConnection(int connection, bool followed)
    {
        _connectionVisits[connection]++;
        _followed[connection] = followed;
    }

    public long Visits(int activity) => _activityVisits[activity];

    public long ConnectionVisits(int connection) => _connectionVisits[connection];

    public bool WasFollowed(int connection) => _followed[connection];

    public void Set(int activity, long visits) => _activityVisits[activity] = visits;

    public void SetConnection(int connection, long visits, bool followed)
    {
        _connectionVisits[connection] = visits;
        _followed[connection] = followed && visits > 0;
    }

    /// <summary>The target has already run for this visit of the connection.</summary>
    public bool IsStale(int connection, int target) => _connectionVisits[connection] <= _activityVisits[target];

    public bool AllVisited(int[] inbound, int target)
    {
        foreach (var connection in inbound)
        {
            if (_connectionVisits[connection] <= _activityVisits[target])
            {
                return false;
            }
        }

        return inbound.Length > 0;
    }

    public bool AnyFollowed(int[] inbound, int target)
    {
        var newest = Newest(inbound);
        return newest > _activityVisits[target] && Array.Exists(inbound, c => _connectionVisits[c] == newest && _followed[c]);
    }

    public bool AllFollowed(int[] inbound, int target)
    {
        var newest = Newest(inbound);
        return newest > _activityVisits[target] && Array.TrueForAll(inbound, c => _connectionVisits[c] == newest && _followed[c]);
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("a");
        for (var i = 0; i < _activityVisits.Length; i++)
        {
            SparseCounts.Write(writer, i, _activityVisits[i]);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("c");
        for (var i = 0; i < _connectionVisits.Length; i++)
        {
            SparseCounts.Write(writer, i, _followed[i] ? _connectionVisits[i] : -_connectionVisits[i]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private long Newest(int[] inbound)
    {
        var newest = 0L;
        foreach (var connection in inbound)
        {
            newest = Math.Max(newest, _connectionVisits[connection]);
        }

        return newest;
    }
}
