using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>Before publishing: what would happen, and what the draft changes for the people concerned.</summary>
[Collection(AtTheDesigner.Name)]
public sealed class Simulating_a_draft(Chromium chromium, DesignerHost designer, ITestOutputHelper output)
{
    // As the Studio saves a draft.
    private const string FiveDaysForTheNeedsTalk = """
        async () => {
          const model = await (await fetch('/elsa/api/workflow-definitions/by-definition-id/understand-needs?versionOptions=Latest')).json();
          model.variables.find(variable => variable.name === 'NeedsTalkDays').value = '5';
          const saved = await fetch('/elsa/api/workflow-definitions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ model, publish: false }) });
          return saved.status;
        }
        """;

    [Fact]
    public async Task A_process_owner_sees_the_time_line_and_what_a_shorter_deadline_changes()
    {
        await using var eva = await chromium.OpenAsync(designer.Host);
        eva.Page.SetDefaultTimeout(90_000); // two cases are played for a comparison, on a machine that does other things too
        await eva.SignInAsync("Eva");
        await eva.GoAsync("/simulering?flyt=understand-needs");
        await eva.AssertAccessibleAsync();
        await PlayAsync(eva, ("startDate", "2031-10-20"), ("releaseDate", "2031-12-20"));
        var course = await eva.Page.Locator("section[aria-labelledby=course]").InnerTextAsync();
        Assert.Contains("Innkomstmøte", course, StringComparison.Ordinal);
        Assert.Contains("Behovssamtale del 1", course, StringComparison.Ordinal);
        Assert.Contains("kontaktbetjent", course, StringComparison.Ordinal);
        output.WriteLine(await eva.Page.Locator("section[aria-labelledby=course] [role=status]").InnerTextAsync());
        await eva.ScreenshotAsync("studio/simulation");
        await eva.AssertAccessibleAsync();

        Assert.Equal(200, await eva.Page.EvaluateAsync<int>(FiveDaysForTheNeedsTalk));
        await eva.GoAsync("/simulering?flyt=understand-needs");
        await PlayAsync(eva, ("text", "compare"), ("startDate", "2031-10-20"), ("releaseDate", "2031-12-20"));
        var changes = await eva.Page.Locator("section[aria-labelledby=differences]").InnerTextAsync();
        Assert.Contains("Flyttes", changes, StringComparison.Ordinal);
        Assert.Contains("Behovssamtale del 1", changes, StringComparison.Ordinal);
        await eva.ScreenshotAsync("studio/simulation-compared");
        await eva.AssertAccessibleAsync();
    }

    [Fact]
    public async Task What_cannot_be_simulated_is_said_beside_the_field()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        await eva.GoAsync("/simulering?flyt=preparations");
        await eva.FillAsync("startDate", "2020-01-01");
        await eva.Page.LeaveAsync(() => eva.Page.GetByRole(AriaRole.Button, new() { Name = "Simuler" }).ClickAsync());
        Assert.Equal(422, await eva.Page.StatusAsync());
        Assert.Contains("Startdatoen må ligge mellom", await eva.ProblemsAsync(), StringComparison.Ordinal);
        await eva.AssertAccessibleAsync();
    }

    private static async Task PlayAsync(Visitor eva, params (string Field, string Value)[] facts)
    {
        foreach (var (field, value) in facts)
        {
            if (field == "text")
                await eva.ChooseAsync(field, value);
            else
                await eva.FillAsync(field, value);
        }

        await eva.Page.LeaveAsync(() => eva.Page.GetByRole(AriaRole.Button, new() { Name = "Simuler" }).ClickAsync());
        Assert.Equal(200, await eva.Page.StatusAsync());
    }
}
