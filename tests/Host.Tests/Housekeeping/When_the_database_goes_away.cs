using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Host.Housekeeping;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.TestSupport;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Host.Tests.Housekeeping;

public sealed class When_the_database_goes_away
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_scheduler_keeps_quiet_and_goes_on_when_it_is_back()
    {
        await using var server = await SharedPostgres.StartOwnAsync(Cancel) ?? throw Requirement.Missing("No PostgreSQL server's programs on this machine.");
        await using var host = new HostUnderTest(new Dictionary<string, string?> { ["ConnectionStrings:Default"] = server.ConnectionString });
        await host.InitializeAsync();
        var scheduler = host.Services.GetRequiredService<HousekeepingScheduler>();
        await UntilAsync(async () => await scheduler.NextRunAsync("leftovers", Cancel) is not null, "the schedule");

        await server.StopImmediatelyAsync(Cancel);
        var before = host.Log.Lines.Count;
        await Task.Delay(TimeSpan.FromSeconds(5), Cancel); // what is looked for is what does not happen meanwhile
        Assert.IsType<RunRequest.Unavailable>(await scheduler.RunNowAsync("leftovers", "anne", Cancel));
        Assert.Null(await scheduler.NextRunAsync("leftovers", Cancel));
        var lines = host.Log.Lines.Skip(before).ToList();
        Assert.True(lines.Count < 15, $"{lines.Count} lines:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
        Assert.DoesNotContain(lines, line => line.Contains(" Quartz", StringComparison.Ordinal));
        using (var client = host.Anonymous())
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancel)).StatusCode);

        await server.StartAsync(Cancel);
        await UntilAsync(async () => await scheduler.RunNowAsync("leftovers", "anne", Cancel) is RunRequest.Accepted, "the job to be accepted");
        var log = host.Services.GetRequiredService<HousekeepingLog>();
        HousekeepingOutcome? outcome = null;
        await UntilAsync(
            async () =>
            {
                outcome = (await log.HistoryAsync("leftovers", Cancel)).Last?.Outcome;
                if (outcome is HousekeepingOutcome.Failed) // it met a connection of before the outage: whoever asked asks again
                    await scheduler.RunNowAsync("leftovers", "anne", Cancel);
                return outcome == HousekeepingOutcome.Done;
            },
            () => $"the run; it is {outcome?.ToString() ?? "not begun"}");
    }

    private static Task UntilAsync(Func<Task<bool>> holds, string what) => UntilAsync(holds, () => what);

    private static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what)
    {
        for (var waited = TimeSpan.Zero; !await holds(); waited += TimeSpan.FromMilliseconds(100))
        {
            Assert.True(waited < TimeSpan.FromSeconds(90), $"Waited in vain for {what()}.");
            await Task.Delay(100, Cancel);
        }
    }
}
