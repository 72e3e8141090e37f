using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Journal;

namespace ProcessAutomation.Host.Tests.Instances;

/// <summary>A loop that has turned twenty thousand times, as the Studio asks for it again and again; and runs of a day.</summary>
public abstract partial class InstanceApiSuite
{
    private const int Turns = 20_000;
    private const int LinesOfATurn = 2;
    private const int TurnsOfABlock = 100;
    private const string Loop = "Workflow1:root:loop";

    [Fact]
    public async Task Of_a_long_loop_no_line_is_read_twice_for_its_numbers_and_no_more_than_a_page_of_its_lines()
    {
        host.Require();
        await AlteredFlow.PublishAsync(host, "studio-long", "first -> wait");
        var id = await AlteredFlow.StartAsync(host, "studio-long", null);
        var own = (int)(await LinesAsync(id, 0))["totalCount"]!;
        await TurnAsync(id, Turns);
        Assert.Equal((Turns, Turns, 0), await NumbersAsync(id));
        var page = await LinesAsync(id, 0);
        Assert.Equal((own + (Turns * LinesOfATurn), 111), ((int)page["totalCount"]!, page["items"]!.AsArray().Count));

        using var eva = host.Host.As("eva", "process-owner");
        var runs = (await eva.GetFromJsonAsync<JsonNode>($"{Studio}/activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId={Loop}", Cancel))!["items"]!.AsArray();
        Assert.Equal((200, $"{id:N}-{1_000_000 + Turns}"), (runs.Count, (string?)runs[^1]!["id"])); // the last of them is the newest
        Assert.All(runs, run => Assert.Equal("Completed", (string?)run!["status"]));
        var one = (await eva.GetFromJsonAsync<JsonNode>($"{Studio}/activity-executions/by-id?id={id:N}-1000007", Cancel))!;
        Assert.Equal("Completed", (string?)one["status"]);

        // What was counted is gone from the database; only what is new can have been read.
        await using (var scope = host.Host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Journal.Where(row => row.InstanceId == id).OrderBy(row => row.FirstSequence).Take(Turns / TurnsOfABlock).ExecuteDeleteAsync(Cancel);
        await TurnAsync(id, TurnsOfABlock);
        Assert.Equal((Turns + TurnsOfABlock, Turns + TurnsOfABlock, 0), await NumbersAsync(id));
    }

    [Theory]
    [InlineData("Is", 0, true)]
    [InlineData("Is", -1, false)]
    [InlineData("Is", 1, false)]
    [InlineData("IsNot", 0, false)]
    [InlineData("IsNot", 1, true)]
    [InlineData("GreaterThan", 0, false)]
    [InlineData("GreaterThan", -1, true)]
    [InlineData("GreaterThanOrEqual", 0, true)]
    [InlineData("LessThan", 0, false)]
    [InlineData("LessThan", 1, true)]
    [InlineData("LessThanOrEqual", 0, true)]
    [InlineData("LessThanOrEqual", -1, false)]
    public async Task A_day_in_the_filter_is_all_of_that_day(string comparison, int days, bool isFound)
    {
        host.Require();
        var name = $"studio-day-{comparison}-{days + 1}".ToLowerInvariant();
        await AlteredFlow.PublishAsync(host, name, "first -> wait");
        var id = await AlteredFlow.StartAsync(host, name, null);
        using var sissel = Sissel();
        var begun = (DateTimeOffset)(await sissel.GetFromJsonAsync<JsonNode>($"{Studio}/workflow-instances/{id}", Cancel))!["createdAt"]!;
        var day = new DateTimeOffset(begun.UtcDateTime.Date, TimeSpan.Zero).AddDays(days).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture); // as the Studio's calendar writes it
        foreach (var column in new[] { "CreatedAt", "UpdatedAt" })
        {
            var found = await JsonAsync(await sissel.PostAsJsonAsync($"{Studio}/workflow-instances", new { definitionIds = new[] { name }, timestampFilters = new[] { new { column, @operator = comparison, timestamp = day } } }, Cancel));
            Assert.Equal(isFound ? 1 : 0, (int)found["totalCount"]!);
        }
    }

    private async Task<(int Started, int Completed, int Open)> NumbersAsync(Guid id)
    {
        using var eva = host.Host.As("eva", "process-owner");
        var report = await JsonAsync(await eva.PostAsJsonAsync($"{Studio}/activity-executions/report", new { workflowInstanceId = id, activityNodeIds = (string[]?)null }, Cancel));
        var loop = report["stats"]!.AsArray().Single(node => (string?)node!["activityNodeId"] == Loop)!;
        return ((int)loop["startedCount"]!, (int)loop["completedCount"]!, (int)loop["uncompletedCount"]!);
    }

    private async Task<JsonNode> LinesAsync(Guid id, int skip)
    {
        using var eva = host.Host.As("eva", "process-owner");
        return await JsonAsync(await eva.PostAsJsonAsync($"{Studio}/workflow-instances/{id}/journal?skip={skip}&take=111", new JsonObject(), Cancel));
    }

    // Turns of a loop that waits in each, so that none is folded: each block tells of some.
    private async Task TurnAsync(Guid id, int turns)
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var last = await database.Journal.Where(row => row.InstanceId == id).OrderByDescending(row => row.FirstSequence).FirstAsync(Cancel);
        var (sequence, execution) = (last.FirstSequence + last.EntryCount, 1_000_000L);
        if (last.FirstSequence > Turns)
            execution += Turns;
        for (var block = 0; block < turns / TurnsOfABlock; block++)
        {
            var (text, first) = (new StringBuilder("["), sequence);
            for (var turn = 0; turn < TurnsOfABlock; turn++)
            {
                execution++;
                foreach (var happened in new[] { "Started", "Completed" })
                {
                    text.Append(CultureInfo.InvariantCulture, $$"""{{(text.Length > 1 ? "," : "")}}{"s":{{sequence}},"t":1900000000000000,"n":"{{Loop}}","x":{{execution}},"e":"{{happened}}"}""");
                    sequence++;
                }
            }

            database.Set<JournalRow>().Add(new JournalRow { InstanceId = id, FirstSequence = first, EntryCount = TurnsOfABlock * LinesOfATurn, Entries = Encoding.UTF8.GetBytes(text.Append(']').ToString()), WrittenAt = last.WrittenAt });
        }

        await database.SaveChangesAsync(Cancel);
    }
}
