using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Host.Simulation;

/// <summary>What kind of thing happens on a course.</summary>
[JsonConverter(typeof(JsonCamelCase<CourseEventKind>))]
public enum CourseEventKind
{
    /// <summary>Somebody is asked to do something.</summary>
    Task,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It is not wanted any more.</summary>
    Cancelled,

    /// <summary>A notice goes out.</summary>
    Notice,

    /// <summary>Somebody is reminded.</summary>
    Reminder,

    /// <summary>Somebody is told that a deadline has passed.</summary>
    Escalation,

    /// <summary>The simulation had no answer that the case takes; the task stays open.</summary>
    NotAnswered,

    /// <summary>An activity failed.</summary>
    Incident,

    /// <summary>The case is closed.</summary>
    Closed,
}

/// <summary>One thing on a course.</summary>
public sealed record CourseEvent
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What kind.</summary>
    public required CourseEventKind Kind { get; init; }

    /// <summary>Role or party it concerns, as a key: a role of the case, <c>person</c>, or an agency's id; empty: nobody.</summary>
    public required string Who { get; init; }

    /// <summary>What it is, in the words of flow, step or notice.</summary>
    public required Phrase What { get; init; }

    /// <summary>What it is for a comparison: step, task title or template; does not change with languages or dates.</summary>
    public required string Key { get; init; }

    /// <summary>The day it is due; null: no deadline.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Where the deadline of a task that is given comes from; null: nothing to say.</summary>
    public Phrase? Reason { get; init; }

    /// <summary>What became of the task; null: nothing to add.</summary>
    public string? Note { get; init; }

    /// <summary>Subject and text as the recipient would read them; null: not a notice, or one that would not leave.</summary>
    public string? Text { get; init; }
}

/// <summary>Why a course ends.</summary>
[JsonConverter(typeof(JsonCamelCase<CourseEnd>))]
public enum CourseEnd
{
    /// <summary>The case is closed, or the flow has finished.</summary>
    Finished,

    /// <summary>Something still waits: for an answer that does not come, or beyond the last day looked at.</summary>
    Waiting,

    /// <summary>It took too long, or too many things happened; what is shown is the beginning.</summary>
    CutOff,
}

/// <summary>A case as it would go.</summary>
/// <param name="Version">Number of the flow's version that was played.</param>
/// <param name="Events">In order of time.</param>
/// <param name="End">Why it ends.</param>
/// <param name="Until">The last instant looked at, UTC.</param>
/// <param name="Took">What computing it took.</param>
public sealed record Course(int Version, ImmutableArray<CourseEvent> Events, CourseEnd End, DateTimeOffset Until, TimeSpan Took);

/// <summary>What a simulation came to. Closed.</summary>
public abstract record SimulationResult
{
    private SimulationResult()
    {
    }

    /// <summary>It was played.</summary>
    public sealed record Played(Course Course) : SimulationResult;

    /// <summary>The flow cannot be published as it is; every fault found.</summary>
    public sealed record Faulty(ImmutableArray<FaultyFlow> Flows) : SimulationResult
    {
        /// <summary>All of them, whichever flow they are of.</summary>
        public IEnumerable<DefinitionProblem> Problems => Flows.SelectMany(flow => flow.Problems);
    }

    /// <summary>There is no such flow, or no such text of it.</summary>
    public sealed record NotFound : SimulationResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }
}

/// <summary>A flow that cannot be played.</summary>
/// <param name="Json">Its definition, for the names in the drawing; null: there is none.</param>
/// <param name="Problems">At least one.</param>
public sealed record FaultyFlow(string? Json, ImmutableArray<DefinitionProblem> Problems);
