using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Bench.Inbox;

/// <summary>What the inbox costs with a million tasks, a hundred thousand of them unfinished: the calls its page and the API make, over PostgreSQL.</summary>
internal sealed class InboxLists(BenchDatabase database, int tasks, int calls)
{
    private const int PageSize = 50;

    public async Task RunAsync()
    {
        if (database.Provider != "postgres")
        {
            Console.WriteLine("inbox: measured on PostgreSQL; SQLite is for one process and few tasks");
            return;
        }

        var clock = Stopwatch.StartNew();
        await new InboxFill(database, tasks).RunAsync();
        await using var services = Build();
        await using (var connection = database.Open())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select (select count(*) from tasks), (select count(*) from tasks where status in (0, 1, 4)), (select count(*) from tasks where status in (0, 1, 4) and unit_id = '{InboxFill.LargeUnit}')";
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            Console.WriteLine(Line($"## postgres: {reader.GetInt64(0):N0} tasks, {reader.GetInt64(1):N0} unfinished, {reader.GetInt64(2):N0} of them at one unit; put in, in {clock.Elapsed.TotalSeconds:N0} s"));
        }

        var officer = new Viewer($"{InboxFill.LargeUnit}-officer-7", [UserRoles.ContactOfficer], [InboxFill.LargeUnit]);
        var leader = new Viewer("leader-0", [UserRoles.UnitLeader], [InboxFill.LargeUnit]);
        var member = new Viewer("nav-42", [UserRoles.GroupMember], []);
        foreach (var (who, viewer) in new[] { ("contact officer", officer), ("leader", leader), ("group member", member) })
        {
            foreach (var list in viewer == member ? new[] { TaskList.Mine, TaskList.Group } : [TaskList.Mine, TaskList.Group, TaskList.Overdue, TaskList.OnHold])
            {
                await TimeAsync(services, $"{who}, {list}, page 1", reads => reads.ListAsync(viewer, list, 0, PageSize, default));
            }

            await TimeAsync(services, $"{who}, {TaskList.Group}, page 50", reads => reads.ListAsync(viewer, TaskList.Group, 49 * PageSize, PageSize, default));
            foreach (var text in new[] { "Østby", "solli anne", "samtykke", "finnes-ikke" })
            {
                await TimeAsync(services, $"{who}, search '{text}'", reads => reads.ListAsync(viewer, TaskList.Group, new TaskFilter { Text = text }, 0, PageSize, default));
            }

            await TimeAsync(services, $"{who}, step and due within 7 days", reads => reads.ListAsync(viewer, TaskList.Group, new TaskFilter { Step = "arrival", DueWithinDays = 7 }, 0, PageSize, default));
            await TimeAsync(services, $"{who}, counts of all lists", reads => reads.CountsAsync(viewer, default));
        }
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPersistence(new PersistenceSettings { ConnectionString = database.ConnectionString });
        services.AddSingleton(new EngineClocks(TimeProvider.System, TimeProvider.System));
        services.AddEngine();
        services.AddActivities();
        return services.BuildServiceProvider();
    }

    // The first calls warm caches and query plans up.
    private async Task TimeAsync(ServiceProvider services, string what, Func<TaskReads, Task> call)
    {
        var times = new List<double>();
        for (var i = -5; i < calls; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var reads = scope.ServiceProvider.GetRequiredService<TaskReads>();
            var began = Stopwatch.GetTimestamp();
            await call(reads);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine(Line($"{what}: p50 {times[times.Count / 2]:N1} ms, p95 {times[(int)(times.Count * 0.95)]:N1} ms"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
