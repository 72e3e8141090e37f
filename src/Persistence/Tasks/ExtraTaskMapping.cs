using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Tasks;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Tasks;

/// <summary>Tasks people add. No rule of the case rests on one; of two who cancel the second is stale and is run again.</summary>
internal sealed class ExtraTaskMapping : IEntityTypeConfiguration<ExtraTask>
{
    public void Configure(EntityTypeBuilder<ExtraTask> builder)
    {
        builder.ToTable("extra_tasks");
        builder.OutsideCaseGuard();
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Text).HasColumnName("body");
        builder.HasLengths(
            ("Title", TextLimits.Line), ("Text", TextLimits.Text), ("Role", PartMapping.RoleLength), ("Assignee", PartMapping.ActorLength),
            ("MadeBy", PartMapping.ActorLength), ("CancelledBy", PartMapping.ActorLength), ("CancelReason", TextLimits.Reason));
        builder.Property(row => row.CancelledAt).IsConcurrencyToken();
        builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.InstanceId).IsUnique().HasDatabaseName("extra_tasks_instance");
        builder.HasIndex(row => new { row.CaseId, row.MadeAt }).HasDatabaseName("extra_tasks_case");
    }
}
