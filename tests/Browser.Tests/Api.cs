using System.Text.Json;

namespace ProcessAutomation.Browser.Tests;

/// <summary>The API as a script on a page reaches it, with the visitor's session: for what a test needs but does not show.</summary>
internal static class Api
{
    /// <summary>Posts a body and answers with what came back; fails unless it was taken.</summary>
    public static async Task<JsonElement> PostAsync(this Visitor visitor, string path, string body)
    {
        var text = await visitor.Page.EvaluateAsync<string>(
            "async ([path, body]) => { const answer = await fetch('/api/v1' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body }); return answer.status + ' ' + await answer.text(); }",
            new[] { path, body });
        Assert.True(text.StartsWith('2'), $"{path}: {text}");
        using var parsed = JsonDocument.Parse(text.Length > 4 ? text[4..] : "{}");
        return parsed.RootElement.Clone();
    }

    /// <summary>Opens a case with kari as contact officer and returns its id.</summary>
    public static async Task<Guid> CaseAsync(this Visitor visitor, string number, string familyName, string start = "2027-03-01", string release = "2027-12-01") =>
        (await visitor.PostAsync("/cases", $$"""
            {"unitId":"oslo","contactOfficer":"kari","startDate":"{{start}}","releaseDate":"{{release}}",
             "person":{"nationalNumber":"{{number}}","givenName":"Prøve","familyName":"{{familyName}}","email":"prove@example.org","address":"Prøvegata 1, 0560 Oslo"} }
            """)).GetProperty("id").GetGuid();
}
