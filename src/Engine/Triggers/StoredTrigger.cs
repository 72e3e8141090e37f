using ProcessAutomation.Engine.Scheduling;

namespace ProcessAutomation.Engine.Triggers;

/// <summary>One thing that shall start instances of a published version: an event of this name and key, or a schedule.</summary>
public sealed record TriggerWish
{
    /// <summary>Id of the trigger activity in its definition.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Kind of trigger, e.g. <c>Event</c>; for events the name broadcasts have.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from others of its kind, e.g. the event's name; unique within activity and name. Empty for a schedule.</summary>
    public required string Key { get; init; }

    /// <summary>JSON for whoever looks triggers up by name; null: nothing.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>When it starts an instance; null: only when something happens.</summary>
    public Schedule? Schedule { get; init; }
}

/// <summary>A trigger of a published version as it is stored.</summary>
public sealed record StoredTrigger
{
    /// <summary>Identity; a trigger that is unchanged in the next version keeps it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The definition it starts.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The published version, which is the one it starts.</summary>
    public required string VersionId { get; init; }

    /// <summary>Id of the trigger activity, with which the instance begins.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Kind of trigger.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from others of its kind; empty for a schedule.</summary>
    public required string Key { get; init; }

    /// <summary>JSON the activity left for whoever looks it up; null: nothing.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>Its schedule as text (<see cref="Scheduling.Schedule.Parse"/>); null: none.</summary>
    public string? Schedule { get; init; }

    /// <summary>When it starts the next instance, business clock, UTC; null: nothing is to come.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it last started one by its schedule, business clock, UTC; null: never.</summary>
    public DateTimeOffset? FiredAt { get; init; }
}
