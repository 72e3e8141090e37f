using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProcessAutomation.Browser.Tests.Studio.Drivers;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>Runs in the real Studio: those that wait, have ended, are stuck or cancelled; what a supervisor does about them is seen at once by who looks at them.</summary>
[Collection(AtTheDesigner.Name)]
public sealed class Looking_after_runs(Chromium chromium, DesignerHost designer)
{
    private const string Secret = "Torgunn";
    private const string Waits = """{"id":"wait","name":"Wait","type":"Elsa.Event","version":1,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"never"}}}""";

    private const string Divides = """
        {"id":"divide","name":"Divide","type":"Elsa.SetVariable","version":1,"variable":{"id":"r","name":"Result","typeName":"Int32"},
         "value":{"typeName":"Object","expression":{"type":"CSharp","value":"100 / Variables.Divisor"}}}
        """;

    private const string Variables = $$"""
        [{"id":"n","name":"Name","typeName":"String","value":"{{Secret}}"},{"id":"d","name":"Divisor","typeName":"Int32","value":"0"},{"id":"r","name":"Result","typeName":"Int32"}]
        """;

    [Fact]
    public async Task One_that_is_stuck_is_mended_on_its_page_retried_and_seen_to_finish()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        await RunsDriver.PublishAsync(eva, "run-divides", Variables, Divides);
        var stuck = await StartAsync("run-divides");
        var viewer = new RunsDriver(eva);
        await viewer.ViewAsync(stuck);
        await viewer.StandsAsync("Faulted");
        await viewer.Line("Divide", "Faulted").WaitForAsync();
        var activity = await viewer.ActivityAsync("divide");
        Assert.Contains("Faulted", activity, StringComparison.Ordinal);
        Assert.Contains("•••", activity, StringComparison.Ordinal); // a process owner sees no value
        Assert.Contains("DivideByZeroException", await viewer.TabAsync("Incidents", "DivideByZero"), StringComparison.Ordinal);
        var variables = await viewer.TabAsync("Variables", "Divisor");
        Assert.Contains("•••", variables, StringComparison.Ordinal);
        await eva.ScreenshotAsync("studio/run-stuck");
        await viewer.TabAsync("Details", "Sub status");

        await using var sissel = await designer.SignInAsync(chromium, "Sissel");
        await sissel.GoAsync($"/instances/{stuck}");
        await AlterAsync(sissel, "modify-variable", ":has(input[name=variable][value=d])", "Delt på null", form => form.Locator("input[name=value]").FillAsync("5"));
        await AlterAsync(sissel, "retry", "", "Deleren er rettet");

        await viewer.StandsAsync("Finished"); // without being loaded again
        await viewer.Line("Divide", "Completed").WaitForAsync();
        await eva.ScreenshotAsync("studio/run-finished");
        Assert.DoesNotContain(Secret, await eva.Page.ContentAsync(), StringComparison.Ordinal);
        await viewer.Traffic.AssertSoundAsync();

        // From the page to the drawing and back; the run belongs to no case, so a supervisor sees what it holds.
        var drawing = new RunsDriver(sissel);
        await sissel.Page.GetByText("Se kjøringen i tegningen").ClickAsync();
        await sissel.Page.Locator(".mud-timeline-item").First.WaitForAsync(new() { Timeout = 90_000 });
        Assert.Contains("20", await drawing.ActivityAsync("divide"), StringComparison.Ordinal);
        Assert.Contains(Secret, await drawing.TabAsync("Variables", "Divisor"), StringComparison.Ordinal);
        await sissel.ScreenshotAsync("studio/run-of-a-supervisor");
        await sissel.Page.GetByText("Grip inn: prøv igjen, hopp over, endre").ClickAsync();
        await sissel.Page.ArriveAsync($"**/instances/{stuck}");
        await drawing.Traffic.AssertSoundAsync();
    }

    [Fact]
    public async Task Runs_are_found_cancelled_and_deleted_one_by_one_and_many_and_what_is_refused_is_said()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        await RunsDriver.PublishAsync(eva, "run-waits", Variables, Waits);
        await RunsDriver.PublishAsync(eva, "run-ends", Variables);
        var (watched, ended) = (await StartAsync("run-waits"), await StartAsync("run-ends"));
        Guid[] many = [await StartAsync("run-waits"), await StartAsync("run-waits")];
        var viewer = new RunsDriver(eva);
        await viewer.ViewAsync(watched);
        await viewer.StandsAsync("Suspended");

        await using var sissel = await designer.SignInAsync(chromium, "Sissel");
        var list = new RunsDriver(sissel);
        await list.ListAsync();
        await list.SearchAsync(ended.ToString());
        await Assertions.Expect(list.Row(watched)).ToHaveCountAsync(0);
        await Assertions.Expect(list.Row(ended)).ToContainTextAsync("Finished");
        await list.SearchAsync("");
        await list.ChooseAsync(watched, "Cancel");
        await Assertions.Expect(list.Row(watched)).ToContainTextAsync("Cancelled");
        await viewer.StandsAsync("Cancelled"); // told by the server
        await eva.ScreenshotAsync("studio/run-cancelled");
        await list.ChooseAsync(ended, "Delete");
        await Assertions.Expect(list.Row(ended)).ToHaveCountAsync(0);

        await list.ChooseForAllAsync([watched, many[0]], "Delete");
        var said = await list.NoticeAsync();
        Assert.StartsWith("1 av 2 er slettet. Kjøringen eller en underflyt av den går ennå. Avbryt den først, så kan den slettes.", said, StringComparison.Ordinal);
        await sissel.ScreenshotAsync("studio/runs");
        await list.ChooseForAllAsync(many, "Cancel");
        await Assertions.Expect(list.Row(many[1])).ToContainTextAsync("Cancelled");
        Assert.Equal("2 av 2 er avbrutt.", await list.NoticeAsync());
        await list.Traffic.AssertSoundAsync();
        await viewer.Traffic.AssertSoundAsync();
    }

    [Fact]
    public async Task Runs_are_found_by_flow_state_incident_and_day_and_turned_page_by_page()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        await RunsDriver.PublishAsync(eva, "found-waiting", Variables, Waits);
        await RunsDriver.PublishAsync(eva, "found-stuck", Variables, Divides);
        await RunsDriver.PublishAsync(eva, "found-ended", Variables);
        var waiting = new List<Guid>();
        for (var i = 0; i < 11; i++) waiting.Add(await StartAsync("found-waiting"));
        var (stuck, ended) = (await StartAsync("found-stuck"), await StartAsync("found-ended"));
        var list = new RunsDriver(eva);
        await list.ListAsync();
        await list.FilterAsync("Has Incidents", "Yes");
        await Assertions.Expect(list.Row(stuck)).ToContainTextAsync("Faulted");
        await Assertions.Expect(list.Row(ended)).ToHaveCountAsync(0);
        await list.FilterAsync("Has Incidents", "No");
        await Assertions.Expect(list.Row(ended)).ToContainTextAsync("Finished");
        await Assertions.Expect(list.Row(stuck)).ToHaveCountAsync(0);

        await list.ListAsync();
        await list.FilterAsync("Status", "Finished");
        await Assertions.Expect(list.Row(ended)).ToHaveCountAsync(1);
        await Assertions.Expect(list.Row(stuck)).ToHaveCountAsync(0);
        await list.ListAsync();
        await list.FilterAsync("Sub status", "Suspended");
        await Assertions.Expect(list.Row(stuck)).ToHaveCountAsync(0); // it is shown as faulted, so it is found as that
        await list.FilterAsync("Workflows", "found-waiting");
        await Assertions.Expect(list.Range).ToHaveTextAsync("1-10 of 11");
        await list.NextPageAsync();
        await Assertions.Expect(list.Row(waiting[0])).ToHaveCountAsync(1);
        await Assertions.Expect(list.Row(waiting[1])).ToHaveCountAsync(0);
        await eva.ScreenshotAsync("studio/runs-filtered");

        // The business clock is years ahead of the calendar that the browser opens.
        await list.FilterByDayAsync("Is Before");
        await Assertions.Expect(list.Range).ToHaveTextAsync("0-0 of 0");
        await list.FilterByDayAsync("Is");
        await Assertions.Expect(list.Range).ToHaveTextAsync("0-0 of 0");
        await list.FilterByDayAsync("Is After");
        await Assertions.Expect(list.Range).ToHaveTextAsync(new Regex("of 11$"));
        await eva.ScreenshotAsync("studio/runs-by-day");
        await list.Traffic.AssertSoundAsync();
    }

    private async Task<Guid> StartAsync(string flow)
    {
        var started = JsonNode.Parse(await designer.Host.Http.GetStringAsync($"/workflows/{flow}", TestContext.Current.CancellationToken))!;
        return Guid.Parse((string)started["workflowInstanceId"]!); // what a flow answers that writes no response of its own
    }

    // Asks for the preview, gives a reason, confirms.
    private static async Task AlterAsync(Visitor supervisor, string kind, string which, string reason, Func<ILocator, Task>? fill = null)
    {
        var page = supervisor.Page;
        var wish = page.Locator($"form:has(input[name=kind][value={kind}]){which}");
        var folded = page.Locator("details.action").Filter(new() { Has = wish });
        if (await folded.CountAsync() > 0) await folded.Locator("summary").ClickAsync();
        if (fill is not null) await fill(wish);
        await wish.Locator("button").ClickAsync();
        await page.Locator("#reason").FillAsync(reason);
        await page.Locator("form:has(#reason) button").ClickAsync();
        await page.ArriveAsync($"**/instances/*?altered={kind}");
    }
}
