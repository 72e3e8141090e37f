using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Attachments;

/// <summary>A file on a task. Its bytes are <see cref="AttachmentPart"/>s. A removed one has lost its bytes and keeps its row.</summary>
public sealed class TaskAttachment
{
    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int MaxName = 150;

    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The task's case; null: none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>File name without a path, safe to save under. Personal text.</summary>
    public required string Name { get; init; }

    /// <summary>What the content was recognised as, by its extension without dot: <c>pdf</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Of the content, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>User id.</summary>
    public required string AddedBy { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>User id of who removed it; null: it is there.</summary>
    public string? RemovedBy { get; set; }

    /// <summary>When it was removed; null: it is there.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TaskAttachment>
    {
        public void Configure(EntityTypeBuilder<TaskAttachment> builder)
        {
            builder.ToTable("task_attachments");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Name).HasMaxLength(MaxName);
            builder.Property(row => row.Kind).HasMaxLength(20);
            builder.Property(row => row.Sha256).HasMaxLength(64);
            builder.Property(row => row.AddedBy).HasMaxLength(PartMapping.ActorLength);
            builder.Property(row => row.RemovedBy).HasMaxLength(PartMapping.ActorLength);
            builder.HasIndex(row => new { row.TaskId, row.AddedAt }).HasDatabaseName("task_attachments_task");
            builder.OutsideCaseGuard();
        }
    }
}

/// <summary>A stretch of a file's bytes.</summary>
public sealed record AttachmentPart
{
    /// <summary>Bytes in every part but the last.</summary>
    public const int Length = 256 * 1024;

    /// <summary>The file.</summary>
    public required Guid AttachmentId { get; init; }

    /// <summary>From 0, in order.</summary>
    public required int Number { get; init; }

    /// <summary>1–<see cref="Length"/> bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AttachmentPart>
    {
        public void Configure(EntityTypeBuilder<AttachmentPart> builder)
        {
            builder.ToTable("task_attachment_parts");
            builder.HasKey(row => new { row.AttachmentId, row.Number });
            builder.Property(row => row.AttachmentId).ValueGeneratedNever();
            builder.Property(row => row.Number).ValueGeneratedNever();
            builder.Property(row => row.Content).HasConversion(content => content.ToArray(), stored => stored);
            builder.HasOne<TaskAttachment>().WithMany().HasForeignKey(row => row.AttachmentId).OnDelete(DeleteBehavior.Cascade);
            builder.OutsideCaseGuard();
        }
    }
}
