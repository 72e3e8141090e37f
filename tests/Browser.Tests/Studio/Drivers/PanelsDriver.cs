using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>What stands beside a drawing: the text of the flow, its variables, inputs and outputs, its versions. MudBlazor's tables and dialogs, as in the other drivers.</summary>
internal sealed class PanelsDriver(StudioDriver studio)
{
    private IPage Page => studio.Page;

    private ILocator Dialog => Page.Locator(".mud-dialog");

    /// <summary>The rows of the table that is open, first to last.</summary>
    public ILocator Rows => Page.Locator("elsa-workflow-definition-editor table tbody tr");

    /// <summary>The text of the flow, once the code view shows it.</summary>
    public async Task<string> TextAsync()
    {
        await TabAsync("Code View");
        await Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => monaco.editor.getEditors().some(editor => editor.getValue().includes('DefinitionId'))");
        return await Page.EvaluateAsync<string>("() => monaco.editor.getEditors().find(editor => editor.getValue().includes('DefinitionId')).getValue()");
    }

    /// <summary>Changes something in the code view, as typing there does; the Studio takes it over and saves it.</summary>
    public Task ChangeTextAsync(string from, string to) => studio.SavedAsync(() => Page.EvaluateAsync(
        """
        ([from, to]) => {
            const editor = monaco.editor.getEditors().find(editor => editor.getValue().includes('DefinitionId'));
            editor.executeEdits('typing', [{ range: editor.getModel().getFullModelRange(), text: editor.getValue().replace(from, to) }]);
        }
        """,
        new[] { from, to }));

    /// <summary>From the code view back to the drawing.</summary>
    public Task DrawingAsync() => Page.Locator(".mud-tab").Nth(1).DispatchEventAsync("click"); // between the toolbox and the code view; it has the name of the flow

    /// <summary>Opens a tab; a strip too narrow for its tabs lets them be clicked all the same.</summary>
    public Task TabAsync(string name) => Page.Locator(".mud-tab").Filter(new() { HasTextRegex = new Regex($@"^\s*{Regex.Escape(name)}\s*$", RegexOptions.IgnoreCase) }).First.DispatchEventAsync("click");

    /// <summary>Adds what the button says, with these fields.</summary>
    public async Task AddAsync(string button, params (string Label, string Value)[] fields)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await FillAsync(fields);
    }

    /// <summary>Changes what stands in a row.</summary>
    public async Task ChangeAsync(string row, params (string Label, string Value)[] fields)
    {
        await ChooseAsync(Row(row), "Edit");
        await FillAsync(fields);
    }

    /// <summary>Takes a row out, which the Studio asks about.</summary>
    public async Task DeleteAsync(string row)
    {
        await ChooseAsync(Row(row), "Delete");
        await studio.SavedAsync(() => Dialog.Locator("button").Last.ClickAsync());
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Offers the flow as an activity, or no longer.</summary>
    public async Task OfferAsync()
    {
        await TabAsync("Properties");
        await studio.SavedAsync(() => Page.Locator(".mud-checkbox").Filter(new() { HasText = "Usable as activity" }).Locator("input").ClickAsync(new() { Force = true })); // it is drawn by another element
    }

    /// <summary>The row of a version in the history.</summary>
    public ILocator Version(int number) =>
        Rows.Filter(new() { Has = Page.Locator("td").Filter(new() { HasTextRegex = new Regex($@"^\s*{number}\s*$") }) });

    /// <summary>Chooses from the menu of a version and waits for the request that follows.</summary>
    public async Task ChooseVersionAsync(int number, string item, string request, bool isAsked = false)
    {
        await Page.RunAndWaitForResponseAsync(
            async () =>
            {
                await ChooseAsync(Version(number), item);
                if (isAsked) await Dialog.Locator("button").Last.ClickAsync();
            },
            answer => answer.Url.Contains(request, StringComparison.Ordinal));
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    private ILocator Row(string name) => Rows.Filter(new() { HasText = name });

    private async Task ChooseAsync(ILocator row, string item)
    {
        await row.Locator("button").Last.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = item }).ClickAsync();
    }

    private async Task FillAsync((string Label, string Value)[] fields)
    {
        foreach (var (label, value) in fields)
        {
            var input = Dialog.Locator(".mud-input-control").Filter(new() { Has = Page.Locator("label").GetByText(label, new() { Exact = true }) }).Locator("input, textarea").First;
            if (label == "Name") await Assertions.Expect(input).Not.ToHaveValueAsync(""); // the dialog puts a name in after it has opened
            for (var attempt = 0; attempt < 8 && await input.InputValueAsync() != value; attempt++)
            {
                await input.FillAsync(value);
                await input.PressAsync("Tab"); // MudBlazor takes a value when the field is left, and draws the field anew
                await Page.WaitForTimeoutAsync(150);
            }

            await Assertions.Expect(input).ToHaveValueAsync(value);
        }

        await studio.SavedAsync(() => Dialog.Locator("button").Filter(new() { HasText = "OK" }).ClickAsync());
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }
}
