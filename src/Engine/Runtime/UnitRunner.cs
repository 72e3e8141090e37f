using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>One try of a unit of work: loads the instance it addresses, bursts it in memory, and commits once.</summary>
internal sealed class UnitRunner(DefinitionCatalog catalog, IdSource ids, EngineClocks clocks, EngineOptions options)
{
    private readonly SubflowVersions _subflows = new(catalog);
    private readonly AlterationPreparer _alterations = new(catalog);

    /// <summary>What one try came to. <paramref name="Commit"/> null: there was nothing to write.</summary>
    internal sealed record Attempt(CommitOutcome Outcome, BurstCommit? Commit, IReadOnlyList<BurstEvent> Events);

    /// <exception cref="BurstReplayException">Run the whole unit again with the failing call planned.</exception>
    public async ValueTask<Attempt> RunAsync(UnitOfWork unit, FaultPlan faults, BurstScratch scratch, CancellationToken cancellationToken)
    {
        faults.Begin();
        foreach (var start in unit.OtherStarts)
        {
            await AddStartAsync(unit, start, cancellationToken);
        }

        using var instance = unit.TargetStart is { } request
            ? await BeginAsync(request, cancellationToken)
            : unit.TargetId is { } id ? await LoadAsync(unit, id, cancellationToken) : null;
        if (instance is null)
        {
            return await CommitAsync(unit, CommitBuilder.Without(unit.Effects, unit.Now), [], cancellationToken);
        }

        var planned = unit.Order is { } order ? await PlanAsync(order, instance, unit.Session, cancellationToken) : null;
        if (unit.Order is not null && planned is null)
        {
            return new Attempt(CommitOutcome.Committed.Instance, null, []);
        }

        var frame = FrameOf(unit, instance, planned, faults, scratch);
        frame.Journal.Begin(instance.State, unit.Now, goesOn: instance.SubStatus is InstanceSubStatus.Executing);
        var before = unit.Effects.Version;
        var burst = new Burst(frame);
        await burst.RunAsync(cancellationToken);
        var isTouched = unit.Effects.Version != before || instance.WasSetAside || instance.Revision == 0 || burst.HasWorkLeft
            || instance.Stimuli.Exists(s => !s.IsStored || s.IsConsumed || (s.Stimulus.Status == StimulusStatus.Ready && !(s.Stimulus.NotBefore > frame.MachineNow)));
        var commit = isTouched ? CommitBuilder.With(frame, scratch, burst.HasWorkLeft) : CommitBuilder.Without(unit.Effects, unit.Now);
        return await CommitAsync(unit, commit, burst.Events, cancellationToken);
    }

    private static async ValueTask<Attempt> CommitAsync(UnitOfWork unit, BurstCommit commit, IReadOnlyList<BurstEvent> events, CancellationToken cancellationToken)
    {
        if (commit.Instance is null && unit.Effects.IsEmpty && !unit.Session.DomainTouched)
        {
            return new Attempt(CommitOutcome.Committed.Instance, null, []);
        }

        return new Attempt(await unit.Session.CommitAsync(commit, cancellationToken), commit, events);
    }

    private async ValueTask<RunningInstance> BeginAsync(StartRequest request, CancellationToken cancellationToken)
    {
        var graph = await GraphOfAsync(request, cancellationToken);
        var state = StateOf(graph, request);
        return new RunningInstance(request.InstanceId!.Value, state) // the unit gave it one
        {
            CorrelationId = request.CorrelationId,
            Pins = await _subflows.PinAsync(graph, cancellationToken),
        };
    }

    private async ValueTask<RunningInstance?> LoadAsync(UnitOfWork unit, Guid id, CancellationToken cancellationToken)
    {
        var first = unit.TargetStimuli is [var stimulus, ..] ? stimulus.Key : null;
        if (await unit.Session.LoadAsync(id, first, cancellationToken) is not { } stored)
        {
            unit.IsTargetMissing = true;
            return null;
        }

        var instance = await ReadAsync(stored, cancellationToken);
        if (instance.HasEnded)
        {
            return instance;
        }

        if (stored.IncidentCount > 0 && stored.IncidentCount > instance.State.IncidentCount())
        {
            // It was set aside, and can be read again: its commit counts anew.
            instance.WasSetAside = true;
            unit.Effects.Set(SetAside.Over(stored, unit.Now));
        }

        if (instance.State is { IsStarted: false, Trigger: not null } && (await unit.Session.LoadPinsAsync(instance.RootId, cancellationToken)).IsEmpty)
        {
            // Its row was written where nothing is known of definitions but their names.
            instance.Pins = await _subflows.PinAsync(instance.State.Graph, cancellationToken);
        }

        for (var i = 0; i < unit.TargetStimuli.Count; i++)
        {
            // Further ones are few and their repetition is caught by the key when it is written.
            if (i > 0 || !stored.StimulusSeen)
            {
                instance.Stimuli.Add(new PendingStimulus(unit.TargetStimuli[i], IsStored: false));
            }
        }

        return instance;
    }

    private async ValueTask<RunningInstance> ReadAsync(StoredInstance stored, CancellationToken cancellationToken)
    {
        WorkflowGraph graph;
        try
        {
            graph = await catalog.GetAsync(stored.VersionId, cancellationToken);
        }
        catch (InvalidDefinitionException exception)
        {
            throw new UnreadableInstanceException(stored.Id, UnreadableInstanceException.Version, exception);
        }

        try
        {
            return new RunningInstance(stored, graph);
        }
        catch (Exception exception)
        {
            // Whatever reading text throws: the text is not what it should be.
            throw new UnreadableInstanceException(stored.Id, UnreadableInstanceException.State, exception);
        }
    }

    // Null: the alteration cannot be applied, and its order says why.
    private async ValueTask<PlannedAlteration?> PlanAsync(AlterationOrder order, RunningInstance instance, IEngineSession session, CancellationToken cancellationToken)
    {
        if (order.ExpectedRevision is { } expected && expected != instance.Revision)
        {
            order.Result = new AlterationResult.Stale(instance.Revision);
            return null;
        }

        var planned = await _alterations.PlanAsync(instance, order.Alteration, session, cancellationToken);
        if (planned.Plan is AlterationPlan.Refused refused)
        {
            order.Result = new AlterationResult.Refused(refused.Problems);
            return null;
        }

        order.Result = new AlterationResult.Applied(order.Id, instance.Revision + 1, (AlterationPlan.Preview)planned.Plan);
        if (planned.Step is AlterationStep.Migrate migrate)
        {
            instance.State = migrate.State;
        }

        return planned;
    }

    private BurstFrame FrameOf(UnitOfWork unit, RunningInstance instance, PlannedAlteration? planned, FaultPlan faults, BurstScratch scratch)
    {
        var bookmarks = new BookmarkBook(unit.Effects);
        bookmarks.Load(instance.StoredBookmarks, instance.State);
        return new BurstFrame
        {
            Instance = instance,
            Effects = unit.Effects,
            Bookmarks = bookmarks,
            Journal = scratch.Journal,
            Session = unit.Session,
            Subflows = _subflows,
            Faults = faults,
            Options = options,
            Budget = new BurstBudget(options, clocks.Machine),
            Ids = ids,
            FactSource = unit.Services.GetService<IFactSource>(),
            Exchange = unit.Exchange,
            Now = unit.Now,
            MachineNow = clocks.MachineNow,
            Alteration = planned is null ? null : (unit.Order!, planned), // a plan is made of an order
        };
    }

    private async ValueTask AddStartAsync(UnitOfWork unit, StartRequest request, CancellationToken cancellationToken)
    {
        var graph = await GraphOfAsync(request, cancellationToken);
        var state = StateOf(graph, request);
        var id = request.InstanceId!.Value; // the unit gave it one
        unit.Effects.Add(new InstanceWrite
        {
            Id = id,
            ExpectedRevision = 0,
            DefinitionId = graph.DefinitionId,
            VersionId = graph.VersionId,
            CorrelationId = request.CorrelationId,
            RootId = id,
            Status = InstanceStatus.Running,
            SubStatus = InstanceSubStatus.Pending,
            BehaviourVersion = state.BehaviourVersion,
            State = InstanceStateWriter.ToArray(state),
            Pins = await _subflows.PinAsync(graph, cancellationToken),
        });
        unit.Effects.Add(new Stimulus { InstanceId = id, Key = "start", Name = EngineStimuli.Start, BookmarkKey = "", CreatedAt = unit.Now });
    }

    private static InstanceState StateOf(WorkflowGraph graph, StartRequest request)
    {
        var state = new InstanceState(graph)
        {
            Trigger = request.TriggerActivityId is { } trigger ? StartingTrigger.Of(graph, trigger, request.TriggerPayload) : null,
        };
        ChildInstances.SetInputs(state, request.Input);
        return state;
    }

    private async ValueTask<WorkflowGraph> GraphOfAsync(StartRequest request, CancellationToken cancellationToken) =>
        request.VersionId is { } versionId
            ? await catalog.GetAsync(versionId, cancellationToken)
            : await catalog.FindPublishedAsync(request.DefinitionId, cancellationToken) ?? throw new WorkflowNotPublishedException(request.DefinitionId);
}
