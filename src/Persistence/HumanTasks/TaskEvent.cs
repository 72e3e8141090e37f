using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence.HumanTasks;

/// <summary>What somebody did with a task. The numbers are stored.</summary>
public enum TaskEventKind
{
    /// <summary>Made by a person. Tasks that a flow makes have no such event.</summary>
    Created = 1,

    /// <summary>Taken.</summary>
    Claimed = 2,

    /// <summary>Given back.</summary>
    Released = 3,

    /// <summary>Handed over to <see cref="TaskEvent.ToUser"/>.</summary>
    HandedOver = 4,

    /// <summary>Put on hold until <see cref="TaskEvent.Until"/>.</summary>
    Held = 5,

    /// <summary>Back from hold before its day, because of news or because somebody wanted it.</summary>
    Woken = 6,

    /// <summary>Completed.</summary>
    Completed = 7,

    /// <summary>Open again after it was completed.</summary>
    Reopened = 8,

    /// <summary>What was answered was corrected.</summary>
    Corrected = 9,

    /// <summary>Withdrawn by a person.</summary>
    Cancelled = 10,

    /// <summary>Its role has a new holder, who has it from now on.</summary>
    Inherited = 11,
}

/// <summary>One line of a task's history. Only ever added.</summary>
public sealed record TaskEvent
{
    /// <summary>Longest <see cref="Reason"/>, UTF-16 units.</summary>
    public const int MaxReason = 1000;

    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>Its case; null: none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>What was done.</summary>
    public required TaskEventKind Kind { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset ActedAt { get; init; }

    /// <summary>User id of who did it; for <see cref="TaskEventKind.Woken"/> of who brought the news, or the actor's code where no user did.</summary>
    public required string ActedBy { get; init; }

    /// <summary>User id of who had the task before; null: nobody, or it does not matter.</summary>
    public string? FromUser { get; init; }

    /// <summary>User id of who has it from then on; null: nobody, or it does not matter.</summary>
    public string? ToUser { get; init; }

    /// <summary>When a hold ends, business clock, UTC; null for other kinds.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, in the words of who did it; for <see cref="TaskEventKind.Woken"/> the code of the news. Personal text. Null: no reason given.</summary>
    public string? Reason { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TaskEvent>
    {
        public void Configure(EntityTypeBuilder<TaskEvent> builder)
        {
            builder.ToTable("task_events");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.ActedBy).HasMaxLength(100);
            builder.Property(row => row.FromUser).HasMaxLength(100);
            builder.Property(row => row.ToUser).HasMaxLength(100);
            builder.Property(row => row.Reason).HasMaxLength(MaxReason);
            builder.HasIndex(row => new { row.TaskId, row.ActedAt }).HasDatabaseName("task_events_task");
            builder.OutsideCaseGuard();
        }
    }
}
