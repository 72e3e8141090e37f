using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Groups;

/// <summary>The thread. A message rests on no rule of the case, so writing one does not contend for its version.</summary>
internal sealed class GroupMessageMapping : IEntityTypeConfiguration<GroupMessage>
{
    public void Configure(EntityTypeBuilder<GroupMessage> builder)
    {
        builder.ToTable("group_messages");
        builder.OutsideCaseGuard();
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasLengths(("AuthorId", PartMapping.ActorLength), ("Text", GroupMessage.MaxLength));
        builder.HasIndex(row => new { row.CaseId, row.At }).HasDatabaseName("group_messages_case");
    }
}
