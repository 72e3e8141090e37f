using System.Globalization;
using System.Text.RegularExpressions;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Tests.Language;

/// <summary>What keeps a flow from being published is said in every language: docs/adr/0025.</summary>
public sealed partial class SentenceTests
{
    private static readonly string[] Others = ["nb", "nn"];
    private static readonly IReadOnlyDictionary<string, string> InSource = SentencesInSource.Find();
    private static readonly TextCatalog Catalog = new();

    [Fact]
    public void Every_sentence_in_the_source_has_words_in_bokmal_and_nynorsk()
    {
        Assert.True(InSource.Count > 150, $"Only {InSource.Count} sentences were found in the source.");
        Assert.Empty(InSource.Where(sentence => HasWords(sentence.Key)).SelectMany(sentence => Others
            .Where(language => !Catalog.HasSentence(sentence.Key, language))
            .Select(language => $"{sentence.Value}: Language/Sentences has no {language} for \"{sentence.Key}\"")));
    }

    [Fact]
    public void No_words_are_left_of_a_sentence_that_is_said_no_more() =>
        Assert.DoesNotContain(Catalog.Sentences, sentence => !InSource.ContainsKey(sentence));

    [Fact]
    public void No_translation_leaves_out_an_argument_or_asks_for_one_there_is_not() =>
        Assert.Empty(Catalog.Sentences.SelectMany(sentence => Others
            .Where(language => !HolesOf(Catalog.Sentence(sentence, language)).SetEquals(HolesOf(sentence)))
            .Select(language => $"{language}: {sentence}")));

    [Fact]
    public void A_language_without_words_for_a_sentence_says_it_in_English() =>
        Assert.Equal("Said {0} times.", Catalog.Sentence("Said {0} times.", "nb"));

    private static bool HasWords(string sentence) => Hole().Replace(sentence, "").Any(char.IsLetter);

    private static HashSet<int> HolesOf(string shape) => [.. Hole().Matches(shape.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal))
        .Select(hole => int.Parse(hole.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Hole();
}
