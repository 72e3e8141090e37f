namespace ProcessAutomation.Engine.Activities;

/// <summary>
/// An activity that completes with <c>Done</c> by itself after <see cref="Activity.ExecuteAsync"/> and <see cref="Activity.ResumeAsync"/>,
/// unless it completed with other outcomes, waits for a bookmark, or threw.
/// </summary>
public abstract class CodeActivity : Activity;
