using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Comments;

/// <summary>A remark on a task. Never edited; its writer may strike it, which leaves the row. Personal text.</summary>
public sealed class TaskComment
{
    /// <summary>Longest text, in UTF-16 units.</summary>
    public const int MaxLength = 4000;

    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The task's case; null: none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>What was written. Not shown once it is struck.</summary>
    public required string Text { get; init; }

    /// <summary>User id.</summary>
    public required string WrittenBy { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When its writer struck it; null: it stands.</summary>
    public DateTimeOffset? StruckAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TaskComment>
    {
        public void Configure(EntityTypeBuilder<TaskComment> builder)
        {
            builder.ToTable("task_comments");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Text).HasMaxLength(MaxLength);
            builder.Property(row => row.WrittenBy).HasMaxLength(PartMapping.ActorLength);
            builder.HasIndex(row => new { row.TaskId, row.WrittenAt }).HasDatabaseName("task_comments_task");
            builder.OutsideCaseGuard();
        }
    }
}
