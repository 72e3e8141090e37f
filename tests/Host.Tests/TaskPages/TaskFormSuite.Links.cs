using System.Net;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>Whoever follows the links of the pages, whatever their role, meets no error of ours.</summary>
public abstract partial class TaskFormSuite
{
    private static readonly string[] Starts = ["/innboks", "/saker", "/saker/ny", "/saker/ta-over", "/operations", "/instances", "/simulering", "/designer"];

    [Theory]
    [InlineData("kari")]
    [InlineData("lise")]
    [InlineData("anne")]
    [InlineData("sissel")]
    [InlineData("eva")]
    [InlineData("nina")]
    public async Task Every_kind_of_page_that_links_lead_to_is_answered(string user)
    {
        fixture.Require();
        using var page = await TaskPageUser.SignInAsync(fixture.Host, user, Cancel);
        var (waiting, seen, faults) = (new Queue<string>(Starts), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(KindOf(path)))
                continue;
            var answer = await page.Client.GetAsync(path, Cancel);
            if ((int)answer.StatusCode >= 500)
                faults.Add($"{path}: {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            foreach (var link in Link().Matches(await answer.Content.ReadAsStringAsync(Cancel)).Select(found => WebUtility.HtmlDecode(found.Groups[1].Value)))
                waiting.Enqueue(link);
        }

        Assert.Empty(faults);
        Assert.True(seen.Count > Starts.Length, "No page led anywhere.");
    }

    // Two pages that differ in ids and numbers alone are of one kind.
    private static string KindOf(string path) => Varying().Replace(path, "*");

    [GeneratedRegex("href=\"(/[^\"#]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")]
    private static partial Regex Varying();
}
