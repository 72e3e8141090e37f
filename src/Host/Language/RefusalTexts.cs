using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Language;

/// <summary>Puts the domain's refusals into the user's words. Texts stand under <c>refusal.&lt;code&gt;</c>.</summary>
public static class RefusalTexts
{
    public static ImmutableArray<FieldProblem> Explain(this Texts texts, IEnumerable<Refusal> refusals) =>
        [.. refusals.Select(r => new FieldProblem(r.Field ?? "", texts.Explain(r)))];

    public static string Explain(this Texts texts, Refusal refusal) =>
        texts.Find("refusal." + refusal.Code) is { } text
            ? string.Format(CultureInfo.InvariantCulture, text, [.. refusal.Args.Select(a => (object?)Readable(texts, a))])
            : texts.Format("refusal.unnamed", refusal.Code);

    /// <summary>Dates as people write them, roles, items of the checklist, facts and phases by their names; the rest as it is.</summary>
    private static string Readable(Texts texts, string argument) =>
        DateOnly.TryParseExact(argument, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? texts.Date(date)
        : texts.Find("caserole." + argument) ?? texts.Find("checklist." + argument) ?? texts.Find("fact." + argument) ?? texts.Find("phase." + argument) ?? argument;
}
