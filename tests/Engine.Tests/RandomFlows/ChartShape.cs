namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>Which connections of a chart lead forward, found as Elsa finds them: breadth first from the start, one that would close a cycle leads back.</summary>
internal sealed class ChartShape
{
    private readonly NodeSpec _chart;
    private readonly HashSet<EdgeSpec> _forward = [];

    public ChartShape(NodeSpec chart)
    {
        _chart = chart;
        var withoutInbound = Enumerable.Range(0, chart.Children.Length).Where(place => chart.Edges.All(edge => edge.To != place)).ToArray();
        Start = withoutInbound.Length > 0 ? withoutInbound[0] : 0;
        var visited = new HashSet<int>();
        var open = new Queue<int>([Start]);
        while (open.TryDequeue(out var from))
        {
            if (!visited.Add(from))
            {
                continue;
            }

            foreach (var edge in Outbound(from))
            {
                if (!Before(from).Append(from).Contains(edge.To))
                {
                    _forward.Add(edge);
                    open.Enqueue(edge.To);
                }
            }
        }
    }

    public int Start { get; }

    public NodeSpec Target(EdgeSpec edge) => _chart.Children[edge.To];

    public int PlaceOf(NodeSpec node) => _chart.Children.IndexOf(node);

    public bool IsForward(EdgeSpec edge) => _forward.Contains(edge);

    public IEnumerable<EdgeSpec> Outbound(int from) => _chart.Edges.Where(edge => edge.From == from);

    public IEnumerable<EdgeSpec> Inbound(int to) => _chart.Edges.Where(edge => edge.To == to);

    public IEnumerable<EdgeSpec> ForwardInbound(int to) => Inbound(to).Where(IsForward);

    /// <summary>Every place from which forward connections lead to this one.</summary>
    public HashSet<int> Before(int place)
    {
        var found = new HashSet<int>();
        var open = new Stack<int>([place]);
        while (open.TryPop(out var to))
        {
            foreach (var edge in ForwardInbound(to))
            {
                if (found.Add(edge.From))
                {
                    open.Push(edge.From);
                }
            }
        }

        return found;
    }
}
