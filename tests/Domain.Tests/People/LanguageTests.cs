using System.Collections.Immutable;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using Xunit;

namespace ProcessAutomation.Domain.Tests.People;

public sealed class LanguageTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_change_is_kept_with_who_and_when_and_the_same_again_is_none()
    {
        var person = NewPerson();
        var changed = Assert.IsType<LanguagesChange.Changed>(person.ChangeLanguages(new Languages { Reads = "pl", Further = ["nb", "pl", "nb"], Interpreter = "pl" }, 1, "kari", Now));
        Assert.Equal((1, "pl", "pl", "kari", Now), (changed.Entry.Number, changed.Entry.Language, changed.Entry.InterpreterLanguage, changed.Entry.ChangedBy, changed.Entry.ChangedAt));
        Assert.Equal(["nb"], person.FurtherLanguages); // itself and the same twice are left out
        Assert.Equal(["pl", "nb"], person.Languages.AllRead);
        Assert.IsType<LanguagesChange.Same>(person.ChangeLanguages(new Languages { Reads = "pl", Further = ["nb"], Interpreter = "pl" }, 2, "kari", Now));
    }

    [Theory]
    [InlineData("norsk bokmål", "nb", null, "language")]
    [InlineData("nb", "", null, "furtherLanguages")]
    [InlineData("nb", "en", "1", "interpreterLanguage")]
    public void What_is_no_language_tag_is_refused_and_changes_nothing(string reads, string further, string? interpreter, string field)
    {
        var person = NewPerson();
        var refused = Assert.IsType<LanguagesChange.Refused>(person.ChangeLanguages(new Languages { Reads = reads, Further = [further], Interpreter = interpreter }, 1, "kari", Now));
        Assert.Equal((RefusalCodes.LanguageUnknown, field), (refused.Refusal.Code, refused.Refusal.Field));
        Assert.Equal("nb", person.Language);
    }

    [Fact]
    public void More_languages_than_can_be_kept_are_refused()
    {
        var many = SpokenLanguages.All.Select(language => language.Tag).Where(tag => tag != "nb").Take(Languages.MaxFurther + 1).ToImmutableArray();
        var refused = Assert.IsType<LanguagesChange.Refused>(NewPerson().ChangeLanguages(new Languages { Reads = "nb", Further = many }, 1, "kari", Now));
        Assert.Equal(RefusalCodes.LanguagesTooMany, refused.Refusal.Code);
        Assert.IsType<LanguagesChange.Changed>(NewPerson().ChangeLanguages(new Languages { Reads = "nb", Further = many[1..] }, 1, "kari", Now));
    }

    [Fact]
    public void The_list_has_each_language_once_by_a_valid_tag_with_a_name_in_each_language()
    {
        Assert.All(SpokenLanguages.All, language => Assert.True(LanguageTag.IsValid(language.Tag) && language is { Bokmal.Length: > 0, Nynorsk.Length: > 0, English.Length: > 0 }, language.Tag));
        Assert.Equal(SpokenLanguages.All.Length, SpokenLanguages.All.Select(language => language.Tag).Distinct().Count());
        Assert.Equal(SpokenLanguages.All.Length, SpokenLanguages.All.Select(language => language.Bokmal).Distinct().Count());
        var names = SpokenLanguages.All.Skip(4).Select(language => language.Bokmal).ToList();
        Assert.Equal(names.Order(StringComparer.Create(new System.Globalization.CultureInfo("nb-NO"), ignoreCase: true)), names);
        Assert.Equal("portugisisk", SpokenLanguages.Find("pt-BR")?.Bokmal);
        Assert.Null(SpokenLanguages.Find("tlh"));
    }

    private static Person NewPerson() => Assert.IsType<PersonEntry.Entered>(Person.Enter(
        new Guid("0197a000-0000-7000-8000-000000000001"), new NewPerson { NationalNumber = Numbers.From("018190", 100), GivenName = "Test", FamilyName = "Testesen" }, Now)).Person;
}
