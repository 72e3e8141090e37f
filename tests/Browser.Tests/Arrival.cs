using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests;

/// <summary>
/// Waiting for the next page. By what the document itself says, not by the browser's load events: on a quick page one of those is now and then
/// told to nobody, and whoever waits for it waits for ever.
/// </summary>
internal static class Arrival
{
    private const string Mark = "leaving";

    /// <summary>Does what leads to another document, and waits until that one stands whole.</summary>
    public static async Task LeaveAsync(this IPage page, Func<Task> action)
    {
        // What was on the page before must not be taken for what comes after it.
        await page.EvaluateAsync($"() => {{ document.documentElement.dataset.{Mark} = 'yes'; }}");
        await action();
        await page.Locator($"html:not([data-{Mark}]) main").WaitForAsync();
        await page.StandAsync();
    }

    /// <summary>Waits until the page at an address (a glob) stands whole.</summary>
    public static async Task ArriveAsync(this IPage page, string address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(PatternOf(address), new() { Timeout = 30_000 }); // WaitForURL waits for events too when it is there already
        await page.StandAsync();
    }

    /// <summary>Goes to an address and waits until the page there stands whole.</summary>
    public static async Task GoToAsync(this IPage page, string address)
    {
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.StandAsync();
    }

    /// <summary>The status this page came with, as the page itself knows it: of the last answer when there was a redirect.</summary>
    public static Task<int> StatusAsync(this IPage page) => page.EvaluateAsync<int>("() => performance.getEntriesByType('navigation')[0].responseStatus");

    private static Regex PatternOf(string glob) =>
        new($"^{Regex.Escape(glob).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");

    private static async Task StandAsync(this IPage page) => await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
}
