using ProcessAutomation.Browser.Tests.Studio.Drivers;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Studio;

/// <summary>The needs talk has to be held two days sooner, and NAV is told of it: for those whose case is opened from now on.</summary>
public sealed class When_a_process_owner_changes_a_flow(Chromium chromium)
{
    private const string Nav = "nina@example.org";
    private const string Notice = "Planen er klar";

    private static readonly ConvictedPerson Before = ConvictedPerson.Torstein;
    private static readonly ConvictedPerson After = new("14838510036", "Runa", "Myrull", "runa.myrull@example.net", "Multestien 3, 0560 Oslo");

    [Fact]
    public async Task A_case_opened_afterwards_follows_the_new_flow_and_one_opened_before_follows_the_old()
    {
        await using var walk = await Walk.StartAsync(chromium, "studio", "2031-09-01 09:00");
        var old = await BeginAsync(walk, Before);

        var eva = await walk.AsAsync("Eva");
        var studio = new StudioDriver(eva);
        await studio.EditAsync("understand-needs");
        await studio.SetVariableAsync("NeedsTalkDays", "5");
        await studio.TabAsync("Properties");
        var notice = await studio.DropAsync("Varsler", "Send varsel", 830, 330);
        await studio.ConnectAsync("needs-talk", "Done", notice);
        await studio.SelectAsync(notice, "Mal");
        await studio.ChooseAsync("Mal", "Planen er klar");
        await studio.ChooseAsync("Til", "NAV");
        await studio.ChooseAsync("Grunnlag", "Arbeidet i saken");
        await walk.PictureAsync(eva, "needs-talk-changed");
        await studio.PublishAsync();
        Assert.Equal("Versjon 2 er publisert. Saker som åpnes fra nå, følger den. Saker på eldre versjoner: 1. De blir på dem.", await studio.NoticeAsync());
        await walk.PictureAsync(eva, "needs-talk-published");
        await studio.Traffic.AssertSoundAsync();

        var fresh = await BeginAsync(walk, After);
        await AssertDeadlineAsync(walk, Before, "7 dager etter", "8. september 2031");
        await AssertDeadlineAsync(walk, After, "5 dager etter", "6. september 2031");
        await Steps.HoldNeedsTalkAsync(walk);
        await Steps.HoldNeedsTalkAsync(walk);
        await walk.SettleAsync();
        var told = (await walk.MailsAsync()).Where(mail => mail.To.Contains(Nav) && mail.Subject.StartsWith(Notice, StringComparison.Ordinal));
        Assert.Contains(fresh.Reference, Assert.Single(told).Subject, StringComparison.Ordinal);
        Assert.NotEqual(old.Reference, fresh.Reference);
        Afterwards.AssertNoIncident(new CaseRecords(walk.Host.DataFolder));
    }

    private static async Task<CaseDriver> BeginAsync(Walk walk, ConvictedPerson person)
    {
        var subject = await Steps.OpenCaseAsync(walk, "Kari", person, "2031-09-01", "2031-12-01", officer: "kari");
        await Steps.EstablishGroupAsync(walk);
        await Steps.ArriveAsync(walk, next: "2031-09-05T10:00");
        return subject;
    }

    private static async Task AssertDeadlineAsync(Walk walk, ConvictedPerson person, string rule, string day)
    {
        var kari = await walk.AsAsync("Kari");
        await walk.SettleAsync();
        await kari.OpenTaskAsync("Behovssamtale del 1", person.FamilyName);
        var deadline = await kari.Page.Locator("section[aria-labelledby=task-deadline]").InnerTextAsync();
        Assert.Contains(rule, deadline, StringComparison.Ordinal);
        Assert.Contains(day, deadline, StringComparison.Ordinal);
    }
}
