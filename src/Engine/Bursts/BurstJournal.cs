using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Journal;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// The journal of one burst. An activity that runs more often than a few times in the burst is written out for its first turns;
/// the later ones that end in it are counted, and one line at the end says how many there were.
/// </summary>
internal sealed class BurstJournal : IDisposable
{
    /// <summary>Turns of one activity that are written out in full in one burst.</summary>
    public const int FullTurns = 10;

    /// <summary>The same in a burst that only goes on with what the one before had no budget for: a loop of a million turns is hundreds of them.</summary>
    public const int FullTurnsGoingOn = 1;

    private readonly JournalWriter _writer = new();
    private int[] _turns = [];
    private long[] _lastExecution = [];
    private InstanceState? _state;
    private DateTimeOffset _at;
    private int _fullTurns;
    private bool _isFolding;

    /// <param name="state">The instance.</param>
    /// <param name="at">Time of all lines.</param>
    /// <param name="goesOn">The burst before had spent its budget.</param>
    public void Begin(InstanceState state, DateTimeOffset at, bool goesOn)
    {
        _fullTurns = goesOn ? FullTurnsGoingOn : FullTurns;
        _isFolding = false;
        _writer.Reset();
        _state = state;
        _at = at;
        var nodes = state.Graph.Nodes.Length;
        if (_turns.Length < nodes)
        {
            _turns = new int[nodes];
            _lastExecution = new long[nodes];
        }
        else
        {
            Array.Clear(_turns);
        }
    }

    /// <summary>An activity begins; counts its turn.</summary>
    public void Started(ActivityExecution execution)
    {
        var index = execution.Node.Index;
        execution.IsFolded = ++_turns[index] > _fullTurns;
        _isFolding |= execution.IsFolded;
        _lastExecution[index] = execution.Id;
        Write(execution, JournalEvents.Started, null);
    }

    public void Write(ActivityExecution execution, string name, string? message)
    {
        if (!execution.IsFolded)
        {
            WriteLine(execution.Node.NodeId, execution.Id, name, message, 1);
        }
    }

    /// <summary>A line that a loop must not swallow.</summary>
    public void WriteAlways(ActivityExecution execution, string name, string? message) =>
        WriteLine(execution.Node.NodeId, execution.Id, name, message, 1);

    /// <summary>About the instance itself.</summary>
    public void WriteInstance(string name, string? message) => WriteLine("", 0, name, message, 1);

    /// <summary>The block to commit; null when nothing happened. Valid until the next <see cref="Begin"/>.</summary>
    public JournalBlock? Finish()
    {
        var nodes = _state!.Graph.Nodes; // Begin came first
        if (_isFolding)
        {
            Unfold();
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            if (_turns[i] > _fullTurns)
            {
                WriteLine(nodes[i].NodeId, _lastExecution[i], JournalEvents.Repeated, null, _turns[i] - _fullTurns);
            }
        }

        return _writer.Finish();
    }

    public void Dispose() => _writer.Dispose();

    // Only what has ended is left out: what still runs will end in a later burst, and somebody may look for it until then.
    private void Unfold()
    {
        foreach (var execution in _state!.Executions().Where(static execution => execution.IsFolded)) // Begin came first
        {
            execution.IsFolded = false;
            _turns[execution.Node.Index]--;
            Write(execution, JournalEvents.Started, null);
            if (execution.BookmarkCount > 0)
            {
                Write(execution, JournalEvents.Suspended, null);
            }
        }
    }

    private void WriteLine(string nodeId, long executionId, string name, string? message, int repeats) =>
        _writer.Write(new JournalEntry(_state!.NextJournalSequence++, _at, nodeId, executionId, name, message, repeats)); // Begin came first
}

/// <summary>Words of the journal. Elsa's where Elsa has one; the viewer colours by them.</summary>
public static class JournalEvents
{
    public const string Started = "Started";
    public const string Completed = "Completed";
    public const string Suspended = "Suspended";
    public const string Resumed = "Resumed";
    public const string Faulted = "Faulted";
    public const string Cancelled = "Canceled";
    public const string Retried = "Retried";
    public const string Skipped = "Skipped";
    public const string Repeated = "Repeated";
    public const string Altered = "Altered";
    public const string WorkflowStarted = "Workflow started";
    public const string WorkflowFinished = "Workflow finished";
    public const string WorkflowCancelled = "Workflow cancelled";
}
