using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>The case row, and its parts as rows of their own tables keyed by case and number.</summary>
internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable(CaseGuard.Table);
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.UnitId).HasMaxLength(60);
        builder.Property(row => row.OpenedBy).HasMaxLength(100);
        builder.Property(row => row.StatusReason).HasMaxLength(1000);
        builder.Property(row => row.Language).HasMaxLength(20);
        builder.Property(row => row.InterpreterLanguage).HasMaxLength(20);
        builder.Property(row => row.HomeMunicipality).HasMaxLength(100);
        builder.Property(row => row.SummonsDeliveredBy).HasMaxLength(100);
        builder.Property(row => row.ExistingGroup).HasMaxLength(200);
        builder.HasIndex(row => new { row.UnitId, row.Status }).HasDatabaseName("cases_unit");
        builder.HasIndex(row => row.PersonId).HasDatabaseName("cases_person");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        foreach (var kept in (string[])[nameof(Case.Reference), nameof(Case.Phase), nameof(Case.Facts)])
            builder.Ignore(kept);
        HasParts<RoleHolding>(builder, "_holdings");
        HasParts<GroupMember>(builder, "_members");
        HasParts<Need>(builder, "_needs");
        HasParts<ConsentDecision>(builder, "_consents");
        HasParts<Sharing>(builder, "_sharings");
        HasParts<Proposal>(builder, "_proposals");
        HasParts<PlanVersion>(builder, "_planVersions");
        HasParts<Measure>(builder, "_measures");
        HasParts<MeasureLogEntry>(builder, "_measureLog");
        HasParts<Meeting>(builder, "_meetings");
        HasParts<Attendance>(builder, "_attendance");
        HasParts<AgendaItem>(builder, "_agenda");
        HasParts<Change>(builder, "_changes");
        HasParts<Transition>(builder, "_transitions");
        HasParts<HandoverLine>(builder, "_handoverLines");
        HasParts<ChecklistItem>(builder, "_checklist");
        HasParts<Farewell>(builder, "_farewells");
        HasParts<Correction>(builder, "_corrections"); // those made in a unit of work; earlier ones are not loaded with the case
    }

    private static void HasParts<T>(EntityTypeBuilder<Case> builder, string field)
        where T : class =>
        builder.HasMany<T>(field).WithOne().HasForeignKey("CaseId").OnDelete(DeleteBehavior.Cascade);
}
