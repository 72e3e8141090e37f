namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>What should follow in a running chart when one of its activities ends: the table of Elsa's two modes, written once more.</summary>
internal sealed class ExpectedChart(ExpectedTree tree, Running chart)
{
    private const int Backward = 1;

    private readonly ChartShape _shape = new(chart.Node);
    private readonly List<Running> _cancelled = [];
    private readonly HashSet<NodeSpec> _scheduled = [];

    private bool _isEnded;

    public void Begin() => tree.Enqueue(chart, chart.Node.Children[_shape.Start]);

    /// <summary>What follows from a child that has completed, or was cancelled when it has no outcomes.</summary>
    public void Decide(Running child, string[]? outcomes)
    {
        var place = _shape.PlaceOf(child.Node);
        if (child.Node.IsTerminal && outcomes is not null)
        {
            _isEnded = true;
            return;
        }

        if (!tree.ByTokens)
        {
            Visit(place, outcomes ?? [], outcomes is not null && child.Tag == Backward);
        }
        else if (outcomes is not null)
        {
            Send(place, outcomes);
        }
        else
        {
            chart.Tokens.RemoveAll(token => token.Edge.From == place || token.Edge.To == place);
            Lift();
        }

        _isEnded = chart.Children.Count == 0 && chart.Untold.Count == 0;
        if (_isEnded && chart.Tokens.Exists(token => !token.IsBlock))
        {
            throw new ChartFailedException("flowchart.blocked");
        }
    }

    /// <summary>After <see cref="Decide"/>: what is to be cancelled goes, and the chart when it is done.</summary>
    public void GoOn()
    {
        tree.CancelAll(_cancelled);
        if (_isEnded)
        {
            tree.Complete(chart, "Done");
        }
    }

    /// <summary>A join that runs: by counting it cancels what still runs on the way to it.</summary>
    public void Joining(Running join)
    {
        if (!tree.ByTokens)
        {
            CancelBefore(_shape.PlaceOf(join.Node));
            tree.CancelAll(_cancelled);
        }

        if (!join.IsOver)
        {
            tree.Complete(join, "Done");
        }
    }

    private string JoinModeOf(NodeSpec join) => join.IsBroken && !tree.IsMended(join) ? throw new ChartFailedException("expression.failed") : join.JoinMode;

    private void CancelBefore(int place)
    {
        var before = _shape.Before(place);
        _cancelled.AddRange(chart.Children.Where(child => child.HasRun && before.Contains(_shape.PlaceOf(child.Node))));
    }

    // Counter-based, steps 2 to 4.
    private void Visit(int place, string[] outcomes, bool isBackward)
    {
        var counting = chart.Counting;
        if (!isBackward)
        {
            counting.Visit(place);
        }

        foreach (var edge in _shape.Outbound(place))
        {
            var isFollowed = outcomes.Contains(edge.Port);
            counting.Visit(edge, isFollowed);
            if (_shape.IsForward(edge))
            {
                Arrive(edge, counting);
            }
            else if (isFollowed)
            {
                tree.Enqueue(chart, _shape.Target(edge), Backward);
            }
        }
    }

    private void Arrive(EdgeSpec edge, Counting counting)
    {
        var (target, inbound) = (_shape.Target(edge), _shape.ForwardInbound(edge.To).ToArray());
        var newest = inbound.Max(counting.Visits);
        var areAllVisited = inbound.All(other => counting.Visits(other) > counting.Visits(edge.To));
        var isFollowed = newest > counting.Visits(edge.To) && inbound.Any(other => counting.Visits(other) == newest && counting.Followed(other));
        var areAllFollowed = inbound.All(other => counting.Visits(other) == newest && counting.Followed(other));
        switch (target.Kind == Kind.Join ? JoinModeOf(target) : "WaitAllActive")
        {
            case "WaitAny":
                if (counting.Visits(edge) <= counting.Visits(edge.To) || chart.Children.Exists(child => child.Node == target))
                {
                    return;
                }

                if (isFollowed)
                {
                    tree.Enqueue(chart, target);
                    CancelBefore(edge.To);
                }
                else if (areAllVisited)
                {
                    Visit(edge.To, [], isBackward: false);
                }

                break;
            case var mode when areAllVisited:
                if (mode == "WaitAll" ? areAllFollowed : isFollowed)
                {
                    tree.Enqueue(chart, target);
                }
                else
                {
                    Visit(edge.To, [], isBackward: false);
                }

                break;
        }
    }

    // Token-based.
    private void Send(int place, string[] outcomes)
    {
        var followed = _shape.Outbound(place).Where(edge => outcomes.Contains(edge.Port)).ToArray();
        chart.Tokens.AddRange(followed.Select(edge => new Token(edge, IsBlock: false)));
        chart.Tokens.RemoveAll(token => !token.IsBlock && token.Edge.To == place);
        foreach (var edge in followed)
        {
            switch (ModeOf(_shape.Target(edge)))
            {
                case "Race":
                    CancelBefore(edge.To);
                    First(edge);
                    break;
                case "Cascade":
                    First(edge);
                    break;
                case "Merge":
                    ScheduleWhenMet(edge, _shape.ForwardInbound(edge.To));
                    break;
                case "Converge":
                    ScheduleWhenMet(edge, _shape.Inbound(edge.To));
                    break;
                default:
                    var sources = _shape.ForwardInbound(edge.To).Select(inbound => inbound.From).ToHashSet();
                    if (!chart.Tokens.Exists(token => !token.IsBlock && sources.Contains(token.Edge.To)))
                    {
                        Schedule(edge);
                    }

                    break;
            }
        }

        Lift();
    }

    private string ModeOf(NodeSpec node) => node.Kind == Kind.Join ? JoinModeOf(node) == "WaitAny" ? "Race" : "Merge" : node.Merge ?? "Stream";

    private void First(EdgeSpec edge)
    {
        if (chart.Tokens.Remove(new Token(edge, IsBlock: true)))
        {
            chart.Tokens.Remove(new Token(edge, IsBlock: false));
            return;
        }

        Schedule(edge);
        chart.Tokens.AddRange(_shape.ForwardInbound(edge.To).Where(other => other != edge).Select(other => new Token(other, IsBlock: true)));
    }

    private void ScheduleWhenMet(EdgeSpec edge, IEnumerable<EdgeSpec> inbound)
    {
        var all = inbound.ToArray();
        if (all.Length <= 1 || all.All(other => chart.Tokens.Contains(new Token(other, IsBlock: false))))
        {
            Schedule(edge);
        }
    }

    private void Schedule(EdgeSpec edge)
    {
        if (_scheduled.Add(_shape.Target(edge)))
        {
            tree.Enqueue(chart, _shape.Target(edge));
        }
    }

    // A block goes when nothing is on the way to its connection any more.
    private void Lift()
    {
        var open = chart.Tokens.Where(token => !token.IsBlock).Select(token => token.Edge.To)
            .Concat(chart.Children.Concat(chart.Untold.Select(untold => untold.Child)).Select(child => _shape.PlaceOf(child.Node))).ToHashSet();
        chart.Tokens.RemoveAll(token => token.IsBlock && !open.Overlaps(_shape.Before(token.Edge.From).Append(token.Edge.From)));
    }
}
