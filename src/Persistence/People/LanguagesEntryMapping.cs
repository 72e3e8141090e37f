using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Units;

namespace ProcessAutomation.Persistence.People;

/// <summary>The history of a person's languages. Two who change them at once meet at the key, and the second is run again.</summary>
internal sealed class LanguagesEntryMapping : IEntityTypeConfiguration<LanguagesEntry>
{
    public void Configure(EntityTypeBuilder<LanguagesEntry> builder)
    {
        builder.ToTable("person_languages");
        builder.HasKey(row => new { row.PersonId, row.Number });
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.HasLengths(("Language", LanguageTag.MaxLength), ("InterpreterLanguage", LanguageTag.MaxLength), ("ChangedBy", PartMapping.ActorLength));
        builder.Property(row => row.FurtherLanguages).HasConversion<KeysConverter, KeysComparer>().HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
