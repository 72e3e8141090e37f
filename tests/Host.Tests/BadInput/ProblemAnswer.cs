using System.Net;
using System.Text.Json;

namespace ProcessAutomation.Host.Tests.BadInput;

/// <summary>A problem document (RFC 9457) as a client reads it.</summary>
internal sealed record ProblemAnswer(string Slug, string Detail, JsonElement Body)
{
    private const string TypePrefix = "urn:processautomation:problem:";

    /// <summary>The messages of a field, by its JSON name; empty: none.</summary>
    public IReadOnlyList<string> ErrorsOf(string field) =>
        Body.TryGetProperty("errors", out var errors) && errors.TryGetProperty(field, out var messages) ? [.. messages.EnumerateArray().Select(m => m.GetString()!)] : [];

    /// <summary>Reads an answer with this status and checks that it has all a problem document must have.</summary>
    public static async Task<ProblemAnswer> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"Expected {(int)status}, got {(int)response.StatusCode}: {text}");
        return Check(response, text);
    }

    /// <summary>Null when the answer is a complete problem document with the status of its response; else what is wrong with it.</summary>
    public static string? FaultOf(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"is {response.Content.Headers.ContentType} instead of a problem";
        using var document = JsonDocument.Parse(text);
        var body = document.RootElement;
        if (!Text(body, "type").StartsWith(TypePrefix, StringComparison.Ordinal)) return "has no type of ours";
        if (body.GetProperty("status").GetInt32() != (int)response.StatusCode) return "says another status";
        string[] required = ["title", "detail", "traceId"];
        return required.FirstOrDefault(name => Text(body, name).Length == 0) is { } missing ? $"has no {missing}" : null;
    }

    private static ProblemAnswer Check(HttpResponseMessage response, string text)
    {
        Assert.Null(FaultOf(response, text));
        using var document = JsonDocument.Parse(text);
        var body = document.RootElement.Clone();
        return new ProblemAnswer(Text(body, "type")[TypePrefix.Length..], Text(body, "detail"), body);
    }

    private static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
