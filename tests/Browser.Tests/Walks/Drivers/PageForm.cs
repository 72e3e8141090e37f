using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>One answer on a form, as a person enters it.</summary>
/// <param name="Field">Name of the field; in a list <c>members[0].role</c>.</param>
/// <param name="Value">What is typed, or the value that is chosen; of a box to tick <c>true</c> or <c>false</c>.</param>
internal sealed record Answer(string Field, string Value)
{
    public static implicit operator Answer((string Field, string Value) pair) => new(pair.Field, pair.Value);
}

/// <summary>A form on a page: fills it in and posts it as a person does, with the mouse and the keyboard.</summary>
internal sealed class PageForm(IPage page, ILocator form)
{
    /// <summary>The complaints that stand at the top of a form that was refused.</summary>
    public Task<IReadOnlyList<string>> RefusalsAsync() => form.Page.Locator(".ds-error-summary li").AllInnerTextsAsync();

    /// <summary>Enters answers in order. A row that is not there yet is asked for with its button.</summary>
    public async Task FillAsync(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            await AddRowForAsync(answer.Field);
            await EnterAsync(answer);
        }
    }

    /// <summary>Presses a button and waits for the page that comes. Answers with that page's status: 200 when it was done, 422 when it was refused.</summary>
    public async Task<int> PressAsync(ILocator button)
    {
        await page.LeaveAsync(() => button.ClickAsync());
        return await page.StatusAsync();
    }

    /// <summary>What stands in a field now.</summary>
    public Task<string> ValueAsync(string field) => Named(field).First.InputValueAsync();

    /// <summary>The values chosen in a field of boxes or buttons.</summary>
    public async Task<string> ChosenAsync(string field) =>
        string.Join(' ', await form.Locator($"[name='f.{field}']:checked").EvaluateAllAsync<string[]>("all => all.map(one => one.value)"));

    private ILocator Named(string field) => form.Locator($"[name='f.{field}']");

    private async Task EnterAsync(Answer answer)
    {
        var input = Named(answer.Field).First;
        switch (await input.EvaluateAsync<string>("e => e.tagName === 'SELECT' ? 'select' : e.type"))
        {
            case "select":
                await input.SelectOptionAsync(answer.Value);
                break;
            case "checkbox" when answer.Value is "true" or "false":
                await input.SetCheckedAsync(answer.Value == "true");
                break;
            case "checkbox" or "radio":
                await form.Locator($"[name='f.{answer.Field}'][value='{answer.Value}']").CheckAsync();
                break;
            default:
                await input.FillAsync(answer.Value);
                break;
        }
    }

    private async Task AddRowForAsync(string field)
    {
        if (field.IndexOf('[', StringComparison.Ordinal) is not (> 0 and var bracket) || await Named(field).CountAsync() > 0) return;
        await PressAsync(form.Locator($"button[value='add-row:{field[..bracket]}']"));
        Assert.True(await Named(field).CountAsync() > 0, $"No field {field} after a row was asked for.");
    }
}
