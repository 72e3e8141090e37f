using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>What nobody does is reminded of and raised, and both can be seen: in the notices of the case over the API, and on its page.</summary>
public sealed class Nobody_is_forgotten(Situations situations) : IClassFixture<Situations>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Keeps(RuleBook.NobodyNamed, "API")]
    [Keeps(RuleBook.NobodyNamed, "page")]
    [Keeps(RuleBook.SilenceAboutInput, "API")]
    [Keeps(RuleBook.SilenceAboutInput, "page")]
    public async Task Day_by_day()
    {
        using var page = await PostedPage.SignInAsync(situations.Host, "lise");
        var unnamed = await situations.NewCaseAsync(Situations.Unnamed); // to be named by 9 January
        var silent = await situations.NewCaseAsync(Situations.Shared); // input by 14 January
        string[] silence = ["reminder user hanne", "reminder user knut", "reminder user nina"];
        await SeenAsync("2030-01-07T18:00:00+01:00", [], []);
        await SeenAsync("2030-01-08T09:00:00+01:00", ["reminder user lise"], []);
        await SeenAsync("2030-01-09T18:00:00+01:00", ["reminder user lise"], []);
        await SeenAsync("2030-01-10T09:00:00+01:00", ["escalation user anne", "reminder user lise"], silence);
        await SeenAsync("2030-01-14T18:00:00+01:00", ["escalation user anne", "reminder user lise"], silence);
        await SeenAsync("2030-01-15T09:00:00+01:00", ["escalation user anne", "reminder user lise"], [.. Enumerable.Repeat("escalation user lise", 3), .. silence]);

        async Task SeenAsync(string at, string[] ofUnnamed, string[] ofSilent)
        {
            await situations.AtAsync(at);
            foreach (var (id, step, expected) in ((Guid, string, string[])[])[(unnamed, "name-contact-officer", ofUnnamed), (silent, "give-input", ofSilent)])
            {
                Assert.Equal(expected, await ToldAsync(id, step));
                var notices = WebUtility.HtmlDecode(await page.GetAsync($"/saker/{id}"));
                notices = notices[notices.IndexOf("aria-labelledby=\"notices-title\"", StringComparison.Ordinal)..];
                notices = notices[..notices.IndexOf("</section>", StringComparison.Ordinal)];
                if (expected.Any(told => told.StartsWith("reminder", StringComparison.Ordinal))) Assert.Contains("Påminnelse", notices, StringComparison.Ordinal);
                if (expected.Any(told => told.StartsWith("escalation", StringComparison.Ordinal))) Assert.Contains("Varsel om brutt frist", notices, StringComparison.Ordinal);
            }
        }
    }

    // What the API lists as told about the tasks of a step; other tasks of the case are late too.
    private async Task<IEnumerable<string>> ToldAsync(Guid caseId, string step)
    {
        Assert.NotEqual(Guid.Empty, await situations.TaskAsync(caseId, step));
        using var lise = situations.As("lise");
        var deliveries = (await lise.GetFromJsonAsync<JsonNode>($"/api/v1/cases/{caseId}/deliveries", Cancel))!["items"]!.AsArray();
        await using var scope = situations.Host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var tasks = await database.Tasks.Where(task => task.CaseId == caseId && task.Step == step).Select(task => task.Id.ToString()).ToListAsync(Cancel);
        var about = (await database.Outbox.Where(row => row.CaseId == caseId).Select(row => new { row.Id, row.Payload }).ToListAsync(Cancel))
            .Where(row => tasks.Any(id => row.Payload.Contains(id, StringComparison.OrdinalIgnoreCase))).Select(row => row.Id).ToHashSet();
        return deliveries.Where(notice => about.Contains(notice!["id"]!.GetValue<Guid>()) && notice["template"]!.GetValue<string>() is "reminder" or "escalation")
            .Select(notice => $"{notice!["template"]} {notice["toKind"]} {notice["to"]}").Order(StringComparer.Ordinal);
    }
}
