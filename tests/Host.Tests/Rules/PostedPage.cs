using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>A signed-in person's pages over plain HTTP: gets a page, fills in one of its forms and posts it with the page's own token.</summary>
internal sealed partial class PostedPage : IDisposable
{
    private readonly HttpClient client;

    private PostedPage(HttpClient client) => this.client = client;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PostedPage> SignInAsync(HostUnderTest host, string user)
    {
        var page = new PostedPage(host.Anonymous());
        using var response = await page.SendAsync("/logg-inn", [("user", user), ("til", "/innboks")], await page.GetAsync("/logg-inn"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return page;
    }

    public Task<string> GetAsync(string path) => client.GetStringAsync(path, Cancel);

    /// <summary>Posts a form of a page with answers by field name.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> PostAsync(string path, string handler, JsonObject answers)
    {
        return await PostOpenedAsync(path, await GetAsync(path), handler, answers);
    }

    /// <summary>Posts a form of a page that was opened before; one the page does not have goes with the token of another.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> PostOpenedAsync(string path, string opened, string handler, JsonObject answers)
    {
        var form = FormOf(opened, handler);
        var fields = new List<(string, string)> { ("_handler", handler), ("action", "complete") };
        if (VersionPattern().Match(form ?? "") is { Success: true } version) fields.Add(("version", version.Groups[1].Value));
        fields.AddRange(Fields(answers));
        using var response = await SendAsync(path, fields, form ?? opened);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers.Location?.ToString());
    }

    /// <summary>Whether the page has a form of that name.</summary>
    public static bool Offers(string html, string handler) => FormOf(html, handler) is not null;

    /// <summary>The answers as a browser would post them.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(JsonObject answers, string prefix = "f.")
    {
        foreach (var (name, node) in answers)
        {
            switch (node)
            {
                case JsonArray { Count: > 0 } rows when rows[0] is JsonObject:
                    yield return ($"{prefix}{name}.count", $"{rows.Count}");
                    for (var i = 0; i < rows.Count; i++)
                        foreach (var field in Fields(rows[i]!.AsObject(), $"{prefix}{name}[{i}]."))
                            yield return field;
                    break;
                case JsonArray many:
                    foreach (var value in many)
                        yield return (prefix + name, value!.GetValue<string>());
                    break;
                default:
                    yield return (prefix + name, node!.GetValueKind() == JsonValueKind.True ? "true" : node.GetValue<string>());
                    break;
            }
        }
    }

    /// <summary>Whether what was typed stands in the field of a page.</summary>
    public static bool Keeps(string html, string name, string value)
    {
        foreach (Match tag in ControlPattern().Matches(html))
        {
            if (WebUtility.HtmlDecode(AttributeOf(tag.Value, "name")) != name) continue;
            var own = WebUtility.HtmlDecode(AttributeOf(tag.Value, "value"));
            var after = html[(tag.Index + tag.Length)..];
            var isKept = tag.Groups[1].Value switch
            {
                "textarea" => WebUtility.HtmlDecode(after[..after.IndexOf("</textarea>", StringComparison.Ordinal)]).Trim('\n') == value,
                "select" => SelectedPattern().Matches(after[..after.IndexOf("</select>", StringComparison.Ordinal)]).Any(option => WebUtility.HtmlDecode(AttributeOf(option.Value, "value")) == value),
                _ => AttributeOf(tag.Value, "type") is "checkbox" or "radio" ? own == value && CheckedPattern().IsMatch(tag.Value) : own == value,
            };
            if (isKept) return true;
        }

        return false;
    }

    /// <summary>The complaints that stand beside a field or group of the page, by the id the summary links to.</summary>
    public static string[] Summary(string html) =>
        SummaryPattern().Match(html) is { Success: true } summary ? [.. ItemPattern().Matches(summary.Value).Select(item => WebUtility.HtmlDecode(TagPattern().Replace(item.Groups[1].Value, "")).Trim())] : [];

    /// <summary>Links of the summary that lead to nothing on the page.</summary>
    public static string[] DeadLinks(string html) =>
        [.. LinkPattern().Matches(SummaryPattern().Match(html).Value).Select(link => link.Groups[1].Value).Where(id => !html.Contains($"id=\"{id}\"", StringComparison.Ordinal))];

    /// <summary>Where the summary links to.</summary>
    public static string[] Links(string html) => [.. LinkPattern().Matches(SummaryPattern().Match(html).Value).Select(link => link.Groups[1].Value)];

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string path, IEnumerable<(string Name, string Value)> fields, string html)
    {
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", TokenPattern().Match(html).Groups[1].Value)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await client.PostAsync(path, content, Cancel);
    }

    private static string? FormOf(string html, string handler) =>
        FormPattern().Matches(html).FirstOrDefault(form => form.Value.Contains($"name=\"_handler\" value=\"{handler}\"", StringComparison.Ordinal))?.Value;

    private static string AttributeOf(string tag, string name) => Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"version\" value=\"([^\"]+)\"")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<(input|textarea|select)\\b[^>]*>")]
    private static partial Regex ControlPattern();

    [GeneratedRegex("<option\\b[^>]*\\sselected\\b[^>]*>")]
    private static partial Regex SelectedPattern();

    [GeneratedRegex("\\schecked\\b")]
    private static partial Regex CheckedPattern();

    [GeneratedRegex("<div class=\"ds-error-summary\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex SummaryPattern();

    [GeneratedRegex("<li>(.*?)</li>", RegexOptions.Singleline)]
    private static partial Regex ItemPattern();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex TagPattern();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex LinkPattern();
}
