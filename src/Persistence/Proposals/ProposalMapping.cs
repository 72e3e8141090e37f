using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Proposals;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Proposals;

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder) => builder.IsPart("case_proposals")
        .HasLengths(("Title", 200), ("Description", 4000), ("Requirements", 2000), ("EnteredBy", PartMapping.ActorLength))
        .Property(row => row.Answers).HasConversion<NumbersConverter, NumbersComparer>().HasMaxLength(1000);
}
