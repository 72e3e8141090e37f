using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Host.Tests.BadInput;

/// <summary>A Host on a database of its own with one case in it: kari is contact officer, the tasks of the summons and the group are open.</summary>
public abstract class HostWithCase(TestDatabase database) : IAsyncLifetime
{
    /// <summary>The number of the case's person.</summary>
    public const string PersonNumber = "06859010057";

    private HostUnderTest? host;

    public HostUnderTest Host => host ?? throw new InvalidOperationException("The fixture is not ready.");
    public Guid CaseId { get; private set; }
    public Guid SummonsId { get; private set; }
    public Guid GroupId { get; private set; }

    /// <summary>The instance of the case's outermost flow.</summary>
    public Guid InstanceId { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (database.WhyMissing is not null) return; // the tests say so
        await database.InitializeAsync();
        host = new HostUnderTest(new Dictionary<string, string?> { ["ConnectionStrings:Default"] = database.ConnectionString });
        await host.InitializeAsync();
        using var kari = Kari();
        using var anyone = host.Anonymous();
        await MoveClockAsync(anyone, """{"now":"2030-01-07T09:00:00+01:00"}""");
        CaseId = await OpenAsync(kari, PersonNumber);
        await MoveClockAsync(anyone, """{"advance":"PT1M"}""");
        SummonsId = await TaskAsync(kari, CaseId, "summons");
        GroupId = await TaskAsync(kari, CaseId, "establish-group");
        using var supervisor = host.As("sissel", "supervisor");
        InstanceId = (await supervisor.GetFromJsonAsync<JsonNode>($"/api/v1/instances?definitionId=reintegration&caseId={CaseId}", Cancel))!["items"]![0]!["id"]!.GetValue<Guid>();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called by each test: skips it when the database is missing.</summary>
    public void Require() => database.Require();

    public HttpClient Kari() => Host.As("kari", "contact-officer");

    /// <summary>Every row of every table, so that a test can say that nothing has changed.</summary>
    public Task<IReadOnlyList<string>> RowsAsync() => DatabaseContents.RowsAsync(Host.Services.GetRequiredService<Database>(), Cancel);

    /// <summary>Opens a case of a person with this number, in which kari is contact officer.</summary>
    public static async Task<Guid> OpenAsync(HttpClient officer, string number)
    {
        var response = await officer.PostAsJsonAsync("/api/v1/cases", new
        {
            person = new { nationalNumber = number, givenName = "Torgunn", familyName = "Prøvestein", email = "torgunn@example.org" },
            unitId = "oslo",
            startDate = "2030-02-11",
            releaseDate = "2030-05-06",
            contactOfficer = "kari",
        }, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!.GetValue<Guid>();
    }

    /// <summary>A request with a JSON body under <c>/api/v1</c>.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, string? json, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, string.Create(CultureInfo.InvariantCulture, $"/api/v1/{path}"));
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }

    /// <summary>The user's open task of a step in a case.</summary>
    public static async Task<Guid> TaskAsync(HttpClient user, Guid caseId, string step) =>
        (await user.GetFromJsonAsync<JsonNode>("/api/v1/tasks?take=200", Cancel))!["items"]!.AsArray()
            .Single(task => task!["step"]!.GetValue<string>() == step && task["caseId"]!.GetValue<Guid>() == caseId)!["id"]!.GetValue<Guid>();

    /// <summary>Lets everything that follows from what was done happen.</summary>
    public static async Task SettleAsync(HostUnderTest host)
    {
        using var anyone = host.Anonymous();
        await MoveClockAsync(anyone, """{"advance":"PT1S"}""");
    }

    private static async Task MoveClockAsync(HttpClient anyone, string json)
    {
        using var response = await anyone.PostAsync("/dev/clock", new StringContent(json, new MediaTypeHeaderValue("application/json")), Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}

public sealed class HostWithCaseOnSqlite() : HostWithCase(new SqliteTestDatabase());

public sealed class HostWithCaseOnPostgres() : HostWithCase(new PostgresTestDatabase());
