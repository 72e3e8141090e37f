using System.Globalization;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>
/// What should happen to an instance, worked out from the table of Elsa's semantics and docs/differences-from-elsa.md, without the engine: which
/// activities start, complete, fail and are cancelled, in which order. Knows nothing of transactions: an instance that a crash disturbs must come
/// out the same.
/// </summary>
internal sealed class ExpectedRun(NodeSpec flow, bool tokens)
{
    private const int MostSteps = 250;
    private const int FullTurns = 10;

    private readonly Queue<Running> _queue = new();
    private readonly Dictionary<string, int> _rounds = [];
    private readonly Dictionary<string, int> _turns = [];
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _mended = [];
    private List<Arrived> _stimuli = [];
    private List<Arrived> _later = [];
    private long _executions;
    private int _incidents;

    public List<string> Log { get; } = [];

    public List<Mark> Marks { get; } = [];

    public Running? Root { get; private set; }

    public bool IsOver { get; private set; }

    public int Hour { get; private set; }

    internal bool Tokens => tokens;

    public IEnumerable<Running> All() => Root is null ? [] : Below(Root);

    public void Start()
    {
        _queue.Enqueue(Schedule(null, flow, 0));
        Burst();
        Quiet();
    }

    /// <summary>A stimulus to the waits of this name and key, now or later. One that was seen does nothing.</summary>
    public void Deliver(string name, string key, string stimulusKey)
    {
        if (!IsOver && _seen.Add(stimulusKey))
        {
            Burst(new Arrived(Hour, stimulusKey, name, key));
        }

        Quiet();
    }

    /// <summary>An event to the waits there are.</summary>
    public void Publish(string eventName)
    {
        var waiting = Marks.Where(mark => mark.Name == "Event" && mark.Key == eventName).ToArray();
        if (waiting.Length > 0)
        {
            var publication = _seen.Count; // later publications sort later
            _stimuli.AddRange(waiting.Select((mark, place) => new Arrived(Hour, string.Create(CultureInfo.InvariantCulture, $"broadcast:{publication:D4}:{place:D4}"), "Event", eventName, For: mark)));
            _seen.Add("event " + publication.ToString(CultureInfo.InvariantCulture));
            Burst();
        }

        Quiet();
    }

    public void Pass(int hours)
    {
        Hour += hours;
        if (Marks.Exists(mark => mark.Hour <= Hour))
        {
            Burst();
        }

        Quiet();
    }

    public void Retry(Running failed) => Decide(() => CallAgain(failed));

    public void Skip(Running failed) => Decide(() =>
    {
        Release(failed);
        failed.Failed = null;
        Complete(failed, "Done");
    });

    public void Cancel() => Decide(() =>
    {
        CancelTree(Root!);
        _queue.Clear();
        Root = null;
        IsOver = true;
    });

    internal void Write(string what, Running run, string? detail = null)
    {
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {run.Id} {run.Node.Id}{(detail is null or "Done" ? "" : " " + detail)}"));
        if (Log.Count > 6 * MostSteps)
        {
            throw new TooLargeException();
        }
    }

    internal Running Schedule(Running? parent, NodeSpec node, int tag)
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

    internal void Enqueue(Running parent, NodeSpec node, int tag = 0) => _queue.Enqueue(Schedule(parent, node, tag));

    internal void Complete(Running run, string outcomes)
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
    internal void CancelAll(IEnumerable<Running> runs)
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
    internal void Tell(Running chart, Running child, string[]? outcomes)
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

    internal bool IsMended(NodeSpec join) => _mended.Contains(join.Id);

    internal void Fail(Running run, string code, bool retryable, Mark? mark = null, Arrived? stimulus = null)
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
            _later.Add(new Arrived(Hour, string.Create(CultureInfo.InvariantCulture, $"retry:{run.Incident:D6}:{run.Attempts}"), "Retry", "", Retries: run));
        }
    }

    private static IEnumerable<Running> Below(Running run) => run.Children.SelectMany(Below).Prepend(run);

    private void Decide(Action decision)
    {
        if (!IsOver)
        {
            Burst(first: decision);
        }

        Quiet();
    }

    // Tries that the engine makes by itself, until none is left.
    private void Quiet()
    {
        while (!IsOver && _stimuli.Exists(stimulus => stimulus.Retries is not null))
        {
            Burst();
        }
    }

    // All between two waits. What is new comes last, what was there is taken in order of time and key.
    private void Burst(Arrived? arrived = null, Action? first = null)
    {
        _turns.Clear();
        _stimuli = [.. _stimuli.OrderBy(stimulus => stimulus.Hour).ThenBy(stimulus => stimulus.Order, StringComparer.Ordinal)];
        if (arrived is not null)
        {
            _stimuli.Add(arrived);
        }

        Drain();
        if (first is not null)
        {
            first();
            Drain();
        }

        while (Root is not null && (TakeStimulus() || TakeTimer()))
        {
            Drain();
        }

        IsOver |= Root is null;
        _stimuli.RemoveAll(stimulus => stimulus.IsUsed);
        _stimuli.AddRange(_later);
        _later = [];
    }

    private void Drain()
    {
        while (_queue.TryDequeue(out var run))
        {
            if (!run.IsOver)
            {
                Execute(run);
            }
        }
    }

    private bool TakeStimulus()
    {
        foreach (var stimulus in _stimuli.Where(stimulus => !stimulus.IsUsed && !stimulus.IsHeld))
        {
            if (stimulus.Retries is { } failed)
            {
                stimulus.IsUsed = true;
                if (failed is { IsOver: false, Failed: not null })
                {
                    CallAgain(failed);
                }

                return true;
            }

            var mark = Marks.Find(mark => mark.Name == stimulus.Name && mark.Key == stimulus.Key && (stimulus.For ?? mark) == mark && mark.Owner.Failed is null);
            if (mark is not null)
            {
                stimulus.IsUsed = true;
                Resume(mark, stimulus);
                return true;
            }
        }

        return false;
    }

    private bool TakeTimer()
    {
        var due = Marks.Where(mark => mark.Hour <= Hour && mark.Owner.Failed is null).MinBy(mark => mark.Hour);
        if (due is null)
        {
            return false;
        }

        Resume(due, null);
        return true;
    }

    private void CallAgain(Running failed)
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

    private void Resume(Mark mark, Arrived? stimulus)
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

    private void Mend(NodeSpec node)
    {
        if (node.Mends(flow) is { } join)
        {
            _mended.Add(join.Id);
        }
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

    // A stimulus that has met its wait is used up with it.
    private static void Release(Running run)
    {
        if (run.Failed?.Stimulus is { } held)
        {
            (held.IsHeld, held.IsUsed) = (false, true);
        }
    }
}
