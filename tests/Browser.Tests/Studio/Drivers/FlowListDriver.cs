using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>A process owner at the Studio's list of flows.</summary>
internal sealed class FlowListDriver(StudioDriver studio)
{
    private IPage Page => studio.Page;

    /// <summary>Searches for a flow and exports it from its menu. Returns the file it was saved in.</summary>
    public async Task<string> ExportAsync(string definitionId)
    {
        await studio.ListAsync();
        var search = Page.GetByPlaceholder("Search on Id", new() { Exact = false });
        await Page.RunAndWaitForResponseAsync(
            async () =>
            {
                await search.FillAsync(definitionId);
                await search.PressAsync("Enter");
            },
            answer => answer.Url.Contains($"SearchTerm={definitionId}", StringComparison.Ordinal));
        await Page.Locator("elsa-workflow-definition-list table tbody tr").Filter(new() { HasText = definitionId }).Locator("button").Last.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = "Export" }).ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.Locator(".mud-dialog button").Filter(new() { HasText = "Export" }).Last.ClickAsync());
        await Assertions.Expect(Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        return await download.PathAsync();
    }

    /// <summary>Imports a file: the menu beside "create" has it.</summary>
    public async Task ImportAsync(string name, string text)
    {
        await Page.Locator("elsa-workflow-definition-list .mud-button-group-root button").Last.ClickAsync();
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = "Import" }).ClickAsync());
        await Page.RunAndWaitForResponseAsync(
            () => chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(text) }),
            answer => answer.Url.EndsWith("/workflow-definitions/import", StringComparison.Ordinal));
    }
}
