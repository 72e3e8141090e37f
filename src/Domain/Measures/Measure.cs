using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Measures;

/// <summary>How far a measure is. Stored as the numbers.</summary>
public enum MeasureStatus
{
    /// <summary>In the plan, not begun.</summary>
    Planned = 1,

    /// <summary>Under way.</summary>
    Started = 2,

    /// <summary>Done.</summary>
    Completed = 3,

    /// <summary>Taken out before it was done.</summary>
    Stopped = 4,
}

/// <summary>A measure as entered.</summary>
public sealed record NewMeasure
{
    /// <summary>The proposal it comes from; null: none.</summary>
    public int? ProposalNumber { get; init; }

    /// <summary>What, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The group member who delivers; null: the service itself, by the contact officer.</summary>
    public int? DelivererNumber { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>Last day; null: open-ended.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>What is required of the person, in words; required.</summary>
    public required string RequiredOfPerson { get; init; }

    /// <summary>The numbers of the needs it answers; at least one.</summary>
    public required ImmutableArray<int> Answers { get; init; }
}

/// <summary>A measure (tiltak) the person has chosen, or an acute one.</summary>
public sealed class Measure
{
    private Measure()
    {
    }

    internal Measure(int number, NewMeasure measure, bool acute, int? planVersion, Entry entry)
    {
        (Number, ProposalNumber, Title, DelivererNumber) = (number, measure.ProposalNumber, measure.Title.Trim(), measure.DelivererNumber);
        (StartsOn, EndsOn, RequiredOfPerson) = (measure.StartsOn, measure.EndsOn, measure.RequiredOfPerson.Trim());
        (Answers, Acute, PlanVersion, Status) = ([.. measure.Answers.Distinct().Order()], acute, planVersion, MeasureStatus.Planned);
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The proposal it comes from; null: none.</summary>
    public int? ProposalNumber { get; private set; }

    /// <summary>What, in a line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The group member who delivers; null: the service itself.</summary>
    public int? DelivererNumber { get; private set; }

    /// <summary>Answers an acute need and may begin before the needs talk is done.</summary>
    public bool Acute { get; private set; }

    /// <summary>The version of the plan that brought it in; null: acute, outside the plan.</summary>
    public int? PlanVersion { get; private set; }

    /// <summary>First day as planned.</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day as planned; null: open-ended.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>What is required of the person.</summary>
    public string RequiredOfPerson { get; private set; } = "";

    /// <summary>The needs it answers.</summary>
    public ImmutableArray<int> Answers { get; private set; } = [];

    /// <summary>Planned, started, completed or stopped.</summary>
    public MeasureStatus Status { get; private set; }

    /// <summary>The day it began; null: not begun.</summary>
    public DateOnly? StartedOn { get; private set; }

    /// <summary>The day it was completed or stopped; null: not ended.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The day of the deliverer's latest log entry; null: none yet.</summary>
    public DateOnly? LastHeardOn { get; private set; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    /// <summary>Planned or under way.</summary>
    public bool IsActive => Status is MeasureStatus.Planned or MeasureStatus.Started;

    /// <summary>
    /// The day silence is counted from: the latest log entry, or the start; null unless it is under way.
    /// </summary>
    public DateOnly? SilentSince => Status == MeasureStatus.Started ? LastHeardOn ?? StartedOn : null;

    internal void Start(DateOnly on) => (Status, StartedOn) = (MeasureStatus.Started, on);

    internal void Hear(DateOnly on)
    {
        if (LastHeardOn is null || on > LastHeardOn)
            LastHeardOn = on;
    }

    internal void CorrectPlan(string title, string requiredOfPerson, DateOnly startsOn, DateOnly? endsOn) =>
        (Title, RequiredOfPerson, StartsOn, EndsOn) = (title, requiredOfPerson, startsOn, endsOn);

    internal void CorrectCourse(DateOnly? startedOn, DateOnly? endedOn) => (StartedOn, EndedOn) = (startedOn, endedOn);

    internal void CorrectHeard(DateOnly? on) => LastHeardOn = on;

    internal void End(MeasureStatus status, DateOnly on) => (Status, EndedOn) = (status, on);
}

/// <summary>What was done in a measure, by the party that delivers it.</summary>
public sealed class MeasureLogEntry
{
    private MeasureLogEntry()
    {
    }

    internal MeasureLogEntry(int number, int measureNumber, DateOnly on, string text, Entry entry) =>
        (Number, MeasureNumber, On, Text, EnteredAt, EnteredBy) = (number, measureNumber, on, text, entry.At, entry.Actor.Id);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The measure.</summary>
    public int MeasureNumber { get; private set; }

    /// <summary>The day it is about.</summary>
    public DateOnly On { get; private set; }

    /// <summary>What was done. Personal text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    internal void Correct(DateOnly on, string text) => (On, Text) = (on, text);
}
