using ProcessAutomation.Browser.Tests.Studio.Drivers;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>One draws, the other looks; whoever takes over says why, and nothing of either is written over.</summary>
[Collection(AtTheDesigner.Name)]
public sealed class Two_process_owners_on_one_flow(Chromium chromium, DesignerHost designer)
{
    private const string Flow = "hand-over";

    [Fact]
    public async Task The_second_sees_who_draws_takes_over_with_a_reason_and_what_the_first_does_then_is_not_kept()
    {
        await using var eva = await designer.SignInAsync(chromium, "Eva");
        var first = new StudioDriver(eva);
        await first.EditAsync(Flow);
        Assert.Equal(200, await first.DescribeAsync("Skrevet av Eva."));

        await using var liv = await designer.SignInAsync(chromium, "Liv");
        var second = new StudioDriver(liv);
        await second.EditAsync(Flow);
        Assert.StartsWith("Eva Strand tegner på denne flyten siden", await second.NoticeAsync(), StringComparison.Ordinal);
        Assert.False(await second.MayPublishAsync());
        await liv.ScreenshotAsync("studio/another-draws");

        // Eva shall find out by saving, not by what her window asks every half minute.
        await eva.Page.RouteAsync("**/elsa/leases/*/keep", route => route.AbortAsync());
        await liv.Page.Locator("#lease-reason").FillAsync("Eva er på ferie");
        await liv.Page.LeaveAsync(() => liv.Page.Locator("#designer-notice form button").ClickAsync());
        await second.DrawnAsync();
        Assert.True(await second.MayPublishAsync());

        Assert.Equal(409, await first.DescribeAsync("Skrevet av Eva en gang til."));
        Assert.Equal("Liv Aasen har overtatt flyten: «Eva er på ferie». Det du endrer nå, blir ikke lagret.", await first.NoticeAsync());
        await eva.ScreenshotAsync("studio/another-has-taken-over");
        Assert.Equal(200, await second.DescribeAsync("Skrevet av Liv."));
        var kept = await liv.Page.EvaluateAsync<string>($"() => fetch('/elsa/api/workflow-definitions/by-definition-id/{Flow}').then(answer => answer.json()).then(flow => flow.description)");
        Assert.Equal("Skrevet av Liv.", kept);
        await first.Traffic.AssertSoundAsync();
        await second.Traffic.AssertSoundAsync();
    }
}
