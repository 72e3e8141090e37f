using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Due;

/// <summary>What kind of thing is due. The names are what the API calls them.</summary>
public enum DueKind
{
    /// <summary>A human task, with or without a deadline.</summary>
    Task,

    /// <summary>A deadline the flow waits for, without a task.</summary>
    Deadline,

    /// <summary>A booked talk or meeting.</summary>
    Meeting,

    /// <summary>A measure whose deliverer is to document it.</summary>
    MeasureLog,

    /// <summary>The first day of the sentence.</summary>
    Start,

    /// <summary>A planned transfer.</summary>
    Transfer,

    /// <summary>The release.</summary>
    Release,

    /// <summary>A notice of duty that is on its way or did not get through.</summary>
    DutyNotice,
}

/// <summary>One thing that is due for a person.</summary>
public sealed record DueLine
{
    /// <summary>What kind.</summary>
    public required DueKind Kind { get; init; }

    /// <summary>Its case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>When it is due, UTC: the end of <see cref="Day"/>, or a time of day; null: no date.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The last day it is on time; null: a time of day is meant, or there is no date.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>What a measure is called; null for other kinds. Personal text.</summary>
    public string? Title { get; init; }

    /// <summary>The task; null for other kinds.</summary>
    public HumanTask? Task { get; init; }

    /// <summary>The flow that asks for the task; null for other kinds, for a task of no flow, and where the viewer is not told.</summary>
    public FlowName? Flow { get; init; }

    /// <summary>Whether the viewer may open the task.</summary>
    public bool MayOpen { get; init; }

    /// <summary>The meeting; null for other kinds.</summary>
    public Meeting? Meeting { get; init; }

    /// <summary>Template of a notice; null for other kinds.</summary>
    public string? Template { get; init; }

    /// <summary>Where the date comes from; null: it is a fact itself.</summary>
    public Phrase? Reason { get; init; }

    /// <summary>Role in the case that is waited for; null: none.</summary>
    public string? Role { get; init; }

    /// <summary>User id of who is waited for; null: whoever holds <see cref="Role"/>, or nobody.</summary>
    public string? Who { get; init; }
}
