using System.Globalization;

namespace ProcessAutomation.Host.Language;

/// <summary>The texts, dates and numbers of one request, in the language its user chose.</summary>
public sealed class Texts(TextCatalog catalog, IHttpContextAccessor accessor)
{
    /// <summary>The zone every date and time is shown in.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>nb, nn or en: the cookie's choice, else what the browser asks for, else bokmål.</summary>
    public string Language => field ??= LanguageChoice.Of(accessor.HttpContext);

    private CultureInfo Culture => field ??= CultureInfo.GetCultureInfo(Language switch { "nn" => "nn-NO", "en" => "en-GB", _ => "nb-NO" });

    // The ordinal's full stop is Norwegian.
    private string Day => Language == "en" ? "d" : "d.";

    /// <summary>The text of a key; the key itself when there is none, so that a missing text is seen and nothing breaks.</summary>
    public string this[string key] => catalog.Find(key, Language) ?? key;

    /// <summary>The text of a key, or null when there is none.</summary>
    public string? Find(string key) => catalog.Find(key, Language);

    /// <summary>The shape of one of the engine's sentences.</summary>
    public string Sentence(string english) => catalog.Sentence(english, Language);

    /// <summary>The text of a key with {0}, {1} filled in.</summary>
    public string Format(string key, params ReadOnlySpan<object?> values) => string.Format(Culture, this[key], values);

    /// <summary>As <see cref="Format"/>, by the text for one (the key and <c>.one</c>) when there is one of what the text counts, and such a text.</summary>
    /// <param name="key">The text for several.</param>
    /// <param name="count">Of what the text counts.</param>
    /// <param name="values">What is filled in, the count among it where the text says it.</param>
    public string Count(string key, long count, params ReadOnlySpan<object?> values) =>
        string.Format(Culture, (count == 1 ? Find(key + ".one") : null) ?? this[key], values);

    public string Date(DateOnly date) => date.ToString(Day + " MMMM yyyy", Culture);

    public string Date(DateOnly? date) => date is { } d ? Date(d) : "–";

    public string ShortDate(DateOnly date) => date.ToString(Day + " MMM yyyy", Culture);

    /// <summary>The month a day is in.</summary>
    public string Month(DateOnly day) => day.ToString("MMMM yyyy", Culture);

    /// <summary>Date and time of an instant, in Norwegian time.</summary>
    public string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString(Day + " MMM yyyy 'kl.' " + (Language == "en" ? "HH:mm" : "HH.mm"), Culture)
        .Replace("kl.", this["time.at"], StringComparison.Ordinal);

    public string Moment(DateTimeOffset? instant) => instant is { } i ? Moment(i) : "–";

    /// <summary>Time of day of an instant to the second, in Norwegian time.</summary>
    public string Time(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString(Language == "en" ? "HH:mm:ss" : "HH.mm.ss", Culture);

    /// <summary>A whole number with the language's separators.</summary>
    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>A number with at most two decimals, in the language's writing.</summary>
    public string Decimal(double number) => number.ToString("0.0#", Culture);

    /// <summary>A length of time: seconds, above a minute minutes.</summary>
    public string Seconds(TimeSpan time) => time.Duration() < TimeSpan.FromMinutes(1)
        ? time.TotalSeconds.ToString("0.0 s;-0.0 s;0.0 s", Culture)
        : string.Create(Culture, $"{(long)time.TotalMinutes:N0} min {time.Duration().Seconds} s");

    /// <summary>The Norwegian calendar day an instant falls on.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
}
