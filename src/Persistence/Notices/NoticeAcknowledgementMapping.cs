using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Notices;

/// <summary>Answers to notices. No rule of the case rests on one; of two answers at the same moment the second is stale and is run again.</summary>
internal sealed class NoticeAcknowledgementMapping : IEntityTypeConfiguration<NoticeAcknowledgement>
{
    public void Configure(EntityTypeBuilder<NoticeAcknowledgement> builder)
    {
        builder.ToTable("notice_acknowledgements");
        builder.OutsideCaseGuard();
        builder.HasKey(row => row.NoticeId);
        builder.Property(row => row.NoticeId).ValueGeneratedNever();
        builder.HasLengths(("ToReference", PartMapping.ActorLength), ("Message", TextLimits.Reason), ("AnsweredBy", PartMapping.ActorLength));
        builder.Property(row => row.AnsweredAt).IsConcurrencyToken();
        builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.CaseId, row.AskedAt }).HasDatabaseName("notice_acknowledgements_case");
    }
}
