using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>
/// A process owner at the real Studio. Its page is made of MudBlazor's components and an X6 canvas, which have no roles or names to find them by: where
/// something is clicked or waited for in an odd way, the comment says which of the two wants it so.
/// </summary>
internal sealed class StudioDriver(Visitor visitor)
{
    private const float Boot = 90_000; // the first time a browser compiles 18 MB of WebAssembly, on a machine that does other things too

    public IPage Page => visitor.Page;

    public StudioTraffic Traffic { get; } = StudioTraffic.Of(visitor.Page);

    /// <summary>The list of flows, once it shows them.</summary>
    public async Task ListAsync()
    {
        await Page.GoToAsync("/designer");
        await Page.Locator("elsa-workflow-definition-list table tbody tr").First.WaitForAsync(new() { Timeout = Boot });
    }

    /// <summary>A flow on the canvas, once it is drawn.</summary>
    public async Task EditAsync(string definitionId, bool settle = true)
    {
        await Page.SetViewportSizeAsync(1700, 1050); // X6 does not scroll to what is clicked
        await Page.GoToAsync($"/designer/-/workflows/definitions/{definitionId}/edit"); // whatever stands for the version, it leads to the present one
        await Page.Locator("elsa-activity-wrapper .activity-label").First.WaitForAsync(new() { Timeout = Boot });
        if (settle) await DrawnAsync();
    }

    /// <summary>A run on the canvas, once its journal stands beside it.</summary>
    public async Task ViewAsync(string instanceId)
    {
        await Page.GoToAsync($"/designer/-/workflows/instances/{instanceId}/view");
        await Page.Locator(".mud-timeline-item").First.WaitForAsync(new() { Timeout = Boot });
    }

    /// <summary>Makes a new flow from the list and lands on its empty canvas. Returns its id.</summary>
    public async Task<string> CreateAsync(string name)
    {
        await ListAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
        var input = Page.Locator(".mud-dialog input[type=text]").First;
        await Assertions.Expect(input).Not.ToHaveValueAsync(""); // the dialog fills in a name when it has found a free one
        await input.FillAsync(name);
        await Page.Locator(".mud-dialog button").Filter(new() { HasText = "OK" }).ClickAsync();
        await Page.ArriveAsync("**/edit");
        await DrawnAsync();
        return new Uri(Page.Url).Segments[^2].TrimEnd('/');
    }

    /// <summary>Drags an activity out of the toolbox to a place on the canvas, in pixels from its corner. Returns the new activity's id.</summary>
    public async Task<string> DropAsync(string category, string activity, int x, int y)
    {
        var panel = Page.Locator(".mud-expand-panel").Filter(new() { Has = Page.Locator(".mud-expand-panel-header").GetByText(category, new() { Exact = true }) });
        var item = panel.Locator("[draggable=true]").Filter(new() { Has = Page.GetByText(activity, new() { Exact = true }) }).First;
        if (!await item.IsVisibleAsync()) await panel.Locator(".mud-expand-panel-header").ClickAsync();
        await StillAsync(item); // a panel opens with an animation
        var before = await ActivitiesAsync();
        await SavedAsync(() => item.DragToAsync(Canvas, new() { TargetPosition = new() { X = x, Y = y } }));
        return Assert.Single((await ActivitiesAsync()).Except(before, StringComparer.Ordinal));
    }

    /// <summary>Draws a line from an outcome of one activity to another.</summary>
    public async Task ConnectAsync(string from, string outcome, string to)
    {
        await Page.BringAsync(from, to);
        // Beside the middle: X6 puts the line that already leaves a port above the port itself.
        var (fromX, fromY) = await PortAsync(from, outcome);
        var (toX, toY) = await PortAsync(to, "In");
        await SavedAsync(async () =>
        {
            await Page.Mouse.MoveAsync(fromX - 7, fromY);
            await Page.Mouse.DownAsync();
            await Page.Mouse.MoveAsync(fromX + 30, fromY + 20, new() { Steps = 5 });
            await Page.Mouse.MoveAsync(toX, toY, new() { Steps = 10 });
            await Page.Mouse.UpAsync();
        });
    }

    /// <summary>Opens the panel of an activity.</summary>
    public async Task SelectAsync(string activity, string anInput)
    {
        await Page.BringAsync(activity);
        await Activity(activity).ClickAsync(new() { Force = true }); // X6 lays a frame above what is selected already
        await Field(anInput).WaitForAsync();
    }

    /// <summary>Types into a field of the panel.</summary>
    public Task TypeAsync(string label, string text) => SavedAsync(async () =>
    {
        var input = Field(label).Locator("input[type=text], textarea").First;
        await input.FillAsync(text);
        await input.PressAsync("Tab"); // MudBlazor takes a value when the field is left
    });

    /// <summary>Chooses from a list of the panel, by the text it shows.</summary>
    public Task ChooseAsync(string label, string text) => SavedAsync(async () =>
    {
        await Field(label).Locator(".mud-input").First.ClickAsync();
        await Page.Locator(".mud-popover-open [class*=list-item]").GetByText(text, new() { Exact = true }).ClickAsync();
    });

    /// <summary>Exchanges what an input holds for an expression.</summary>
    public async Task WriteAsync(string label, string language, string expression)
    {
        var row = Page.Locator("div").Filter(new() { Has = Field(label) }).Filter(new() { Has = Page.Locator(".mud-menu-icon-button-activator") }).Last;
        await row.Locator(".mud-menu-icon-button-activator").First.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = language }).ClickAsync();
        var editor = Page.Locator(".monaco-editor").First;
        await editor.ClickAsync();
        await SavedAsync(async () =>
        {
            await Page.Keyboard.PressAsync("Control+A");
            await Page.Keyboard.TypeAsync(expression);
        });
    }

    /// <summary>Gives a variable of the flow another first value.</summary>
    public async Task SetVariableAsync(string name, string value)
    {
        await TabAsync("Variables");
        await Page.Locator("tr").Filter(new() { HasText = name }).Locator("button.mud-menu-icon-button-activator").ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasText = "Edit" }).ClickAsync();
        var input = Page.Locator(".mud-dialog .mud-input-control").Filter(new() { HasText = "Default value" }).Locator("input");
        await Assertions.Expect(input).Not.ToHaveValueAsync(""); // the dialog puts the present value in after it has opened
        for (var attempt = 0; attempt < 5 && await input.InputValueAsync() != value; attempt++)
        {
            await input.FillAsync(value);
            await input.PressAsync("Tab"); // MudBlazor takes a value when the field is left, and draws the field anew
            await Page.WaitForTimeoutAsync(300);
        }

        await Assertions.Expect(input).ToHaveValueAsync(value);
        await SavedAsync(() => Page.Locator(".mud-dialog button").Filter(new() { HasText = "OK" }).ClickAsync());
    }

    /// <summary>Opens one of the tabs beside or below the canvas.</summary>
    public Task TabAsync(string name) => Page.Locator(".mud-tab").Filter(new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(name)}\\s*$", RegexOptions.IgnoreCase) }).ClickAsync();

    /// <summary>Presses "publish" and returns what the Studio then says in its corner.</summary>
    public async Task<string> PublishAsync()
    {
        await Page.RunAndWaitForResponseAsync(() => Page.Locator(".mud-button-group-root button").First.ClickAsync(), response => IsSave(response, isPublishing: true));
        return await SaidAsync();
    }

    /// <summary>What the Studio says in its corner.</summary>
    public async Task<string> SaidAsync()
    {
        await Page.Locator(".mud-snackbar").First.WaitForAsync();
        return string.Join('\n', await Page.Locator(".mud-snackbar").AllInnerTextsAsync());
    }

    /// <summary>What the product's page says above the Studio, once it says something.</summary>
    public async Task<string> NoticeAsync()
    {
        var words = Page.Locator("#designer-notice:not([hidden]) > p");
        await words.WaitForAsync();
        return await words.InnerTextAsync();
    }

    /// <summary>Describes the flow anew, which the Studio tries to save by itself. Returns the status it gets.</summary>
    public async Task<int> DescribeAsync(string text)
    {
        var input = Page.Locator(".mud-input-control").Filter(new() { HasText = "A brief description of the workflow." }).Locator("textarea").First;
        await input.FillAsync(text);
        var answer = await Page.RunAndWaitForResponseAsync(() => input.PressAsync("Tab"), response => IsSave(response, isPublishing: false));
        return answer.Status;
    }

    /// <summary>Whether the Studio offers to publish.</summary>
    public Task<bool> MayPublishAsync() => Page.Locator(".mud-button-group-root").First.IsVisibleAsync();

    /// <summary>Does something that the Studio then saves by itself, and waits until it has.</summary>
    public async Task SavedAsync(Func<Task> action)
    {
        await Page.RunAndWaitForResponseAsync(action, response => IsSave(response, isPublishing: false));
        await Page.WaitForTimeoutAsync(400); // it takes over what came back, and draws the panel anew
    }

    /// <summary>The ids of the activities on the canvas.</summary>
    public async Task<IReadOnlyList<string>> ActivitiesAsync() =>
        await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('elsa-activity-wrapper')].map(e => e.getAttribute('activity-id'))");

    /// <summary>The id of an activity that the mouse can take hold of at its lower edge: none of the Studio's panels lies over it.</summary>
    public async Task<string> ActivityAtHandAsync() =>
        await Page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('elsa-activity-wrapper')].find(activity => {
                const box = activity.getBoundingClientRect();
                const under = document.elementFromPoint(box.x + box.width / 2, box.bottom - 12);
                return under !== null && under.closest('.x6-node') === activity.closest('.x6-node');
            }).getAttribute('activity-id')
            """);

    public ILocator Activity(string id) => Page.Locator($".x6-graph-svg elsa-activity-wrapper[activity-id=\"{id}\"]");

    private ILocator Canvas => Page.Locator(".x6-graph").First;

    /// <summary>Waits until a flow stands on the canvas.</summary>
    public async Task DrawnAsync()
    {
        await Canvas.WaitForAsync(new() { Timeout = Boot });
        await Page.Locator(".mud-expand-panel").First.WaitForAsync();
        // X6 moves the drawing into its middle after it has been drawn; an empty canvas stays where it is.
        var (before, still) = ("", 0);
        for (var waited = 0; waited < 15 && still < 3; waited++)
        {
            await Page.WaitForTimeoutAsync(100);
            var now = await Page.Locator(".x6-graph-svg-viewport").First.GetAttributeAsync("transform") ?? "";
            still = now.Length > 0 && now != "matrix(1,0,0,1,0,0)" && now == before ? still + 1 : 0;
            before = now;
        }
    }

    private ILocator Field(string label) => Page.Locator(".mud-input-control").Filter(new() { Has = Page.Locator("label").GetByText(label, new() { Exact = true }) }).First;

    private async Task<(float X, float Y)> PortAsync(string activity, string port)
    {
        var place = await Activity(activity).EvaluateAsync<float[]>(
            "(node, port) => { const box = node.closest('.x6-node').querySelector(`[port=\"${port}\"] .elsa-designer-port-circle`).getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }",
            port);
        return (place[0], place[1]);
    }

    private static async Task StillAsync(ILocator item)
    {
        await item.WaitForAsync();
        for (LocatorBoundingBoxResult? before = null, now = await item.BoundingBoxAsync(); before?.Y != now?.Y || now is null; (before, now) = (now, await item.BoundingBoxAsync()))
            await item.Page.WaitForTimeoutAsync(100);
    }

    private static bool IsSave(IResponse response, bool isPublishing) =>
        response.Request.Method == "POST" && response.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal)
        && (JsonNode.Parse(response.Request.PostData ?? "{}")?["publish"] is JsonValue publish && publish.GetValue<bool>()) == isPublishing;
}
