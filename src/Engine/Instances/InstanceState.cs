using System.Collections.Immutable;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Instances;

/// <summary>
/// All an instance remembers between two bursts: values and running executions, nothing of what has ended.
/// Read from and written to UTF-8 JSON once a burst (<see cref="InstanceStateReader"/>, <see cref="InstanceStateWriter"/>).
/// </summary>
internal sealed class InstanceState(WorkflowGraph graph)
{
    /// <summary>
    /// Number of the engine's behaviour. A change in how running instances go on gets the next number and a branch on
    /// <see cref="BehaviourVersion"/>; instances keep the number they were started with.
    /// 1: first behaviour. 2: the fault strategy lets an instance stand still.
    /// </summary>
    public const int CurrentBehaviour = 2;

    // From so many running executions on, one is found by a table instead of by a walk through the tree.
    private const int ManyExecutions = 16;

    private readonly Stack<ActivityExecution> _spare = new();
    private Dictionary<long, ActivityExecution>? _byId;
    private int _count;

    public WorkflowGraph Graph { get; } = graph;

    public int BehaviourVersion { get; init; } = CurrentBehaviour;

    /// <summary>Values of the workflow's own variables, by ordinal.</summary>
    public object?[] Variables { get; } = DefaultsOf(graph.Variables);

    /// <summary>Values given at the start, by ordinal; null where nothing was given.</summary>
    public object?[] Inputs { get; } = new object?[graph.Inputs.Length];

    /// <summary>Values set so far, by ordinal.</summary>
    public object?[] Outputs { get; } = new object?[graph.Outputs.Length];

    /// <summary>The name a <c>SetName</c> gave the instance; null: none. An id or code, never a person's name.</summary>
    public string? Name { get; set; }

    /// <summary>False until the root has been scheduled.</summary>
    public bool IsStarted { get; set; }

    /// <summary>What started it, when that was a trigger of its own; null otherwise.</summary>
    public StartingTrigger? Trigger { get; set; }

    /// <summary>True: its end is told to the instance that started it, which waits for it.</summary>
    public bool NotifiesParent { get; set; }

    /// <summary>Key of the parent's bookmark that waits for its end; null: its own id.</summary>
    public string? NotifyKey { get; set; }

    /// <summary>Instances it started without waiting for them; they are cancelled with it.</summary>
    public List<Guid> Dispatched { get; } = [];

    /// <summary>The same for many that were started at once.</summary>
    public List<ChildRange> DispatchedRanges { get; } = [];

    /// <summary>Timers that fell due while the instance stood still, with their instants.</summary>
    public List<(Guid BookmarkId, DateTimeOffset DueAt)> HeldTimers { get; } = [];

    /// <summary>Number of the next execution.</summary>
    public long NextExecutionId { get; set; } = 1;

    /// <summary>Sequence of the next journal entry, from 1.</summary>
    public long NextJournalSequence { get; set; } = 1;

    /// <summary>Activities run since something outside last moved the instance; an endless loop is known by it.</summary>
    public long ActivitiesSinceWait { get; set; }

    /// <summary>The root's execution; null before the start and after the end.</summary>
    public ActivityExecution? Root { get; private set; }

    /// <summary>Adds an execution to the tree, in status scheduled.</summary>
    public ActivityExecution Schedule(ActivityNode node, ActivityExecution? parent, int tag) => Add(NextExecutionId++, node, parent, tag);

    /// <summary>Adds an execution that was read from the store.</summary>
    public ActivityExecution Add(long id, ActivityNode node, ActivityExecution? parent, int tag)
    {
        var execution = _spare.TryPop(out var used) ? used : new ActivityExecution();
        execution.Begin(id, node, parent, tag);
        if (parent is null)
        {
            Root = execution;
        }

        _count++;
        _byId?.Add(id, execution);
        return execution;
    }

    /// <summary>Takes an ended execution out of the tree. Its children must have left before.</summary>
    public void Remove(ActivityExecution execution)
    {
        if (ReferenceEquals(execution, Root))
        {
            Root = null;
        }

        _count--;
        _byId?.Remove(execution.Id);
        execution.End();
    }

    /// <summary>Lets an ended execution's object be used again; nobody may look at it any more.</summary>
    public void Recycle(ActivityExecution execution) => _spare.Push(execution);

    /// <summary>The running execution of that number; null when it has ended.</summary>
    public ActivityExecution? Find(long id)
    {
        if (Root is null)
        {
            return null;
        }

        if (_byId is null && _count > ManyExecutions)
        {
            _byId = Executions().ToDictionary(static execution => execution.Id);
        }

        return _byId is null ? Find(Root, id) : _byId.GetValueOrDefault(id);
    }

    /// <summary>How many executions have an incident.</summary>
    public int IncidentCount() => Executions().Count(static execution => execution.Incident is not null);

    /// <summary>All running executions, parents before children.</summary>
    public IEnumerable<ActivityExecution> Executions()
    {
        if (Root is null)
        {
            yield break;
        }

        var open = new Stack<ActivityExecution>();
        open.Push(Root);
        while (open.TryPop(out var execution))
        {
            yield return execution;
            for (var i = execution.ChildCount - 1; i >= 0; i--)
            {
                open.Push(execution.Children[i]);
            }
        }
    }

    internal static object?[] DefaultsOf(ImmutableArray<VariableDefinition> variables)
    {
        if (variables.Length == 0)
        {
            return [];
        }

        var values = new object?[variables.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = variables[i].DefaultValue;
        }

        return values;
    }

    private static ActivityExecution? Find(ActivityExecution execution, long id)
    {
        if (execution.Id == id)
        {
            return execution;
        }

        foreach (var child in execution.Children)
        {
            if (Find(child, id) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
