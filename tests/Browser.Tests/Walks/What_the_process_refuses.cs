using System.Text.Json.Nodes;
using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>Rules that the software keeps, as the person who runs into them sees them: one sentence, and nothing typed is lost.</summary>
public sealed class What_the_process_refuses(Chromium chromium)
{
    private static readonly ConvictedPerson Person = ConvictedPerson.Torstein;

    [Fact]
    public async Task A_summons_without_a_contact_person()
    {
        // The shipped flow asks for a contact person first, so no page ever offers this. A process owner draws another; the rule holds all the same.
        using var program = ProgramCopy.With("preparations", flow => Redraw(flow, "name-officer"));
        await using var walk = await Walk.StartAsync(chromium, "refused-summons", "2031-07-28 09:00", program.Folder);
        var subject = await Steps.OpenCaseAsync(walk, "Lise", Person, "2031-09-01", "2031-11-24", officer: null);

        var task = await walk.OpenTaskAsync("Kari", "Send innkalling");
        await task.RefusedAsync(
            "En innkalling går aldri ut uten en navngitt kontakt. Navngi kontaktbetjenten først.",
            ("channel", "letter"), ("sentOn", "2031-07-27"));
        Assert.Equal("letter", await task.Form.ChosenAsync("channel"));
        Assert.Equal("2031-07-27", await task.Form.ValueAsync("sentOn"));

        await walk.AtAsync("2031-07-29 07:00");
        Assert.Empty(await walk.MailsAsync());
        await subject.DoAsync("Lise", "Navngi eller bytt i en rolle", ("role", "contact-officer"), ("userId", "kari"));
        await Steps.SummonAsync(walk); // and now it goes out
        await Afterwards.AssertMailsAsync(walk, subject, [new("2031-07-29 07:00", Person.Email, "Innkalling til straffegjennomføring")]);
    }

    [Fact]
    public async Task Arrival_without_the_next_meetings_time_sharing_without_consent_and_leaving_a_role_without_overlap()
    {
        await using var walk = await Walk.StartAsync(chromium, "refused", "2031-09-01 09:00");
        var subject = await Steps.OpenCaseAsync(walk, "Kari", Person, "2031-09-01", "2031-12-01", officer: "kari");
        await Steps.EstablishGroupAsync(walk);

        var arrival = await walk.OpenTaskAsync("Kari", "Innkomstmøte");
        await arrival.RefusedAsync(
            "Innkomsten kan ikke fullføres uten tid for neste møte. Avtal en tid.",
            ("acuteNeeds[0].tangle", "economy-and-housing"), ("acuteNeeds[0].knot", "Et sted å bo"), ("acuteNeeds[0].thread", Steps.AcuteNeed),
            ("nextMeetingPlace", "video"), ("nextMeetingWhere", "Møterom 4"), ("minutes", "Rolig samtale."));
        Assert.Equal("economy-and-housing", await arrival.Form.ValueAsync("acuteNeeds[0].tangle"));
        Assert.Equal("Et sted å bo", await arrival.Form.ValueAsync("acuteNeeds[0].knot"));
        Assert.Equal(Steps.AcuteNeed, await arrival.Form.ValueAsync("acuteNeeds[0].thread"));
        Assert.Equal("video", await arrival.Form.ChosenAsync("nextMeetingPlace"));
        Assert.Equal("Møterom 4", await arrival.Form.ValueAsync("nextMeetingWhere"));
        Assert.Equal("Rolig samtale.", await arrival.Form.ValueAsync("minutes"));
        await arrival.CompleteAsync(("nextMeeting", "2031-09-02T10:00")); // the rest still stands in the form

        await walk.AtAsync("2031-09-02 11:00");
        await Steps.HoldNeedsTalkAsync(walk);
        await subject.RefusedAsync("Kari", "Del behovskartet med gruppen", "Behovskartet kan ikke deles: personen har ikke samtykket. Spør om samtykke først.");
        var seen = await (await subject.SeeAsync("Nina")).Locator("main").InnerTextAsync();
        Assert.DoesNotContain(Steps.DebtNeed, seen, StringComparison.Ordinal);

        var leaving = await subject.RefusedAsync(
            "Kari", "La et medlem gå ut av gruppen",
            "Rollen NAV kan ikke forlates før den som overtar, har bekreftet og gått gjennom behov og plan. La den nye komme inn ved siden av først.",
            ("member", "1"));
        Assert.Equal("1", await leaving.ValueAsync("member"));
        Afterwards.AssertNoIncident(new CaseRecords(walk.Host.DataFolder));
    }

    /// <summary>Draws what leads to an activity past it, to where the activity itself leads.</summary>
    private static void Redraw(JsonNode flow, string past)
    {
        var connections = flow["root"]!["connections"]!.AsArray();
        var after = connections.First(line => (string?)line!["source"]!["activity"] == past)!["target"]!["activity"]!.GetValue<string>();
        foreach (var line in connections.Where(line => (string?)line!["target"]!["activity"] == past))
            line!["target"]!["activity"] = after;
        flow["root"]!["activities"]!.AsArray().RemoveAll(activity => (string?)activity!["id"] == past);
        connections.RemoveAll(line => (string?)line!["source"]!["activity"] == past);
    }
}
