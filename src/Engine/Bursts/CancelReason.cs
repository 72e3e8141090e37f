using System.Text.Json;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Why an instance is cancelled, as it travels with the stimulus. A code or a person's words for the task's holder; never about the client.</summary>
internal static class CancelReason
{
    public static string ToJson(string reason) => "{\"reason\":\"" + JsonEncodedText.Encode(reason) + "\"}";

    public static string FromJson(string? json)
    {
        if (json is null)
        {
            return "cancelled";
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("reason", out var reason) && reason.GetString() is { Length: > 0 } text ? text : "cancelled";
    }
}
