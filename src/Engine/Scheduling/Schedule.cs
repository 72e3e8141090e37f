using System.Globalization;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>
/// When instances start by themselves, on the business clock. What is missed while nobody runs, or is overtaken by a clock that is moved,
/// happens once and then goes on with what is still to come: never a flood. Closed.
/// </summary>
public abstract record Schedule
{
    private const string EveryPrefix = "every ";
    private const string OncePrefix = "at ";
    private const string CronPrefix = "cron ";

    private Schedule()
    {
    }

    /// <summary>As it is stored; two schedules are the same when their texts are.</summary>
    public abstract string Text { get; }

    /// <summary>The first instant when the schedule begins at <paramref name="now"/>; null: there is none.</summary>
    public abstract DateTimeOffset? First(DateTimeOffset now);

    /// <summary>The next instant after <paramref name="now"/>, when <paramref name="due"/> has just happened; null: there is none.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset due, DateTimeOffset now);

    /// <summary>Reads <see cref="Text"/>.</summary>
    /// <exception cref="FormatException">It is not one that was written here.</exception>
    public static Schedule Parse(string text) =>
        text.StartsWith(EveryPrefix, StringComparison.Ordinal) ? new Every(TimeSpan.ParseExact(text[EveryPrefix.Length..], "c", CultureInfo.InvariantCulture))
        : text.StartsWith(OncePrefix, StringComparison.Ordinal) ? new Once(DateTimeOffset.ParseExact(text[OncePrefix.Length..], "O", CultureInfo.InvariantCulture))
        : text.StartsWith(CronPrefix, StringComparison.Ordinal) && CronSchedule.Read(text[CronPrefix.Length..]) is CronReading.Read cron ? new ByCron(cron.Schedule)
        : throw new FormatException($"'{text}' is no schedule.");

    /// <summary>Again and again after a span of time.</summary>
    /// <param name="Interval">Positive; kept in whole microseconds.</param>
    public sealed record Every(TimeSpan Interval) : Schedule
    {
        /// <summary>Shortest interval that starts instances.</summary>
        public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

        /// <inheritdoc/>
        public override string Text => EveryPrefix + Interval.ToString("c", CultureInfo.InvariantCulture);

        /// <inheritdoc/>
        public override DateTimeOffset? First(DateTimeOffset now) => Interval < DateTimeOffset.MaxValue - now ? Instants.Truncate(now + Interval) : null;

        /// <inheritdoc/>
        public override DateTimeOffset? Next(DateTimeOffset due, DateTimeOffset now)
        {
            var turns = now < due ? 1 : ((now - due).Ticks / Interval.Ticks) + 1;
            return Interval < (DateTimeOffset.MaxValue - due) / turns ? Instants.Truncate(due + (Interval * turns)) : null;
        }
    }

    /// <summary>At one instant; one that is past when the schedule begins never comes.</summary>
    /// <param name="Instant">UTC, in whole microseconds.</param>
    public sealed record Once(DateTimeOffset Instant) : Schedule
    {
        /// <inheritdoc/>
        public override string Text => OncePrefix + Instants.Truncate(Instant).ToString("O", CultureInfo.InvariantCulture);

        /// <inheritdoc/>
        public override DateTimeOffset? First(DateTimeOffset now) => Instant > now ? Instants.Truncate(Instant) : null;

        /// <inheritdoc/>
        public override DateTimeOffset? Next(DateTimeOffset due, DateTimeOffset now) => null;
    }

    /// <summary>By the calendar and the clock on the wall.</summary>
    /// <param name="Cron">The expression.</param>
    public sealed record ByCron(CronSchedule Cron) : Schedule
    {
        /// <inheritdoc/>
        public override string Text => CronPrefix + Cron.Expression;

        /// <inheritdoc/>
        public override DateTimeOffset? First(DateTimeOffset now) => Cron.NextAfter(now);

        /// <inheritdoc/>
        public override DateTimeOffset? Next(DateTimeOffset due, DateTimeOffset now) => Cron.NextAfter(now > due ? now : due);
    }
}
