using ProcessAutomation.TestSupport.People;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ProcessAutomation.Host.Tests.BadInput;

/// <summary>Every operation of the API gets every kind of bad request: none of them is our error, and each is answered with a complete problem document.</summary>
public abstract class HostileSuite(HostWithCase fixture)
{
    // A person has one case at a time: every case opened here is another's.
    private const string SomeNumber = "#number#";

    // Refused for its very last day: everything is read and held against the rules, and hundreds of variants leave no case behind.
    private const string Takeover = """
        {"reference":"PERM-#number#","phase":"hand-over","person":{"nationalNumber":"#number#","givenName":"A","familyName":"B","email":"a@example.org"},"unitId":"oslo","startDate":"2029-09-03","releaseDate":"2030-02-04",
         "transferDate":null,"language":"nb","homeMunicipality":"Oslo","contactOfficer":"kari","arrivedWithoutSummons":false,
         "summons":{"heldOn":"2029-08-01","heldBy":"kari","channel":"email"},
         "group":{"heldOn":"2029-08-10","heldBy":"kari","members":[{"role":"member:nav","channel":"inbox","userId":"nina","agencyId":null,"name":"N","email":"n@example.org","fromExistingGroup":false}]},
         "datesNotified":{"heldOn":"2029-08-10","heldBy":"kari"},"arrival":{"heldOn":"2029-09-03","heldBy":"kari","minutes":"M"},
         "needsTalk":{"heldOn":"2029-09-07","heldBy":"kari","supportedBy":"mona","minutes":"M","needs":[{"tangle":"health","knot":"Søvn","thread":"Sover ikke","acute":true}]},
         "consent":{"heldOn":"2029-09-07","heldBy":"kari","answer":"given","explained":"Alt"},"needsShared":{"heldOn":"2029-09-08","heldBy":"kari"},
         "proposals":[{"title":"Kurs","startsOn":"2029-10-01","requirements":"Ingenting","answers":[1],"member":1,"endsOn":"2029-11-01","description":"D"}],"inputClosed":{"heldOn":"2029-09-14","heldBy":"kari"},
         "plan":{"heldOn":"2029-09-20","heldBy":"kari","decidedByPerson":true,"note":"N","measures":[{"title":"Lege","startsOn":"2029-10-01","requiredOfPerson":"Møter","answers":[1],"deliverer":1,"endsOn":"2030-01-31","startedOn":"2029-10-01","lastHeardOn":"2030-01-02"}]},
         "lastTalk":{"heldOn":"2030-01-02","heldBy":"kari","minutes":"M"},"lastGroupMeeting":{"heldOn":"2029-12-03","heldBy":"kari","minutes":"M"},
         "nextMeeting":{"kind":"talk","at":"2030-01-16T10:00:00+01:00","place":"room","where":"R"},
         "handover":{"heldOn":"2029-12-20","heldBy":"kari","kind":"release","receiver":"Oslo","takers":[{"role":"contact-officer","joinedOn":"2029-12-21","userId":null,"member":1,"goneThroughOn":"2029-12-01"}]}}
        """;

    // What each operation with a body takes when all is well.
    private static readonly Dictionary<string, string> RightBodies = new(StringComparer.Ordinal)
    {
        ["OpenCase"] = """
            {"person":{"nationalNumber":"#number#","givenName":"A","familyName":"B","email":"a@example.org","address":"Vei 1"},"unitId":"oslo","startDate":"2030-02-11",
             "releaseDate":"2030-05-06","language":"nb","interpreterLanguage":"pl","homeMunicipality":"Oslo","existingGroup":"IP","contactOfficer":"kari"}
            """,
        ["ChangeDates"] = """{"startDate":"2030-02-12","releaseDate":"2030-05-06","releaseCalledOff":false,"transferDate":"2030-04-01","transferCalledOff":false}""",
        ["ChangeHome"] = """{"municipality":"Oslo","clarifiedOn":"2030-01-07","notClarified":false}""",
        ["SetRoleHolder"] = """{"userId":"ola","goneThroughOn":"2030-01-07"}""",
        ["AddMember"] = """{"role":"member:school","channel":"email","userId":null,"agencyId":null,"name":"Skolen","email":"skole@example.org","isExternal":true}""",
        ["WithdrawConsent"] = """{"heldOn":"2030-01-07","heldBy":"kari"}""",
        ["DocumentMeasure"] = """{"on":"2030-01-07","text":"Møtte."}""",
        ["StartMeasure"] = """{"on":"2030-01-07"}""",
        ["PauseCase"] = """{"reason":"Sykehus"}""",
        ["StopCase"] = """{"reason":"Feilregistrert","kind":"mistake"}""",
        ["DecideConsent"] = """{"consent":"given","heldOn":"2030-01-07","heldBy":"kari","explained":"Alt"}""",
        ["AddNeed"] = """{"tangle":"health","knot":"Søvn","thread":"Får ikke sove","raisedOn":"2030-01-07","acute":true}""",
        ["StartAcuteMeasure"] = """{"title":"Lege","deliverer":1,"startsOn":"2030-01-07","endsOn":"2030-01-08","requiredOfPerson":"Ingenting","answers":[1]}""",
        ["EndMeasure"] = """{"on":"2030-01-07","completed":true}""",
        ["ChangePlan"] = """
            {"heldOn":"2030-01-07","heldBy":"kari","decidedByPerson":true,"note":"N","stopped":[1],
             "measures":[{"title":"Lege","deliverer":null,"startsOn":"2030-01-07","endsOn":null,"requiredOfPerson":"Ingenting","answers":[1]}]}
            """,
        ["BookMeeting"] = """{"kind":"talk","at":"2030-01-16T10:00:00+01:00","place":"room","where":"R"}""",
        ["CallOffMeeting"] = """{"reason":"Sykdom"}""",
        ["PutOnAgenda"] = """{"text":"Bolig"}""",
        ["WriteToGroup"] = """{"text":"Hei."}""",
        ["PublishEvent"] = """{"name":"ready","payload":{"code":"a"}}""",
        ["CompleteTask"] = """
            {"outcome":"Done","answers":{"establishedOn":"2030-01-07","channel":"pigeon","sentOn":"2030-01-07","members":[
              {"role":"member:nav","channel":"email","userId":"nina","agencyId":"dps-oslo","name":"N","email":"n@example.org","fromExistingGroup":false}]}}
            """,
        ["SaveDraft"] = """{"answers":{"channel":"email","members":[{"role":"member:nav","fromExistingGroup":true}]},"outcome":"Done"}""",
        ["TakeDraft"] = """{"from":"ola","replaceOwn":true}""",
        ["WriteComment"] = """{"text":"Ringte."}""",
        ["TakeOverCase"] = Takeover,
        ["TakeOverCases"] = """{"cases":[{"reference":"LISTE-#number#","phase":"preparations","person":{"nationalNumber":"#number#","givenName":"A","familyName":"B"},"unitId":"oslo","startDate":"2030-02-11"},7]}""",
        ["PutSentence"] = """
            {"sequence":3,"sentAt":null,"person":{"nationalNumber":"#number#","givenName":"A","familyName":"B","email":"a@example.org","address":"Vei 1"},"unitId":"oslo","startDate":"2030-02-11",
             "releaseDate":"2030-05-06","transferDate":"2030-04-01","custodyEndDate":"2030-02-10","endedOn":null,"endReason":null,"language":"nb","homeMunicipality":"Oslo"}
            """,
        ["CorrectFacts"] = """{"reason":"Feil dag","facts":[{"fact":"startDate","part":null,"value":"2030-02-12"},{"fact":"meeting.heldOn","part":1,"value":"2030-01-07"}]}""",
        ["AddAttendance"] = """{"meeting":1,"member":1,"presence":"present","whyAbsent":"Syk","reason":"Glemt"}""",
        ["CorrectTask"] = """{"reason":"Feil dag","answers":{"heldOn":"2030-01-07","minutes":"N"}}""",
        ["ReopenTask"] = """{"reason":"Feil dag"}""",
        ["HandOverTask"] = """{"to":"ola","reason":"Ferie"}""",
        ["HoldTask"] = """{"returnOn":"2029-01-01","reason":"Venter på svar"}""",
        ["HandOverTasks"] = """{"tasks":[{"id":"01930000-0000-7000-8000-000000000001","version":1}],"to":"ola","reason":"Ferie"}""",
        ["SaveTaskFilter"] = """{"name":"Mine","query":"?steg=summons","unitId":"oslo","group":"unit:contact-officer"}""",
        ["AnswerCaseNotice"] = """{"answer":"received","message":"Takk"}""",
        ["ChangeLanguages"] = """{"language":"nb","furtherLanguages":["pl"],"interpreterLanguage":"pl"}""",
        ["AddExtraTask"] = """{"title":"Ring","text":"T","role":"member:nobody","assignee":"nobody","dueOn":"2030-01-09"}""",
        ["CancelExtraTask"] = """{"reason":"Ikke aktuelt"}""",
        ["Simulate"] = """
            {"definitionId":"reintegration","flow":"draft","compare":true,"startDate":"2030-02-11","releaseDate":"2030-05-06","transferDate":null,"consents":true,
             "hasContactOfficer":true,"hasEmail":true,"staff":"inGoodTime","members":"late","daysLate":3}
            """,
        ["PreviewAlteration"] = """
            {"kind":"modify-variable","variable":"ArrivalOpensDaysBefore","value":7,"executionId":null,"reason":null,"incidentId":null,"outcome":null,"fromExecution":null,
             "fromActivity":"a","toActivity":"b","versionId":"c","updateSubflows":false}
            """,
        ["ApplyAlteration"] = """{"kind":"modify-variable","variable":"ArrivalOpensDaysBefore","value":7,"reason":"a mistake in the flow"}""",
        ["PreviewMigration"] = """{"fromVersionId":"a","toVersionId":"b","updateSubflows":true,"after":null,"take":2}""",
        ["MigrateInstances"] = """{"fromVersionId":"a","toVersionId":"b","reason":"a mistake in the flow","instances":[{"id":"01930000-0000-7000-8000-000000000001","revision":1}]}""",
        ["ClaimEngineTasks"] = """{"names":["scan"],"max":5,"leaseSeconds":30}""",
        ["ExtendEngineTask"] = """{"leaseSeconds":30}""",
        ["CompleteEngineTask"] = """{"result":{"pages":3,"of":["a"]}}""",
        ["MoveClock"] = """{"now":"1999-01-01T00:00:00Z","advance":null}""",
    };

    private static readonly string[] Queries = ["", "?list=mine&skip=-1&take=-1", "?list=all", "?skip=99999999999", "?take=abc", "?list=group&skip=2147483647&take=2147483647", "?list=%00"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_operation_with_a_body_is_tried_with_its_right_one()
    {
        fixture.Require();
        Assert.Empty(Operations().Where(operation => operation.TakesBody && !RightBodies.ContainsKey(operation.Name)).Select(operation => operation.Name));
    }

    [Fact]
    public async Task Rubbish_is_answered_with_a_problem_whoever_sends_it()
    {
        fixture.Require();
        using var clients = new Clients(fixture.Host);
        var faults = new List<string>();
        foreach (var operation in Operations())
            foreach (var (name, client) in clients.All)
                foreach (var body in Hostile.Rubbish)
                    await TryAsync(client, operation, Path(operation, fixture.GroupId), body, name, faults);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task One_hostile_value_in_a_right_body_is_no_error_of_ours()
    {
        fixture.Require();
        using var kari = fixture.Host.As("kari", "contact-officer", "supervisor");
        using var worker = fixture.Host.As("scanner", "worker", "source-system");
        var faults = new List<string>();
        foreach (var operation in Operations().Where(operation => RightBodies.ContainsKey(operation.Name)))
            foreach (var body in Hostile.Variants(RightBodies[operation.Name]))
                await TryAsync(operation.Pattern.Contains("/engine-tasks/", StringComparison.Ordinal) || operation.Pattern.Contains("/source/", StringComparison.Ordinal) ? worker : kari, operation, Path(operation, fixture.GroupId), body.Replace(SomeNumber, SyntheticNumbers.Next(), StringComparison.Ordinal), "kari", faults);
        await HostWithCase.SettleAsync(fixture.Host);
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        faults.AddRange(await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Incidents.Select(incident => incident.NodeId + " " + incident.Code).ToListAsync(Cancel));
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task Strange_paths_queries_and_headers_are_no_error_of_ours()
    {
        fixture.Require();
        using var kari = fixture.Kari();
        var faults = new List<string>();
        foreach (var query in Queries)
            foreach (var path in new[] { "tasks", "cases" })
                await TryAsync(kari, "GET", $"/api/v1/{path}{query}", null, "kari", faults);
        using var worker = fixture.Host.As("scanner", "worker");
        foreach (var query in new[] { "?take=-1", "?take=abc", "?name=%00", "?name=%ED%A0%80", "?after=x", $"?name={new string('n', 3000)}" })
            await TryAsync(worker, "GET", $"/api/v1/engine-tasks{query}", null, "scanner", faults);
        foreach (var role in new[] { "member:nav", "..", new string('r', 3000), "contact-officer%0d%0a" })
            await TryAsync(kari, "PUT", $"/api/v1/cases/{fixture.CaseId}/roles/{role}", """{"userId":"ola"}""", "kari", faults);
        foreach (var number in new[] { "0", "-1", "2147483647", "99999999999", "x" })
            await TryAsync(kari, "DELETE", $"/api/v1/cases/{fixture.CaseId}/members/{number}", null, "kari", faults);
        foreach (var tag in new[] { "\"99999999999999999999\"", "W/\"1\"", "\"\"", "\"-1\"", "*", new string('"', 500) })
            await TryAsync(kari, "POST", $"/api/v1/tasks/{fixture.SummonsId}/claim", null, "kari", faults, tag);
        if (faults.Count > 0)
            faults.AddRange(fixture.Host.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).TakeLast(3)); // why
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static Task TryAsync(HttpClient client, Operation operation, string path, string? body, string who, List<string> faults) =>
        TryAsync(client, operation.Method, path, body, $"{who} {operation.Name}", faults);

    private static async Task TryAsync(HttpClient client, string method, string path, string? body, string who, List<string> faults, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var fault = (int)response.StatusCode >= 500 ? "is our error" : (int)response.StatusCode < 400 ? null : ProblemAnswer.FaultOf(response, text);
        if (fault is not null)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{who}: {method} {path} {Short(body)} → {(int)response.StatusCode} {fault}: {Short(text)}"));
    }

    private IReadOnlyList<Operation> Operations() =>
        [.. fixture.Host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/') is var raw && (raw.StartsWith("api/", StringComparison.Ordinal) || raw.StartsWith("dev/", StringComparison.Ordinal)))
            .Select(endpoint => new Operation(
                endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0],
                "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>() is not null))];

    private string Path(Operation operation, Guid task) => operation.Pattern
        .Replace("{id:guid}", Id(operation.Pattern, task).ToString("D"), StringComparison.Ordinal)
        .Replace("{taskId:guid}", $"{task}", StringComparison.Ordinal)
        .Replace("{task:guid}", $"{task}", StringComparison.Ordinal)
        .Replace("{notice:guid}", $"{task}", StringComparison.Ordinal)
        .Replace("{role}", "contact-officer", StringComparison.Ordinal)
        .Replace("{number:int}", "1", StringComparison.Ordinal)
        .Replace("{sourceId}", "S-1", StringComparison.Ordinal);

    private Guid Id(string pattern, Guid task) =>
        pattern.Contains("/tasks/", StringComparison.Ordinal) ? task : pattern.Contains("/instances/", StringComparison.Ordinal) ? fixture.InstanceId : fixture.CaseId;

    private static string Short(string? text) => text is null ? "-" : text.Length > 200 ? text[..100] + "…" + text[^100..] : text;

    private sealed record Operation(string Name, string Method, string Pattern, bool TakesBody);

    private sealed class Clients(HostUnderTest host) : IDisposable
    {
        public IReadOnlyList<(string Name, HttpClient Client)> All { get; } =
        [
            ("nobody", host.Anonymous()),
            ("odd", host.As("odd", "operator")),
            ("nina", host.As("nina", "group-member")),
            ("scanner", host.As("scanner", "worker")),
            ("kari", host.As("kari", "contact-officer")),
        ];

        public void Dispose()
        {
            foreach (var (_, client) in All)
                client.Dispose();
        }
    }
}

public sealed class HostileRequestsOnSqlite(HostWithCaseOnSqlite fixture) : HostileSuite(fixture), IClassFixture<HostWithCaseOnSqlite>;

public sealed class HostileRequestsOnPostgres(HostWithCaseOnPostgres fixture) : HostileSuite(fixture), IClassFixture<HostWithCaseOnPostgres>;
