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
        await page.WaitForURLAsync(address, new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        await page.StandAsync();
    }

    private static async Task StandAsync(this IPage page) => await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
}
