using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Host.Tests.Walks;

/// <summary>The people of a walk, the clock, and what they do more than once.</summary>
internal sealed class Walk(HostUnderTest host) : IDisposable
{
    private const string Number = "06859010057";
    private const string GivenName = "Torgunn";
    private const string FamilyName = "Prøvestein";
    private readonly HttpClient clock = host.Anonymous();

    /// <summary>What the person says of a need.</summary>
    public const string Thread = "Trenger medisinen sin fra den første dagen";

    public ApiUser Lise { get; } = new(host, "lise", "unit-leader");
    public ApiUser Kari { get; } = new(host, "kari", "contact-officer");
    public ApiUser Nina { get; } = new(host, "nina", "group-member");
    public ApiUser Knut { get; } = new(host, "knut", "group-member");
    public ApiUser Hanne { get; } = new(host, "hanne", "group-member");

    /// <summary>The case, once it is opened.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>What must stand nowhere but in the register, on the case and in the mails.</summary>
    public IReadOnlyList<string> Secrets { get; } = [Number, GivenName, FamilyName, MailsOfTheWalk.Person, Thread];

    /// <summary>How often each user has read of the case, by name.</summary>
    public IReadOnlyList<string> ReadingsByUser =>
        [.. new[] { Hanne, Kari, Knut, Lise, Nina }.Select(user => $"{user.Name} {user.Readings}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Moves the clock to a time of day in Norway and waits until everything due before it has happened.</summary>
    public async Task AtAsync(string local)
    {
        var at = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        using var response = await clock.PostAsJsonAsync("/dev/clock", new { now = NorwegianTime.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at)) }, Cancel);
        var report = await response.Content.ReadFromJsonAsync<JsonNode>(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"The clock answered {(int)response.StatusCode}: {report}");
        Assert.True(report!["isQuiet"]!.GetValue<bool>(), $"Something is still due at {local}.");
    }

    /// <summary>The unit leader opens the case; nobody is named yet.</summary>
    public async Task OpenAsync(string startDate, string releaseDate)
    {
        using var response = await Lise.SendAsync(HttpMethod.Post, "cases", $$"""
            {"person":{"nationalNumber":"{{Number}}","givenName":"{{GivenName}}","familyName":"{{FamilyName}}","email":"{{MailsOfTheWalk.Person}}"},
             "unitId":"oslo","startDate":"{{startDate}}","releaseDate":"{{releaseDate}}","homeMunicipality":"Grünerløkka"}
            """, null);
        CaseId = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!.GetValue<Guid>();
        Assert.EndsWith($"/api/v1/cases/{CaseId:D}", response.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    public async Task TalkAsync(string day, string next)
    {
        await AtAsync($"{day} 10:00");
        await Kari.CompleteAsync("progress-talk", $$"""{"heldOn":"{{day}}","heldBy":"kari","stillHolds":"yes","nextMeeting":"{{next}}T10:00"}""");
        await AtAsync($"{day} 12:00");
    }

    /// <summary>The deliverer documents a measure.</summary>
    public async Task LogAsync(ApiUser deliverer, int measure, string day) =>
        await deliverer.SendAsync(HttpMethod.Post, $"cases/{CaseId}/measures/{measure}/log", $$"""{"on":"{{day}}","text":"Møtte som avtalt."}""", null);

    /// <summary>The contact officer reads the case and moves its release on the strength of that.</summary>
    public async Task ChangeReleaseAsync(string day)
    {
        var version = (await Kari.OpenCaseAsync(CaseId))["version"]!.GetValue<long>();
        await Kari.SendAsync(HttpMethod.Patch, $"cases/{CaseId}/dates", $$"""{"releaseDate":"{{day}}"}""", new($"\"{version}\""));
    }

    public static string Input(string title, string startsOn, int need) =>
        $$"""{"proposals":[{"title":"{{title}}","startsOn":"{{startsOn}}","requirements":"Møter til avtalt tid","answers":["{{need}}"],"canBeOffered":true}]}""";

    /// <summary>The day in Norway on which a mail was made.</summary>
    public static string DayOf(ReceivedMail mail) =>
        NorwegianTime.DateOf(DateTimeOffset.Parse(mail.Header("Date"), CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        clock.Dispose();
        foreach (var user in new[] { Lise, Kari, Nina, Knut, Hanne })
            user.Dispose();
    }
}
