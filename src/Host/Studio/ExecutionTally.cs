using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Journal;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// How often each node of an instance has run, counted along its journal: what has completed is a number, only what has not is remembered one by one.
/// Not thread-safe.
/// </summary>
internal sealed class ExecutionTally(Guid instanceId)
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityRun> _open = new(StringComparer.Ordinal);

    /// <summary>Sequence of the last line that was counted; 0: none was.</summary>
    public long Sequence { get; private set; }

    /// <summary>Counts the lines that come next.</summary>
    public void Add(IEnumerable<JournalEntry> lines)
    {
        foreach (var line in lines)
        {
            Sequence = line.Sequence;
            var id = ExecutionHistory.IdOf(instanceId, line);
            var run = ExecutionHistory.After(_open.TryGetValue(id, out var known) ? known : ExecutionHistory.Begun(id, line), line);
            if (!_nodes.TryGetValue(run.NodeId, out var node))
                _nodes.Add(run.NodeId, node = new Node(line.NodeId));
            node.Lines++;
            if (run.Standing != ExecutionStanding.Completed)
            {
                _open[id] = run;
                continue;
            }

            _open.Remove(id);
            node.Completed += run.Turns;
        }
    }

    /// <summary>Lines of the journal about the nodes that pass. The path of the instance itself is empty.</summary>
    public int LinesOf(Func<string, bool> passes) => _nodes.Values.Where(node => passes(node.Path)).Sum(node => node.Lines);

    /// <summary>The numbers on each node of the canvas, in the order the nodes first ran. Null: on all of them.</summary>
    public JsonArray Stats(ISet<string>? nodeIds)
    {
        var open = _open.Values.ToLookup(run => run.NodeId, StringComparer.Ordinal);
        return [.. _nodes.Where(node => nodeIds is null || nodeIds.Contains(node.Key)).Select(node => (JsonNode)new JsonObject
        {
            ["activityId"] = StudioInstances.ActivityOf(node.Key),
            ["activityNodeId"] = node.Key,
            ["startedCount"] = node.Value.Completed + open[node.Key].Sum(run => run.Turns),
            ["completedCount"] = node.Value.Completed,
            ["uncompletedCount"] = open[node.Key].Sum(run => run.Turns),
            ["isBlocked"] = open[node.Key].Any(run => run.Standing == ExecutionStanding.Running),
            ["isFaulted"] = open[node.Key].Any(run => run.Standing == ExecutionStanding.Faulted),
            ["metadata"] = new JsonObject(),
        })];
    }

    private sealed class Node(string path)
    {
        public string Path => path;

        public int Lines { get; set; }

        public int Completed { get; set; }
    }
}
