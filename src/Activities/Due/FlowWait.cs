using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Notices;

namespace ProcessAutomation.Activities.Due;

/// <summary>What a flow of a case waits for that is no task. The names are what the API calls them.</summary>
public enum FlowWaitKind
{
    /// <summary>A day or an instant, at which the flow goes on.</summary>
    Date,

    /// <summary>A day that counts from a date nobody knows yet.</summary>
    UnknownDate,

    /// <summary>Another flow, until it has ended.</summary>
    Flow,

    /// <summary>Somebody who was asked about a notice.</summary>
    Answer,

    /// <summary>Something that may happen in the case.</summary>
    Event,

    /// <summary>Another computer system.</summary>
    Outside,

    /// <summary>A supervisor: something went wrong.</summary>
    Trouble,
}

/// <summary>A flow as people know it.</summary>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="Name">What its process owner calls it.</param>
public sealed record FlowName(string DefinitionId, string Name);

/// <summary>One thing a flow of a case waits for. Holds nothing the instance keeps: what waits and until when.</summary>
public sealed record FlowWait
{
    /// <summary>What kind.</summary>
    public required FlowWaitKind Kind { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The flow that waits.</summary>
    public required FlowName Flow { get; init; }

    /// <summary>Where in the flow, in its process owner's words; null: its drawing cannot be read any more.</summary>
    public string? Activity { get; init; }

    /// <summary>Until when, UTC: the end of <see cref="Day"/> or a time of day; null: no date.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Until and with which day; null: a time of day is meant, or there is no date.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Where the date comes from; null: the flow says it itself.</summary>
    public Phrase? Reason { get; init; }

    /// <summary>The flow waited for; null for other kinds, and for one of another case.</summary>
    public FlowName? Other { get; init; }

    /// <summary>Template of the notices that are not answered; null for other kinds.</summary>
    public string? Template { get; init; }

    /// <summary>Who has not answered; empty for other kinds.</summary>
    public ImmutableArray<Recipient> Recipients { get; init; } = [];

    /// <summary>What is waited to happen, one of <see cref="Cases.CaseEvents"/> or a process owner's; null for other kinds.</summary>
    public string? EventName { get; init; }
}
