using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What claiming, releasing or completing a task ended in. Everything but <see cref="Done"/> has changed nothing. Closed.</summary>
public abstract record TaskResult
{
    private TaskResult()
    {
    }

    /// <summary>Done; the task as it is now.</summary>
    public sealed record Done(HumanTask Task) : TaskResult;

    /// <summary>There is no such task, or not for this user.</summary>
    public sealed record NotFound : TaskResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }

    /// <summary>Somebody else was first.</summary>
    /// <param name="Status">Claimed by another, completed or cancelled.</param>
    /// <param name="By">User id of who took or completed it; null when it was cancelled.</param>
    /// <param name="At">When, UTC; null only when not known.</param>
    public sealed record Taken(HumanTaskStatus Status, string? By, DateTimeOffset? At) : TaskResult;

    /// <summary>The task has changed since the user read it, but is still theirs to do.</summary>
    /// <param name="Version">The version it has now.</param>
    public sealed record Stale(int Version) : TaskResult;

    /// <summary>The answers or the case said no; every refusal found, at least one. Nothing typed is lost: the caller has it.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : TaskResult;
}

/// <summary>A wish to complete a task.</summary>
public sealed record TaskCompletion
{
    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>Who completes it.</summary>
    public required Viewer Viewer { get; init; }

    /// <summary>The version the user read; null: whatever it is.</summary>
    public int? Version { get; init; }

    /// <summary>The outcome chosen; null: the form decides, or there is only one.</summary>
    public string? Outcome { get; init; }

    /// <summary>Answers by field name.</summary>
    public JsonObject Answers { get; init; } = [];

    /// <summary>What is said of the task as it is completed, kept as a comment or refused with it; null or blank: nothing. Personal text.</summary>
    public string? Comment { get; init; }
}
