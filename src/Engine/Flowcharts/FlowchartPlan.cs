using System.Collections.Immutable;
using ProcessAutomation.Engine.Branching;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// A flowchart's edges as tables, prepared when its version is compiled. Activities are numbered as in the node's children,
/// connections as in its JSON: both never change for a published version, so stored counters may use the numbers.
/// </summary>
internal sealed class FlowchartPlan
{
    private readonly int[][] _ancestors;
    private readonly Dictionary<ActivityNode, FlowchartPlan> _byTrigger = [];

    private FlowchartPlan(ActivityNode node, FlowchartMode mode, ImmutableArray<FlowEdge> edges, int start, bool[] forward)
    {
        Node = node;
        Mode = mode;
        Edges = edges;
        Start = start;
        Outbound = Group(node.Children.Length, edges, static e => e.Source, static (_, _) => true, forward);
        ForwardInbound = Group(node.Children.Length, edges, static e => e.Target, static (i, f) => f[i], forward);
        Inbound = Group(node.Children.Length, edges, static e => e.Target, static (_, _) => true, forward);
        IsForward = forward;
        MergeModes = [.. node.Children.Select(FlowchartModes.MergeOf)];
        _ancestors = new int[node.Children.Length][];
    }

    /// <summary>The flowchart.</summary>
    public ActivityNode Node { get; }

    /// <summary>How it decides, unless an instance began it in the other mode.</summary>
    public FlowchartMode Mode { get; }

    /// <summary>By activity: when it runs in token-based mode.</summary>
    public ImmutableArray<MergeMode> MergeModes { get; }

    /// <summary>All connections, in the order of the JSON.</summary>
    public ImmutableArray<FlowEdge> Edges { get; }

    /// <summary>Number of the activity the flowchart begins with; -1 when it is empty.</summary>
    public int Start { get; }

    /// <summary>Edge numbers that leave an activity.</summary>
    public int[][] Outbound { get; }

    /// <summary>Edge numbers that reach an activity without closing a cycle: the ones a join waits for.</summary>
    public int[][] ForwardInbound { get; }

    /// <summary>Edge numbers that reach an activity, those that close a cycle included.</summary>
    public int[][] Inbound { get; }

    /// <summary>By edge number: false for an edge that closes a cycle, or that the start does not reach.</summary>
    public bool[] IsForward { get; }

    /// <summary>Prepares the tables, also for each trigger that may start the workflow in place of the usual start.</summary>
    public static FlowchartPlan Build(ActivityNode node, FlowchartMode mode, ImmutableArray<FlowEdge> edges)
    {
        var plan = Build(node, mode, edges, FindStart(node, edges));
        for (var i = 0; i < node.Children.Length; i++)
        {
            if (i != plan.Start && node.Children[i].IsTrigger)
            {
                plan._byTrigger.Add(node.Children[i], Build(node, mode, edges, i));
            }
        }

        return plan;
    }

    private static FlowchartPlan Build(ActivityNode node, FlowchartMode mode, ImmutableArray<FlowEdge> edges, int start)
    {
        var adjacency = Group(node.Children.Length, edges, static e => e.Source, static (_, _) => true, []);
        var forward = start < 0 ? new bool[edges.Length] : ForwardSearch.Edges(start, node.Children.Length, edges, adjacency);
        return new FlowchartPlan(node, mode, edges, start, forward);
    }

    /// <summary>
    /// Connections by which the flow would come to harm: in counter-based mode those that lead back into a branch, in token-based mode those that
    /// lead back to an activity which waits for them before it runs.
    /// </summary>
    public IEnumerable<int> BadLoops() =>
        Enumerable.Range(0, Edges.Length).Where(number => IsBadLoop(number) || _byTrigger.Values.Any(plan => plan.IsBadLoop(number)));

    /// <summary>The plan that begins with this trigger; the usual one when it is none of the flowchart's, or null.</summary>
    public FlowchartPlan For(ActivityNode? trigger) => trigger is not null && _byTrigger.TryGetValue(trigger, out var plan) ? plan : this;

    private bool IsBadLoop(int number)
    {
        var (source, _, target) = Edges[number];
        if (IsForward[number] || !IsReached(source))
        {
            return false;
        }

        return Mode == FlowchartMode.CounterBased
            ? !Dominates(target, source)
            : target != Start && MergeModes[target] == MergeMode.Converge && Node.Children[target].Activity is not FlowJoin && Inbound[target].Length > 1 && Dominates(target, source);
    }

    /// <summary>Number of one of the flowchart's activities. Children are numbered as the graph numbers nodes: in order.</summary>
    public int NumberOf(ActivityNode child)
    {
        int low = 0, high = Node.Children.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var index = Node.Children[middle].Index;
            if (index == child.Index)
            {
                return middle;
            }

            (low, high) = index < child.Index ? (middle + 1, high) : (low, middle - 1);
        }

        throw new ArgumentException($"{child.Id} is no child of {Node.Id}.", nameof(child));
    }

    /// <summary>True when the start leads to the activity.</summary>
    public bool IsReached(int activity) => activity == Start || ForwardInbound[activity].Length > 0;

    /// <summary>Every activity from which a forward path leads to <paramref name="activity"/>.</summary>
    public int[] AncestorsOf(int activity)
    {
        // Computed on demand: only joins ask. Two threads may compute the same array; either is right.
        if (_ancestors[activity] is { } known)
        {
            return known;
        }

        var seen = new HashSet<int>();
        var open = new Queue<int>();
        open.Enqueue(activity);
        while (open.TryDequeue(out var current))
        {
            foreach (var edge in ForwardInbound[current])
            {
                if (seen.Add(Edges[edge].Source))
                {
                    open.Enqueue(Edges[edge].Source);
                }
            }
        }

        return _ancestors[activity] = [.. seen.Order()];
    }

    // First a Start activity, then one that may start a workflow, then one nothing leads to, then simply the first.
    private static int FindStart(ActivityNode node, ImmutableArray<FlowEdge> edges)
    {
        var children = node.Children;
        if (children.Length == 0)
        {
            return -1;
        }

        var hasInbound = new bool[children.Length];
        foreach (var edge in edges)
        {
            hasInbound[edge.Target] = true;
        }

        var index = IndexOf(children, static (child, _) => child.Activity.Descriptor.IsStart, hasInbound);
        index = index >= 0 ? index : IndexOf(children, static (child, _) => child.CanStartWorkflow, hasInbound);
        index = index >= 0 ? index : IndexOf(children, static (_, inbound) => !inbound, hasInbound);
        return Math.Max(index, 0);
    }

    private static int IndexOf(ImmutableArray<ActivityNode> children, Func<ActivityNode, bool, bool> matches, bool[] hasInbound)
    {
        for (var i = 0; i < children.Length; i++)
        {
            if (matches(children[i], hasInbound[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // Every forward path from the start to the activity goes through the candidate.
    private bool Dominates(int candidate, int activity)
    {
        if (candidate == activity || candidate == Start)
        {
            return true;
        }

        var seen = new HashSet<int> { Start };
        var open = new Stack<int>();
        open.Push(Start);
        while (open.TryPop(out var current))
        {
            if (current == activity)
            {
                return false;
            }

            foreach (var edge in Outbound[current])
            {
                var target = Edges[edge].Target;
                if (IsForward[edge] && target != candidate && seen.Add(target))
                {
                    open.Push(target);
                }
            }
        }

        return true;
    }

    private static int[][] Group(int count, ImmutableArray<FlowEdge> edges, Func<FlowEdge, int> key, Func<int, bool[], bool> belongs, bool[] forward)
    {
        var lists = new List<int>[count];
        for (var i = 0; i < edges.Length; i++)
        {
            if (belongs(i, forward))
            {
                (lists[key(edges[i])] ??= []).Add(i);
            }
        }

        return [.. lists.Select(static list => list is null ? [] : list.ToArray())];
    }
}

/// <summary>One connection by numbers: source activity, source port, target activity.</summary>
internal readonly record struct FlowEdge(int Source, string Port, int Target);
