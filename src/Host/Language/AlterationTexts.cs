using System.Globalization;
using ProcessAutomation.Engine.Alterations;

namespace ProcessAutomation.Host.Language;

/// <summary>Puts what keeps an alteration from being applied into the user's words. Texts stand under <c>alteration.problem.&lt;id&gt;</c>.</summary>
public static class AlterationTexts
{
    /// <summary>What is in the way and what to do about it.</summary>
    public static string Explain(this Texts texts, AlterationProblem problem) =>
        texts.Find("alteration.problem." + problem.Id) is { } text
            ? string.Format(CultureInfo.InvariantCulture, text, [.. problem.Args.Select(object? (argument) => texts.Say(argument))])
            : $"{problem.Message} {problem.Fix}";
}
