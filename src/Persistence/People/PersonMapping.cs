using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Units;

namespace ProcessAutomation.Persistence.People;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("persons");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasLengths(("NationalNumber", 11), ("GivenName", Person.MaxName), ("FamilyName", Person.MaxName), ("Email", 254), ("Address", 500), ("Language", LanguageTag.MaxLength), ("InterpreterLanguage", LanguageTag.MaxLength));
        builder.Property(row => row.FurtherLanguages).HasConversion<KeysConverter, KeysComparer>().HasMaxLength(200);
        builder.HasIndex(row => row.NationalNumber).IsUnique().HasDatabaseName("persons_national_number");
        builder.Ignore(row => row.Name);
        builder.Ignore(row => row.MaskedNumber);
        builder.Ignore(row => row.Languages);
    }
}
