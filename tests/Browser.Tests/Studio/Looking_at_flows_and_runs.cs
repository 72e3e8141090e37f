using System.Diagnostics;
using System.Text.Json.Nodes;
using ProcessAutomation.Browser.Tests.Studio.Drivers;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>The real Studio changes nothing by being looked at, shows a run without the person behind it, and is fetched once.</summary>
[Collection(AtTheDesigner.Name)]
public sealed class Looking_at_flows_and_runs(Chromium chromium, DesignerHost designer, ITestOutputHelper output)
{
    private const string Flow = "make-a-plan";

    [Fact]
    public async Task A_flow_that_was_opened_moved_and_moved_back_is_exported_as_it_was_and_the_Studio_is_fetched_once()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        var studio = new StudioDriver(eva);
        var before = await ExportAsync(eva);
        var first = await VisitAsync(studio, "first visit");
        var activity = await studio.ActivityAtHandAsync();
        await studio.SavedAsync(() => MoveAsync(studio, activity, 60));
        await studio.SavedAsync(() => MoveAsync(studio, activity, -60));
        Assert.True(JsonNode.DeepEquals(WithoutPlaces(before), WithoutPlaces(await ExportAsync(eva))), $"{Flow} came back changed.");

        var second = await VisitAsync(studio, "second visit");
        Assert.InRange(first, 4_000_000, 12_000_000); // the Studio itself, compressed
        Assert.InRange(second, 0, 700_000); // the page, the catalogue and the flow
        await studio.Traffic.AssertSoundAsync();
    }

    [Fact]
    public async Task Who_may_look_sees_a_run_with_its_journal_and_no_value_of_it_and_the_look_is_noted()
    {
        await using var kari = await designer.SignInAsync(chromium, "Kari");
        await kari.OpenCaseAsync(new CaseOpening { StartDate = new DateOnly(2031, 9, 1), ReleaseDate = new DateOnly(2031, 12, 1), ContactOfficer = "kari" });

        await using var lise = await designer.SignInAsync(chromium, "Lise");
        var studio = new StudioDriver(lise);
        var instance = await lise.Page.EvaluateAsync<string>(
            "() => fetch('/elsa/api/workflow-instances', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{\"definitionId\":\"preparations\"}' }).then(a => a.json()).then(list => list.items[0].id)");
        await studio.ViewAsync(instance);
        await lise.ScreenshotAsync("studio/run");
        var variables = await lise.Page.EvaluateAsync<string[]>($"() => fetch('/elsa/api/workflow-instances/{instance}/variables').then(a => a.json()).then(list => list.items.map(item => item.value))");
        Assert.All(variables, value => Assert.Equal("•••", value));
        Assert.DoesNotContain("Prøve", await lise.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.NotEqual(0, new CaseRecords(designer.Host.DataFolder).Count("select count(*) from case_reads where read_by = 'lise' and what = 'instance'"));

        await studio.EditAsync("preparations");
        Assert.False(await studio.MayPublishAsync());
        Assert.Equal("Kun lesing", await lise.Page.Locator(".designer-bar .ds-tag").InnerTextAsync());
        await studio.Traffic.AssertSoundAsync();
        Assert.Contains(studio.Traffic.Requests, request => request.Contains("/journal 200", StringComparison.Ordinal));
    }

    // From the address to a drawn flow; what came over the wire, as the browser counts it.
    private async Task<long> VisitAsync(StudioDriver studio, string visit)
    {
        await using var devTools = new BytesOfAPage(await studio.Page.Context.NewCDPSessionAsync(studio.Page));
        await devTools.BeginAsync();
        var clock = Stopwatch.StartNew();
        await studio.EditAsync(Flow, settle: false);
        output.WriteLine($"{visit}: {devTools.Received / 1e6:0.000} MB in {devTools.Requests} requests, the flow drawn after {clock.Elapsed.TotalSeconds:0.0} s");
        await studio.Page.WaitForTimeoutAsync(1_500);
        return devTools.Received;
    }

    private static async Task MoveAsync(StudioDriver studio, string activity, int by)
    {
        var box = (await studio.Activity(activity).BoundingBoxAsync())!; // it is drawn
        var (x, y) = (box.X + (box.Width / 2), box.Y + box.Height - 12);
        await studio.Page.Mouse.MoveAsync(x, y);
        await studio.Page.Mouse.DownAsync();
        await studio.Page.Mouse.MoveAsync(x + by, y, new() { Steps = 6 });
        await studio.Page.Mouse.UpAsync();
    }

    private static async Task<JsonNode> ExportAsync(Visitor visitor) =>
        JsonNode.Parse(await visitor.Page.EvaluateAsync<string>($"() => fetch('/elsa/api/workflow-definitions/{Flow}/export?versionOptions=Latest').then(answer => answer.text())"))!; // an object

    // The Studio measures what it draws, puts what was touched at the end, and a node lies where the mouse let go of it; which version it is stands in the row.
    private static JsonNode WithoutPlaces(JsonNode flow)
    {
        var copy = flow.DeepClone();
        foreach (var name in new[] { "id", "version", "isPublished", "createdAt" })
            copy.AsObject().Remove(name);
        foreach (var activity in copy["root"]!["activities"]!.AsArray())
            activity!["metadata"]!.AsObject().Remove("designer");
        copy["root"]!["activities"] = new JsonArray([.. copy["root"]!["activities"]!.AsArray().OrderBy(activity => (string?)activity!["id"], StringComparer.Ordinal).Select(activity => activity!.DeepClone())]);
        return copy;
    }
}
