using System.Collections.Immutable;
using System.Text.Json;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Reads and checks the connections of a flowchart: ends, ports, starts and what the start does not reach.</summary>
internal static class ConnectionReader
{
    private readonly record struct End(string ActivityId, string Port);

    /// <summary>Sets <see cref="ActivityNode.Connections"/> of a node that has <c>connections</c>; outcomes of its children must be known.</summary>
    /// <param name="node">A flowchart.</param>
    /// <param name="ids">Ids of all activities in the node's own definition, understood or not.</param>
    /// <param name="problems">What is wrong.</param>
    public static void Read(ActivityNode node, IReadOnlySet<string> ids, ProblemSink problems)
    {
        if (!node.Json.TryGetProperty("connections", out var list) || list.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        var children = new Dictionary<string, ActivityNode>(StringComparer.Ordinal);
        foreach (var child in node.Children)
        {
            children.TryAdd(child.LocalId, child);
        }

        var connections = ImmutableArray.CreateBuilder<Connection>();
        var seen = new HashSet<(End, End)>();
        var isWhole = ActivitiesOf(node).Length == children.Count;
        var i = -1;
        foreach (var item in list.EnumerateArray())
        {
            var pointer = $"/connections/{++i}";
            if (ReadEnd(item, "source", "Done") is not { } source || ReadEnd(item, "target", "In") is not { } target)
            {
                problems.Add(ProblemIds.MalformedConnection, node, $"A connection does not say which activities it connects.", pointer: pointer);
                isWhole = false;
                continue;
            }

            var hasSource = Resolve(node, source, pointer + "/source", children, ids, problems, out var from);
            var hasTarget = Resolve(node, target, pointer + "/target", children, ids, problems, out var to);
            if (!hasSource || !hasTarget)
            {
                isWhole = false;
                continue;
            }

            if (!seen.Add((source, target)))
            {
                problems.Add(ProblemIds.DuplicateConnection, node, $"Two connections go from {from!} ({source.Port}) to {to!}.", pointer: pointer);
                continue;
            }

            CheckPorts(node, from!, source, to!, pointer, problems); // both were found
            connections.Add(new Connection(from!, source.Port, to!, target.Port));
        }

        node.Connections = connections.ToImmutable();
        CheckReach(node, isWhole, problems);
    }

    private static bool Resolve(
        ActivityNode node, End end, string pointer, Dictionary<string, ActivityNode> children, IReadOnlySet<string> ids, ProblemSink problems, out ActivityNode? activity)
    {
        if (children.TryGetValue(end.ActivityId, out activity))
        {
            return true;
        }

        if (!ids.Contains(end.ActivityId))
        {
            problems.Add(ProblemIds.UnknownConnectionEnd, node, $"A connection leads to or from {end.ActivityId}, but there is no such activity.", pointer: pointer + "/activity");
        }
        else if (!ActivitiesOf(node).Any(item => HasId(item, end.ActivityId)))
        {
            problems.Add(ProblemIds.UnknownConnectionEnd, node, $"A connection leads to or from {end.ActivityId}, which is not in the same flowchart.", pointer: pointer + "/activity");
        }

        return false;
    }

    private static JsonElement[] ActivitiesOf(ActivityNode node) =>
        node.Json.TryGetProperty("activities", out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static bool HasId(JsonElement activity, string id) =>
        activity.ValueKind is JsonValueKind.Object && activity.TryGetProperty("id", out var own) && own.ValueKind is JsonValueKind.String && own.ValueEquals(id);

    private static void CheckPorts(ActivityNode node, ActivityNode from, End source, ActivityNode to, string pointer, ProblemSink problems)
    {
        if (!from.HasOpenOutcomes && !from.Outcomes.Contains(source.Port, StringComparer.Ordinal))
        {
            var known = from.Outcomes.Length == 0 ? ProblemText.Of($"it ends the flow and has none") : $"it has {string.Join(", ", from.Outcomes)}";
            problems.Add(ProblemIds.UnknownPort, node, $"A connection leaves {from} by {source.Port}, but there is no such outcome: {known}.", pointer: pointer + "/source/port");
        }

        if (to.Activity.Descriptor.IsStart)
        {
            problems.Add(ProblemIds.UnknownPort, node, $"A connection leads to {to}, but nothing can lead to a start.", pointer: pointer + "/target/port");
        }
    }

    private static void CheckReach(ActivityNode node, bool isWhole, ProblemSink problems)
    {
        var starts = node.Children.Where(child => child.Activity.Descriptor.IsStart).ToList();
        foreach (var extra in starts.Skip(1))
        {
            problems.Add(ProblemIds.SeveralStarts, extra, $"The flowchart has more than one start; {extra} would never run.");
        }

        if (!isWhole || node.Children.Length == 0)
        {
            return; // with a connection or an activity missing, more would follow from what is reported already
        }

        var inbound = node.Connections.Select(connection => connection.Target).ToHashSet();
        var start = starts.FirstOrDefault()
            ?? node.Children.FirstOrDefault(child => child.CanStartWorkflow)
            ?? node.Children.FirstOrDefault(child => !inbound.Contains(child))
            ?? node.Children[0];
        var reached = new HashSet<ActivityNode>(node.Children.Where(child => child.CanStartWorkflow).Concat(starts)) { start };
        var open = new Stack<ActivityNode>(reached);
        var leaving = node.Connections.ToLookup(connection => connection.Source);
        while (open.TryPop(out var current))
        {
            foreach (var connection in leaving[current].Where(connection => reached.Add(connection.Target)))
            {
                open.Push(connection.Target);
            }
        }

        foreach (var loose in node.Children.Where(child => !reached.Contains(child)))
        {
            problems.Add(ProblemIds.Unreachable, loose, $"Nothing leads to {loose}. Connect it or remove it.");
        }
    }

    private static End? ReadEnd(JsonElement connection, string name, string defaultPort)
    {
        if (connection.ValueKind is not JsonValueKind.Object || !connection.TryGetProperty(name, out var end))
        {
            return null;
        }

        if (end.ValueKind is JsonValueKind.String)
        {
            return new End(end.GetString()!, defaultPort); // a string element has a string
        }

        if (end.ValueKind is not JsonValueKind.Object || !end.TryGetProperty("activity", out var activity) || activity.ValueKind is not JsonValueKind.String)
        {
            return null;
        }

        var port = end.TryGetProperty("port", out var given) && given.ValueKind is JsonValueKind.String ? given.GetString() : null;
        return new End(activity.GetString()!, string.IsNullOrEmpty(port) ? defaultPort : port);
    }
}
