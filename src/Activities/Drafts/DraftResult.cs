using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Persistence.Drafts;

namespace ProcessAutomation.Activities.Drafts;

/// <summary>A user's own draft of a task.</summary>
/// <param name="Answers">By field name, as typed; nothing of it has been judged.</param>
/// <param name="Outcome">The outcome chosen; null: none yet.</param>
/// <param name="Revision">Counts the savings, from 1.</param>
/// <param name="SavedAt">Business clock, UTC.</param>
/// <param name="TakenFrom">User id of whose draft it went on from; null: begun by the user.</param>
public sealed record Draft(JsonObject Answers, string? Outcome, int Revision, DateTimeOffset SavedAt, string? TakenFrom)
{
    internal static Draft Of(TaskDraft row) => new(JsonNode.Parse(row.Answers) as JsonObject ?? [], row.Outcome, row.Revision, row.SavedAt, row.TakenFrom);
}

/// <summary>That somebody else has a draft; what stands in it is theirs until it is taken over.</summary>
public sealed record OtherDraft(string UserId, DateTimeOffset SavedAt);

/// <summary>The drafts of a task as one user may know of them. <paramref name="Mine"/> null: none. <paramref name="Others"/>: newest first.</summary>
public sealed record TaskDrafts(Draft? Mine, ImmutableArray<OtherDraft> Others);

/// <summary>A wish to save what has been typed.</summary>
public sealed record DraftToSave
{
    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>Whose draft it is.</summary>
    public required Viewer Viewer { get; init; }

    /// <summary>By field name, as typed.</summary>
    public required JsonObject Answers { get; init; }

    /// <summary>The outcome chosen; null: none yet.</summary>
    public string? Outcome { get; init; }

    /// <summary>The revision the user went on from, 0: there was no draft; null: whatever is there is replaced.</summary>
    public int? Revision { get; init; }
}

/// <summary>What saving, discarding or taking over a draft ended in. Everything but <see cref="Saved"/> has changed nothing. Closed.</summary>
public abstract record DraftResult
{
    private DraftResult()
    {
    }

    /// <summary>Done. <paramref name="Draft"/>: as it is now; null: discarded.</summary>
    public sealed record Saved(Draft? Draft) : DraftResult;

    /// <summary>There is no such task, or not for this user.</summary>
    public sealed record NotFound : DraftResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }

    /// <summary>The user has saved something else meanwhile, in another window. <paramref name="Current"/>: what is there; null: nothing any more.</summary>
    public sealed record Elsewhere(Draft? Current) : DraftResult;

    /// <summary>Not possible; the code says why.</summary>
    public sealed record Refused(Refusal Refusal) : DraftResult;
}
