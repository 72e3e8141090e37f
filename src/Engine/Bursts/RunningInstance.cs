using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>An instance while a burst has it in memory: its row, its state, and the stimuli it was found with.</summary>
internal sealed class RunningInstance : IDisposable
{
    private readonly JsonDocument? _document;

    /// <summary>An instance that begins with this burst.</summary>
    public RunningInstance(Guid id, InstanceState state) => (Id, RootId, State) = (id, id, state);

    /// <summary>An instance as it was stored.</summary>
    public RunningInstance(StoredInstance stored, Definitions.WorkflowGraph graph)
    {
        Id = stored.Id;
        RootId = stored.RootId;
        ParentId = stored.ParentId;
        CorrelationId = stored.CorrelationId;
        Revision = stored.Revision;
        Status = stored.Status;
        SubStatus = stored.SubStatus;
        StoredBookmarks = stored.Bookmarks;
        _document = JsonDocument.Parse(stored.State);
        State = InstanceStateReader.Read(_document.RootElement, graph, stored.Id);
        foreach (var stimulus in stored.Stimuli)
        {
            Stimuli.Add(new PendingStimulus(stimulus, IsStored: true));
        }

        if (Stimuli.Count > 0)
        {
            HoldForRetries();
        }
    }

    public Guid Id { get; }

    public Guid RootId { get; init; }

    public Guid? ParentId { get; init; }

    public string? CorrelationId { get; set; }

    /// <summary>The revision that was read; 0 for a new instance.</summary>
    public long Revision { get; }

    public InstanceStatus Status { get; set; }

    public InstanceSubStatus SubStatus { get; set; }

    /// <summary>What it remembers; a migration puts the state under the new version here before the burst begins.</summary>
    public InstanceState State { get; set; }

    /// <summary>Versions pinned by this burst: those of a new root, and of a flow that was published after it.</summary>
    public ImmutableArray<DefinitionPin> Pins { get; set; } = [];

    /// <summary>The bookmarks it was found with; empty for a new instance.</summary>
    public ImmutableArray<Bookmark> StoredBookmarks { get; } = [];

    /// <summary>Oldest first; used ones stay in the list and are marked.</summary>
    public List<PendingStimulus> Stimuli { get; } = [];

    /// <summary>True: it could not be read before, and there is an incident of its own about that.</summary>
    public bool WasSetAside { get; set; }

    public bool HasEnded => Status == InstanceStatus.Finished;

    /// <summary>A stimulus kept for a retry that will not be made has met its wait: it is not kept for a later one.</summary>
    public void ReleaseHeld(ActivityExecution execution)
    {
        foreach (var call in execution.PendingCalls ?? [])
        {
            if (call is PendingCall.Resume { StimulusKey: { } key } && Stimuli.Find(pending => pending.Stimulus.Key == key) is { } held)
            {
                held.IsConsumed = true;
            }
        }
    }

    // What a failed activity will be called with again is nobody else's, also not another wait's for the same key.
    private void HoldForRetries()
    {
        foreach (var call in State.Executions().SelectMany(static execution => execution.PendingCalls ?? []).OfType<PendingCall.Resume>())
        {
            if (Stimuli.Find(pending => pending.Stimulus.Key == call.StimulusKey) is { } held)
            {
                held.IsHeld = true;
            }
        }
    }

    public void Dispose() => _document?.Dispose();
}

/// <summary>A stimulus on its way to a bookmark.</summary>
internal sealed record PendingStimulus(Stimulus Stimulus, bool IsStored)
{
    /// <summary>Met its bookmark, or is of no use any more.</summary>
    public bool IsConsumed { get; set; }

    /// <summary>Met a bookmark whose activity failed on it: kept for the retry.</summary>
    public bool IsHeld { get; set; }

    /// <summary>What it carries; null: nothing.</summary>
    public JsonElement? Payload()
    {
        if (Stimulus.PayloadJson is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(Stimulus.PayloadJson);
        return document.RootElement.Clone();
    }
}
