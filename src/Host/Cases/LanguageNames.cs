using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Host.Cases;

/// <summary>What languages are called, and the list to choose from.</summary>
internal static class LanguageNames
{
    /// <summary>Every language offered.</summary>
    public static ImmutableArray<Choice> Choices { get; } = [.. SpokenLanguages.All.Select(language => new Choice(language.Tag, new Phrase(language.Bokmal, language.Nynorsk, language.English)))];

    /// <summary>The name of a language; its tag when we have no name for it.</summary>
    public static string Of(string tag, string language) =>
        SpokenLanguages.Find(tag) is { } known ? language switch { "nn" => known.Nynorsk, "en" => known.English, _ => known.Bokmal } : tag;

    /// <summary>The list, with what stands already when that is none of it.</summary>
    public static ImmutableArray<Choice> With(params IEnumerable<string?> tags) =>
        Choices.AddRange(tags.OfType<string>().Where(tag => tag.Length > 0 && Choices.All(choice => choice.Value != tag)).Distinct(StringComparer.Ordinal).Select(tag => new Choice(tag, Phrase.Plain(Of(tag, "nb")))));
}
