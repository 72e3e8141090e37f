using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>The page of one task, open in somebody's browser.</summary>
internal sealed class TaskDriver(Walk walk, Visitor visitor)
{
    private readonly ILocator form = visitor.Page.Locator("main form.panel");

    public PageForm Form => new(visitor.Page, form);

    public IPage Page => visitor.Page;

    /// <summary>Fills in the form, completes the task, and fails unless the page that comes says that it is done.</summary>
    public async Task CompleteAsync(params Answer[] answers)
    {
        var status = await TryAsync(answers);
        Assert.True(status == 200, $"The task was refused ({status}): {string.Join(" | ", await Form.RefusalsAsync())}");
        await Page.ArriveAsync("**?ferdig=*"); // the next task, or the inbox when there is none
        await Page.GetByRole(AriaRole.Status).First.WaitForAsync();
    }

    /// <summary>Fills in the form and presses the button, whatever comes of it.</summary>
    public async Task<int> TryAsync(params Answer[] answers)
    {
        await Form.FillAsync(answers);
        await walk.PictureAsync(visitor, Slug(await visitor.HeadingAsync()));
        return await Form.PressAsync(form.Locator("button.ds-button[value=complete]"));
    }

    /// <summary>Presses the button, fails unless it was refused with this sentence and nothing else, and keeps a picture of the refusal.</summary>
    public async Task RefusedAsync(string sentence, params Answer[] answers)
    {
        var status = await TryAsync(answers);
        await walk.PictureAsync(visitor, "refused");
        Assert.Equal(422, status);
        Assert.Equal([sentence], await Form.RefusalsAsync());
    }

    private static string Slug(string heading) =>
        string.Concat(heading.ToLowerInvariant().Select(letter => letter switch
        {
            'æ' or 'å' => 'a',
            'ø' => 'o',
            _ => char.IsAsciiLetterOrDigit(letter) ? letter : '-',
        }));
}
