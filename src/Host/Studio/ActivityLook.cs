using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Icon and colour of the activities that are not Elsa's. The Studio knows a fixed list and draws all others alike; the designer's page draws these in
/// their place. By category, so that a new activity has them without saying anything.
/// </summary>
internal static class ActivityLook
{
    private const string Person = "M12 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm-8 18c0-4.4 3.6-8 8-8s8 3.6 8 8H4Z";
    private const string Boxes = "M3 4h8v6H3V4Zm10 10h8v6h-8v-6ZM6 12h2v4h4v2H6v-6Z";
    private const string Clipboard = "M9 2h6v2h4v18H5V4h4V2Zm2 0v2h2V2h-2ZM7 6v14h10V6H7Zm3.8 11-3.2-3.2L9 12.4l1.8 1.8L15 10l1.4 1.4-5.6 5.6Z";
    private const string Envelope = "M3 5h18v14H3V5Zm2 2v.6l7 4.7 7-4.7V7H5Zm14 3-7 4.7L5 10v7h14v-7Z";
    private const string Clock = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm-1 3v6l4.5 2.7 1-1.7-3.5-2V7h-2Z";
    private const string Lines = "M4 5h3v3H4V5Zm5 .5h11v2H9v-2ZM4 10.5h3v3H4v-3Zm5 .5h11v2H9v-2ZM4 16h3v3H4v-3Zm5 .5h11v2H9v-2Z";
    private const string Shield = "M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5l-8-3Zm-1.2 14L7 12.2l1.4-1.4 2.4 2.4 4.8-4.8L17 9.8 10.8 16Z";

    /// <summary>Members of a descriptor's custom properties; empty for an activity of Elsa's.</summary>
    public static JsonObject Of(string typeName, string category) => typeName.StartsWith("Elsa.", StringComparison.Ordinal)
        ? []
        : category switch
        {
            "Oppgaver" => Look(Clipboard, "#1f5aa6"),
            "Varsler" => Look(Envelope, "#b4540a"),
            "Frister" => Look(Clock, "#8c1d40"),
            "Plan" => Look(Lines, "#0f766e"),
            "Samtykke og deling" => Look(Shield, "#6b2f8a"),
            "Workflows" => Look(Boxes, "#475569"),
            _ => Look(Person, "#1e3a5f"),
        };

    private static JsonObject Look(string path, string colour) => new() { ["Icon"] = path, ["Colour"] = colour };
}
