using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Meetings;

internal sealed class AttendanceMapping : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> builder) => builder.IsPart("case_attendance")
        .HasLengths(("Reason", 1000));
}
