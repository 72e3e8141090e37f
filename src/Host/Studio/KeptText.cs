using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Puts what the Studio sends back beside what it was shown and what is stored: where it sends what it was shown, the stored text stays as it is, to the
/// member. So what was added for the Studio's sake does not end up in the text, and what it does not know is not lost. Pure.
/// </summary>
internal static class KeptText
{
    /// <summary>The text to keep.</summary>
    /// <param name="sent">From the Studio.</param>
    /// <param name="shown">What it was shown.</param>
    /// <param name="stored">What that was made of.</param>
    /// <param name="isTyped">True: the Studio reads it into a type of its own and writes that again, so that a member missing is one it does not know, and a new one
    /// without a value says nothing. False: it hands the JSON through, so what is missing was taken away.</param>
    public static JsonNode? Of(JsonNode? sent, JsonNode? shown, JsonNode? stored, bool isTyped)
    {
        if (JsonNode.DeepEquals(sent, shown))
            return stored?.DeepClone();
        return (sent, shown, stored) switch
        {
            (JsonObject s, JsonObject w, JsonObject t) => Of(s, w, t, isTyped),
            (JsonArray s, JsonArray w, JsonArray t) => Of(s, w, t, isTyped),
            _ => sent?.DeepClone(),
        };
    }

    private static JsonObject Of(JsonObject sent, JsonObject shown, JsonObject stored, bool isTyped)
    {
        var kept = new JsonObject();
        // In the order of the stored text, so that a person who compares two files sees what has changed and nothing else.
        foreach (var (name, before) in stored)
        {
            if (sent.TryGetPropertyValue(name, out var now))
                kept[name] = Of(now, shown[name], before, isTyped);
            else if (isTyped || !shown.ContainsKey(name))
                kept[name] = before?.DeepClone();
        }

        foreach (var (name, now) in sent.Where(member => !stored.ContainsKey(member.Key)))
        {
            var isAddedForTheStudio = shown.TryGetPropertyValue(name, out var before) && JsonNode.DeepEquals(now, before);
            var saysNothing = isTyped && now is null;
            if (!isAddedForTheStudio && !saysNothing)
                kept[name] = now?.DeepClone();
        }

        return kept;
    }

    private static JsonArray Of(JsonArray sent, JsonArray shown, JsonArray stored, bool isTyped)
    {
        // A list that was shown shorter than it is has lost what could not be drawn; then there is no telling which is which but by content.
        var pairs = shown.Count == stored.Count ? shown.Zip(stored).ToList() : [.. shown.Select(item => (item, item))];
        var kept = new JsonArray();
        foreach (var item in sent)
        {
            var match = pairs.FindIndex(pair => JsonNode.DeepEquals(pair.First, item));
            if (match < 0)
                match = pairs.FindIndex(pair => AreOne(pair.First, item));
            kept.Add(match < 0 ? item?.DeepClone() : Of(item, pairs[match].First, pairs[match].Second, isTyped));
            if (match >= 0)
                pairs.RemoveAt(match);
        }

        return kept;
    }

    private static bool AreOne(JsonNode? left, JsonNode? right) => left is JsonObject a && right is JsonObject b
        && (Same(a, b, "id") ?? Same(a, b, "name") ?? (a.ContainsKey("source") && JsonNode.DeepEquals(a["source"], b["source"]) && JsonNode.DeepEquals(a["target"], b["target"])));

    private static bool? Same(JsonObject a, JsonObject b, string name) =>
        StudioDefinitions.TextOf(a, name) is { } left && StudioDefinitions.TextOf(b, name) is { } right ? left == right : null;
}
