using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>The pages of one case: opening it, looking at it, and what can be done there outside the tasks.</summary>
internal sealed class CaseDriver
{
    private readonly Walk walk;

    private CaseDriver(Walk walk, Guid id) => (this.walk, Id) = (walk, id);

    public Guid Id { get; }

    /// <summary>What notices call the case: the last eight characters of its id.</summary>
    public string Reference => Id.ToString("N")[^8..].ToUpperInvariant();

    /// <summary>Opens a case on the page.</summary>
    public static async Task<CaseDriver> OpenAsync(Walk walk, string user, params Answer[] answers)
    {
        var visitor = await walk.AsAsync(user);
        await visitor.GoAsync("/saker");
        await visitor.Page.Locator("a[href='/saker/ny']").ClickAsync();
        var locator = visitor.Page.Locator("main form.panel");
        var form = new PageForm(visitor.Page, locator);
        await form.FillAsync(answers);
        await walk.PictureAsync(visitor, "open-case");
        var status = await form.PressAsync(locator.Locator("button.ds-button[type=submit]:not([name])"));
        Assert.True(status == 200, $"The case was not opened ({status}): {string.Join(" | ", await form.RefusalsAsync())}");
        await visitor.Page.ArriveAsync("**/saker/*-*");
        var opened = new CaseDriver(walk, Guid.Parse(new Uri(visitor.Page.Url).Segments[^1]));
        await walk.PictureAsync(visitor, "case-opened");
        return opened;
    }

    /// <summary>The case page in a user's browser.</summary>
    public async Task<IPage> SeeAsync(string user, string? picture = null)
    {
        var visitor = await walk.AsAsync(user);
        await walk.SettleAsync();
        await visitor.GoAsync($"/saker/{Id}");
        if (picture is not null) await walk.PictureAsync(visitor, picture);
        return visitor.Page;
    }

    /// <summary>Does one of the things a case page offers, and fails unless it was saved.</summary>
    public async Task DoAsync(string user, string summary, params Answer[] answers)
    {
        var (visitor, form, status) = await PressAsync(user, summary, answers);
        Assert.True(status == 200, $"“{summary}” was refused ({status}): {string.Join(" | ", await form.RefusalsAsync())}");
        await visitor.Page.ArriveAsync("**?lagret=*");
        await visitor.Page.GetByRole(AriaRole.Status).First.WaitForAsync();
    }

    /// <summary>Tries one of the things a case page offers, and fails unless it was refused with this sentence alone. The form comes back.</summary>
    public async Task<PageForm> RefusedAsync(string user, string summary, string sentence, params Answer[] answers)
    {
        var (visitor, form, status) = await PressAsync(user, summary, answers);
        await walk.PictureAsync(visitor, "refused");
        Assert.Equal(422, status);
        Assert.Equal([sentence], await form.RefusalsAsync());
        return form;
    }

    /// <summary>Whether the case page offers the user something.</summary>
    public async Task<bool> OffersAsync(string user, string summary) => await Action(await SeeAsync(user), summary).CountAsync() > 0;

    private async Task<(Visitor Visitor, PageForm Form, int Status)> PressAsync(string user, string summary, Answer[] answers)
    {
        var page = await SeeAsync(user);
        var action = Action(page, summary);
        await action.Locator("summary").ClickAsync();
        var form = new PageForm(page, action.Locator("form"));
        await form.FillAsync(answers);
        return (await walk.AsAsync(user), form, await form.PressAsync(action.Locator("form button.ds-button[type=submit]:not([name])")));
    }

    private static ILocator Action(IPage page, string summary) =>
        page.Locator("details.action").Filter(new() { Has = page.Locator("summary").GetByText(summary, new() { Exact = true }) });
}
