using System.Globalization;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>
/// The numbers a random flow and what happens to it are made of. Any numbers make a valid flow: node i hangs on an earlier one, more connections
/// lead forward, and gates lead back, in a counter-based flow to an activity that every way to the gate has passed.
/// </summary>
internal sealed record RandomCase(bool Tokens, RandomNode[] Nodes, (int From, int To, int Port)[] More, Command[] Commands, int Budget)
{
    private static readonly string?[] Merges = [null, "Stream", "Merge", "Converge", "Cascade", "Race", "None", "Race", "Merge"];

    public NodeSpec Flow() => Chart(new NodeSpec("root", Kind.Chart, 0, false, null), "n", Nodes, More);

    public override string ToString() =>
        $"{(Tokens ? "tokens" : "counters")}, budget {Budget}, commands {string.Join(' ', Commands.Select(command => command.ToString()))}\n{FlowText.Of("case", Flow(), Tokens)}";

    private NodeSpec Chart(NodeSpec chart, string prefix, RandomNode[] nodes, (int From, int To, int Port)[] more)
    {
        var children = nodes.Select((node, place) => Node(node, string.Create(CultureInfo.InvariantCulture, $"{prefix}{place}"), isFirst: place == 0)).ToArray();
        var edges = new List<EdgeSpec>();
        for (var to = 1; to < nodes.Length; to++)
        {
            Connect(edges, children, nodes[to].Source % to, nodes[to].Port, to);
        }

        foreach (var (from, to, port) in more)
        {
            var (low, high) = (Math.Min(from, to) % nodes.Length, Math.Max(from, to) % nodes.Length);
            if (low < high)
            {
                Connect(edges, children, low, port, high);
            }
        }

        var forward = edges.Distinct().ToArray();
        var back = new List<EdgeSpec>();
        for (var gate = 1; gate < nodes.Length; gate++)
        {
            if (children[gate].Kind == Kind.Gate)
            {
                var targets = Enumerable.Range(0, gate + 1).Where(target => Tokens || IsOnEveryWay(target, gate, forward)).ToArray();
                back.Add(new EdgeSpec(gate, "again", targets[nodes[gate].Number % targets.Length]));
            }
        }

        foreach (var target in back.Select(edge => edge.To).Distinct())
        {
            // It would wait for a connection that comes after it, which is refused.
            children[target] = children[target].Merge == "Converge" ? children[target] with { Merge = "Merge" } : children[target];
        }

        return chart with { Children = [.. children], Edges = [.. forward, .. back] };
    }

    // The source or, when nothing can leave it, the nearest before it that something can; the first activity always can.
    private static void Connect(List<EdgeSpec> edges, NodeSpec[] children, int from, int port, int to)
    {
        while (children[from].Ports.Length == 0)
        {
            from--;
        }

        edges.Add(new EdgeSpec(from, children[from].Ports[port % children[from].Ports.Length], to));
    }

    private NodeSpec Node(RandomNode node, string id, bool isFirst)
    {
        var kind = (isFirst && node.Kind is Kind.End or Kind.Finish) || (node.Inner.Length == 0 && node.Kind is Kind.Chart or Kind.Sequence) ? Kind.Step : node.Kind;
        var spec = new NodeSpec(id, kind, node.Number, node.Flag, Merges[node.Merge % Merges.Length]);
        return kind switch
        {
            Kind.Chart => Chart(spec, id + "_", node.Inner, [(node.Number, node.Source, node.Port)]),
            Kind.Sequence => spec with { Children = [.. node.Inner.Select((inner, place) => Node(Leaf(inner), string.Create(CultureInfo.InvariantCulture, $"{id}_{place}"), isFirst: true))] },
            _ => spec,
        };
    }

    private static RandomNode Leaf(RandomNode node) => node with { Kind = (Kind)((int)node.Kind % 5), Inner = [] };

    private static bool IsOnEveryWay(int candidate, int node, EdgeSpec[] edges)
    {
        if (candidate == 0 || candidate == node)
        {
            return true;
        }

        var reached = new HashSet<int> { 0 };
        for (var from = 0; from < node; from++) // connections lead from lower places to higher ones
        {
            if (reached.Contains(from) && from != candidate)
            {
                reached.UnionWith(edges.Where(edge => edge.From == from).Select(edge => edge.To));
            }
        }

        return !reached.Contains(node);
    }
}

/// <summary>The numbers of one activity.</summary>
internal sealed record RandomNode(Kind Kind, int Number, bool Flag, int Merge, int Source, int Port, RandomNode[] Inner);
