using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Activities;

/// <summary>
/// The code behind one activity type. One stateless instance a type serves every node and every running workflow, on many threads;
/// whatever must be remembered is kept with <see cref="ActivityContext.SetState{T}"/> or in variables.
/// An activity changes tracked objects and never saves them: the burst commits everything at once, or nothing.
/// It may be run again from the start (a stale revision, a fault elsewhere in the burst), so effects outside the database go through the outbox.
/// </summary>
public abstract class Activity
{
    /// <summary>What the designer shows and what the definition reader checks against.</summary>
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>
    /// The nearest composite takes the outcomes of a <c>Complete</c> inside it. The root of a definition always counts as one.
    /// </summary>
    protected internal virtual bool IsComposite => false;

    /// <summary>What a <c>Break</c> inside does to a running execution of this activity.</summary>
    protected internal virtual BreakReach BreakReach => BreakReach.Passes;

    /// <summary>Variables that each run of the child in this embedded port has for itself, in the order <see cref="ActivityContext.Schedule"/> is given their values.</summary>
    protected internal virtual ImmutableArray<SlotVariable> SlotVariables(string port) => [];

    /// <summary>Variables that its lazy inputs see and that it sets before it asks for one (<see cref="ActivityScope.SetLazyVariables"/>); not kept over a wait.</summary>
    protected internal virtual ImmutableArray<SlotVariable> LazyVariables => [];

    /// <summary>Children and expressions that stand neither in a list of activities, nor in an embedded port, nor in cases or inputs.</summary>
    protected internal virtual IEnumerable<NestedPlace> NestedPlaces(JsonElement json) => [];

    /// <summary>
    /// Called once when a version is compiled: checks what the generic reader cannot know and prepares tables.
    /// The result is kept in <see cref="ActivityNode.Plan"/>; null: nothing to keep. Never called for a running instance.
    /// </summary>
    public virtual object? Compile(ActivityNode node, ProblemSink problems) => null;

    /// <summary>
    /// Called for a trigger activity that may start the workflow (<see cref="ActivityNode.IsTrigger"/>) when its version is checked and when it is
    /// published: says what shall start instances. Default: nothing does.
    /// </summary>
    public virtual void DescribeTriggers(TriggerScope scope)
    {
    }

    /// <summary>
    /// The activity has started this instance: called in place of <see cref="ExecuteAsync"/>, once, with what it was started with. It should not wait
    /// for what has just happened. Default: completes with Done.
    /// </summary>
    /// <param name="context">As for any call.</param>
    /// <param name="payload">What the event carried or the caller gave; null for a schedule and when there is none.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public virtual ValueTask TriggeredAsync(ActivityContext context, JsonElement? payload, CancellationToken cancellationToken)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Runs the activity. On return it has completed, waits for a bookmark, or has scheduled children; anything else becomes an incident.
    /// </summary>
    /// <exception cref="ActivityFault">The activity failed in a way it can name.</exception>
    public abstract ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken);

    /// <summary>A bookmark of this execution was met. It stays until the activity completes or removes it; a timer that has fired is disarmed unless
    /// the activity arms it again. Default: completes with Done.</summary>
    public virtual ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>A child this execution had scheduled has completed. Default: completes with Done when it was the last one.</summary>
    public virtual ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (!context.HasRunningChildren)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A child was cancelled while this execution goes on. Default: completes with Done when it was the last one.</summary>
    public virtual ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (!context.HasRunningChildren)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The execution is being cancelled; its children have been already. Bookmarks and open human tasks are removed by the engine,
    /// so this is only for what the activity itself must take back. It may not complete, wait or schedule.
    /// </summary>
    public virtual ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Carries what a running execution remembers over to another version of its definition. An activity whose state or tags name places in
    /// the definition (numbers of children or connections) must translate or refuse. Pure. Default: kept when the type's version is the same.
    /// </summary>
    protected internal virtual StateMigration Migrate(NodeMigration migration) => StateMigration.KeptIfSameVersion(migration);

    /// <summary>
    /// Children that end when a supervisor puts <paramref name="target"/> in the place of the running child <paramref name="from"/>, in an instance
    /// that <paramref name="trigger"/> has started (null: none did); null:
    /// this container lets nobody move in it. Pure.
    /// </summary>
    internal virtual MoveEnds? EndsWithMove(ActivityExecution container, ActivityExecution from, ActivityNode target, ActivityNode? trigger) => null;

    /// <summary>Goes on at <paramref name="target"/>; the first of <see cref="EndsWithMove"/> have ended. Never called where that is null.</summary>
    internal virtual void Move(ActivityContext context, ActivityNode from, int fromTag, ActivityNode target) => throw new NotSupportedException();
}
