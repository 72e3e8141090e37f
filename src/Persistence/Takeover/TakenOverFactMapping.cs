using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Takeover;

internal sealed class TakenOverFactMapping : IEntityTypeConfiguration<TakenOverFact>
{
    public void Configure(EntityTypeBuilder<TakenOverFact> builder)
    {
        builder.ToTable("case_taken_over");
        builder.HasKey(row => new { row.CaseId, row.Fact });
        builder.HasLengths(("Fact", 40), ("HeldBy", PartMapping.ActorLength), ("EnteredBy", PartMapping.ActorLength));
        builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
    }
}
