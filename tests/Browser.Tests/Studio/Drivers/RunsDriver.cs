using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>A person at the Studio's list of runs and its viewer. What is found in an odd way is so because MudBlazor's components have no roles to find them by.</summary>
internal sealed class RunsDriver(Visitor visitor)
{
    private const float Boot = 90_000; // as for the flows

    public IPage Page => visitor.Page;

    public StudioTraffic Traffic { get; } = StudioTraffic.Of(visitor.Page);

    private ILocator Rows => Page.Locator("elsa-workflow-instance-list table tbody tr");

    /// <summary>Publishes a flow that begins with a request to <c>/workflows/</c> and its id, and then does what the activities say, one after the other.</summary>
    public static async Task PublishAsync(Visitor processOwner, string id, string variables, params string[] activities)
    {
        var all = activities.Select(text => JsonNode.Parse(text)).Prepend(JsonNode.Parse($$"""
            {"id":"begin","name":"Begin","type":"Elsa.HttpEndpoint","version":1,"path":{"typeName":"String","expression":{"type":"Literal","value":"{{id}}"} },"customProperties":{"canStartWorkflow":true} }
            """)).ToList();
        await SaveAsync(processOwner, id, JsonNode.Parse(variables), all, publish: true);
    }

    /// <summary>Saves a flow that does what the activities say, one after the other, as a draft.</summary>
    public static Task DraftAsync(Visitor processOwner, string id, params string[] activities) =>
        SaveAsync(processOwner, id, new JsonArray(), [.. activities.Select(text => JsonNode.Parse(text))], publish: false);

    private static async Task SaveAsync(Visitor processOwner, string id, JsonNode? variables, List<JsonNode?> activities, bool publish)
    {
        var connections = activities.Zip(activities.Skip(1)).Select(pair => (JsonNode?)JsonNode.Parse($$"""{"source":{"activity":"{{pair.First!["id"]}}","port":"Done"},"target":{"activity":"{{pair.Second!["id"]}}","port":"In"} }"""));
        for (var i = 0; i < activities.Count; i++)
            activities[i]!["metadata"] = JsonNode.Parse($$"""{"designer":{"position":{"x":{{40 + (280 * i)}},"y":60},"size":{"width":0,"height":0} } }""");
        var model = new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["variables"] = variables,
            ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray([.. activities]), ["connections"] = new JsonArray([.. connections]) },
        };
        var status = await processOwner.Page.EvaluateAsync<int>(
            "body => fetch('/elsa/api/workflow-definitions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then(answer => answer.status)",
            new JsonObject { ["model"] = model, ["publish"] = publish }.ToJsonString());
        Assert.Equal(200, status);
    }

    /// <summary>The list, once it shows runs.</summary>
    public async Task ListAsync()
    {
        await Page.GoToAsync("/designer/-/workflows/instances");
        await Rows.First.WaitForAsync(new() { Timeout = Boot });
    }

    public ILocator Row(Guid instance) => Rows.Filter(new() { HasText = instance.ToString() });

    /// <summary>Searches for something and waits until the list has been read again.</summary>
    public async Task SearchAsync(string term)
    {
        var input = Page.GetByPlaceholder("Search on Id", new() { Exact = false });
        await Page.RunAndWaitForResponseAsync(
            async () =>
            {
                await input.FillAsync(term);
                await input.PressAsync("Enter");
            },
            answer => answer.Url.EndsWith("/elsa/api/workflow-instances", StringComparison.Ordinal) && answer.Request.PostData?.Contains($"\"searchTerm\":\"{term}\"", StringComparison.Ordinal) == true);
    }

    /// <summary>Has the list show only what was chosen from one of the filters above it.</summary>
    public async Task FilterAsync(string filter, string choice)
    {
        await Control("elsa-workflow-instance-list", filter).First.ClickAsync();
        await ListReadAsync(() => Page.Locator(".mud-popover-open [class*=list-item]").GetByText(choice, new() { Exact = true }).First.ClickAsync());
        await Page.Mouse.ClickAsync(900, 95); // what takes several choices stays open; up there is nothing to click
        await Assertions.Expect(Page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
    }

    /// <summary>Has the list show only the runs that were created so: after or before the first day of this month in the browser's calendar.</summary>
    public async Task FilterByDayAsync(string comparison)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Date Filters" }).ClickAsync();
        var add = Page.Locator(".mud-popover-open").GetByText("Add", new() { Exact = true });
        await add.WaitForAsync();
        if (await Control(".mud-popover-open", "Operator").CountAsync() == 0)
        {
            await add.ClickAsync();
            await PickAsync("Column", "Created");
            await Control(".mud-popover-open", "Date").ClickAsync();
            await Page.Locator(".mud-picker-calendar-day:not(.mud-hidden)").First.ClickAsync();
            await Assertions.Expect(Page.Locator(".mud-picker-calendar-day")).ToHaveCountAsync(0);
        }

        await PickAsync("Operator", comparison);
        await ListReadAsync(() => Page.Locator(".mud-popover-open").GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync());
        await Assertions.Expect(Page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
    }

    /// <summary>Turns to the next page of the list.</summary>
    public Task NextPageAsync() => ListReadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync());

    /// <summary>What stands below the list: which runs of how many.</summary>
    public ILocator Range => Page.Locator("elsa-workflow-instance-list .mud-table-pagination-caption").Last;

    /// <summary>Chooses from the menu of a row, and confirms.</summary>
    public async Task ChooseAsync(Guid instance, string item)
    {
        await Row(instance).Locator("button").Last.ClickAsync();
        await Page.Locator(".mud-popover-open").GetByText(item, new() { Exact = true }).ClickAsync();
        await ConfirmAsync();
    }

    /// <summary>Marks rows, chooses from the menu for all of them, and confirms.</summary>
    public async Task ChooseForAllAsync(IEnumerable<Guid> instances, string item)
    {
        foreach (var instance in instances)
            await Row(instance).Locator("input[type=checkbox]").ClickAsync(new() { Force = true }); // it is drawn by another element
        await Page.GetByRole(AriaRole.Button, new() { Name = "Bulk actions" }).ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = item }).ClickAsync();
        await ConfirmAsync();
    }

    /// <summary>A run on the canvas, once its journal stands beside it.</summary>
    public async Task ViewAsync(Guid instance)
    {
        await Page.SetViewportSizeAsync(1700, 1050);
        await Page.GoToAsync($"/designer/-/workflows/instances/{instance}/view");
        await Page.Locator(".mud-timeline-item").First.WaitForAsync(new() { Timeout = Boot });
    }

    /// <summary>Waits until the viewer says so of the run.</summary>
    public Task StandsAsync(string subStatus) =>
        Assertions.Expect(Page.Locator("tr").Filter(new() { HasText = "Sub status" }).First).ToContainTextAsync(subStatus, new() { Timeout = 15_000 });

    /// <summary>The line of the journal with these words.</summary>
    public ILocator Line(string activity, string happened) => Page.Locator(".mud-timeline-item").Filter(new() { HasText = activity }).Filter(new() { HasText = happened });

    /// <summary>Selects an activity and returns what the viewer shows of its last execution.</summary>
    public async Task<string> ActivityAsync(string id)
    {
        await Page.Locator($".x6-graph-svg elsa-activity-wrapper[activity-id=\"{id}\"]").ClickAsync(new() { Force = true }); // X6 lays a frame above what is selected already
        var panel = Page.Locator(".mud-tabs-panels").Filter(new() { HasText = "Node ID" }).Last;
        await Assertions.Expect(panel).ToContainTextAsync($":{id}");
        return await panel.InnerTextAsync();
    }

    /// <summary>Opens a tab beside the canvas and returns what it holds.</summary>
    public async Task<string> TabAsync(string name, string anything)
    {
        // A strip too narrow for its tabs lets them be clicked all the same, but not seen.
        await Page.Locator(".mud-tab").Filter(new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(name)}", RegexOptions.IgnoreCase) }).DispatchEventAsync("click");
        var panel = Page.Locator(".mud-tabs-panels").Filter(new() { HasText = anything }).Last;
        await panel.WaitForAsync();
        return await panel.InnerTextAsync();
    }

    /// <summary>What the product's page says above the Studio.</summary>
    public async Task<string> NoticeAsync()
    {
        var words = Page.Locator("#designer-notice:not([hidden]) > p");
        await words.WaitForAsync();
        return await words.InnerTextAsync();
    }

    // A field by the words in its frame, which are drawn and not seen.
    private ILocator Control(string within, string label) =>
        Page.Locator($"{within} .mud-input-control").Filter(new() { Has = Page.Locator("legend").GetByText(label, new() { Exact = true }) });

    private async Task PickAsync(string label, string choice)
    {
        await Control(".mud-popover-open", label).ClickAsync();
        await Page.Locator(".mud-popover-open [class*=list-item]").GetByText(choice, new() { Exact = true }).First.ClickAsync();
        await Assertions.Expect(Page.Locator(".mud-popover-open [class*=list-item]")).ToHaveCountAsync(0);
    }

    private async Task ListReadAsync(Func<Task> action) =>
        await Page.RunAndWaitForResponseAsync(action, answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/elsa/api/workflow-instances", StringComparison.Ordinal));

    private async Task ConfirmAsync()
    {
        // The Studio reads the list again when it is done.
        await ListReadAsync(() => Page.Locator(".mud-dialog button").Last.ClickAsync());
        await Assertions.Expect(Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }
}
