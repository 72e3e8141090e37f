using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Deadlines;

/// <summary>
/// Deadlines as rows. Their fact is guarded by the case's version when it changes; a rung that fires is guarded by the burst's instance, so
/// the row itself does not contend for the case.
/// </summary>
internal sealed class CaseDeadlineMapping : IEntityTypeConfiguration<CaseDeadline>
{
    public void Configure(EntityTypeBuilder<CaseDeadline> builder)
    {
        builder.ToTable("deadlines");
        builder.OutsideCaseGuard();
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasLengths(("Fact", 60));
        builder.Property(row => row.Rungs).HasConversion<RungsConverter, RungsComparer>();
        builder.Property(row => row.Pauses).HasConversion<PausesConverter, PausesComparer>();
        builder.Property(row => row.Fired).HasConversion<NumbersConverter, NumbersComparer>().HasMaxLength(200);
        builder.Ignore(row => row.Rule);
        builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.CaseId).HasDatabaseName("deadlines_case");
        builder.HasIndex(row => row.BookmarkId).HasDatabaseName("deadlines_bookmark");
        builder.HasIndex(row => row.TaskId).HasDatabaseName("deadlines_task");
    }

    private sealed class RungsConverter() : ValueConverter<ImmutableArray<Rung>, string>(
        rungs => JsonSerializer.Serialize(rungs, DeadlineJson.Default.ImmutableArrayRung),
        text => JsonSerializer.Deserialize(text, DeadlineJson.Default.ImmutableArrayRung));

    private sealed class RungsComparer() : ValueComparer<ImmutableArray<Rung>>(
        (one, other) => one.SequenceEqual(other), rungs => rungs.Length, rungs => rungs);

    private sealed class PausesConverter() : ValueConverter<PauseLedger, string>(
        ledger => JsonSerializer.Serialize(ledger.Pauses, DeadlineJson.Default.ImmutableArrayPause),
        text => new PauseLedger(JsonSerializer.Deserialize(text, DeadlineJson.Default.ImmutableArrayPause)));

    private sealed class PausesComparer() : ValueComparer<PauseLedger>(
        (one, other) => one!.Pauses.SequenceEqual(other!.Pauses), ledger => ledger.Pauses.Length, ledger => ledger); // never null in a row
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImmutableArray<Rung>))]
[JsonSerializable(typeof(ImmutableArray<Pause>))]
internal sealed partial class DeadlineJson : JsonSerializerContext;
