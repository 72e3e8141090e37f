using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Which method of an activity is called.</summary>
internal enum CallKind
{
    Execute,
    Resume,
    ChildCompleted,
    ChildCancelled,
}

/// <summary>One call of an activity with what it is told.</summary>
internal readonly record struct ActivityCall(CallKind Kind, ChildCompletion Child, Resumption? Resumption, PendingStimulus? Stimulus)
{
    public static ActivityCall Execute { get; } = new(CallKind.Execute, default, null, null);

    public static ActivityCall Resume(Resumption resumption, PendingStimulus? stimulus) => new(CallKind.Resume, default, resumption, stimulus);

    public static ActivityCall ChildCompleted(ChildCompletion child) => new(CallKind.ChildCompleted, child, null, null);

    public static ActivityCall ChildCancelled(ChildCompletion child) => new(CallKind.ChildCancelled, child, null, null);

    public ValueTask MakeAsync(Activity activity, ActivityContext context, CancellationToken cancellationToken) => Kind switch
    {
        CallKind.Execute => context.Frame.State.Trigger is { } trigger && trigger.Starts(context.Execution)
            ? activity.TriggeredAsync(context, trigger.Payload, cancellationToken)
            : activity.ExecuteAsync(context, cancellationToken),
        CallKind.Resume => activity.ResumeAsync(context, Resumption!, cancellationToken), // Resume always has one
        CallKind.ChildCompleted => activity.ChildCompletedAsync(context, Child, cancellationToken),
        CallKind.ChildCancelled => activity.ChildCancelledAsync(context, Child, cancellationToken),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The call as the state keeps it for a retry.</summary>
    public PendingCall ToPending() => Kind switch
    {
        CallKind.Execute => PendingCall.Execute.Instance,
        CallKind.Resume => new PendingCall.Resume(Resumption!.Bookmark.Id, Stimulus?.Stimulus.Key), // Resume always has one
        CallKind.ChildCompleted => new PendingCall.ChildEnded(Child.Node.Id, Child.ExecutionId, Child.Tag, Child.Outcomes),
        CallKind.ChildCancelled => new PendingCall.ChildEnded(Child.Node.Id, Child.ExecutionId, Child.Tag, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
