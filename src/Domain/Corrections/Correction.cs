using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Corrections;

/// <summary>
/// Something that had been entered wrong: what stood there, what stands there now, why, who put it right and when. Kept for good. A task that was opened again
/// is one too, with the fact <see cref="TaskReopened"/> and no values.
/// </summary>
public sealed class Correction
{
    /// <summary>The fact of a correction that opens a task again.</summary>
    public const string TaskReopened = "task";

    /// <summary>The fact of a correction of what was answered to a task of no process step.</summary>
    public const string TaskAnswer = "answer";

    private Correction()
    {
    }

    /// <summary>A correction as it is made.</summary>
    internal Correction(Guid caseId, CorrectedFact corrected, string reason, Guid? taskId, Entry entry)
    {
        (CaseId, Fact, Part) = (caseId, corrected.Fact, corrected.Part);
        (OldValue, NewValue, Reason, TaskId) = (corrected.OldValue, corrected.NewValue, reason.Trim(), taskId);
        (MadeBy, MadeAt) = (entry.Actor.Id, entry.At);
    }

    /// <summary>Identity, given by the store.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>One of <see cref="CorrectableFacts"/>, or one of the two above.</summary>
    public string Fact { get; private set; } = "";

    /// <summary>Number of the part (meeting, need, measure) the fact is of; null: the case itself.</summary>
    public int? Part { get; private set; }

    /// <summary>What stood there, as text (days yyyy-MM-dd); null: nothing. May be personal.</summary>
    public string? OldValue { get; private set; }

    /// <summary>What stands there now; null: nothing. May be personal.</summary>
    public string? NewValue { get; private set; }

    /// <summary>Why. Personal text.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The task whose answer it was; null: corrected on the case.</summary>
    public Guid? TaskId { get; private set; }

    /// <summary>Who put it right: an actor's id.</summary>
    public string MadeBy { get; private set; } = "";

    /// <summary>When, business clock, UTC.</summary>
    public DateTimeOffset MadeAt { get; private set; }
}

/// <summary>A fact with its old and its new value, as text.</summary>
public sealed record CorrectedFact(string Fact, int? Part, string? OldValue, string? NewValue);
