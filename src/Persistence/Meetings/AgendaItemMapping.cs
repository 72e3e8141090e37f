using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Meetings;

internal sealed class AgendaItemMapping : IEntityTypeConfiguration<AgendaItem>
{
    public void Configure(EntityTypeBuilder<AgendaItem> builder) => builder.IsPart("case_agenda")
        .HasLengths(("Text", 1000));
}
