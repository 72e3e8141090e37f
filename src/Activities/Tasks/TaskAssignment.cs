using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What a running activity that asks people remembers: the tasks it made, one a recipient. Ids only. Members added since are optional: older instances lack them.</summary>
/// <param name="Tasks">In the order they were made.</param>
/// <param name="Wait">Bookmark of a wait beside the tasks, e.g. for the end of the round; null: none.</param>
/// <param name="News">Bookmark of an event of the case that matters to it, e.g. that somebody joins the group; null: none.</param>
internal sealed record TaskAssignments(ImmutableArray<TaskAssignment> Tasks, Guid? Wait = null, Guid? News = null)
{
    /// <summary>Whether every task is done.</summary>
    public bool AreDone => Tasks.All(task => task.IsDone);

    /// <summary>The same with one task done.</summary>
    public TaskAssignments Finish(TaskAssignment done) => this with { Tasks = Tasks.Replace(done, done with { IsDone = true }) };

    /// <summary>What the execution remembers.</summary>
    /// <exception cref="InvalidOperationException">It waits without having remembered anything.</exception>
    public static TaskAssignments Of(ActivityContext context) =>
        context.State(TaskAssignmentJson.Default.TaskAssignments) ?? throw new InvalidOperationException($"{context.Node.NodeId} waits without state.");

    /// <summary>Remembers.</summary>
    public void Keep(ActivityContext context) => context.SetState(this, TaskAssignmentJson.Default.TaskAssignments);
}

/// <summary>One task with its waits.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TaskBookmark">Met when the task is completed.</param>
/// <param name="TimerBookmark">Carries the deadline's timer; null: no deadline.</param>
/// <param name="IsDone">Completed.</param>
/// <param name="Part">What the task is within its activity; null: the activity's own matter.</param>
/// <param name="Member">Number of the member of the group who is asked; null: a role.</param>
internal sealed record TaskAssignment(Guid TaskId, Guid TaskBookmark, Guid? TimerBookmark, bool IsDone = false, string? Part = null, int? Member = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TaskAssignments))]
internal sealed partial class TaskAssignmentJson : JsonSerializerContext;
