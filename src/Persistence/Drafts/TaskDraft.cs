using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Drafts;

/// <summary>What one user has typed into one task and not sent yet. Personal text; nothing of it has been judged.</summary>
public sealed class TaskDraft
{
    /// <summary>Longest <see cref="Answers"/>, in UTF-16 units.</summary>
    public const int MaxAnswers = 500_000;

    /// <summary>Longest <see cref="Outcome"/>, in UTF-16 units.</summary>
    public const int MaxOutcome = 200;

    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>User id of who typed it.</summary>
    public required string UserId { get; init; }

    /// <summary>The task's case; null: none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>A JSON object by field name, as it was typed.</summary>
    public required string Answers { get; set; }

    /// <summary>The outcome chosen; null: none yet.</summary>
    public string? Outcome { get; set; }

    /// <summary>Counts the savings, from 1: two windows of one user do not overwrite each other unseen.</summary>
    public required int Revision { get; set; }

    /// <summary>When it was last saved, business clock, UTC.</summary>
    public required DateTimeOffset SavedAt { get; set; }

    /// <summary>User id of whose draft it went on from; null: begun by the user.</summary>
    public string? TakenFrom { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TaskDraft>
    {
        public void Configure(EntityTypeBuilder<TaskDraft> builder)
        {
            builder.ToTable("task_drafts");
            builder.HasKey(row => new { row.TaskId, row.UserId });
            builder.Property(row => row.TaskId).ValueGeneratedNever();
            builder.Property(row => row.UserId).HasMaxLength(PartMapping.ActorLength);
            builder.Property(row => row.Outcome).HasMaxLength(MaxOutcome);
            builder.Property(row => row.TakenFrom).HasMaxLength(PartMapping.ActorLength);
            builder.Property(row => row.Revision).IsConcurrencyToken();
            builder.OutsideCaseGuard();
        }
    }
}
