using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Persistence.Outbox;

/// <summary>A message on its way out, for pages.</summary>
public sealed record OutboxRow
{
    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public required string Kind { get; init; }

    /// <summary>The case; null means none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The instance that sent it; null means none.</summary>
    public Guid? InstanceId { get; init; }
    public required string Payload { get; init; }

    /// <summary>What is sent, frozen at the first attempt; null before it. Holds personal data.</summary>
    public string? Rendered { get; init; }
    public required OutboxStatus Status { get; init; }

    /// <summary>Attempts recorded.</summary>
    public required int Attempts { get; init; }

    /// <summary>Machine clock.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Until when somebody has it claimed, machine clock; null means nobody.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }
    public required long Fence { get; init; }

    /// <summary>Business clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OutboxRow>
    {
        public void Configure(EntityTypeBuilder<OutboxRow> builder)
        {
            builder.ToTable("outbox");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Status).HasConversion<short>();
        }
    }
}

/// <summary>One attempt to deliver, for the delivery log.</summary>
public sealed record DeliveryAttemptRow
{
    public required Guid OutboxId { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Machine clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Stable result code.</summary>
    public required string Code { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DeliveryAttemptRow>
    {
        public void Configure(EntityTypeBuilder<DeliveryAttemptRow> builder)
        {
            builder.ToTable("delivery_attempts");
            builder.HasKey(row => new { row.OutboxId, row.Attempt });
        }
    }
}
