using ProcessAutomation.Engine.Alterations;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// Carries a token-based flowchart's tokens over to another version, connection by connection. A join that holds tokens and waits must have the
/// same connections afterwards: otherwise it would wait for what has passed, or not notice that nothing is missing.
/// </summary>
internal static class TokenMigration
{
    public static StateMigration Map(NodeMigration migration, FlowchartPlan from, FlowchartPlan to)
    {
        var old = TokenState.Read(migration.State ?? default, from.Edges.Length);
        var state = new TokenState(to.Edges.Length);
        var connections = to.Edges.Select((edge, i) => (Key: FlowMigration.KeyOf(to, edge), i)).ToDictionary(static pair => pair.Key, static pair => pair.i);
        for (var i = 0; i < from.Edges.Length; i++)
        {
            if (connections.TryGetValue(FlowMigration.KeyOf(from, from.Edges[i]), out var same))
            {
                state.Take(same, old, i);
            }
        }

        var running = migration.Children.Select(child => from.NumberOf(child.From)).ToHashSet();
        for (var activity = 0; activity < from.Inbound.Length; activity++)
        {
            if (old.AnyOpen(from.Inbound[activity]) && !running.Contains(activity) && !HasSameInbound(from, to, activity))
            {
                return new StateMigration.Refused($"{from.Node.Children[activity]} has been reached and waits for other connections than in the new version.");
            }
        }

        var known = from.Node.Children.Select(static child => child.Id).ToHashSet(StringComparer.Ordinal);
        var going = migration.Children.Select(child => to.NumberOf(child.To)).ToArray();
        return new StateMigration.Changed
        {
            State = FlowMigration.Json(state),
            PassedOver =
            [
                .. to.Node.Children.Where(child => !known.Contains(child.Id) && !Array.Exists(going, number => FlowMove.Leads(to, number, to.NumberOf(child)))),
            ],
        };
    }

    private static bool HasSameInbound(FlowchartPlan from, FlowchartPlan to, int activity)
    {
        var id = from.Node.Children[activity].Id;
        var before = from.Inbound[activity].Select(edge => FlowMigration.KeyOf(from, from.Edges[edge]));
        return to.Edges.Select(edge => FlowMigration.KeyOf(to, edge)).Where(key => string.Equals(key.Target, id, StringComparison.Ordinal)).ToHashSet().SetEquals(before);
    }
}
