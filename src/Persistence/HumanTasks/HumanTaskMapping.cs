using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Persistence.HumanTasks;

/// <summary>Human tasks for pages. They are written by the engine's commit only.</summary>
public sealed class HumanTaskMapping : IEntityTypeConfiguration<HumanTask>
{
    /// <summary>The unit of a task's case, kept beside it by the database so that a unit's list is one look into an index; null: no case.</summary>
    public const string UnitId = "UnitId";

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<HumanTask> builder)
    {
        builder.ToTable("tasks");
        builder.HasKey(task => task.Id);
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.Property<string?>(UnitId);
        builder.Property(task => task.Status).HasConversion<short>();
    }
}
