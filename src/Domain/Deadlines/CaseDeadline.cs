using System.Collections.Immutable;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Deadlines;

/// <summary>
/// A deadline armed in a case: a rule, what it waits for, its pauses and which rungs have fired. It follows its fact: whoever changes a
/// fact computes it again in the same transaction and moves the timer to <see cref="NextAt"/>. All instants UTC, business clock.
/// </summary>
public sealed class CaseDeadline
{
    private CaseDeadline()
    {
    }

    /// <summary>
    /// Arms a deadline. <paramref name="instanceId"/>, <paramref name="bookmarkId"/>: the workflow instance and bookmark whose timer it moves.
    /// <paramref name="taskId"/>: the human task it is for; null: a wait without a task.
    /// </summary>
    public CaseDeadline(Guid id, Guid caseId, Guid instanceId, Guid bookmarkId, Guid? taskId, DeadlineRule rule, CaseFacts facts, DateTimeOffset now)
    {
        (Id, CaseId, InstanceId, BookmarkId, TaskId) = (id, caseId, instanceId, bookmarkId, taskId);
        (Fact, Offset, Unit, Rungs, ArmedAt) = (rule.Fact, rule.Offset, rule.Unit, rule.Rungs, now);
        Follow(facts, now);
    }

    /// <summary>The deadline.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>The workflow instance that waits.</summary>
    public Guid InstanceId { get; private set; }

    /// <summary>The bookmark that carries the timer.</summary>
    public Guid BookmarkId { get; private set; }

    /// <summary>The human task; null: none.</summary>
    public Guid? TaskId { get; private set; }

    /// <summary>Name of the base fact.</summary>
    public string Fact { get; private set; } = "";

    /// <summary>Signed days from the fact.</summary>
    public int Offset { get; private set; }

    /// <summary>Calendar or working days.</summary>
    public DeadlineUnit Unit { get; private set; }

    /// <summary>Reminders and escalations.</summary>
    public ImmutableArray<Rung> Rungs { get; private set; } = [];

    /// <summary>When the wait began.</summary>
    public DateTimeOffset ArmedAt { get; private set; }

    /// <summary>What it was paused for and when.</summary>
    public PauseLedger Pauses { get; private set; } = PauseLedger.Empty;

    /// <summary>Indices of the rungs that fired or were passed over for the date that stands. A rung that comes to lie in the future again, because the deadline was moved, fires again.</summary>
    public ImmutableArray<int> Fired { get; private set; } = [];

    /// <summary>The last day on which it is on time; null: the fact is not known.</summary>
    public DateOnly? Date { get; private set; }

    /// <summary>The end of <see cref="Date"/>; null with it.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When the timer must go off next; null: nothing left, paused, or the fact is not known.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>When the wait ended, in time or not; null: it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The rule it keeps.</summary>
    public DeadlineRule Rule => new(Fact, Offset, Unit, Rungs);

    // A wait until so many days before a date (a handover, an arrival) has lost nothing when the case stood still: the date is where it was.
    private PauseLedger Counting => TaskId is null && Offset <= 0 ? PauseLedger.Empty : Pauses;

    /// <summary>Computes it again from the facts as they are now. True when its next instant has moved.</summary>
    public bool Follow(CaseFacts facts, DateTimeOffset now)
    {
        var before = (Date, DueAt, NextAt);
        if (Rule.BaseDate(facts, ArmedAt) is { } fact)
        {
            var deadline = Deadline.Compute(Rule, fact, Counting, ArmedAt);
            Fired = [.. Fired.Where(index => deadline.Rungs.Any(rung => rung.Index == index && rung.FiresAt <= now))];
            Compute(deadline, now);
        }
        else
            (Date, DueAt, NextAt) = (null, null, null);
        return before != (Date, DueAt, NextAt);
    }

    /// <summary>
    /// The timer has gone off: says which rung fires and which were passed over, and sets <see cref="NextAt"/>. Calling it twice at the same
    /// instant fires nothing the second time.
    /// </summary>
    public DueRungs TakeDue(CaseFacts facts, DateTimeOffset now)
    {
        if (EndedAt is not null || Pauses.IsPaused || Rule.BaseDate(facts, ArmedAt) is not { } fact)
            return DueRungs.None;
        var deadline = Deadline.Compute(Rule, fact, Counting, ArmedAt);
        var due = deadline.RungsAt(now, Fired.ToHashSet());
        if (due.Fires is not null)
            Fired = [.. Fired, .. due.Skipped.Select(rung => rung.Index), due.Fires.Index];
        Compute(deadline, now);
        return due;
    }

    /// <summary>Nothing fires until it goes on.</summary>
    public void Pause(string reason, DateTimeOffset now)
    {
        Pauses = Pauses.Begin(NorwegianTime.DateOf(now), reason);
        NextAt = null;
    }

    /// <summary>Goes on; the days lost are added, never fewer than none.</summary>
    public void Resume(CaseFacts facts, DateTimeOffset now)
    {
        Pauses = Pauses.End(NorwegianTime.DateOf(now));
        Follow(facts, now);
    }

    /// <summary>The wait is over: done or cancelled. Whether it was in time is <see cref="EndedAt"/> against <see cref="DueAt"/>.</summary>
    public void End(DateTimeOffset now) => (EndedAt, NextAt) = (EndedAt ?? now, null);

    private void Compute(Deadline deadline, DateTimeOffset now)
    {
        (Date, DueAt) = (deadline.Date, deadline.DueAt);
        var fired = Fired.ToHashSet();
        var overdue = deadline.RungsAt(now, fired).Fires is not null;
        NextAt = EndedAt is not null || Pauses.IsPaused ? null : overdue ? now : deadline.NextAt(now, fired);
    }
}
