using System.Globalization;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>
/// What runs in the expected course of an instance, and what an activity that starts, ends, fails or is cancelled leads to, worked out from the
/// table of Elsa's semantics and docs/differences-from-elsa.md, without the engine.
/// </summary>
internal sealed class ExpectedTree(NodeSpec flow, bool tokens)
{
    private const int MostSteps = 250;
    private const int FullTurns = 10;

    private readonly Queue<Running> _queue = new();
    private readonly Dictionary<string, int> _rounds = [];
    private readonly Dictionary<string, int> _turns = [];
    private readonly HashSet<string> _mended = [];
    private long _executions;
    private int _incidents;

    /// <summary>What should be in the journal: S starts, C completes, X is cancelled, F fails.</summary>
    public List<string> Log { get; } = [];

    public List<Mark> Marks { get; } = [];

    /// <summary>Tries that are due after this burst.</summary>
    public List<Arrived> Retries { get; } = [];

    public Running? Root { get; private set; }

    public int Hour { get; set; }

    public bool ByTokens => tokens;

    public IEnumerable<Running> All() => Root is null ? [] : Below(Root);

    public void Begin() => _queue.Enqueue(Schedule(null, flow, 0));

    /// <summary>The journal counts turns of an activity by burst.</summary>
    public void BeginBurst() => _turns.Clear();

    public void CancelRoot()
    {
        CancelTree(Root!);
        _queue.Clear();
        Root = null;
    }

    public void Drain()
    {
        while (_queue.TryDequeue(out var run))
        {
            if (!run.IsOver)
            {
                Execute(run);
            }
        }
    }

    /// <summary>A failed activity is called again as it was called.</summary>
    public void CallAgain(Running failed)
    {
        var what = failed.Failed!;
        failed.Failed = null;
        if (failed.Node.Kind == Kind.Chart)
        {
            while (failed is { Failed: null, IsOver: false } && failed.Untold is [var (child, outcomes), ..])
            {
                failed.Untold.RemoveAt(0);
                Tell(failed, child, outcomes);
            }
        }
        else if (what.Mark is not null)
        {
            if (what.Stimulus is { } stimulus)
            {
                (stimulus.IsHeld, stimulus.IsUsed) = (false, true);
            }

            Resume(what.Mark, what.Stimulus);
        }
        else
        {
            _queue.Enqueue(failed);
        }
    }

    /// <summary>A wait ends; without a stimulus its timer has fired.</summary>
    public void Resume(Mark mark, Arrived? stimulus)
    {
        var run = mark.Owner;
        if (run.Attempts < run.Node.Failures)
        {
            Fail(run, "random.fails", run.Node.IsRetryable, mark, stimulus);
            return;
        }

        Mend(run.Node);
        Complete(run, stimulus is null && run.Node.Kind == Kind.Wait ? "Timeout" : "Done");
    }

    public void Complete(Running run, string outcomes)
    {
        TakeOut(run, outcomes);
        if (run.Parent is not { } parent)
        {
            _queue.Clear();
            Root = null;
        }
        else if (parent.Node.Kind == Kind.Sequence)
        {
            Next(parent, run);
        }
        else
        {
            Tell(parent, run, outcomes.Split(','));
        }
    }

    /// <summary>Cancels activities one after the other; each time the parent is told.</summary>
    public void CancelAll(IEnumerable<Running> runs)
    {
        foreach (var run in runs)
        {
            if (run.IsOver || run.Parent is not { } parent)
            {
                continue;
            }

            CancelTree(run);
            Tell(parent, run, null);
        }
    }

    /// <summary>Makes a chart's call; when it fails, all it had done is as before, and the chart has an incident.</summary>
    public void Tell(Running chart, Running child, string[]? outcomes)
    {
        if (chart.Failed is not null)
        {
            chart.Untold.Add((child, outcomes));
            return;
        }

        var (executions, queue, children, tokens, counting) = (_executions, _queue.ToArray(), chart.Children.ToArray(), chart.Tokens.ToList(), new Counting(chart.Counting));
        var call = new ExpectedChart(this, chart);
        try
        {
            call.Decide(child, outcomes);
        }
        catch (ChartFailedException failure)
        {
            (_executions, chart.Tokens, chart.Counting) = (executions, tokens, counting);
            _queue.Clear();
            Array.ForEach(queue, _queue.Enqueue);
            chart.Children.RemoveAll(run => !children.Contains(run));
            chart.Untold.Insert(0, (child, outcomes));
            Fail(chart, failure.Message, retryable: false);
            return;
        }

        call.GoOn();
    }

    public bool IsMended(NodeSpec join) => _mended.Contains(join.Id);

    public void Enqueue(Running parent, NodeSpec node, int tag = 0) => _queue.Enqueue(Schedule(parent, node, tag));

    /// <summary>A stimulus that has met its wait is used up with it.</summary>
    public static void Release(Running run)
    {
        if (run.Failed?.Stimulus is { } held)
        {
            (held.IsHeld, held.IsUsed) = (false, true);
        }
    }

    private void Fail(Running run, string code, bool retryable, Mark? mark = null, Arrived? stimulus = null)
    {
        run.Attempts++;
        run.Incident = run.Incident == 0 ? ++_incidents : run.Incident;
        var isOpen = !retryable || run.Attempts >= 3;
        run.Failed = new Failed(isOpen, mark, stimulus);
        if (stimulus is not null)
        {
            (stimulus.IsHeld, stimulus.IsUsed) = (true, false);
        }

        Write("F", run, code);
        if (!isOpen)
        {
            Retries.Add(new Arrived(Hour, string.Create(CultureInfo.InvariantCulture, $"retry:{run.Incident:D6}:{run.Attempts}"), "Retry", "", Retries: run));
        }
    }

    private static IEnumerable<Running> Below(Running run) => run.Children.SelectMany(Below).Prepend(run);

    private void Write(string what, Running run, string? detail = null)
    {
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {run.Id} {run.Node.Id}{(detail is null or "Done" ? "" : " " + detail)}"));
        if (Log.Count > 6 * MostSteps)
        {
            throw new TooLargeException();
        }
    }

    private Running Schedule(Running? parent, NodeSpec node, int tag)
    {
        if (_executions >= MostSteps)
        {
            throw new TooLargeException();
        }

        var run = new Running(++_executions, node, parent, tag);
        if (parent is null)
        {
            Root = run;
        }
        else
        {
            parent.Children.Add(run);
        }

        return run;
    }

    private void Execute(Running run)
    {
        run.HasRun = true;
        _turns[run.Node.Id] = _turns.GetValueOrDefault(run.Node.Id) + 1;
        if (_turns[run.Node.Id] > FullTurns)
        {
            throw new TooLargeException();
        }

        Write("S", run);
        var node = run.Node;
        switch (node.Kind)
        {
            case Kind.Step when run.Attempts < node.Failures:
                Fail(run, "random.fails", node.IsRetryable);
                break;
            case Kind.Step:
                Mend(node);
                Complete(run, "Done");
                break;
            case Kind.Wait:
                Wait(run, "Go", node.Id, node.TimeoutHours);
                break;
            case Kind.Delay:
                Wait(run, "Timer", "", node.Hours);
                break;
            case Kind.Event:
                Wait(run, "Event", "ev-" + node.Id, null);
                break;
            case Kind.Task:
                Wait(run, "HumanTask", run.Id.ToString(CultureInfo.InvariantCulture), null);
                break;
            case Kind.Decision:
                Complete(run, node.Number % 2 == 0 ? "True" : "False");
                break;
            case Kind.Switch:
                var holds = Enumerable.Range(0, 3).Where(place => node.Cases[place]).Select(place => $"c{place}").ToArray();
                Complete(run, holds.Length == 0 ? "Default" : node.Flag ? holds[0] : string.Join(',', holds));
                break;
            case Kind.Fork:
                Complete(run, string.Join(',', node.Ports));
                break;
            case Kind.Gate:
                _rounds[node.Id] = _rounds.GetValueOrDefault(node.Id) + 1;
                Complete(run, _rounds[node.Id] <= node.Rounds ? "again" : "on");
                break;
            case Kind.Join:
                new ExpectedChart(this, run.Parent!).Joining(run);
                break;
            case Kind.Finish:
                TakeOut(run, "Done");
                Complete(Root!, "Done");
                break;
            case Kind.Sequence:
                Next(run, null);
                break;
            case Kind.Chart:
                new ExpectedChart(this, run).Begin();
                break;
            default:
                Complete(run, "Done");
                break;
        }
    }

    private void Wait(Running run, string name, string key, int? hours) => Marks.Add(new Mark(run, name, key) { Hour = Hour + hours });

    private void Next(Running sequence, Running? ended)
    {
        var place = ended is null ? 0 : ended.Tag + 1;
        if (ended?.Node.IsTerminal != true && place < sequence.Node.Children.Length)
        {
            Enqueue(sequence, sequence.Node.Children[place], place);
        }
        else
        {
            Complete(sequence, "Done");
        }
    }

    private void TakeOut(Running run, string outcomes)
    {
        while (run.Children.Count > 0)
        {
            CancelTree(run.Children[^1]);
        }

        Write("C", run, outcomes);
        Leave(run);
    }

    private void CancelTree(Running run)
    {
        while (run.Children.Count > 0)
        {
            CancelTree(run.Children[^1]);
        }

        if (run.HasRun)
        {
            Write("X", run);
        }

        Release(run);
        Leave(run);
    }

    private void Leave(Running run)
    {
        Marks.RemoveAll(mark => mark.Owner == run);
        run.Parent?.Children.Remove(run);
        run.IsOver = true;
    }

    private void Mend(NodeSpec node)
    {
        if (node.Mends(flow) is { } join)
        {
            _mended.Add(join.Id);
        }
    }
}
