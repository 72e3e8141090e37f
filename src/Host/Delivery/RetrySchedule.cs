using System.Security.Cryptography;
using System.Text;

namespace ProcessAutomation.Host.Delivery;

/// <summary>When a deferred message is tried again. Pure: the same message waits the same times in every process.</summary>
/// <remarks>
/// By default after 1, 5, 15 and 60 minutes, then after 3, 6, 12, 24, 24 and 24 hours: eleven attempts over four days, which
/// outlasts a weekend without anybody at the mail server. Each pause is lengthened by up to a tenth, by a hash of the message's key,
/// so that what failed together does not come back together.
/// </remarks>
public static class RetrySchedule
{
    private const double MaxJitter = 0.1;

    /// <summary>The pauses used unless <see cref="EmailOptions.RetryAfter"/> says otherwise; the n-th follows attempt n.</summary>
    public static IReadOnlyList<TimeSpan> Default { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    /// <summary>Pause after a failed attempt; null: that was the last.</summary>
    /// <param name="pauses">The n-th follows attempt n.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="key">The message's idempotency key.</param>
    public static TimeSpan? PauseAfter(IReadOnlyList<TimeSpan> pauses, int attempt, string key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        return attempt > pauses.Count ? null : pauses[attempt - 1] * (1 + (MaxJitter * Fraction(key, attempt)));
    }

    // 0 (inclusive) to 1 (exclusive).
    private static double Fraction(string key, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{key}|{attempt}"));
        return BitConverter.ToUInt32(hash) / (uint.MaxValue + 1.0);
    }
}
