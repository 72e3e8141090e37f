using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>Tells the edges that go forward from those that close a cycle.</summary>
internal static class ForwardSearch
{
    /// <summary>By edge number: true for an edge that is taken breadth first from the start, unless its target already leads to its source.</summary>
    public static bool[] Edges(int start, int count, ImmutableArray<FlowEdge> edges, int[][] adjacency)
    {
        var forward = new bool[edges.Length];
        var taken = new List<int>[count];
        var done = new bool[count];
        var open = new Queue<int>();
        open.Enqueue(start);
        while (open.TryDequeue(out var source))
        {
            if (done[source])
            {
                continue;
            }

            done[source] = true;
            foreach (var edge in adjacency[source])
            {
                var target = edges[edge].Target;
                if (Leads(taken, target, source))
                {
                    continue;
                }

                forward[edge] = true;
                (taken[source] ??= []).Add(target);
                if (!done[target])
                {
                    open.Enqueue(target);
                }
            }
        }

        return forward;
    }

    private static bool Leads(List<int>[] taken, int from, int to)
    {
        if (from == to)
        {
            return true;
        }

        var seen = new HashSet<int> { from };
        var open = new Stack<int>();
        open.Push(from);
        while (open.TryPop(out var current))
        {
            foreach (var next in taken[current] ?? [])
            {
                if (next == to)
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }
}
