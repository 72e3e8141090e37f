using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;

namespace ProcessAutomation.Engine.Instances;

/// <summary>Where a running activity stands. Stored as a number, never renumbered.</summary>
internal enum ExecutionStatus
{
    /// <summary>In the queue, not run yet.</summary>
    Scheduled = 0,

    /// <summary>Has run; waits for bookmarks or children.</summary>
    Running = 1,

    /// <summary>Failed: waits for its next attempt or for a person.</summary>
    Faulted = 2,
}

/// <summary>
/// One activity that is running in an instance. It leaves the state when it completes or is cancelled, and the object is used again.
/// Numbers count up within the instance and are never given twice, so they serve as idempotency keys.
/// </summary>
public sealed class ActivityExecution
{
    private List<ActivityExecution>? _children;

    internal ActivityExecution()
    {
    }

    /// <summary>Number within the instance, from 1.</summary>
    public long Id { get; private set; }

    /// <summary>What runs.</summary>
    public ActivityNode Node { get; private set; } = null!; // set by Begin before anyone sees the object

    /// <summary>What the parent gave when it scheduled this; 0 when nothing.</summary>
    public int Tag { get; internal set; }

    internal ActivityExecution? Parent { get; private set; }

    internal ExecutionStatus Status { get; set; }

    /// <summary>Values of the variables its node declares; null when it declares none.</summary>
    internal object?[]? Variables { get; set; }

    internal ExecutionState? State { get; set; }

    /// <summary>Open human tasks it made; null when it made none.</summary>
    internal List<Guid>? Tasks { get; set; }

    /// <summary>Its incident, from the first failure until a call goes well again; null otherwise.</summary>
    internal Incident? Incident { get; set; }

    /// <summary>The call that failed and those that came while it was faulted, in order; empty unless it is faulted or is being called again.</summary>
    internal List<PendingCall>? PendingCalls { get; set; }

    /// <summary>Ids of its bookmarks, oldest first; kept by the burst's book of bookmarks. Null when it never had one.</summary>
    internal List<Guid>? Bookmarks { get; set; }

    internal int BookmarkCount => Bookmarks?.Count ?? 0;

    /// <summary>A <c>Break</c> inside has asked it to begin nothing more.</summary>
    internal bool IsBreaking { get; set; }

    /// <summary>Its journal entries of this burst are folded into a count.</summary>
    internal bool IsFolded { get; set; }

    internal int ChildCount => _children?.Count ?? 0;

    /// <summary>A child has not ended, or has ended and this execution has not been told, because it had an incident.</summary>
    internal bool WaitsForChildren => ChildCount > 0 || (PendingCalls is { } calls && calls.Exists(static call => call is PendingCall.ChildEnded));

    internal bool HasRun => Status != ExecutionStatus.Scheduled;

    internal ReadOnlySpan<ActivityExecution> Children =>
        _children is null ? default : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_children);

    internal void Begin(long id, ActivityNode node, ActivityExecution? parent, int tag)
    {
        Id = id;
        Node = node;
        Parent = parent;
        Tag = tag;
        Status = ExecutionStatus.Scheduled;
        if (parent is not null)
        {
            (parent._children ??= []).Add(this);
        }

        if (node.Variables.Length > 0)
        {
            Variables = InstanceState.DefaultsOf(node.Variables);
        }
    }

    /// <summary>Leaves the tree; after this the object may serve another execution.</summary>
    internal void End()
    {
        if (Parent?._children is { } siblings)
        {
            // From the end: loops and chains have one child, the newest. Of many that run side by side the oldest mostly ends first.
            siblings.RemoveAt(ReferenceEquals(siblings[0], this) ? 0 : siblings.LastIndexOf(this));
        }

        Id = 0;
        Parent = null;
        Variables = null;
        State = null;
        Tasks = null;
        Incident = null;
        PendingCalls = null;
        Bookmarks?.Clear();
        IsFolded = false;
        IsBreaking = false;
        _children?.Clear();
    }
}
