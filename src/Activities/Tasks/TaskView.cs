using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>A task in a list.</summary>
public sealed record TaskLine
{
    /// <summary>The task as it stands now.</summary>
    public required HumanTask Task { get; init; }

    /// <summary>What the case is called where persons are not named; empty for a task of no case.</summary>
    public required string CaseReference { get; init; }

    /// <summary>The unit that has the case; null for a task of no case.</summary>
    public string? UnitId { get; init; }

    /// <summary>The person's name, for those who may see it; null for others.</summary>
    public string? PersonName { get; init; }

    /// <summary>The person, while the case goes on and the name may be seen; null for others.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Whether its deadline is over.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>Whether it was on hold and has come back, and nobody has done anything with it since.</summary>
    public bool IsBackFromHold { get; init; }

    /// <summary>What is waited for, in the words of who put it on hold; null: it is not on hold. Personal text.</summary>
    public string? HoldReason { get; init; }
}

/// <summary>One page of a list of tasks.</summary>
/// <param name="Lines">Earliest due first, then highest priority, then oldest.</param>
/// <param name="Total">How many there are on all pages; counted up to <see cref="CountLimit"/>, which stands for that many or more.</param>
/// <param name="Overdue">How many of them are overdue; counted likewise.</param>
/// <param name="HasNext">Whether a line follows the last of this page.</param>
public sealed record TaskPage(ImmutableArray<TaskLine> Lines, int Total, int Overdue, bool HasNext)
{
    /// <summary>Where counting ends: a larger number tells nobody more, and it would have to be counted at every look.</summary>
    public const int CountLimit = 1_000;

    /// <summary>How long a completed task stays in the list of what was done lately.</summary>
    public static TimeSpan DoneLately { get; } = TimeSpan.FromDays(14);

    /// <summary>A page of nothing.</summary>
    public static TaskPage Empty { get; } = new([], 0, 0, false);
}

/// <summary>How many tasks each list holds for somebody, each counted up to <see cref="TaskPage.CountLimit"/>.</summary>
public sealed record TaskCounts(int Mine, int Group, int Overdue, int OnHold, int Done);

/// <summary>A task as it is opened.</summary>
public sealed record TaskView
{
    /// <summary>The task as it stands now.</summary>
    public required HumanTask Task { get; init; }

    /// <summary>The form as the case stands now.</summary>
    public required Form Form { get; init; }

    /// <summary>Outcomes to choose from; empty when the form decides or there is only one.</summary>
    public required ImmutableArray<string> Outcomes { get; init; }

    /// <summary>What the step is called; null for a generic task.</summary>
    public Phrase? Step { get; init; }

    /// <summary>What the case is called; empty for a task of no case.</summary>
    public required string CaseReference { get; init; }

    /// <summary>The person's name, for those who may see it; null for others.</summary>
    public string? PersonName { get; init; }

    /// <summary>The person of the case, for those who may see it; null for others and for a task of no case.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The deadline; null: none.</summary>
    public TaskDeadline? Deadline { get; init; }

    /// <summary>Whether this user may claim and complete it now.</summary>
    public required bool IsMine { get; init; }

    /// <summary>Whether this user may hand it over although a colleague has claimed it.</summary>
    public bool MayReassign { get; init; }
}

/// <summary>A task's deadline in full.</summary>
/// <param name="Date">The last day; null: the date it counts from is not known yet.</param>
/// <param name="Reason">Where it comes from, e.g. 28 days before the start date.</param>
/// <param name="Rungs">What happens and when, in order.</param>
/// <param name="IsOverdue">Whether that day is over.</param>
public sealed record TaskDeadline(DateOnly? Date, Phrase Reason, ImmutableArray<TaskRung> Rungs, bool IsOverdue)
{
    /// <summary>The last day by the rule alone, without pauses; null with <see cref="Date"/>.</summary>
    public DateOnly? OriginalDate { get; init; }

    /// <summary>What it has been paused for, oldest first.</summary>
    public ImmutableArray<Pause> Pauses { get; init; } = [];
}

/// <summary>One reminder or escalation.</summary>
/// <param name="FiresAt">When, UTC; null: not known yet.</param>
/// <param name="IsEscalation">Tells somebody else, not the holder.</param>
/// <param name="ToRole">Role that is told: in the case, or <c>region-leader</c> or <c>administrator</c> where those of the case have the task themselves.</param>
/// <param name="HasFired">Whether it has happened.</param>
public sealed record TaskRung(DateTimeOffset? FiresAt, bool IsEscalation, string ToRole, bool HasFired);
