using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Meetings;

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.IsPart("case_meetings").HasLengths(("Where", 500), ("HeldBy", PartMapping.ActorLength), ("SupportedBy", PartMapping.ActorLength), ("Minutes", 8000), ("EnteredBy", PartMapping.ActorLength));
        builder.Property(row => row.Where).HasColumnName("location");
    }
}
