using System.Text.Json.Serialization;

namespace ProcessAutomation.Host.Simulation;

/// <summary>A wish to see a flow played through.</summary>
public sealed record SimulationRequest
{
    public required string DefinitionId { get; init; }

    /// <summary>Missing: the draft.</summary>
    public FlowChoice Flow { get; init; }

    /// <summary>Whether the published version is played too, and what differs is listed.</summary>
    public bool Compare { get; init; }
    public required DateOnly StartDate { get; init; }

    /// <summary>Missing: not known.</summary>
    public DateOnly? ReleaseDate { get; init; }
    public DateOnly? TransferDate { get; init; }

    /// <summary>Missing: the person consents.</summary>
    public bool? Consents { get; init; }

    /// <summary>Missing: there is one from the beginning.</summary>
    public bool? HasContactOfficer { get; init; }

    /// <summary>Missing: the person can be reached by e-mail.</summary>
    public bool? HasEmail { get; init; }

    /// <summary>When the service's own people answer; missing: in good time.</summary>
    public Punctuality Staff { get; init; }

    /// <summary>When the group's members answer; missing: in good time.</summary>
    public Punctuality Members { get; init; }

    /// <summary>1–60; missing: 3.</summary>
    public int? DaysLate { get; init; }

    internal SimulationWish Wish => new()
    {
        DefinitionId = DefinitionId,
        Flow = Flow,
        StartDate = StartDate,
        ReleaseDate = ReleaseDate,
        TransferDate = TransferDate,
        Consents = Consents ?? true,
        HasContactOfficer = HasContactOfficer ?? true,
        HasEmail = HasEmail ?? true,
        Staff = Staff,
        Members = Members,
        DaysLate = DaysLate ?? 3,
    };
}

/// <summary>One thing that would happen.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Who">Role or party.</param>
/// <param name="What">In words.</param>
/// <param name="Key">Step, title or template.</param>
/// <param name="Due">Deadline.</param>
/// <param name="Note">Where the deadline comes from, or the outcome.</param>
/// <param name="Text">A notice's text.</param>
public sealed record CourseEventResource(DateTimeOffset At, CourseEventKind Kind, string Who, string What, string Key, DateOnly? Due, string? Note, string? Text)
{
    internal static CourseEventResource Of(CourseEvent happened, string language) =>
        new(happened.At, happened.Kind, happened.Who, happened.What.In(language), happened.Key, happened.Due, happened.Note ?? happened.Reason?.In(language), happened.Text);
}

/// <summary>One difference between draft and published version.</summary>
public sealed record CourseDifferenceResource(CourseChange Change, CourseEventResource? Before, CourseEventResource? After);

/// <summary>A case as it would go.</summary>
/// <param name="Version">The version played.</param>
/// <param name="End">Why it ends.</param>
/// <param name="Until">The last instant looked at.</param>
/// <param name="TookSeconds">What computing it took.</param>
/// <param name="Events">In order of time.</param>
/// <param name="Differences">From the published version; missing: not asked for.</param>
public sealed record CourseResource(int Version, CourseEnd End, DateTimeOffset Until, double TookSeconds, IReadOnlyList<CourseEventResource> Events, IReadOnlyList<CourseDifferenceResource>? Differences);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SimulationRequest))]
[JsonSerializable(typeof(CourseResource))]
internal sealed partial class SimulationJson : JsonSerializerContext;

/// <summary>Names of an enumeration as the API writes them; numbers are refused.</summary>
internal sealed class JsonCamelCase<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
