using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ProcessAutomation.Persistence.Databases;

/// <summary>Instants as both databases keep them: UTC, whole microseconds.</summary>
public static class Instants
{
    /// <summary>Microseconds since the Unix epoch, the rest cut off.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of so many microseconds since the Unix epoch.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant as it comes back from storage.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));
}

/// <summary>SQLite has no instants, and EF cannot order its text form: they are integers there.</summary>
internal sealed class MicrosecondConverter() : ValueConverter<DateTimeOffset, long>(
    instant => Instants.ToMicroseconds(instant), microseconds => Instants.FromMicroseconds(microseconds));

/// <summary>PostgreSQL takes instants with offset zero only; whatever offset one has, the instant is the same.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => Instants.Truncate(instant), instant => instant);
