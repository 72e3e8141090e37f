using System.Globalization;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Host.Studio;

namespace ProcessAutomation.Host.Language;

/// <summary>
/// Puts what keeps a flow from being published into the user's words. The sentences stand in <c>Language/Sentences</c> under their English; activities and
/// inputs are called what the drawing and its panels call them, whatever the language, so that they are found there.
/// </summary>
public static class ProblemTexts
{
    /// <summary>The sentence.</summary>
    public static string Explain(this Texts texts, DefinitionProblem problem) => texts.Say(problem.Text);

    /// <summary>The sentence.</summary>
    public static string Say(this Texts texts, ProblemText text) =>
        string.Format(CultureInfo.InvariantCulture, texts.Sentence(text.Format), [.. text.Arguments.Select(object? (argument) => texts.Say(argument))]);

    /// <summary>What an activity is called: the text somebody gave it in the drawing, else its type's as the drawing shows it, and which of them.</summary>
    internal static string NameOf(string? title, string nameOrId, ActivityDescriptor? type) =>
        title is { Length: > 0 } ? title
        : type is null ? nameOrId
        : $"{ActivityWords.Of(type).Name} ({nameOrId})";

    /// <summary>What stands in a sentence.</summary>
    public static string Say(this Texts texts, ProblemArgument argument) => argument switch
    {
        ProblemArgument.Part part => texts.Say(part.Text),
        ProblemArgument.OfActivity activity => NameOf(activity.IsTitled ? activity.DisplayText : null, activity.DisplayText, activity.Type),
        ProblemArgument.OfInput input => ActivityWords.Of(input.Type, input.Input).Name,
        ProblemArgument.Word word => word.Text,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
