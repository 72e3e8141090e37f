using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What a running AssignTask remembers: the tasks it made, one a recipient. Ids only.</summary>
/// <param name="Tasks">In the order they were made.</param>
internal sealed record TaskAssignments(ImmutableArray<TaskAssignment> Tasks)
{
    /// <summary>Whether every task is done.</summary>
    public bool AreDone => Tasks.All(task => task.IsDone);

    /// <summary>The same with one task done.</summary>
    public TaskAssignments Finish(TaskAssignment done) => new(Tasks.Replace(done, done with { IsDone = true }));
}

/// <summary>One task with its waits.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TaskBookmark">Met when the task is completed.</param>
/// <param name="TimerBookmark">Carries the deadline's timer; null: no deadline.</param>
/// <param name="IsDone">Completed.</param>
internal sealed record TaskAssignment(Guid TaskId, Guid TaskBookmark, Guid? TimerBookmark, bool IsDone = false);

[JsonSerializable(typeof(TaskAssignments))]
internal sealed partial class TaskAssignmentJson : JsonSerializerContext;
