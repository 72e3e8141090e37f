using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Persistence.HumanTasks;

/// <summary>Human tasks for pages. They are written by the engine's commit only.</summary>
internal sealed class HumanTaskMapping : IEntityTypeConfiguration<HumanTask>
{
    public void Configure(EntityTypeBuilder<HumanTask> builder)
    {
        builder.ToTable("tasks");
        builder.HasKey(task => task.Id);
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.Property(task => task.Status).HasConversion<short>();
    }
}
