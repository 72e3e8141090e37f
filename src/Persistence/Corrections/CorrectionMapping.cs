using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Corrections;

internal sealed class CorrectionMapping : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> builder)
    {
        builder.ToTable("case_corrections");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedOnAdd();
        builder.HasLengths(("Fact", 60), ("Reason", 1000), ("MadeBy", PartMapping.ActorLength));
        builder.HasIndex(row => new { row.CaseId, row.MadeAt }).HasDatabaseName("case_corrections_case");
    }
}
