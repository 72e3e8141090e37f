using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Operations;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Persistence.Tests.Operations;

public abstract class EngineQueuesSuite(TestDatabase database) : EngineSuite(database)
{
    private static readonly DateTimeOffset Now = new(2029, 6, 1, 3, 0, 0, TimeSpan.Zero);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Clock.SetAsync(Now, Cancel);
    }

    [Fact]
    public async Task Nothing_waits_in_an_empty_database()
    {
        var nothing = new QueueFigure(0, null);
        Assert.Equal(
            new QueueFigures
            {
                TimersDue = nothing,
                TimersLate = nothing,
                NextTimer = null,
                StimuliReady = nothing,
                OutboxWaiting = nothing,
                OutboxRetrying = 0,
                IncidentsOpen = nothing,
                IncidentsRetrying = 0,
                Instances = new InstanceFigure(0, 0, IsEstimate: false),
            },
            await ReadAsync());
    }

    [Fact]
    public async Task What_waits_is_counted_and_the_oldest_named_and_what_has_ended_is_not()
    {
        var instance = Ids.New();
        await CommitAsync(Instance(instance, InstanceStatus.Running), new BurstCommit
        {
            Bookmarks = [Timer(instance, Now.AddMinutes(-5)), Timer(instance, Now), Timer(instance, Now.AddHours(3)), Timer(instance, Now.AddHours(2))],
            Stimuli = [Stimulus(instance, "a", StimulusStatus.Ready), Stimulus(instance, "b", StimulusStatus.Parked), Stimulus(instance, "c", StimulusStatus.Consumed)],
            Incidents = [Incident(instance, IncidentStatus.Open, 2), Incident(instance, IncidentStatus.Open, 1), Incident(instance, IncidentStatus.Retrying, 3), Incident(instance, IncidentStatus.Resolved, 4)],
            Outbox = [Message("one", 3), Message("two", 2), Message("sent", 9), Message("tried", 1)],
            At = Now,
        });
        await CommitAsync(Instance(Ids.New(), InstanceStatus.Finished), new BurstCommit { At = Now });
        foreach (var claimed in await Outbox.ClaimAsync(["email"], 10, TimeSpan.FromMinutes(1), Cancel))
        {
            var status = claimed.Message.Key == "sent" ? OutboxStatus.Sent : OutboxStatus.Waiting;
            if (claimed.Message.Key is "sent" or "tried")
                await Outbox.RecordAsync(new DeliveryResult { OutboxId = claimed.Message.Id, Fence = claimed.Fence, Attempt = 1, At = Now, Code = "c", Status = status, NextAttemptAt = status == OutboxStatus.Waiting ? DateTimeOffset.UtcNow.AddHours(1) : null }, Cancel);
        }

        var figures = await ReadAsync();
        Assert.Equal(new QueueFigure(2, Now.AddMinutes(-5)), figures.TimersDue);
        Assert.Equal(new QueueFigure(1, Now.AddMinutes(-5)), figures.TimersLate);
        Assert.Equal(Now.AddHours(2), figures.NextTimer);
        Assert.Equal(1, figures.StimuliReady.Count);
        Assert.Equal((new QueueFigure(3, Now.AddHours(-3)), 1), (figures.OutboxWaiting, figures.OutboxRetrying));
        Assert.Equal((new QueueFigure(2, Now.AddHours(-2)), 1), (figures.IncidentsOpen, figures.IncidentsRetrying));
        Assert.Equal(new InstanceFigure(2, 1, IsEstimate: false), figures.Instances);
    }

    [Fact]
    public async Task Many_instances_are_estimated_and_said_to_be()
    {
        // Made by the database: what is tried is the reading.
        var (id, state, now) = Database.WhyMissing is null && Services.GetRequiredService<Database>() is SqliteDatabase
            ? ("printf('%08X-0000-7000-8000-%012X', n, n)", "x'7B7D'", "1")
            : ("(lpad(to_hex(n), 8, '0') || '00007000800000000000' || '0000')::uuid", "'{}'::bytea", "now()");
        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), $"""
            with recursive s(n) as (select 1 union all select n + 1 from s where n < 4000)
            insert into instances (id, definition_id, version_id, root_id, status, sub_status, revision, behaviour_version, incident_count, state, created_at, updated_at, finished_at)
            select {id}, 'd', 'v', {id}, n % 4, 2, 1, 1, 0, {state}, {now}, {now}, case when n % 4 = 0 then null else {now} end from s
            """, Cancel);
        var before = (await ReadAsync()).Instances;
        Assert.True(before.IsEstimate);

        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), "analyze instances", Cancel);
        var after = (await ReadAsync()).Instances;
        Assert.True(after is { IsEstimate: true, Total: > 3800 and < 4200 }, $"{after}");
        if (Services.GetRequiredService<Database>() is PostgresDatabase)
            Assert.True(after.Running is > 900 and < 1100, $"{after}");
    }

    private Task<QueueFigures> ReadAsync() => Services.GetRequiredService<EngineQueues>().ReadAsync(Cancel);

    private Bookmark Timer(Guid instance, DateTimeOffset dueAt) => new() { Id = Ids.New(), InstanceId = instance, NodeId = "n", ExecutionId = 1, Name = "Delay", Key = "", DueAt = dueAt };

    private static Stimulus Stimulus(Guid instance, string key, StimulusStatus status) => new() { InstanceId = instance, Key = key, Name = "Event", BookmarkKey = "E", Status = status, CreatedAt = Now };

    private Incident Incident(Guid instance, IncidentStatus status, int hoursAgo) => new()
    {
        Id = Ids.New(),
        InstanceId = instance,
        NodeId = "n",
        ExecutionId = 1,
        ActivityType = "T",
        Code = "c",
        Message = "m",
        Status = status,
        CreatedAt = Now.AddHours(-hoursAgo),
    };

    private OutboxMessage Message(string key, int hoursAgo) => new() { Id = Ids.New(), Key = key, Kind = "email", PayloadJson = "{}", CreatedAt = Now.AddHours(-hoursAgo) };

    private static InstanceWrite Instance(Guid id, InstanceStatus status) => new()
    {
        Id = id,
        ExpectedRevision = 0,
        DefinitionId = "flow",
        VersionId = "flow-1",
        RootId = id,
        Status = status,
        SubStatus = status == InstanceStatus.Finished ? InstanceSubStatus.Finished : InstanceSubStatus.Suspended,
        BehaviourVersion = 1,
        State = "{}"u8.ToArray(),
    };

    private async Task CommitAsync(InstanceWrite instance, BurstCommit rest)
    {
        await using var session = await Store.OpenAsync(Cancel);
        Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(
            new BurstCommit { Instance = instance, Bookmarks = rest.Bookmarks, Stimuli = rest.Stimuli, Incidents = rest.Incidents, Outbox = rest.Outbox, At = rest.At }, Cancel));
    }
}

public sealed class EngineQueuesOnSqlite(SqliteTestDatabase database) : EngineQueuesSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class EngineQueuesOnPostgres(PostgresTestDatabase database) : EngineQueuesSuite(database), IClassFixture<PostgresTestDatabase>;
