using System.Diagnostics;
using System.Globalization;

namespace ProcessAutomation.Engine.Storage;

/// <summary>The places at which a crash test lets the process die.</summary>
public enum CrashPoint
{
    /// <summary>Everything of a burst is written, nothing committed.</summary>
    BeforeCommit,

    /// <summary>The burst is durable, whoever it addressed has not been woken.</summary>
    AfterCommit,

    /// <summary>A due timer is leased, its instance has not run.</summary>
    AfterTimerClaim,

    /// <summary>An outbox row is leased, nothing has been sent.</summary>
    AfterOutboxClaim,

    /// <summary>The other side has accepted a message, that is not recorded.</summary>
    AfterAccepted,

    /// <summary>A schema script has run, it is neither recorded nor committed.</summary>
    InsideSchemaScript,
}

/// <summary>
/// Lets a crash test end this process as a power cut would: SIGKILL, no finally block, no flush. Does nothing unless
/// <c>PROCESSAUTOMATION_CRASH_AT=&lt;point&gt;[:n]</c> is set and the environment is Development; <c>n</c> counts the passes of that
/// point from 1, which is the default. Costs one comparison of a static field otherwise.
/// </summary>
public static class CrashPoints
{
    private static readonly CrashPoint? Armed = ReadPoint(out Remaining);
    private static int Remaining;

    /// <summary>Whether this point is armed, for code that has no such moment of its own on its fast path.</summary>
    public static bool IsArmed(CrashPoint point) => Armed == point;

    /// <summary>Dies here if the test asked for it.</summary>
    public static void Reach(CrashPoint point)
    {
        if (Armed == point && Interlocked.Decrement(ref Remaining) == 0)
            Die();
    }

    private static void Die()
    {
        // Process.Kill is SIGKILL: unlike Environment.FailFast nothing of ours runs any more. The wait is for the signal.
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }

    private static CrashPoint? ReadPoint(out int remaining)
    {
        remaining = 0;
        var wish = Environment.GetEnvironmentVariable("PROCESSAUTOMATION_CRASH_AT");
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        if (wish is null || !string.Equals(environment, "Development", StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = wish.Split(':', 2);
        remaining = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        return Enum.Parse<CrashPoint>(parts[0], ignoreCase: true);
    }
}
