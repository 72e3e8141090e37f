using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>Somebody at a browser without script: signs in, reads a page, posts its form.</summary>
internal sealed partial class TaskPageUser(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    public static async Task<TaskPageUser> SignInAsync(HostUnderTest host, string user, CancellationToken cancellationToken)
    {
        var page = new TaskPageUser(host.Anonymous());
        await page.PostAsync("/logg-inn", "/logg-inn", [new("user", user)], cancellationToken);
        return page;
    }

    /// <summary>Posts fields from a page to a path, with the page's token; what the page's own form holds besides is not sent.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        var html = await client.GetStringAsync(page, cancellationToken);
        return await client.PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", TokenOf(html)), .. fields]), cancellationToken);
    }

    /// <summary>Posts the form of a task as its page holds it; fields of the page's own (<c>version</c>) replace what it holds.</summary>
    public async Task<HttpResponseMessage> PostTaskAsync(Guid task, string action, IReadOnlyCollection<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        var html = await client.GetStringAsync($"/oppgaver/{task}", cancellationToken);
        return await PostTaskAsync(html, task, action, fields, null, cancellationToken);
    }

    /// <summary>The same from a page that was read before, with a file beside the form or without.</summary>
    public async Task<HttpResponseMessage> PostTaskAsync(
        string html, Guid task, string action, IReadOnlyCollection<KeyValuePair<string, string>> fields, (string Name, string Content)? file, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] own = [.. new[] { "version", "draft", "opened", "fields" }.Select(name => new KeyValuePair<string, string>(name, Hidden(html, name)))];
        KeyValuePair<string, string>[] all =
            [new("__RequestVerificationToken", TokenOf(html)), new("_handler", "task"), new("action", action), .. own.Where(hidden => fields.All(field => field.Key != hidden.Key)), .. fields];
        if (file is not { } chosen)
            return await client.PostAsync($"/oppgaver/{task}", new FormUrlEncodedContent(all), cancellationToken);
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in all)
            parts.Add(new StringContent(value), name);
        parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(chosen.Content)), "file", chosen.Name);
        return await client.PostAsync($"/oppgaver/{task}", parts, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private static string TokenOf(string html) => Hidden(html, "__RequestVerificationToken");

    private static string Hidden(string html, string name) =>
        WebUtility.HtmlDecode(HiddenInput().Matches(html).FirstOrDefault(input => input.Groups["name"].Value == name)?.Groups["value"].Value ?? "");

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex HiddenInput();
}
