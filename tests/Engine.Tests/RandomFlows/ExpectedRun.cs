using System.Globalization;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>
/// What should happen to an instance, without the engine: stimuli, timers and decisions, and in which order they are taken. Knows nothing of
/// transactions: an instance that a crash disturbs must come out the same.
/// </summary>
internal sealed class ExpectedRun(NodeSpec flow, bool tokens)
{
    private readonly ExpectedTree _tree = new(flow, tokens);
    private readonly HashSet<string> _seen = [];
    private List<Arrived> _stimuli = [];

    public IReadOnlyList<string> Log => _tree.Log;

    public IReadOnlyList<Mark> Marks => _tree.Marks;

    public bool IsOver { get; private set; }

    public IEnumerable<Running> All() => _tree.All();

    public void Start()
    {
        _tree.Begin();
        Burst();
        Quiet();
    }

    /// <summary>A stimulus to the waits of this name and key, now or later. One that was seen does nothing.</summary>
    public void Deliver(string name, string key, string stimulusKey)
    {
        if (!IsOver && _seen.Add(stimulusKey))
        {
            Burst(new Arrived(_tree.Hour, stimulusKey, name, key));
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
            _stimuli.AddRange(waiting.Select((mark, place) => new Arrived(_tree.Hour, string.Create(CultureInfo.InvariantCulture, $"broadcast:{publication:D4}:{place:D4}"), "Event", eventName, For: mark)));
            _seen.Add("event " + publication.ToString(CultureInfo.InvariantCulture));
            Burst();
        }

        Quiet();
    }

    public void Pass(int hours)
    {
        _tree.Hour += hours;
        if (Marks.Any(mark => mark.Hour <= _tree.Hour))
        {
            Burst();
        }

        Quiet();
    }

    public void Retry(Running failed) => Decide(() => _tree.CallAgain(failed));

    public void Skip(Running failed) => Decide(() =>
    {
        ExpectedTree.Release(failed);
        failed.Failed = null;
        _tree.Complete(failed, "Done");
    });

    public void Cancel() => Decide(_tree.CancelRoot);

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
        _tree.BeginBurst();
        _stimuli = [.. _stimuli.OrderBy(stimulus => stimulus.Hour).ThenBy(stimulus => stimulus.Order, StringComparer.Ordinal)];
        if (arrived is not null)
        {
            _stimuli.Add(arrived);
        }

        _tree.Drain();
        if (first is not null)
        {
            first();
            _tree.Drain();
        }

        while (_tree.Root is not null && (TakeStimulus() || TakeTimer()))
        {
            _tree.Drain();
        }

        IsOver |= _tree.Root is null;
        _stimuli.RemoveAll(stimulus => stimulus.IsUsed);
        _stimuli.AddRange(_tree.Retries);
        _tree.Retries.Clear();
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
                    _tree.CallAgain(failed);
                }

                return true;
            }

            var mark = _tree.Marks.Find(mark => mark.Name == stimulus.Name && mark.Key == stimulus.Key && (stimulus.For ?? mark) == mark && mark.Owner.Failed is null);
            if (mark is not null)
            {
                stimulus.IsUsed = true;
                _tree.Resume(mark, stimulus);
                return true;
            }
        }

        return false;
    }

    private bool TakeTimer()
    {
        var due = Marks.Where(mark => mark.Hour <= _tree.Hour && mark.Owner.Failed is null).MinBy(mark => mark.Hour);
        if (due is null)
        {
            return false;
        }

        _tree.Resume(due, null);
        return true;
    }
}
