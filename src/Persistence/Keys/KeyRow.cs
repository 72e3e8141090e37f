using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence.Keys;

/// <summary>One key of the ring that protects cookies and forms, as the framework wrote it. Secret.</summary>
public sealed class KeyRow
{
    public required Guid Id { get; init; }

    /// <summary>The framework's name for it.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as XML, encrypted when a certificate is configured.</summary>
    public required string Xml { get; init; }

    /// <summary>Names and lengths of the table.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<KeyRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<KeyRow> builder)
        {
            builder.ToTable("protection_keys");
            builder.HasKey(k => k.Id);
        }
    }
}
