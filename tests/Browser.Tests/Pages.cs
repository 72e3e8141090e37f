using System.Globalization;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests;

/// <summary>What people do on the pages, in the words of the forms: field names are those of the API, so a walk reads alike in both.</summary>
public static class Pages
{
    /// <summary>Opens a case by the form and returns its id; the browser is then on the case page.</summary>
    public static async Task<Guid> OpenCaseAsync(this Visitor visitor, CaseOpening opening)
    {
        await visitor.GoAsync("/saker/ny");
        await visitor.FillAsync("nationalNumber", opening.NationalNumber);
        await visitor.FillAsync("givenName", opening.GivenName);
        await visitor.FillAsync("familyName", opening.FamilyName);
        await visitor.FillAsync("email", opening.Email);
        await visitor.ChooseAsync("unitId", opening.Unit);
        await visitor.FillAsync("startDate", Day(opening.StartDate));
        if (opening.ReleaseDate is { } release) await visitor.FillAsync("releaseDate", Day(release));
        if (opening.ContactOfficer is { } officer) await visitor.ChooseAsync("contactOfficer", officer);
        if (opening.HomeMunicipality is { } municipality) await visitor.FillAsync("homeMunicipality", municipality);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Åpne saken" }).ClickAsync();
        await visitor.Page.ArriveAsync("**?lagret=ny*");
        return Guid.Parse(new Uri(visitor.Page.Url).Segments[^1]);
    }

    /// <summary>Opens a task of the inbox by its title, and of one person when several have it.</summary>
    public static async Task OpenTaskAsync(this Visitor visitor, string title, string? person = null)
    {
        await visitor.GoAsync("/innboks");
        var row = visitor.Page.Locator("main tr").Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }) });
        if (person is not null) row = row.Filter(new() { HasText = person });
        await row.First.Locator("th[scope=row] a").ClickAsync();
        await visitor.Page.ArriveAsync("**/oppgaver/*");
    }

    /// <summary>The titles of the tasks in a list of the inbox, in its order. <paramref name="list"/>: <c>mine</c> or <c>group</c>.</summary>
    public static async Task<IReadOnlyList<string>> TasksAsync(this Visitor visitor, string list = "mine")
    {
        await visitor.GoAsync(list == "mine" ? "/innboks" : "/innboks?liste=gruppe");
        return await visitor.Page.Locator($"section[aria-labelledby={list}] th[scope=row] a").AllInnerTextsAsync();
    }

    /// <summary>Types into a field. For a row's field: <c>needs[0].thread</c>.</summary>
    /// <remarks><paramref name="scope"/>: the key of the action on a case page; empty on a page with one form.</remarks>
    public static Task FillAsync(this Visitor visitor, string field, string value, string scope = "") => visitor.Field(field, scope).FillAsync(value);

    /// <summary>Chooses by value, whether the field is a list or buttons; several values for a field that takes several.</summary>
    public static async Task ChooseAsync(this Visitor visitor, string field, params string[] values)
    {
        var inputs = visitor.Page.Locator($"[name=\"f.{field}\"]");
        if (await inputs.First.EvaluateAsync<string>("e => e.tagName") == "SELECT")
        {
            await inputs.First.SelectOptionAsync(values);
            return;
        }

        foreach (var value in values) await visitor.Page.Locator($"[name=\"f.{field}\"][value=\"{value}\"]").CheckAsync();
    }

    public static Task TickAsync(this Visitor visitor, string field) => visitor.Page.Locator($"[name=\"f.{field}\"]").CheckAsync();

    /// <summary>Adds a row to a list of the form, without script: the page comes back with one more.</summary>
    public static Task AddRowAsync(this Visitor visitor, string rows) =>
        visitor.Page.LeaveAsync(() => visitor.Page.Locator($"button[value=\"add-row:{rows}\"]").ClickAsync());

    /// <summary>Completes the open task and lands in the inbox, which says so.</summary>
    public static async Task CompleteAsync(this Visitor visitor)
    {
        await visitor.PressCompleteAsync();
        if (!visitor.Page.Url.Contains("ferdig=", StringComparison.Ordinal))
            Assert.Fail($"The task was refused: {await visitor.ProblemsAsync()}");
    }

    /// <summary>Completes the open task and expects to be refused; returns what the error summary says.</summary>
    public static async Task<string> CompleteRefusedAsync(this Visitor visitor)
    {
        await visitor.PressCompleteAsync();
        return await visitor.Page.Locator(".ds-error-summary").InnerTextAsync();
    }

    /// <summary>Presses a button of the open task (claim, release) by its value.</summary>
    public static Task PressAsync(this Visitor visitor, string action) =>
        visitor.Page.LeaveAsync(() => visitor.Page.Locator($"button[name=action][value={action}]:not(.default-button)").ClickAsync());

    /// <summary>Opens the form of an action on a case page; its fields are then filled with the action's key as scope.</summary>
    public static async Task OpenActionAsync(this Visitor visitor, Guid caseId, string key)
    {
        await visitor.GoAsync($"/saker/{caseId}");
        await visitor.Action(key).Locator("summary").ClickAsync();
    }

    /// <summary>Sends the form of an action and waits for the page that answers.</summary>
    public static Task SubmitActionAsync(this Visitor visitor, string key) =>
        visitor.Page.LeaveAsync(() => visitor.Action(key).Locator("button[type=submit]:not([name=action])").ClickAsync());

    /// <summary>One action's form on a case page.</summary>
    public static ILocator Action(this Visitor visitor, string key) => visitor.Page.Locator($"details.action[data-key=\"{key}\"]");

    /// <summary>What the page complains of; empty when it does not.</summary>
    public static async Task<string> ProblemsAsync(this Visitor visitor) =>
        string.Join(Environment.NewLine, await visitor.Page.Locator(".ds-error-summary, .ds-alert[role=alert]").AllInnerTextsAsync());

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day and time as the date-and-time field takes it, Norwegian time.</summary>
    public static string Moment(DateOnly date, int hour) => string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}T{hour:00}:00");

    private static ILocator Field(this Visitor visitor, string field, string scope) =>
        scope.Length == 0 ? visitor.Page.Locator($"[name=\"f.{field}\"]").First : visitor.Action(scope).Locator($"[name=\"f.{field}\"]").First;

    private static async Task PressCompleteAsync(this Visitor visitor) => await visitor.PressAsync("complete");
}
