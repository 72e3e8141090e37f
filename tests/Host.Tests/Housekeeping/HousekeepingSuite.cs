using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Host.Housekeeping;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Host.Tests.Housekeeping;

/// <summary>The scheduler in processes of the product, as many as the database allows, with a job of the test's own.</summary>
public abstract class HousekeepingSuite(TestDatabase database) : IAsyncLifetime
{
    private const string EverySecond = "* * * * * ?";
    private const string Never = "0 0 0 1 1 ? 2099";
    private readonly List<IHost> hosts = [];
    private string connectionString = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database.Require();
        connectionString = await database.CreateAsync(empty: false, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var host in hosts)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }
    }

    [Fact]
    public async Task Each_time_of_a_job_falls_to_one_node()
    {
        var runs = new List<DateTimeOffset>();
        var first = await StartAsync("one", EverySecond, _ => NoteAsync(runs));
        if (database is PostgresTestDatabase)
        {
            await StartAsync("two", EverySecond, _ => NoteAsync(runs));
            await StartAsync("three", EverySecond, _ => NoteAsync(runs));
        }

        await UntilAsync(() => Task.FromResult(Count(runs) >= 6), "six runs");
        await StopAsync();

        // A run a second, whatever the number of nodes: twice in one second would be twice at one time.
        DateTimeOffset[] seen;
        lock (runs)
            seen = [.. runs];
        Assert.True(seen.Length <= (seen[^1] - seen[0]).TotalSeconds + 2, $"{seen.Length} runs from {seen[0]:O} to {seen[^1]:O}.");
        _ = first;
    }

    [Fact]
    public async Task Asked_for_on_any_node_a_job_runs_once_and_the_record_says_who_asked()
    {
        var runs = new List<DateTimeOffset>();
        var one = await StartAsync("one", Never, _ => NoteAsync(runs));
        var asked = database is PostgresTestDatabase ? await StartAsync("two", Never, _ => NoteAsync(runs)) : one;

        Assert.IsType<RunRequest.Accepted>(await Scheduler(asked).RunNowAsync("probe", "anne", Cancel));
        await UntilAsync(async () => (await LastAsync(one))?.Outcome == HousekeepingOutcome.Done, "the end of the run");

        var last = (await LastAsync(one))!;
        Assert.Equal(("anne", 7L, 1), (last.AskedBy, last.Affected, Count(runs)));
        Assert.Contains(last.Node, new[] { "one", "two" });
        Assert.IsType<RunRequest.Unknown>(await Scheduler(asked).RunNowAsync("no-such-job", "anne", Cancel));
        Assert.Equal(2099, (await Scheduler(one).NextRunAsync("probe", Cancel))!.Value.AddHours(2).Year);
    }

    [Fact]
    public async Task A_job_that_fails_is_recorded_and_runs_again_at_its_next_time()
    {
        var tries = 0;
        var host = await StartAsync("one", EverySecond, _ => ++tries < 3 ? throw new InvalidOperationException("not now") : Task.FromResult(new HousekeepingResult(1, true)));
        await UntilAsync(async () => (await LastAsync(host))?.Outcome == HousekeepingOutcome.Done, "a run that went well");

        var runs = await Log(host).LatestAsync("probe", 10, Cancel);
        Assert.Equal(2, runs.Count(run => run is { Outcome: HousekeepingOutcome.Failed, Code: "error.InvalidOperationException" }));
    }

    [Fact]
    public async Task While_a_job_runs_it_cannot_be_asked_for_again_and_it_stops_with_its_process()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await StartAsync("one", Never, async cancellationToken =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HousekeepingResult(0, true);
        });
        Assert.IsType<RunRequest.Accepted>(await Scheduler(host).RunNowAsync("probe", "anne", Cancel));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.IsType<RunRequest.Underway>(await Scheduler(host).RunNowAsync("probe", "anne", Cancel));

        await host.StopAsync(Cancel);
        Assert.Equal(HousekeepingOutcome.Stopped, (await LastAsync(host))!.Outcome);
        Assert.IsType<RunRequest.Unavailable>(await Scheduler(host).RunNowAsync("probe", "anne", Cancel));
    }

    [Fact]
    public async Task The_products_own_jobs_run_on_their_tables()
    {
        var host = await StartAsync("one", Never, _ => Task.FromResult(new HousekeepingResult(0, true)));
        foreach (var job in new[] { "retention", "table-statistics", "leftovers" })
        {
            Assert.IsType<RunRequest.Accepted>(await Scheduler(host).RunNowAsync(job, "anne", Cancel));
            await UntilAsync(async () => (await Log(host).HistoryAsync(job, Cancel)).Last?.EndedAt is not null, $"the end of {job}");
            Assert.Equal((HousekeepingOutcome.Done, null), ((await Log(host).HistoryAsync(job, Cancel)).Last!.Outcome, (await Log(host).HistoryAsync(job, Cancel)).Last!.Code));
            Assert.NotNull(await Scheduler(host).NextRunAsync(job, Cancel));
        }
    }

    protected async Task<IHost> StartAsync(string node, string schedule, Func<CancellationToken, Task<HousekeepingResult>> run)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IdSource>();
        var settings = new PersistenceSettings { ConnectionString = connectionString, NodeName = node };
        builder.Services.AddPersistence(settings);
        builder.Services.AddHousekeeping(settings.IsShared);
        builder.Services.AddSingleton(new HousekeepingJob("probe", schedule, run));
        var host = builder.Build();
        hosts.Add(host);
        await host.StartAsync(Cancel);
        await UntilAsync(async () => await Scheduler(host).NextRunAsync("probe", Cancel) is not null, "the schedule");
        return host;
    }

    protected static HousekeepingScheduler Scheduler(IHost host) => host.Services.GetRequiredService<HousekeepingScheduler>();

    protected static HousekeepingLog Log(IHost host) => host.Services.GetRequiredService<HousekeepingLog>();

    protected static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var waited = TimeSpan.Zero; !await holds(); waited += TimeSpan.FromMilliseconds(50))
        {
            Assert.True(waited < TimeSpan.FromSeconds(60), $"Waited in vain for {what}.");
            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<HousekeepingRun?> LastAsync(IHost host) => (await Log(host).HistoryAsync("probe", Cancel)).Last;

    private static int Count(List<DateTimeOffset> runs)
    {
        lock (runs)
            return runs.Count;
    }

    private static Task<HousekeepingResult> NoteAsync(List<DateTimeOffset> runs)
    {
        lock (runs)
            runs.Add(DateTimeOffset.UtcNow);
        return Task.FromResult(new HousekeepingResult(7, true));
    }

    private async Task StopAsync()
    {
        foreach (var host in hosts)
            await host.StopAsync(Cancel);
    }
}

public sealed class HousekeepingOnSqlite(SqliteTestDatabase database) : HousekeepingSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class HousekeepingOnPostgres(PostgresTestDatabase database) : HousekeepingSuite(database), IClassFixture<PostgresTestDatabase>;
