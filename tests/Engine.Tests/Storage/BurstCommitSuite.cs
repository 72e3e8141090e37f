using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class BurstCommitSuite(TestDatabase database) : EngineSuite(database)
{
    [Fact]
    public async Task What_a_burst_wrote_is_what_the_next_one_reads()
    {
        var instance = Instance(state: """{"a":"æøå"}""") with { Pins = [new("preparations", "preparations-2")], IncidentCount = 2 };
        var bookmark = Bookmark(instance.Id, dueAt: Noon.AddTicks(17));
        var outcome = await Store.WriteAsync(new BurstCommit
        {
            Instance = instance,
            Bookmarks = [bookmark, Bookmark(instance.Id, "HumanTask", "t")],
            Stimuli = [Stimulus(instance.Id, notBefore: Noon)],
            Journal = JournalOf(),
            At = Noon,
        });

        Assert.IsType<CommitOutcome.Committed>(outcome);
        var read = await Store.ReadAsync(instance.Id);
        Assert.NotNull(read);
        Assert.Equal("""{"a":"æøå"}""", Encoding.UTF8.GetString(read.State.Span));
        Assert.Equal(
            (1L, instance.Id, "case-1", InstanceStatus.Running, InstanceSubStatus.Suspended, 2, Noon),
            (read.Revision, read.RootId, read.CorrelationId, read.Status, read.SubStatus, read.IncidentCount, read.CreatedAt));
        Assert.Equal([bookmark with { DueAt = Noon.AddTicks(10) }, read.Bookmarks[1]], read.Bookmarks); // whole microseconds
        Assert.Equal([Stimulus(instance.Id, notBefore: Noon)], read.Stimuli);
        await using var session = await Store.OpenAsync(Cancel);
        Assert.Equal([new DefinitionPin("preparations", "preparations-2")], await session.LoadPinsAsync(instance.Id, Cancel));
    }

    [Fact]
    public async Task An_unknown_instance_is_null()
    {
        Assert.Null(await Store.ReadAsync(Ids.New(), "x"));
    }

    [Fact]
    public async Task The_second_of_two_bursts_from_the_same_revision_is_stale_and_leaves_nothing()
    {
        var id = await StartAsync();
        var read = await Store.ReadAsync(id);

        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(new BurstCommit { Instance = read!.Next("1"), At = Noon }));
        var second = await Store.WriteAsync(new BurstCommit
        {
            Instance = read!.Next("2"),
            Bookmarks = [Bookmark(id)],
            Tasks = [TaskOf(id)],
            Outbox = [Message()],
            Children = [Instance()],
            Journal = JournalOf(7),
            At = Noon,
        });

        Assert.IsType<CommitOutcome.StaleInstance>(second);
        var after = await Store.ReadAsync(id);
        Assert.Equal(("1", 2L, 1), (Encoding.UTF8.GetString(after!.State.Span), after.Revision, after.Bookmarks.Length));
        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        Assert.Equal((0, 0, 1), (await context.Tasks.CountAsync(Cancel), await context.Outbox.CountAsync(Cancel), await context.Instances.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Eight_bursts_of_one_instance_at_once_commit_one_after_the_other()
    {
        var id = await StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancel, async (_, _) =>
        {
            for (var done = false; !done;)
                done = await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(id))!.Next(), At = Noon }) is CommitOutcome.Committed;
        });
        Assert.Equal(9, (await Store.ReadAsync(id))!.Revision);
    }

    [Fact]
    public async Task A_task_changed_since_it_was_read_refuses_the_whole_commit()
    {
        var id = await StartAsync();
        var task = TaskOf(id);
        await Store.WriteAsync(new BurstCommit { Tasks = [task], At = Noon });
        var claimed = task with { Status = HumanTaskStatus.Claimed, ClaimedBy = "kari", ClaimedAt = Noon };

        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(new BurstCommit { TaskChanges = [new(claimed)], At = Noon }));
        var outcome = await Store.WriteAsync(new BurstCommit
        {
            Instance = (await Store.ReadAsync(id))!.Next("gone"),
            TaskChanges = [new(task with { Status = HumanTaskStatus.Completed, CompletedBy = "ola" })],
            At = Noon,
        });

        Assert.Equal(new CommitOutcome.StaleTask(task.Id), outcome);
        Assert.Equal(1, (await Store.ReadAsync(id))!.Revision);
        Assert.Equal(claimed with { Version = 2 }, await SingleTaskAsync());
    }

    [Fact]
    public async Task Cancelling_leaves_finished_tasks_alone()
    {
        var bookmarkId = Ids.New();
        HumanTask open = TaskOf(bookmarkId: bookmarkId), done = TaskOf(bookmarkId: bookmarkId), other = TaskOf(bookmarkId: Ids.New());
        await Store.WriteAsync(new BurstCommit { Tasks = [open, done, other], At = Noon });
        await Store.WriteAsync(new BurstCommit { TaskChanges = [new(done with { Status = HumanTaskStatus.Completed })], At = Noon });
        await Store.WriteAsync(new BurstCommit { TaskCancellations = [new(null, bookmarkId, "moved"), new(done.Id, null, "moved")], At = Noon });

        await using var scope = Services.CreateAsyncScope();
        var tasks = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.OrderByDescending(task => task.Status).ToListAsync(Cancel);
        Assert.Equal([HumanTaskStatus.Cancelled, HumanTaskStatus.Completed, HumanTaskStatus.Open], tasks.Select(task => task.Status));
        Assert.Equal(["moved", null, null], tasks.Select(task => task.CloseReason));
    }

    [Fact]
    public async Task The_same_stimulus_twice_is_one_also_after_it_was_used()
    {
        var id = await StartAsync();
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(id), Stimulus(id, "s2")], At = Noon });
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(id)], At = Noon });
        var read = await Store.ReadAsync(id, "s1");
        Assert.Equal((2, true), (read!.Stimuli.Length, read.StimulusSeen));

        await Store.WriteAsync(new BurstCommit { Instance = read.Next(), ConsumedStimuli = ["s1"], ParkedStimuli = ["s2"], At = Noon });
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(id)], At = Noon });

        read = await Store.ReadAsync(id, "s1");
        Assert.True(read!.StimulusSeen);
        Assert.Equal([("s2", StimulusStatus.Parked)], read.Stimuli.Select(stimulus => (stimulus.Key, stimulus.Status)));
        Assert.False((await Store.ReadAsync(id, "s3"))!.StimulusSeen);
    }

    [Fact]
    public async Task An_instance_that_ends_takes_its_bookmarks_and_stimuli_with_it()
    {
        var id = await StartAsync(bookmarks: 2);
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(id)], At = Noon });
        await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(id))!.Next().Ended(), At = Noon.AddHours(1) });

        var read = await Store.ReadAsync(id, "s1");
        Assert.Equal((InstanceStatus.Finished, 0, 0, false), (read!.Status, read.Bookmarks.Length, read.Stimuli.Length, read.StimulusSeen));
        Assert.Null(await Store.NextReadyAsync(Cancel));
    }

    [Fact]
    public async Task A_refused_row_is_poison_and_leaves_nothing()
    {
        var id = await StartAsync();
        var bookmark = (await Store.ReadAsync(id))!.Bookmarks[0];
        var outcome = await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(id))!.Next(), Bookmarks = [bookmark], At = Noon });

        Assert.IsType<CommitOutcome.Poison>(outcome);
        Assert.Equal(1, (await Store.ReadAsync(id))!.Revision);
        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(id))!.Next(), At = Noon }));
    }

    [Fact]
    public async Task Moving_a_timer_makes_the_burst_that_saw_the_old_instant_stale()
    {
        var id = await StartAsync();
        var read = await Store.ReadAsync(id);
        await Store.WriteAsync(new BurstCommit { Rearms = [new(read!.Bookmarks[0].Id, Noon.AddDays(1))], At = Noon });

        Assert.IsType<CommitOutcome.StaleInstance>(await Store.WriteAsync(new BurstCommit { Instance = read.Next(), At = Noon }));
        read = await Store.ReadAsync(id);
        Assert.Equal(Noon.AddDays(1), read!.Bookmarks[0].DueAt);
        var own = new BurstCommit { Instance = read.Next(), Rearms = [new(read.Bookmarks[0].Id, null)], At = Noon };
        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(own));
        read = await Store.ReadAsync(id);
        Assert.Equal((3L, null), (read!.Revision, read.Bookmarks[0].DueAt));
    }

    [Fact]
    public async Task Journal_and_incidents_are_read_as_they_were_written()
    {
        var id = await StartAsync();
        var incident = new Incident
        {
            Id = Ids.New(),
            InstanceId = id,
            NodeId = "n",
            ExecutionId = 4,
            ActivityType = "SendNotice",
            Code = "unexpected",
            Message = "IOException",
            CreatedAt = Noon,
        };
        await Store.WriteAsync(new BurstCommit { Incidents = [incident], At = Noon });
        await Store.WriteAsync(new BurstCommit { Incidents = [incident with { Attempts = 2, Status = IncidentStatus.Open }], At = Noon });

        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        Assert.Equal(incident with { Attempts = 2, Status = IncidentStatus.Open }, await context.Incidents.SingleAsync(Cancel));
        var block = await context.Journal.SingleAsync(row => row.InstanceId == id, Cancel);
        Assert.Equal(
            [new JournalEntry(1, Noon, "Workflow1:a", 1, "Started", null), new JournalEntry(2, Noon, "Workflow1:a", 1, "Completed", "Done", 3)],
            JournalReader.Read(block.Entries));
    }

    private async Task<Guid> StartAsync(int bookmarks = 1)
    {
        var instance = Instance();
        var waits = Enumerable.Range(0, bookmarks).Select(_ => Bookmark(instance.Id, dueAt: Noon)).ToArray();
        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(new BurstCommit { Instance = instance, Bookmarks = waits, Journal = JournalOf(), At = Noon }));
        return instance.Id;
    }

    private async Task<HumanTask> SingleTaskAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.SingleAsync(Cancel);
    }
}

public sealed class BurstCommitOnSqlite(SqliteTestDatabase database) : BurstCommitSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class BurstCommitOnPostgres(PostgresTestDatabase database) : BurstCommitSuite(database), IClassFixture<PostgresTestDatabase>;
