using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>What the mappings of a case's parts have in common: the key is the case and the part's number in it, given by the domain.</summary>
internal static class PartMapping
{
    /// <summary>Longest id of a user or system.</summary>
    public const int ActorLength = 100;

    /// <summary>Longest role key.</summary>
    public const int RoleLength = Domain.Cases.CaseRoles.MaxLength;

    /// <summary>Names the table and the key.</summary>
    public static EntityTypeBuilder<T> IsPart<T>(this EntityTypeBuilder<T> builder, string table)
        where T : class
    {
        builder.ToTable(table);
        builder.Property<Guid>("CaseId");
        builder.Property<int>("Number").ValueGeneratedNever();
        builder.HasKey("CaseId", "Number");
        return builder;
    }

    /// <summary>Gives columns their lengths.</summary>
    public static EntityTypeBuilder<T> HasLengths<T>(this EntityTypeBuilder<T> builder, params ReadOnlySpan<(string Property, int Length)> lengths)
        where T : class
    {
        foreach (var (property, length) in lengths)
            builder.Property(property).HasMaxLength(length);
        return builder;
    }
}
