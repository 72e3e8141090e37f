using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Handover;

internal sealed class TransitionMapping : IEntityTypeConfiguration<Transition>
{
    public void Configure(EntityTypeBuilder<Transition> builder) => builder.IsPart("case_transitions")
        .HasLengths(("Receiver", 100));
}
