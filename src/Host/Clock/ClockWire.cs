using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ProcessAutomation.Host.Clock;

/// <summary>A wish to move the manual clock: exactly one of the two.</summary>
/// <param name="Now">The instant it shall show, ISO 8601 with offset.</param>
/// <param name="Advance">How far it shall move on: ISO 8601 (<c>P7D</c>, <c>PT1H</c>) or <c>7.00:00:00</c>.</param>
public sealed record ClockMove(DateTimeOffset? Now = null, string? Advance = null);

/// <summary>What moving the clock set off.</summary>
/// <param name="Now">What it shows now, UTC.</param>
/// <param name="Fired">What went on, in the order it happened.</param>
/// <param name="Deliveries">Attempts made at messages of the outbox.</param>
/// <param name="IsQuiet">False: something is still claimed by a process that may be gone; it goes on when the claim ends.</param>
public sealed record ClockReport(DateTimeOffset Now, ImmutableArray<ClockFiring> Fired, int Deliveries, bool IsQuiet);

/// <summary>One instance that went on.</summary>
/// <param name="At">Business clock, UTC.</param>
/// <param name="InstanceId">The workflow instance.</param>
/// <param name="Activity">Id of the activity that waited.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsTimer">True: its timer fired. False: something it waited for arrived.</param>
public sealed record ClockFiring(DateTimeOffset At, Guid InstanceId, string Activity, string Type, bool IsTimer);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClockMove))]
[JsonSerializable(typeof(ClockReport))]
internal sealed partial class ClockJson : JsonSerializerContext;
