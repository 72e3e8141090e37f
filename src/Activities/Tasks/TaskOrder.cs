using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What a task to be given says, the same for each who gets one.</summary>
internal sealed record TaskOrder
{
    /// <summary>Key of the process step; empty: a generic task.</summary>
    public required string Step { get; init; }

    /// <summary>What is to be done.</summary>
    public required Phrase Title { get; init; }

    /// <summary>Guidance; may be empty.</summary>
    public Phrase Text { get; init; } = Phrase.Plain("");

    /// <summary>Higher is more pressing.</summary>
    public int Priority { get; init; }

    /// <summary>Who may take it besides; null: nobody.</summary>
    public string? CandidateGroup { get; init; }

    /// <summary>Until when it rests, by the facts of the case; null: not at all.</summary>
    public Func<CaseFacts, DateTimeOffset?> HeldUntil { get; init; } = _ => null;

    /// <summary>The form's fields as JSON.</summary>
    public string FormJson { get; init; } = "[]";

    /// <summary>The outcomes as JSON.</summary>
    public required string OutcomesJson { get; init; }

    /// <summary>The deadline for a task held by a role; null: none.</summary>
    public required Func<string, DeadlineRule?> Deadline { get; init; }

    /// <summary>Id the task shall have, for one recipient; null: a new one.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>What becomes of the same when it is somebody else's part in it, e.g. closing the round. Null: the main part.</summary>
    public string? Part { get; init; }
}
