using System.Collections.Immutable;

namespace ProcessAutomation.Domain.People;

/// <summary>A language people choose from.</summary>
/// <param name="Tag">BCP 47.</param>
/// <param name="Bokmal">Its name in bokmål.</param>
/// <param name="Nynorsk">Its name in nynorsk.</param>
/// <param name="English">Its name in English.</param>
public sealed record SpokenLanguage(string Tag, string Bokmal, string Nynorsk, string English);

/// <summary>The languages that can be chosen: those interpreters are most often booked for, with the Norwegian ones, English and sign language first.</summary>
public static class SpokenLanguages
{
    /// <summary>The list: Norwegian, English and sign language, then by their names in bokmål.</summary>
    public static ImmutableArray<SpokenLanguage> All { get; } =
    [
        new("nb", "bokmål", "bokmål", "Norwegian (bokmål)"),
        new("nn", "nynorsk", "nynorsk", "Norwegian (nynorsk)"),
        new("en", "engelsk", "engelsk", "English"),
        new("nsl", "norsk tegnspråk", "norsk teiknspråk", "Norwegian Sign Language"),
        new("sq", "albansk", "albansk", "Albanian"),
        new("am", "amharisk", "amharisk", "Amharic"),
        new("ar", "arabisk", "arabisk", "Arabic"),
        new("az", "aserbajdsjansk", "aserbajdsjansk", "Azerbaijani"),
        new("bn", "bengali", "bengali", "Bengali"),
        new("bs", "bosnisk", "bosnisk", "Bosnian"),
        new("bg", "bulgarsk", "bulgarsk", "Bulgarian"),
        new("my", "burmesisk", "burmesisk", "Burmese"),
        new("da", "dansk", "dansk", "Danish"),
        new("prs", "dari", "dari", "Dari"),
        new("et", "estisk", "estisk", "Estonian"),
        new("tl", "filippinsk", "filippinsk", "Filipino"),
        new("fi", "finsk", "finsk", "Finnish"),
        new("fr", "fransk", "fransk", "French"),
        new("ka", "georgisk", "georgisk", "Georgian"),
        new("el", "gresk", "gresk", "Greek"),
        new("he", "hebraisk", "hebraisk", "Hebrew"),
        new("hi", "hindi", "hindi", "Hindi"),
        new("is", "islandsk", "islandsk", "Icelandic"),
        new("it", "italiensk", "italiensk", "Italian"),
        new("ja", "japansk", "japansk", "Japanese"),
        new("zh", "kinesisk (mandarin)", "kinesisk (mandarin)", "Chinese (Mandarin)"),
        new("rw", "kinyarwanda", "kinyarwanda", "Kinyarwanda"),
        new("hr", "kroatisk", "kroatisk", "Croatian"),
        new("kmr", "kurdisk (kurmanji)", "kurdisk (kurmanji)", "Kurdish (Kurmanji)"),
        new("ckb", "kurdisk (sorani)", "kurdisk (sorani)", "Kurdish (Sorani)"),
        new("fkv", "kvensk", "kvensk", "Kven"),
        new("lv", "latvisk", "latvisk", "Latvian"),
        new("lt", "litauisk", "litauisk", "Lithuanian"),
        new("smj", "lulesamisk", "lulesamisk", "Lule Sámi"),
        new("mk", "makedonsk", "makedonsk", "Macedonian"),
        new("nl", "nederlandsk", "nederlandsk", "Dutch"),
        new("ne", "nepali", "nepali", "Nepali"),
        new("se", "nordsamisk", "nordsamisk", "Northern Sámi"),
        new("om", "oromo", "oromo", "Oromo"),
        new("pa", "panjabi", "panjabi", "Punjabi"),
        new("ps", "pashto", "pashto", "Pashto"),
        new("fa", "persisk", "persisk", "Persian"),
        new("pl", "polsk", "polsk", "Polish"),
        new("pt", "portugisisk", "portugisisk", "Portuguese"),
        new("rom", "romani", "romani", "Romani"),
        new("ro", "rumensk", "rumensk", "Romanian"),
        new("ru", "russisk", "russisk", "Russian"),
        new("sr", "serbisk", "serbisk", "Serbian"),
        new("sk", "slovakisk", "slovakisk", "Slovak"),
        new("so", "somali", "somali", "Somali"),
        new("es", "spansk", "spansk", "Spanish"),
        new("sv", "svensk", "svensk", "Swedish"),
        new("sw", "swahili", "swahili", "Swahili"),
        new("sma", "sørsamisk", "sørsamisk", "Southern Sámi"),
        new("ta", "tamil", "tamil", "Tamil"),
        new("th", "thai", "thai", "Thai"),
        new("ti", "tigrinja", "tigrinja", "Tigrinya"),
        new("cs", "tsjekkisk", "tsjekkisk", "Czech"),
        new("ce", "tsjetsjensk", "tsjetsjensk", "Chechen"),
        new("tr", "tyrkisk", "tyrkisk", "Turkish"),
        new("de", "tysk", "tysk", "German"),
        new("ug", "uigurisk", "uigurisk", "Uyghur"),
        new("uk", "ukrainsk", "ukrainsk", "Ukrainian"),
        new("hu", "ungarsk", "ungarsk", "Hungarian"),
        new("ur", "urdu", "urdu", "Urdu"),
        new("vi", "vietnamesisk", "vietnamesisk", "Vietnamese"),
    ];

    /// <summary>The language of a tag, subtags set aside ("pt-BR" is Portuguese); null: none of the list.</summary>
    public static SpokenLanguage? Find(string tag) =>
        All.FirstOrDefault(language => string.Equals(language.Tag, tag, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(language => string.Equals(language.Tag, tag.Split('-')[0], StringComparison.OrdinalIgnoreCase));
}
