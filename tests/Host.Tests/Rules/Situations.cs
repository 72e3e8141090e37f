using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>
/// One Host with cases that have come to where rules are tried, each brought there once, by the API. Everything happens on one day, the first of
/// the sentence; the release is 42 days away, so that the handover has begun too.
/// </summary>
public sealed class Situations : IAsyncLifetime
{
    public const string Today = "2030-01-07";
    public const string NobodyNamed = "nobody is contact officer, and the flow asks for the summons all the same";
    public const string GroupFromBefore = "the person has a group from before";
    public const string Grouped = "the group is established";
    public const string Arrived = "the person has arrived; need 1 is acute, need 2 is not";
    public const string Talked = "the needs talk is done: needs 2 and 3";
    public const string ConsentRefused = "the person has refused consent";
    public const string Shared = "the map is shared and input is asked for";
    public const string Proposed = "nina proposes a measure, the others have none; the plan is to be chosen";
    public const string Planned = "the plan is agreed: nina delivers measure 1";
    public const string TakerReady = "a handover is open, and its taker has confirmed";
    public const string NobodyTakesOver = "a release is to be confirmed, and nobody has taken the contact officer's role";
    public const string TwoRoles = "a transfer is to be begun, and mona is environment worker";
    public const string TransferFirst = "the release is handed over, and then a transfer before it is planned";
    public const string PlannedWithoutTalk = "the person has declined the needs talk, and the plan has a measure for what is known";
    public const string PlanBeforeTalk = "a flow asks for the plan from the first day; the person has arrived";
    public const string PlanBeforeConsent = "a flow asks for the plan from the first day; the needs talk is done";
    public const string PlanBeforeInput = "a flow asks for the plan from the first day; input is asked for";
    public const string Unnamed = "nobody is contact officer yet, the unit leader is asked, and the person comes in six weeks";
    public const string Paused = "the case stands still, with the consent to be asked for";

    public const string Stopped = "the case has been stopped";

    private readonly HostUnderTest host;
    private readonly ConcurrentDictionary<string, Lazy<Task<Guid>>> cases = new(StringComparer.Ordinal);

    public Situations()
        : this(new Dictionary<string, string?>())
    {
    }

    /// <summary>With settings of the Host's own.</summary>
    internal Situations(IReadOnlyDictionary<string, string?> settings) => host = new HostUnderTest(settings);

    public HostUnderTest Host => host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await host.InitializeAsync();
        await AtAsync($"{Today}T09:00:00+01:00");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>The case of a situation.</summary>
    public Task<Guid> CaseAsync(string situation) => cases.GetOrAdd(situation, name => new(() => MakeAsync(name))).Value;

    /// <summary>Another case in a situation, for a test that goes on with it.</summary>
    public Task<Guid> NewCaseAsync(string situation) => MakeAsync(situation);

    /// <summary>The case as a user sees it.</summary>
    public async Task<JsonNode> SeeAsync(string user, Guid caseId, string below = "")
    {
        using var client = As(user);
        return (await client.GetFromJsonAsync<JsonNode>($"/api/v1/cases/{caseId}{below}", Cancel))!;
    }

    /// <summary>A client with the token of a user.</summary>
    public HttpClient As(string user) => host.As(user, user switch { "lise" => "unit-leader", "kari" or "ola" => "contact-officer", "mona" => "environment-worker", _ => "group-member" });

    /// <summary>The open task of a step in a case, whoever has it.</summary>
    public async Task<Guid> TaskAsync(Guid caseId, string step)
    {
        using var lise = As("lise");
        var found = await lise.GetFromJsonAsync<JsonNode>($"/api/v1/cases/{caseId}", Cancel);
        var open = found!["tasks"]!.AsArray().Where(task => task!["step"]!.GetValue<string>() == step && task["status"]!.GetValue<string>() is "open" or "claimed").ToList();
        Assert.True(open.Count > 0, $"No open task of {step}, but {string.Join(", ", found["tasks"]!.AsArray().Select(task => $"{task!["step"]} {task["status"]}"))}.");
        return open[0]!["id"]!.GetValue<Guid>();
    }

    /// <summary>The open task of an attempt; of input, where each member has one, the user's own.</summary>
    internal async Task<Guid> TaskOfAsync(Guid caseId, Attempt.Task attempt)
    {
        if (attempt.Step != "give-input") return await TaskAsync(caseId, attempt.Step);
        using var client = As(attempt.User);
        return await BadInput.HostWithCase.TaskAsync(client, caseId, attempt.Step);
    }

    /// <summary>Completes the open task of a step.</summary>
    public async Task CompleteAsync(Guid caseId, string user, string step, string answers)
    {
        var task = await TaskAsync(caseId, step);
        await SendAsync(user, HttpMethod.Post, $"tasks/{task}/complete", $$"""{"answers":{{answers}}}""");
    }

    /// <summary>Sends what must be taken, and lets what follows happen.</summary>
    public async Task SendAsync(string user, HttpMethod method, string path, string? json)
    {
        using var client = As(user);
        using var request = BadInput.HostWithCase.Request(method, path, json);
        using var response = await client.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{user}: {method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancel)}");
        await SettleAsync();
    }

    /// <summary>Moves the clock, and waits until everything due before has happened.</summary>
    public async Task AtAsync(string instant) => await ClockAsync(new { now = instant });

    public async Task SettleAsync() => await ClockAsync(new { advance = "PT1S" });

    /// <summary>Every row but those that say who has read, and what was typed and not sent.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync() =>
        [.. (await DatabaseContents.RowsAsync(host.Services.GetRequiredService<Database>(), Cancel)).Where(row => !row.StartsWith("case_reads:", StringComparison.Ordinal) && !row[..row.IndexOf(':', StringComparison.Ordinal)].Contains("draft", StringComparison.Ordinal))];

    private async Task<Guid> MakeAsync(string situation)
    {
        if (situation == NobodyNamed) return await WithoutOfficerAsync();
        if (situation == Unnamed) return await OpenAsync(null, null, "2030-02-18", "2030-06-03");
        var early = situation switch { PlanBeforeTalk => Arrived, PlanBeforeConsent => Talked, PlanBeforeInput => Shared, _ => null };
        var made = early is null ? await OpenAsync("kari", situation == GroupFromBefore ? "Gruppe i individuell plan" : null) : await WithEarlyPlanAsync();
        if (situation == GroupFromBefore) return made;
        foreach (var (name, next) in Way)
        {
            if (situation is NobodyTakesOver or TwoRoles && name == TakerReady) break;
            if ((situation is ConsentRefused or Paused or Stopped && name == Shared) || (situation == PlannedWithoutTalk && name == Talked)) break;
            await next(this, made);
            if (name == (early ?? situation)) return made;
        }

        if (situation == PlannedWithoutTalk)
        {
            await CompleteAsync(made, "kari", "needs-talk", $$"""{"heldOn":"{{Today}}","heldBy":"kari","done":"declined","nextMeeting":"2030-01-14T10:00"}""");
            await CompleteAsync(made, "kari", "internal-input", """{"proposals":[{"title":"Jobbkurs","startsOn":"2030-01-07","requirements":"Møter presis","answers":["2"],"canBeOffered":true}]}""");
            await CompleteAsync(made, "kari", "agree-plan", $$"""{"heldOn":"{{Today}}","heldBy":"kari","chosenProposals":["1"],"decidedByPerson":true,"nextMeeting":"2030-01-21T10:00"}""");
            return made;
        }

        if (situation is NobodyTakesOver or TwoRoles or TransferFirst) return await HandingOverAsync(situation, made);

        if (situation == ConsentRefused)
            await CompleteAsync(made, "kari", "consent", $$"""{"heldOn":"{{Today}}","heldBy":"kari","explained":"Hvem som ser kartet.","consent":"refused"}""");
        else if (situation == Stopped)
            await SendAsync("lise", HttpMethod.Post, $"cases/{made}/stop", """{"reason":"Straffen skal ikke gjennomføres"}""");
        else
            await SendAsync("kari", HttpMethod.Post, $"cases/{made}/pause", """{"reason":"Innlagt på sykehus"}""");
        return made;
    }

    private async Task<Guid> HandingOverAsync(string situation, Guid made)
    {
        const string planned = """{"transferDate":"2030-01-28"}""";
        if (situation == NobodyTakesOver)
        {
            await CompleteAsync(made, "kari", "begin-handover", """{"kind":"release","receiver":"Grünerløkka","takers":[]}""");
            return made;
        }

        if (situation == TwoRoles)
            await SendAsync("lise", HttpMethod.Put, $"cases/{made}/roles/environment-worker", """{"userId":"mona"}""");
        else
            await CompleteAsync(made, "kari", "complete-handover", $$"""{"confirmedOn":"{{Today}}","checklist":["1","2","3","4","5","6","7","8"]}""");
        await SendAsync("kari", HttpMethod.Patch, $"cases/{made}/dates", planned);
        return made;
    }

    private static readonly (string Situation, Func<Situations, Guid, Task> Next)[] Way =
    [
        (Grouped, async (it, id) =>
        {
            await it.CompleteAsync(id, "kari", "summons", $$"""{"channel":"email","sentOn":"{{Today}}"}""");
            await it.CompleteAsync(id, "kari", "establish-group", $$"""
                {"establishedOn":"{{Today}}","members":[{"role":"member:nav","channel":"inbox","userId":"nina"},{"role":"member:municipality","channel":"inbox","userId":"knut"},{"role":"member:health","channel":"inbox","userId":"hanne"}]}
                """);
        }),
        (Arrived, async (it, id) =>
        {
            await it.CompleteAsync(id, "kari", "arrival", $$"""{"heldOn":"{{Today}}","heldBy":"kari","nextMeeting":"2030-01-09T10:00","acuteNeeds":[{"tangle":"health","knot":"Medisiner","thread":"Tomt fra fredag"}]}""");
            await it.SendAsync("kari", HttpMethod.Post, $"cases/{id}/needs", $$"""{"tangle":"economy-and-housing","knot":"Arbeid","thread":"Vil tilbake i arbeid","raisedOn":"{{Today}}"}""");
        }),
        (Talked, (it, id) => it.CompleteAsync(id, "kari", "needs-talk", $$"""{"heldOn":"{{Today}}","heldBy":"kari","done":"yes","needs":[{"tangle":"economy-and-housing","knot":"Bolig","thread":"Har ikke noe sted å bo"}]}""")),
        (Shared, (it, id) => it.CompleteAsync(id, "kari", "consent", $$"""{"heldOn":"{{Today}}","heldBy":"kari","explained":"Hvem som ser kartet, og at samtykket kan trekkes.","consent":"given"}""")),
        (Proposed, async (it, id) =>
        {
            await it.AnswerAsync(id, "nina", """{"proposals":[{"title":"Jobbkurs hos NAV","startsOn":"2030-01-07","requirements":"Møter presis","answers":["2"],"canBeOffered":true}]}""");
            await it.AnswerAsync(id, "knut", """{"nothingToOffer":true}""");
            await it.AnswerAsync(id, "hanne", """{"nothingToOffer":true}""");
        }),
        (Planned, (it, id) => it.CompleteAsync(id, "kari", "agree-plan", $$"""{"heldOn":"{{Today}}","heldBy":"kari","chosenProposals":["1"],"decidedByPerson":true,"nextMeeting":"2030-01-21T10:00"}""")),
        (TakerReady, async (it, id) =>
        {
            await it.CompleteAsync(id, "kari", "begin-handover", """{"kind":"release","receiver":"Grünerløkka","takers":[{"role":"contact-officer","member":"2"}]}""");
            await it.CompleteAsync(id, "knut", "confirm-handover", $$"""{"line":"1","goneThroughOn":"{{Today}}","takesOver":true}""");
        }),
    ];

    /// <summary>A member gives input: each has a task of their own.</summary>
    public async Task AnswerAsync(Guid caseId, string user, string answers)
    {
        using var client = As(user);
        var task = await BadInput.HostWithCase.TaskAsync(client, caseId, "give-input");
        await SendAsync(user, HttpMethod.Post, $"tasks/{task}/complete", $$"""{"answers":{{answers}}}""");
    }

    private async Task<Guid> OpenAsync(string? officer, string? group, string start = Today, string release = "2030-02-18")
    {
        using var lise = As("lise");
        using var response = await lise.PostAsJsonAsync("/api/v1/cases", new
        {
            person = new { nationalNumber = SyntheticNumbers.Next(), givenName = "Torgunn", familyName = "Prøvestein", email = "torgunn@example.org" },
            unitId = "oslo",
            startDate = start,
            releaseDate = release,
            homeMunicipality = "Grünerløkka",
            existingGroup = group,
            contactOfficer = officer,
        }, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        await SettleAsync();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!.GetValue<Guid>();
    }

    // The shipped flow asks for a contact person first, so nobody is ever asked for a summons without one. A process owner draws another.
    private Task<Guid> WithoutOfficerAsync() => RedrawnAsync("preparations", null, (activities, lines) =>
    {
        foreach (var line in lines.Where(line => (string?)line!["target"]!["activity"] == "name-officer"))
            line!["target"]!["activity"] = lines.First(other => (string?)other!["source"]!["activity"] == "name-officer")!["target"]!["activity"]!.GetValue<string>();
        activities.RemoveAll(activity => (string?)activity!["id"] == "name-officer");
        lines.RemoveAll(line => (string?)line!["source"]!["activity"] == "name-officer");
    });

    // The shipped flow asks for the plan when everything it waits for is there. A process owner draws one that asks at once.
    private Task<Guid> WithEarlyPlanAsync() => RedrawnAsync("reintegration", "kari", (activities, lines) =>
    {
        var planning = JsonNode.Parse(File.ReadAllText(Path.Combine(WorkflowShelf.Folder, "make-a-plan.json")))!;
        var plan = planning["root"]!["activities"]!.AsArray().First(activity => (string?)activity!["id"] == "plan")!.DeepClone();
        foreach (var (name, type, value) in ((string, string, JsonNode)[])[("dueOffset", "Int32", 5), ("remindBefore", "String", "2"), ("escalateAfter", "String", "0")])
            plan[name] = new JsonObject { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        activities.Add(plan);
        lines.Add(JsonNode.Parse("""{"source":{"activity":"start","port":"Done"},"target":{"activity":"plan","port":"In"}}"""));
    });

    // The case is opened on a flow that somebody has drawn anew; the shipped one stands again for the next.
    private async Task<Guid> RedrawnAsync(string definition, string? officer, Action<JsonArray, JsonArray> draw)
    {
        var publisher = host.Services.GetRequiredService<DefinitionPublisher>();
        var shipped = await File.ReadAllTextAsync(Path.Combine(WorkflowShelf.Folder, $"{definition}.json"), Cancel);
        var flow = JsonNode.Parse(shipped)!.AsObject();
        draw(flow["root"]!["activities"]!.AsArray(), flow["root"]!["connections"]!.AsArray());
        Assert.IsType<PublishResult.Published>(await publisher.PublishTextAsync(flow.ToJsonString(), DateTimeOffset.UnixEpoch, Cancel));
        var opened = await OpenAsync(officer, null);
        Assert.IsType<PublishResult.Published>(await publisher.PublishTextAsync(shipped, DateTimeOffset.UnixEpoch, Cancel));
        return opened;
    }

    private async Task ClockAsync(object body)
    {
        using var anyone = host.Anonymous();
        using var response = await anyone.PostAsJsonAsync("/dev/clock", body, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
