using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Quartz;

namespace ProcessAutomation.Host.Housekeeping;

/// <summary>
/// Recurring housekeeping. Section <c>Housekeeping</c>. Times of day are Norwegian; schedules are cron expressions with seconds
/// (second, minute, hour, day of month, month, day of week).
/// </summary>
public sealed class HousekeepingOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Housekeeping";

    /// <summary>Whether this process takes part. Default true. False: others do it, or nobody.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long finished instances are kept with their journal, once their case has ended. Default 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepFinishedInstances { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long the text of messages is kept after they were enqueued. That they were sent stays with the case. Default 365 days.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepMessageTexts { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a running instance remembers which stimuli it has consumed, so that the same one again does nothing. Default 180 days.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepConsumedStimuli { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long the record of housekeeping runs is kept. Default 90 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepRuns { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a draft is kept for its user after its task was completed by somebody else or cancelled. Default 90 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepEndedDrafts { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Rows looked at, and at most removed, in one transaction. Default 200.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 200;

    /// <summary>How long one run may last; what is left waits for the next. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "23:00:00")]
    public TimeSpan RunAtMost { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>When retention runs. Default daily at 03:15.</summary>
    [Required]
    public string RetentionSchedule { get; set; } = "0 15 3 * * ?";

    /// <summary>When table statistics are made. Default daily at 04:45, after retention.</summary>
    [Required]
    public string StatisticsSchedule { get; set; } = "0 45 4 * * ?";

    /// <summary>When leftovers are removed. Default hourly.</summary>
    [Required]
    public string LeftoversSchedule { get; set; } = "0 35 * * * ?";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, schedule) in new[]
                 {
                     (nameof(RetentionSchedule), RetentionSchedule), (nameof(StatisticsSchedule), StatisticsSchedule), (nameof(LeftoversSchedule), LeftoversSchedule),
                 })
        {
            if (!CronExpression.TryParse(schedule, out _))
                yield return new ValidationResult($"{Section}:{name} is not a cron expression with seconds, such as \"0 15 3 * * ?\".", [name]);
        }
    }
}

/// <summary>Checks what <see cref="HousekeepingOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class HousekeepingOptionsValidator : IValidateOptions<HousekeepingOptions>;
