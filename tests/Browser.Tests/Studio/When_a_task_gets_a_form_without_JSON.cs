using Microsoft.Playwright;
using ProcessAutomation.Browser.Tests.Studio.Drivers;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>A process owner gives a task one more question and one more reminder, on a page beside the Studio, and publishes in the Studio.</summary>
public sealed class When_a_task_gets_a_form_without_JSON(Chromium chromium)
{
    private const string Flow = "extra-task";
    private const string Question = "Hvem tok imot?";

    [Fact]
    public async Task A_new_task_asks_the_question_and_its_holder_is_reminded_on_the_day()
    {
        await using var walk = await Walk.StartAsync(chromium, "studio-form", "2031-09-01 09:00");
        var eva = await walk.AsAsync("Eva");
        var studio = new StudioDriver(eva);
        await studio.EditAsync(Flow);
        await studio.SelectAsync("task", "Tittel");
        await eva.Page.GetByRole(AriaRole.Link, new() { Name = "Skjema og påminnelser: Ekstra oppgave" }).ClickAsync();
        await eva.Page.ArriveAsync($"**/flyter/{Flow}/oppgaver/task");
        await eva.AssertAccessibleAsync();

        await AddQuestionAsync(eva);
        await RefuseNothingToChooseAsync(eva);
        await AddReminderAsync(eva);
        await walk.PictureAsync(eva, "form-and-reminder");
        await eva.AssertAccessibleAsync();
        await PressAsync(eva, "Lagre i utkastet");
        await eva.Page.ArriveAsync("**?lagret=ja");
        Assert.Contains("Lagret i utkastet", await eva.Page.GetByRole(AriaRole.Status).First.InnerTextAsync(), StringComparison.Ordinal);
        await walk.PictureAsync(eva, "saved");
        await eva.GoAsync($"/flyter/{Flow}/oppgaver");
        Assert.Contains("5 dager før: påminnelse til den som har oppgaven", await eva.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await eva.AssertAccessibleAsync();

        await studio.EditAsync(Flow);
        Assert.Contains("published", await studio.PublishAsync(), StringComparison.OrdinalIgnoreCase);
        await studio.Traffic.AssertSoundAsync();

        var subject = await Steps.OpenCaseAsync(walk, "Kari", ConvictedPerson.Torstein, "2031-11-03", "2032-03-01", officer: "kari");
        await subject.DoAsync("Kari", "Legg til en oppgave", ("title", "Hent nøkler"), ("to", "role:contact-officer"), ("dueOn", "2031-09-15"));
        var before = (await walk.MailsAsync()).Count;
        await walk.AtAsync("2031-09-10 07:59");
        Assert.Equal(before, (await walk.MailsAsync()).Count);
        await walk.AtAsync("2031-09-10 08:01");
        Assert.Equal(before + 1, (await walk.MailsAsync()).Count);

        var task = await walk.OpenTaskAsync("Kari", "Ekstra oppgave");
        Assert.Contains(Question, await task.Page.Locator("#task").InnerTextAsync(), StringComparison.Ordinal);
        await task.CompleteAsync(("hvem-tok-imot", "Vakta"));
        Afterwards.AssertNoIncident(new CaseRecords(walk.Host.DataFolder));
    }

    // By keyboard alone: each button brings the page back with the focus on what it made.
    private static async Task AddQuestionAsync(Visitor eva)
    {
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Legg til felt" }).FocusAsync();
        await eva.Page.LeaveAsync(() => eva.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal("2. Nytt felt", await eva.Page.EvaluateAsync<string>("() => document.activeElement.querySelector('legend')?.innerText"));
        await eva.Page.Keyboard.PressAsync("Tab");
        await eva.Page.Keyboard.TypeAsync(Question);
        await PressAsync(eva, "Vis skjemaet slik det er nå");
        Assert.Contains(Question, await eva.Page.Locator("section[aria-labelledby=preview-heading]").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task RefuseNothingToChooseAsync(Visitor eva)
    {
        await eva.Page.Locator("[name=\"f.fields[1].kind\"]").SelectOptionAsync("choice");
        await PressAsync(eva, "Lagre i utkastet");
        Assert.Equal(422, await eva.Page.StatusAsync());
        Assert.NotEqual("", await eva.ProblemsAsync());
        await eva.AssertAccessibleAsync();
        await eva.Page.Locator("[name=\"f.fields[1].kind\"]").SelectOptionAsync("text");
    }

    private static async Task AddReminderAsync(Visitor eva)
    {
        await eva.Page.Locator("[name=\"f.ladder\"][value=own]").CheckAsync();
        await PressAsync(eva, "Legg til trinn");
        var rungs = await eva.Page.Locator("[id^=f-rungs-][role=group], fieldset[id^=f-rungs-]").CountAsync();
        await eva.Page.Locator($"[name=\"f.rungs[{rungs - 1}].days\"]").FillAsync("5");
    }

    private static Task PressAsync(Visitor eva, string button) =>
        eva.Page.LeaveAsync(() => eva.Page.GetByRole(AriaRole.Button, new() { Name = button }).Last.ClickAsync());
}
