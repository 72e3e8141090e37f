using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>What the parts of one burst share. Made for one try of one unit of work, used by one thread at a time.</summary>
internal sealed class BurstFrame
{
    public required RunningInstance Instance { get; init; }

    public required BurstEffects Effects { get; init; }

    public required BookmarkBook Bookmarks { get; init; }

    public required BurstJournal Journal { get; init; }

    public required IEngineSession Session { get; init; }

    public required SubflowVersions Subflows { get; init; }

    public required FaultPlan Faults { get; init; }

    public required EngineOptions Options { get; init; }

    public required IdSource Ids { get; init; }

    /// <summary>Where case facts come from; null: an engine without a domain.</summary>
    public required IFactSource? FactSource { get; init; }

    /// <summary>Business clock, UTC, the same for the whole unit of work and its repetitions.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Machine clock, UTC, for back-off.</summary>
    public required DateTimeOffset MachineNow { get; init; }

    /// <summary>What a supervisor changes, with its plan; null: nothing.</summary>
    public (AlterationOrder Order, PlannedAlteration Planned)? Alteration { get; init; }

    /// <summary>The request that waits for this burst; null: none does.</summary>
    public HttpExchange? Exchange { get; init; }

    public WorkQueue Queue { get; } = new();

    /// <summary>Children that the activity being called wants cancelled, with their numbers.</summary>
    public List<(ActivityExecution Execution, long Id)> Cancellations { get; } = [];

    /// <summary>Case facts by ordinal, read before a call that needs them; null: none.</summary>
    public object?[]? Facts { get; set; }

    public required BurstBudget Budget { get; init; }

    /// <summary>Counts incidents that began, were decided on or were resolved in this burst.</summary>
    public int IncidentChanges { get; set; }

    /// <summary>Number of the last call made in this burst.</summary>
    public int Calls { get; private set; }

    public InstanceState State => Instance.State;

    /// <summary>Numbers the next call; the same in every repetition of the burst.</summary>
    public int NextCall() => ++Calls;
}
