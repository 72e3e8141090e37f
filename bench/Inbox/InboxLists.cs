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
    private const int FarPage = 50;
    private const double GoalMilliseconds = 50;
    private int _over;

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
                await ListAsync(services, $"{who}, {list}", viewer, list, TaskFilter.None, 1);
            }

            await ListAsync(services, $"{who}, {TaskList.Group}", viewer, TaskList.Group, TaskFilter.None, FarPage);
            foreach (var text in new[] { "Østby", "solli anne", "samtykke", "finnes-ikke" })
            {
                await ListAsync(services, $"{who}, search '{text}'", viewer, TaskList.Group, new TaskFilter { Text = text }, 1);
            }

            await ListAsync(services, $"{who}, step and due within 7 days", viewer, TaskList.Group, new TaskFilter { Step = "arrival", DueWithinDays = 7 }, 1);
            await TimeAsync(services, $"{who}, counts of all lists", reads => reads.CountsAsync(viewer, default));
        }

        Console.WriteLine(Line($"p95 over {GoalMilliseconds} ms: {_over}"));
    }

    // A list that has fewer pages is measured on its last one: an empty page says nothing. Totals are counted up to a limit, so pages may lie beyond it.
    private async Task ListAsync(ServiceProvider services, string what, Viewer viewer, TaskList list, TaskFilter filter, int wanted)
    {
        await using var scope = services.CreateAsyncScope();
        var reads = scope.ServiceProvider.GetRequiredService<TaskReads>();
        var (page, shown) = (wanted, await reads.ListAsync(viewer, list, filter, (wanted - 1) * PageSize, PageSize, default));
        if (shown.Lines.Length == 0)
        {
            page = Math.Max(1, (shown.Total + PageSize - 1) / PageSize);
            shown = await reads.ListAsync(viewer, list, filter, (page - 1) * PageSize, PageSize, default);
        }

        var total = shown.Total == TaskPage.CountLimit ? $"{shown.Total} or more" : $"{shown.Total}";
        await TimeAsync(services, string.Create(CultureInfo.InvariantCulture, $"{what}, page {page} ({shown.Lines.Length} of {total})"), timed => timed.ListAsync(viewer, list, filter, (page - 1) * PageSize, PageSize, default));
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
        var p95 = times[(int)(times.Count * 0.95)];
        _over += p95 > GoalMilliseconds ? 1 : 0;
        Console.WriteLine(Line($"{what}: p50 {times[times.Count / 2]:N1} ms, p95 {p95:N1} ms{(p95 > GoalMilliseconds ? ", over the goal" : "")}"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
