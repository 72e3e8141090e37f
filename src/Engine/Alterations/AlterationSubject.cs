using System.Collections.Immutable;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>An instance as an alteration is planned for it.</summary>
internal sealed record AlterationSubject
{
    public required Guid InstanceId { get; init; }

    public required InstanceState State { get; init; }

    public required ImmutableArray<Bookmark> Bookmarks { get; init; }

    public required long Revision { get; init; }

    public required bool HasEnded { get; init; }

    public required bool IsRoot { get; init; }

    public WorkflowGraph Graph => State.Graph;

    public static AlterationSubject Of(RunningInstance instance) => new()
    {
        InstanceId = instance.Id,
        State = instance.State,
        Bookmarks = instance.StoredBookmarks,
        Revision = instance.Revision,
        HasEnded = instance.HasEnded,
        IsRoot = instance.RootId == instance.Id,
    };

    public static AffectedActivity Affected(ActivityExecution execution) => Affected(execution.Node) with { ExecutionId = execution.Id };

    public static AffectedActivity Affected(ActivityNode node) => new(node.Id, node.DisplayText, node.TypeName, null);

    /// <summary>What ends when these executions and all in them end, and what stays.</summary>
    public AlterationPlan.Preview Ending(IEnumerable<ActivityExecution> tops)
    {
        var ending = new List<ActivityExecution>();
        foreach (var top in tops)
        {
            AddTree(top, ending);
        }

        var numbers = ending.Select(static execution => execution.Id).ToHashSet();
        return new AlterationPlan.Preview
        {
            Revision = Revision,
            Ends = [.. ending.Select(Affected)],
            BookmarksGone = [.. Bookmarks.Where(bookmark => numbers.Contains(bookmark.ExecutionId))],
            BookmarksKept = [.. Bookmarks.Where(bookmark => !numbers.Contains(bookmark.ExecutionId))],
            TasksGone = TasksOf(ending),
            TasksKept = TasksOf(State.Executions().Where(execution => !numbers.Contains(execution.Id))),
            SubflowsGone = [.. Bookmarks.Where(bookmark => numbers.Contains(bookmark.ExecutionId) && bookmark.Name == EngineStimuli.ChildEnded)
                .Select(static bookmark => Guid.TryParse(bookmark.Key, out var child) ? child : Guid.Empty).Where(static child => child != Guid.Empty)],
        };
    }

    private static ImmutableArray<Guid> TasksOf(IEnumerable<ActivityExecution> executions) =>
        [.. executions.SelectMany(static execution => execution.Tasks ?? [])];

    private static void AddTree(ActivityExecution execution, List<ActivityExecution> ending)
    {
        ending.Add(execution);
        foreach (var child in execution.Children)
        {
            AddTree(child, ending);
        }
    }
}

/// <summary>The version an instance is to go on under, and what goes with it; read before planning.</summary>
internal abstract record MigrationTarget
{
    private MigrationTarget()
    {
    }

    /// <summary>It can be run. <paramref name="Pins"/>: versions of sub-flows that change, with those before.</summary>
    internal sealed record Ready(WorkflowGraph Graph, ImmutableArray<SubflowChange> Pins) : MigrationTarget;

    /// <summary>It cannot be taken at all.</summary>
    internal sealed record Unfit(AlterationProblem Problem) : MigrationTarget;
}

/// <summary>A plan with what the burst needs to carry it out; <see cref="Step"/> null: it is refused.</summary>
internal sealed record PlannedAlteration(AlterationPlan Plan, AlterationStep? Step)
{
    public static PlannedAlteration Refused(params ImmutableArray<AlterationProblem> problems) => new(new AlterationPlan.Refused(problems), null);
}

/// <summary>What the burst does. Closed.</summary>
internal abstract record AlterationStep
{
    private AlterationStep()
    {
    }

    internal sealed record Cancel : AlterationStep;

    /// <summary>A retry or skip. <paramref name="Name"/>: the control stimulus that asks for it.</summary>
    internal sealed record Decide(string Name, Guid IncidentId, string? Outcome) : AlterationStep;

    /// <summary><paramref name="ExecutionId"/> null: a variable of the workflow.</summary>
    internal sealed record SetVariable(long? ExecutionId, int Ordinal, object? Value) : AlterationStep;

    internal sealed record Move(long Container, long From, ImmutableArray<long> Ends, ActivityNode To) : AlterationStep;

    /// <summary>The state under the new version, which takes the old one's place before the burst begins.</summary>
    internal sealed record Migrate(InstanceState State, ImmutableArray<DefinitionPin> Pins) : AlterationStep;
}
