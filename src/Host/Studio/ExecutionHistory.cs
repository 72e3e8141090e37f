using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Journal;

namespace ProcessAutomation.Host.Studio;

/// <summary>How one execution of an activity stands, in Elsa's words.</summary>
internal enum ExecutionStanding
{
    Running,
    Completed,
    Canceled,
    Faulted,
}

/// <summary>One execution of an activity, as the journal tells it.</summary>
/// <param name="Id">Instance and number of the execution.</param>
/// <param name="NodeId">Path of the node.</param>
/// <param name="StartedAt">Business clock, UTC.</param>
/// <param name="EndedAt">Null: it has not ended.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Outcomes">What it completed with; empty: it has not.</param>
/// <param name="Turns">1; more for the turns of a loop that the journal has folded into one line.</param>
internal sealed record ActivityRun(string Id, string NodeId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ExecutionStanding Standing, ImmutableArray<string> Outcomes, int Turns);

/// <summary>Makes the executions of an instance's activities out of its journal. Pure.</summary>
internal static class ExecutionHistory
{
    /// <summary>The whole instance, as the Studio names it.</summary>
    public const string WorkflowNode = "Workflow1";

    /// <summary>The executions these lines tell of, in the order they began; the instance itself first.</summary>
    public static ImmutableArray<ActivityRun> Of(Guid instanceId, IEnumerable<JournalEntry> journal)
    {
        var runs = new Dictionary<string, ActivityRun>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var entry in journal)
        {
            var id = IdOf(instanceId, entry);
            if (!runs.TryGetValue(id, out var run))
            {
                order.Add(id);
                run = Begun(id, entry);
            }

            runs[id] = After(run, entry);
        }

        return [.. order.Select(id => runs[id])];
    }

    /// <summary>The id under which the Studio asks for an execution. Folded turns of a loop have no number of their own.</summary>
    public static string IdOf(Guid instanceId, JournalEntry entry) => entry.Event == JournalEvents.Repeated
        ? string.Create(CultureInfo.InvariantCulture, $"{instanceId:N}-r{entry.Sequence}")
        : string.Create(CultureInfo.InvariantCulture, $"{instanceId:N}-{entry.ExecutionId}");

    /// <summary>Number of the execution in an id; 0: the instance itself, or folded turns.</summary>
    public static long NumberOf(string id) => long.TryParse(id.AsSpan(id.IndexOf('-', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>An execution of which this is the first line.</summary>
    public static ActivityRun Begun(string id, JournalEntry entry) => new(id, entry.NodeId.Length == 0 ? WorkflowNode : entry.NodeId, entry.At, null, ExecutionStanding.Running, [], 1);

    /// <summary>The execution as it is after one more line.</summary>
    public static ActivityRun After(ActivityRun run, JournalEntry entry) => entry.Event switch
    {
        JournalEvents.Completed or JournalEvents.WorkflowFinished =>
            run with { Standing = ExecutionStanding.Completed, EndedAt = entry.At, Outcomes = entry.Message is { Length: > 0 } outcomes ? [.. outcomes.Split(',')] : ["Done"] },
        JournalEvents.Cancelled or JournalEvents.WorkflowCancelled => run with { Standing = ExecutionStanding.Canceled, EndedAt = entry.At },
        JournalEvents.Faulted => run with { Standing = ExecutionStanding.Faulted },
        JournalEvents.Retried or JournalEvents.Skipped => run with { Standing = ExecutionStanding.Running },
        JournalEvents.Repeated => run with { Standing = ExecutionStanding.Completed, EndedAt = entry.At, Turns = entry.Repeats },
        _ => run,
    };
}
