using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Inbox;

/// <summary>
/// What is typed beside a task's form: a comment, to whom the task goes and why, until when it rests and why. It is sent and kept with the form, in a draft
/// under names that no field of a form has.
/// </summary>
internal static class BesideForm
{
    public const string Comment = "comment";

    /// <summary>What handing over takes.</summary>
    public static ImmutableArray<string> HandOver { get; } = ["to", "handoverReason"];

    /// <summary>What putting on hold takes.</summary>
    public static ImmutableArray<string> Hold { get; } = ["returnOn", "holdReason"];

    public static ImmutableArray<string> All { get; } = [Comment, .. HandOver, .. Hold];

    /// <summary>What stands in a field of a post; empty: nothing.</summary>
    public static string Of(IFormCollection form, string name) => TextLimits.WithLineFeeds(form[name].ToString());

    /// <summary>What stands in a draft; null: nothing, or nothing that can be shown.</summary>
    public static string? Of(Draft? draft, string name) => draft?.Answers[KeyOf(name)] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Puts what was posted into a draft.</summary>
    public static void Keep(JsonObject draft, IFormCollection form, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (Of(form, name) is { Length: > 0 } text)
                draft[KeyOf(name)] = text;
        }
    }

    /// <summary>Whether a draft has anything of it.</summary>
    public static bool IsIn(JsonObject draft) => All.Any(name => draft.ContainsKey(KeyOf(name)));

    /// <summary>A draft's answers to the form alone.</summary>
    public static JsonObject Without(JsonObject draft)
    {
        var answers = (JsonObject)draft.DeepClone();
        foreach (var name in All)
            answers.Remove(KeyOf(name));
        return answers;
    }

    private static string KeyOf(string name) => DraftDesk.BesideMark + name;
}
