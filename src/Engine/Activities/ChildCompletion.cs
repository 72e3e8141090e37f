using System.Collections.Immutable;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Activities;

/// <summary>A child execution that has left the running state.</summary>
/// <param name="Node">The child's node.</param>
/// <param name="ExecutionId">Number of the child's execution within its instance.</param>
/// <param name="Outcomes">What it completed with; empty when it was cancelled.</param>
/// <param name="Tag">What <see cref="ActivityContext.Schedule"/> was given; 0 when nothing was.</param>
public readonly record struct ChildCompletion(ActivityNode Node, long ExecutionId, ImmutableArray<string> Outcomes, int Tag);
