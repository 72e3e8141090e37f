using System.Buffers;
using System.Text.Json;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// Translates a flowchart's counters to another version: activities by id, connections by their ends. What is new in the version counts as if
/// it had been there: a connection has been visited as often as its source was left, an activity whose every way in has been visited was
/// skipped. So joins wait for what is still to come and for nothing else.
/// </summary>
internal static class FlowMigration
{
    public static StateMigration Map(NodeMigration migration, FlowchartPlan from, FlowchartPlan to)
    {
        var old = FlowState.Read(migration.State ?? default, from.Node.Children.Length, from.Edges.Length);
        var state = new FlowState(to.Node.Children.Length, to.Edges.Length);
        var activities = Numbers(from);
        var connections = from.Edges.Select((edge, i) => (Key: KeyOf(from, edge), i)).ToDictionary(static pair => pair.Key, static pair => pair.i);
        var running = migration.Children.Select(child => to.NumberOf(child.To)).ToHashSet();
        List<ActivityNode> passedOver = [];
        foreach (var activity in InOrder(to))
        {
            var isKnown = activities.TryGetValue(to.Node.Children[activity].Id, out var before);
            var arrived = Arrived(to, state, activity);
            var visits = isKnown ? old.Visits(before) : arrived;
            state.Set(activity, visits);
            if (!isKnown && visits > 0)
            {
                passedOver.Add(to.Node.Children[activity]);
            }

            foreach (var edge in to.Outbound[activity])
            {
                if (connections.TryGetValue(KeyOf(to, to.Edges[edge]), out var same))
                {
                    state.SetConnection(edge, old.ConnectionVisits(same), old.WasFollowed(same));
                }
                else
                {
                    var departures = isKnown ? Departures(from, old, before) : visits;
                    var followed = isKnown ? WasFollowed(from, old, before, to.Edges[edge].Port) : Array.Exists(to.ForwardInbound[activity], state.WasFollowed);
                    state.SetConnection(edge, departures, followed);
                }
            }
        }

        foreach (var activity in Enumerable.Range(0, to.Node.Children.Length))
        {
            if (!running.Contains(activity) && IsDueAtOnce(to, state, activity))
            {
                return new StateMigration.Refused($"{to.Node.Children[activity]} waits for a connection that the new version does not have.");
            }
        }

        return new StateMigration.Changed { State = Json(state), PassedOver = [.. passedOver] };
    }

    internal static JsonElement Json(ExecutionState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            state.WriteTo(writer);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static Dictionary<string, int> Numbers(FlowchartPlan plan) =>
        plan.Node.Children.Select((child, i) => (child.Id, i)).ToDictionary(static pair => pair.Id, static pair => pair.i, StringComparer.Ordinal);

    internal static (string Source, string Port, string Target) KeyOf(FlowchartPlan plan, FlowEdge edge) =>
        (plan.Node.Children[edge.Source].Id, edge.Port, plan.Node.Children[edge.Target].Id);

    // Sources before targets along the forward connections; what the start does not reach comes last.
    private static IEnumerable<int> InOrder(FlowchartPlan plan)
    {
        var missing = plan.ForwardInbound.Select(static inbound => inbound.Length).ToArray();
        var open = new Queue<int>(Enumerable.Range(0, missing.Length).Where(activity => missing[activity] == 0));
        while (open.TryDequeue(out var activity))
        {
            yield return activity;
            foreach (var edge in plan.Outbound[activity])
            {
                if (plan.IsForward[edge] && --missing[plan.Edges[edge].Target] == 0)
                {
                    open.Enqueue(plan.Edges[edge].Target);
                }
            }
        }
    }

    // How often every way in has been visited.
    private static long Arrived(FlowchartPlan plan, FlowState state, int activity)
    {
        var inbound = plan.ForwardInbound[activity];
        return inbound.Length == 0 ? 0 : inbound.Min(state.ConnectionVisits);
    }

    // How often an activity was left: its connections count turns through a loop, which its visits do not.
    private static long Departures(FlowchartPlan plan, FlowState state, int activity)
    {
        var outbound = plan.Outbound[activity];
        return outbound.Length == 0 ? state.Visits(activity) : outbound.Max(state.ConnectionVisits);
    }

    private static bool WasFollowed(FlowchartPlan plan, FlowState state, int activity, string port) =>
        Array.Exists(plan.Outbound[activity], edge => string.Equals(plan.Edges[edge].Port, port, StringComparison.Ordinal) && state.WasFollowed(edge));

    private static bool IsDueAtOnce(FlowchartPlan plan, FlowState state, int activity) =>
        state.AllVisited(plan.ForwardInbound[activity], activity) && state.AnyFollowed(plan.ForwardInbound[activity], activity);
}
