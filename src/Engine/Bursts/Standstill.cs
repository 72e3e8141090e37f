using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// Whether an instance stands still: its definition has the fault strategy and an incident waits for a person. Stimuli are kept then, and
/// a timer that falls due is held and armed again when the instance goes on.
/// </summary>
internal sealed class Standstill(BurstFrame frame)
{
    // Instances of the first behaviour went on beside their incidents whatever their definition said.
    private const int FirstBehaviour = 2;

    private readonly bool _applies = frame.State.Graph.IncidentStrategy is IncidentStrategy.Fault && frame.State.BehaviourVersion >= FirstBehaviour;
    private int _seen = -1;
    private bool _isOn;

    /// <summary>True: nothing of the instance may go on.</summary>
    public bool IsOn
    {
        get
        {
            if (_applies && _seen != frame.IncidentChanges)
            {
                _seen = frame.IncidentChanges;
                _isOn = frame.State.Executions().Any(static execution => execution is { Status: ExecutionStatus.Faulted, Incident.Status: IncidentStatus.Open });
                if (!_isOn)
                {
                    Release();
                }
            }

            return _isOn;
        }
    }

    /// <summary>Keeps a timer that is due, so that it does not wake the instance again and again.</summary>
    public void Hold(Bookmark due)
    {
        frame.State.HeldTimers.Add((due.Id, due.DueAt!.Value)); // it is due
        frame.Bookmarks.Rearm(due.Id, null);
    }

    // A timer that was moved in between has its new instant already.
    private void Release()
    {
        foreach (var (id, dueAt) in frame.State.HeldTimers)
        {
            if (frame.Bookmarks.Find(id) is { DueAt: null })
            {
                frame.Bookmarks.Rearm(id, dueAt);
            }
        }

        frame.State.HeldTimers.Clear();
    }
}
