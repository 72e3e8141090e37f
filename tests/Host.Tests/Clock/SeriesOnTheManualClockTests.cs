using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Tests.Clock;

/// <summary>A clock that is moved comes to every instant at which a flow starts by itself.</summary>
public sealed class SeriesOnTheManualClockTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flow_that_starts_every_morning_has_started_on_each_of_the_days_that_passed()
    {
        var now = host.Services.GetRequiredService<BusinessClock>().GetUtcNow();
        var published = await host.Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(
            """
            {"definitionId":"mornings","name":"Mornings","root":{"id":"f","type":"Elsa.Flowchart","activities":[
              {"id":"c","type":"Elsa.Cron","cronExpression":{"expression":{"type":"Literal","value":"0 8 * * *"}},"customProperties":{"canStartWorkflow":true}},
              {"id":"d","type":"Elsa.Delay","timeSpan":{"expression":{"type":"Literal","value":"01:00:00"}}}],
              "connections":[{"source":{"activity":"c","port":"Done"},"target":{"activity":"d","port":"In"}}]}}
            """,
            now,
            Cancel);
        Assert.IsType<PublishResult.Published>(published);
        using var client = host.Anonymous();
        using var response = await client.PostAsJsonAsync("/dev/clock", new { now = new DateTimeOffset(now.UtcDateTime.Date.AddDays(4).AddHours(12), TimeSpan.Zero) }, Cancel);
        var report = await response.Content.ReadFromJsonAsync<JsonNode>(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {report}");

        var fired = report!["fired"]!.AsArray().Where(entry => (string?)entry!["type"] is "Elsa.Cron" or "Elsa.Delay").Select(entry =>
            (Type: (string?)entry!["type"], IsTimer: (bool)entry["isTimer"]!, Local: TimeZoneInfo.ConvertTime(DateTimeOffset.Parse((string)entry["at"]!, System.Globalization.CultureInfo.InvariantCulture), Oslo))).ToList();
        Assert.All(fired, entry => Assert.Equal((true, entry.Type is "Elsa.Cron" ? new TimeOnly(8, 0) : new TimeOnly(9, 0)), (entry.IsTimer, TimeOnly.FromDateTime(entry.Local.DateTime))));
        var days = fired.Where(entry => entry.Type is "Elsa.Cron").Select(entry => entry.Local.Date).ToList();
        Assert.Equal(Enumerable.Range(0, days.Count).Select(day => days[0].AddDays(day)), days);
        Assert.InRange(days.Count, 4, 5);
        Assert.Equal(days, fired.Where(entry => entry.Type is "Elsa.Delay").Select(entry => entry.Local.Date));
        Assert.True((bool)report["isQuiet"]!);
    }

    private static TimeZoneInfo Oslo { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
}
