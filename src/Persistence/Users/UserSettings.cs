using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Users;

/// <summary>What a user has chosen for themselves, on whatever machine they sign in.</summary>
public sealed class UserSettings
{
    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>Language of the pages: <c>nb</c>, <c>nn</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserSettings>
    {
        public void Configure(EntityTypeBuilder<UserSettings> builder)
        {
            builder.ToTable("user_settings");
            builder.HasKey(row => row.UserId);
            builder.Property(row => row.UserId).HasMaxLength(PartMapping.ActorLength);
            builder.Property(row => row.Language).HasMaxLength(10);
            builder.OutsideCaseGuard();
        }
    }
}
