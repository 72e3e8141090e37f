using System.Text.RegularExpressions;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Browser.Tests;

/// <summary>
/// Every page the Host has, with everything that can be unfolded unfolded, before axe. The pages are found in the source: a new one that nobody visits
/// here fails the test.
/// </summary>
public sealed partial class Every_page_is_accessible(TaskPageHost fixture, Chromium chromium) : IClassFixture<TaskPageHost>
{
    private static readonly string Source = Path.Combine(BuiltHost.Root, "src", "Host");

    // And not in the middle of unfolding: what is still folded axe does not see.
    private const string Unfold = """
        async () => {
          document.querySelectorAll('details').forEach(details => { details.open = true; });
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity).forEach(one => one.finish());
        }
        """;

    [Fact]
    public async Task And_none_is_left_out()
    {
        await using var kari = await fixture.SignInAsync(chromium, "Kari");
        await using var sissel = await fixture.SignInAsync(chromium, "Sissel");
        await using var anne = await fixture.SignInAsync(chromium, "Anne Dahl");
        await using var eva = await fixture.SignInAsync(chromium, "Eva");
        await using var anyone = await chromium.OpenAsync(fixture.Host);
        await eva.Page.RouteAsync("**/_framework/**", route => route.AbortAsync()); // the Studio inside the page is not ours

        var young = await kari.CaseAsync(SyntheticNumbers.Next(), "Ung");
        await SettleAsync();
        var (open, done, group) = (await TaskAsync(kari, young, "summons"), await TaskAsync(kari, young, "establish-group"), """[{"role":"member:nav","channel":"email","name":"NAV","email":"nav@example.org"},{"role":"member:municipality","channel":"inbox","userId":"knut"}]""");
        await kari.PostAsync($"/tasks/{done}/complete", $$"""{"answers":{"establishedOn":"2027-01-04","members":{{group}} } }""");
        var grown = (await kari.PostAsync("/cases/takeover", UnderWay(group))).GetProperty("id").GetGuid();
        await SettleAsync();
        await kari.GoAsync($"/saker/{young}");
        var due = (await kari.Page.Locator("a[href^='/personer/']").First.GetAttributeAsync("href"))!; // it is one
        var instance = await sissel.Page.EvaluateAsync<string>("() => fetch('/api/v1/instances').then(answer => answer.json()).then(list => list.items[0].id)");

        await kari.GoAsync($"/saker/{grown}/rett");
        var attendance = (await kari.Page.Locator("a[href$='/fremmote']").First.GetAttributeAsync("href"))!; // it is one

        await eva.GoAsync("/flyter/extra-task/oppgaver");
        var flowTask = (await eva.Page.Locator("tbody a[href*='/oppgaver/']").First.GetAttributeAsync("href"))!; // it is one

        var visits = new Dictionary<string, (Visitor Visitor, string[] Addresses)>(StringComparer.Ordinal)
        {
            ["SignInPage"] = (anyone, ["/logg-inn"]),
            ["InboxPage"] = (kari, ["/innboks", "/innboks?liste=gruppe", "/innboks?liste=over-fristen", "/innboks?liste=venter", "/innboks?liste=gjort&sok=ung"]),
            ["TaskDetail"] = (kari, [$"/oppgaver/{open}", $"/oppgaver/{done}", $"/oppgaver/{await TaskAsync(kari, grown, "progress-talk")}"]),
            ["CorrectTaskPage"] = (kari, [$"/oppgaver/{done}/rett"]),
            ["CasesPage"] = (kari, ["/saker"]),
            ["OpenCasePage"] = (kari, ["/saker/ny"]),
            ["TakeoverPage"] = (kari, ["/saker/ta-over", "/saker/ta-over?fase=forberedelser", "/saker/ta-over?fase=overfore"]),
            ["CasePage"] = (kari, [$"/saker/{young}", $"/saker/{grown}"]),
            ["ReadersPage"] = (kari, [$"/saker/{grown}/lest"]),
            ["CorrectPage"] = (kari, [$"/saker/{grown}/rett"]),
            ["AttendancePage"] = (kari, [attendance]),
            ["LetterPage"] = (kari, [$"/saker/{young}/brev"]),
            ["PersonDuePage"] = (kari, [due]),
            ["AnswerPage"] = (anyone, [LinkTo("nav@example.org"), "/svar/" + new string('0', 64)]),
            ["InstancesPage"] = (sissel, ["/instances"]),
            ["InstancePage"] = (sissel, [$"/instances/{instance}"]),
            ["OperationsPage"] = (anne, ["/operations"]),
            ["SatisfactionPage"] = (eva, ["/tilfredshet", "/tilfredshet?aar=2026"]),
            ["SimulationPage"] = (eva, ["/simulering"]),
            ["DesignerPage"] = (eva, ["/designer"]),
            ["TasksOfFlowPage"] = (eva, ["/flyter/extra-task/oppgaver", "/flyter/preparations/oppgaver"]),
            ["TaskOfFlowPage"] = (eva, [flowTask]),
            ["NotFoundPage"] = (kari, ["/finnes-ikke", $"/saker/{Guid.Empty}"]),
            ["ErrorPage"] = (kari, ["/feil"]),
        };
        Assert.Equal(PagesInSource(), visits.Keys.Order(StringComparer.Ordinal));
        foreach (var (page, (visitor, addresses)) in visits)
        {
            for (var number = 0; number < addresses.Length; number++)
            {
                await visitor.Page.GoToAsync(addresses[number]);
                await visitor.Page.EvaluateAsync(Unfold);
                await TaskPageHost.LookAsync(visitor, $"pages/{page}-{number + 1}");
                Assert.Equal(1, await visitor.Page.Locator("h1").CountAsync());
                Assert.NotEqual("", await visitor.Page.TitleAsync());
            }
        }
    }

    private Task<string> SettleAsync() => fixture.Host.AdvanceClockAsync("PT1M", TestContext.Current.CancellationToken);

    // A component with an address, or one that an endpoint answers with.
    private static IEnumerable<string> PagesInSource() =>
        Files("*.razor").Where(file => File.ReadAllText(file).StartsWith("@page", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Concat(Files("*.cs").SelectMany(file => Answered().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Source, pattern, SearchOption.AllDirectories)
        .Where(file => !file[Source.Length..].Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules"));

    private static async Task<Guid> TaskAsync(Visitor visitor, Guid caseId, string step)
    {
        var id = await visitor.Page.EvaluateAsync<string?>(
            "([id, step]) => fetch('/api/v1/tasks?take=200').then(answer => answer.json()).then(list => list.items.find(task => task.caseId === id && task.step === step)?.id ?? null)",
            new[] { $"{caseId}", step });
        return Guid.Parse(id ?? throw new InvalidOperationException($"{step} is not open."));
    }

    private string LinkTo(string address)
    {
        foreach (var raw in Directory.EnumerateFiles(Path.Combine(fixture.Host.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories).Select(File.ReadAllText))
        {
            if (!raw.Contains($"To: {address}", StringComparison.Ordinal)) continue;
            var body = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(raw.ReplaceLineEndings("\n").Split("\n\n", 2)[1].Replace("\n", "", StringComparison.Ordinal)));
            if (Link().Match(body) is { Success: true } found) return found.Value;
        }

        throw new InvalidOperationException($"No mail to {address} has a link.");
    }

    // In its last phase, with something in every section of the case page.
    private static string UnderWay(string group)
    {
        return $$"""
            {"reference":"PERM-1","phase":"hand-over","unitId":"oslo","startDate":"2026-09-01","releaseDate":"2027-02-01","contactOfficer":"kari","homeMunicipality":"Bydel Grünerløkka",
             "person":{"nationalNumber":"{{SyntheticNumbers.Next()}}","givenName":"Prøve","familyName":"Gammel","email":"prove@example.org"},
             "summons":{{Held("2026-08-01")}},"channel":"letter"},
             "group":{{Held("2026-08-10")}},"members":{{group}} },
             "datesNotified":{{Held("2026-08-10")}} },
             "arrival":{{Held("2026-09-01")}},"minutes":"Kom som avtalt."},
             "needsTalk":{{Held("2026-09-08")}},"needs":[{"tangle":"economy-and-housing","knot":"stable-home","thread":"Har ikke bolig"}]},
             "consent":{{Held("2026-09-08")}},"answer":"given","explained":"Hvem som ser behovskartet, og hvorfor."},
             "needsShared":{{Held("2026-09-09")}} },
             "plan":{{Held("2026-10-01")}},"decidedByPerson":true,"measures":[{"title":"Søke bolig","startsOn":"2026-10-05","requiredOfPerson":"Blir med på visning","answers":[1],"deliverer":2,"startedOn":"2026-10-05","lastHeardOn":"2026-12-30"}]},
             "lastTalk":{{Held("2026-12-28")}} },"lastGroupMeeting":{{Held("2026-12-01")}},"minutes":"Planen holder."},
             "nextMeeting":{"kind":"talk","at":"2027-02-08T10:00:00+01:00","place":"room"},
             "handover":{{Held("2026-12-21")}},"kind":"release","receiver":"Bydel Grünerløkka","takers":[{"role":"contact-officer","joinedOn":"2026-12-22","member":2}]} }
            """;

        static string Held(string day) => $$"""{"heldOn":"{{day}}","heldBy":"kari" """;
    }

    [GeneratedRegex(@"RazorComponentResult<(\w+)>")]
    private static partial Regex Answered();

    [GeneratedRegex("/svar/[0-9a-f]{64}")]
    private static partial Regex Link();
}
