using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProcessAutomation.Browser.Tests.Studio.Drivers;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>The panels around the canvas of the real Studio: the text of a flow, what it holds and gives, its versions, and a flow that stands in another.</summary>
[Collection(AtTheDesigner.Name)]
public sealed class Beside_the_drawing(Chromium chromium, DesignerHost designer)
{
    [Fact]
    public async Task The_text_the_variables_the_inputs_and_the_outputs_are_kept_when_they_are_changed_in_the_panels_and_published()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        await RunsDriver.PublishAsync(eva, "panels", """[{"id":"gone","name":"Gone","typeName":"String"}]""", """{"id":"name","name":"Name","type":"Elsa.SetName","version":1}""");
        var studio = new StudioDriver(eva);
        var panels = new PanelsDriver(studio);
        await studio.EditAsync("panels");

        Assert.Contains("\"Elsa.HttpEndpoint\"", await panels.TextAsync(), StringComparison.Ordinal);
        await panels.ChangeTextAsync("\"Description\": null", "\"Description\": \"Skrevet som tekst\"");
        await eva.ScreenshotAsync("studio/code-view");
        await panels.DrawingAsync();

        await panels.TabAsync("Variables");
        await panels.AddAsync("Add variable", ("Name", "Frist"), ("Default value", "syv"));
        await panels.ChangeAsync("Frist", ("Name", "Dager"));
        await panels.DeleteAsync("Gone");
        await eva.ScreenshotAsync("studio/variables");
        await panels.TabAsync("Input/Output");
        await panels.AddAsync("Add input", ("Name", "Grunn"), ("Display name", "Hvorfor"));
        await panels.AddAsync("Add input", ("Name", "Overflødig"));
        await panels.ChangeAsync("Grunn", ("Name", "Begrunnelse"));
        await panels.DeleteAsync("Overflødig");
        await panels.AddAsync("Add output", ("Name", "Svar"));
        await panels.ChangeAsync("Svar", ("Name", "Resultat"));
        await panels.AddAsync("Add output", ("Name", "Unødig"));
        await panels.DeleteAsync("Unødig");
        await eva.ScreenshotAsync("studio/inputs-and-outputs");
        Assert.Contains("published", await studio.PublishAsync(), StringComparison.OrdinalIgnoreCase);

        await studio.EditAsync("panels");
        await panels.TabAsync("Variables");
        await Assertions.Expect(panels.Rows.Filter(new() { HasText = "Dager" })).ToHaveCountAsync(1);
        var kept = JsonNode.Parse(await eva.Page.EvaluateAsync<string>("() => fetch('/elsa/api/workflow-definitions/by-definition-id/panels').then(answer => answer.text())"))!;
        Assert.True((bool)kept["isPublished"]!);
        Assert.Equal("Skrevet som tekst", (string?)kept["description"]);
        Assert.Equal(["Dager"], kept["variables"]!.AsArray().Select(variable => (string?)variable!["name"]));
        Assert.Equal("syv", (string?)kept["variables"]![0]!["value"]);
        Assert.Equal(["Begrunnelse"], kept["inputs"]!.AsArray().Select(input => (string?)input!["name"]));
        Assert.Equal("Hvorfor", (string?)kept["inputs"]![0]!["displayName"]);
        Assert.Equal(["Resultat"], kept["outputs"]!.AsArray().Select(output => (string?)output!["name"]));
        Assert.Equal(2, kept["root"]!["activities"]!.AsArray().Count);
        await studio.Traffic.AssertSoundAsync();
    }

    [Fact]
    public async Task A_flow_that_is_offered_as_an_activity_stands_in_the_toolbox_and_runs_in_another_flow()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        await RunsDriver.PublishAsync(eva, "around", "[]");
        await RunsDriver.DraftAsync(eva, "shared-step", """{"id":"answer","name":"Answer","type":"Elsa.WriteHttpResponse","version":1,"content":{"typeName":"Object","expression":{"type":"Literal","value":"Fra den andre flyten"}}}""");
        var studio = new StudioDriver(eva);
        var panels = new PanelsDriver(studio);
        await studio.EditAsync("shared-step");
        await panels.OfferAsync();
        await eva.ScreenshotAsync("studio/offered-as-activity");
        await studio.PublishAsync();

        await studio.EditAsync("around");
        var step = await studio.DropAsync("Flyter som aktiviteter", "shared-step", 620, 420);
        await studio.ConnectAsync("begin", "Done", step);
        await eva.ScreenshotAsync("studio/flow-in-a-flow");
        await studio.PublishAsync();
        Assert.Equal("Fra den andre flyten", await designer.Host.Http.GetStringAsync("/workflows/around", TestContext.Current.CancellationToken));
        await studio.Traffic.AssertSoundAsync();
    }

    [Fact]
    public async Task Versions_are_looked_at_taken_back_and_deleted_and_a_flow_goes_out_as_a_file_and_comes_in_again()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        foreach (var name in new[] { "Første", "Andre", "Tredje" })
            await RunsDriver.PublishAsync(eva, "versions", $$"""[{"id":"v","name":"{{name}}","typeName":"String"}]""");
        var studio = new StudioDriver(eva);
        var panels = new PanelsDriver(studio);
        await studio.EditAsync("versions");
        await panels.TabAsync("Version history");
        await Assertions.Expect(panels.Rows).ToHaveCountAsync(3);
        await panels.ChooseVersionAsync(1, "View", "/workflow-definitions/by-id/");
        await panels.ChooseVersionAsync(1, "Rollback to this version", "/revert/1");
        await Assertions.Expect(panels.Version(4)).ToHaveCountAsync(1);
        await panels.ChooseVersionAsync(2, "Delete", "/workflow-definition-versions/", isAsked: true);
        await Assertions.Expect(panels.Version(2)).ToHaveCountAsync(0);
        await eva.ScreenshotAsync("studio/version-history");
        await panels.TabAsync("Variables");
        await Assertions.Expect(panels.Rows).ToHaveTextAsync([new Regex("Første")]);

        var list = new FlowListDriver(studio);
        var text = await File.ReadAllTextAsync(await list.ExportAsync("versions"), TestContext.Current.CancellationToken);
        Assert.Contains("F\\u00F8rste", text, StringComparison.Ordinal);
        await list.ImportAsync("versions-again.json", text.Replace("\"versions\"", "\"versions-again\"", StringComparison.Ordinal));
        Assert.Contains("imported", await studio.SaidAsync(), StringComparison.OrdinalIgnoreCase);
        await eva.ScreenshotAsync("studio/imported");
        Assert.Contains("Første", await eva.Page.EvaluateAsync<string>("() => fetch('/elsa/api/workflow-definitions/by-definition-id/versions-again').then(answer => answer.json()).then(flow => flow.variables[0].name)"), StringComparison.Ordinal);
        await studio.Traffic.AssertSoundAsync();
    }
}
