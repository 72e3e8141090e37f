using System.Text.Json.Serialization;

namespace ProcessAutomation.Host.Simulation;

/// <summary>Which text of a flow is simulated.</summary>
[JsonConverter(typeof(JsonCamelCase<FlowChoice>))]
public enum FlowChoice
{
    /// <summary>The newest text, published or not.</summary>
    Draft,

    /// <summary>The version new cases begin with now.</summary>
    Published,
}

/// <summary>When somebody answers what they are asked.</summary>
[JsonConverter(typeof(JsonCamelCase<Punctuality>))]
public enum Punctuality
{
    /// <summary>Three days before the deadline, on a working day, but not before the day after.</summary>
    InGoodTime,

    /// <summary>On the deadline's last day.</summary>
    OnTheLastDay,

    /// <summary>Some days after the deadline, <see cref="SimulationWish.DaysLate"/>.</summary>
    Late,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>What a process owner wants to see played through.</summary>
public sealed record SimulationWish
{
    /// <summary>The most days late.</summary>
    public const int MostDaysLate = 60;

    /// <summary>The flow. One that the main flow of a case reaches is played from the summons on, any other by itself.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Which text of it. The flows around it are those published.</summary>
    public FlowChoice Flow { get; init; }

    /// <summary>The first day of the sentence; not before the day the simulation begins.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Release, after <see cref="StartDate"/>; null: not known, and the simulation ends after a year and a month.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>A planned transfer to another prison; null: none.</summary>
    public DateOnly? TransferDate { get; init; }

    /// <summary>Whether the person consents to sharing the needs map.</summary>
    public bool Consents { get; init; } = true;

    /// <summary>Whether a contact officer is named from the beginning.</summary>
    public bool HasContactOfficer { get; init; } = true;

    /// <summary>Whether the person can be reached by e-mail; a summons goes by letter otherwise.</summary>
    public bool HasEmail { get; init; } = true;

    /// <summary>When the service's own people answer.</summary>
    public Punctuality Staff { get; init; }

    /// <summary>When the members of the responsibility group answer.</summary>
    public Punctuality Members { get; init; }

    /// <summary>How late those are who are late. 1–<see cref="MostDaysLate"/>.</summary>
    public int DaysLate { get; init; } = 3;
}
