using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests;

/// <summary>A person at a browser: signs in, goes to pages, looks. What they do on a page is in that page's driver.</summary>
public sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private static readonly AxeRunOptions Wcag21AA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
    };

    public IPage Page => page;

    /// <summary>Signs in as a demo user and lands in the inbox.</summary>
    /// <param name="name">The user's name or its beginning, as the sign-in page shows it: <c>Kari</c>.</param>
    public async Task SignInAsync(string name)
    {
        await page.GoToAsync("/logg-inn");
        await page.Locator(".demo-users button").Filter(new() { HasText = name }).First.ClickAsync();
        await page.ArriveAsync("**/innboks");
    }

    /// <summary>Goes to a path and fails unless the Host answered 200.</summary>
    public async Task GoAsync(string path)
    {
        await page.GoToAsync(path);
        Assert.Equal(200, await page.StatusAsync());
    }

    public Task<string> HeadingAsync() => page.Locator("h1").InnerTextAsync();

    /// <summary>Keeps a picture of the whole page under <c>TestResults/screenshots</c>.</summary>
    public Task ScreenshotAsync(string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Screenshots, name + ".png"), FullPage = true });

    /// <summary>Fails when axe finds a breach of WCAG 2.1 AA on the page as it is now.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await page.RunAxe(Wcag21AA);
        Assert.True(result.Violations.Length == 0, string.Join(Environment.NewLine, result.Violations.Select(v =>
            $"{page.Url}: {v.Id} ({v.Impact}): {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
