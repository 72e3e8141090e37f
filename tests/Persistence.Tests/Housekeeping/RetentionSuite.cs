using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Tests.Cases;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Persistence.Tests.Housekeeping;

public abstract class RetentionSuite(TestDatabase database) : EngineSuite(database)
{
    private static readonly DateTimeOffset Now = new(2029, 6, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = Now.AddDays(-400);
    private static readonly DateTimeOffset Lately = Now.AddDays(-300);
    private static readonly RetentionTerms Terms = new(TimeSpan.FromDays(365), TimeSpan.FromDays(365), TimeSpan.FromDays(180), BatchSize: 3);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Clock.SetAsync(Now, Cancel);
    }

    [Fact]
    public async Task Instances_that_ended_long_ago_go_with_all_that_hangs_on_them_and_others_stay_whole()
    {
        var old = await EndAsync(LongAgo);
        var recent = await EndAsync(Lately);
        var running = await WriteAsync(LongAgo, isFinished: false);

        var result = await RunAsync();

        Assert.Equal(new HousekeepingResult(1, IsWhole: true), result);
        foreach (var table in new[] { "instances", "instance_pins", "journal", "incidents" })
            Assert.Equal(2, await CountAsync(table));
        Assert.Equal((false, true, true), (await ExistsAsync(old), await ExistsAsync(recent), await ExistsAsync(running)));
        Assert.Equal(0, (await RunAsync()).Affected);
    }

    [Fact]
    public async Task An_instance_stays_while_its_case_goes_on_and_goes_when_the_case_has_ended()
    {
        var @case = Given.Opened().Case;
        var person = Assert.IsType<PersonEntry.Entered>(Person.Enter(
            @case.PersonId, new NewPerson { NationalNumber = "01819010001", GivenName = "Prøve", FamilyName = "Person" }, LongAgo)).Person;
        await StoreAsync(@case, person);
        var instance = await EndAsync(LongAgo, correlation: @case.Id.ToString("D"));
        var stranger = await EndAsync(LongAgo, correlation: "no case");

        Assert.Equal(1, (await RunAsync()).Affected);
        Assert.Equal((true, false), (await ExistsAsync(instance), await ExistsAsync(stranger)));

        await InCasesAsync(async cases => Assert.Null((await cases.LoadAsync(@case.Id, Cancel))!.Stop("moved away", Given.On(2027, 5, 1))));
        Assert.Equal(1, (await RunAsync()).Affected);
        Assert.False(await ExistsAsync(instance));
        Assert.Equal(1, await CountAsync("cases"));
    }

    [Fact]
    public async Task A_tree_goes_from_its_leaves_and_nothing_of_it_while_its_root_or_what_it_started_stays()
    {
        var root = await EndAsync(LongAgo);
        var child = await EndAsync(LongAgo, parent: root, root: root);
        var grandchild = await WriteAsync(LongAgo, isFinished: false, parent: child, root: root);
        var runningRoot = await WriteAsync(LongAgo, isFinished: false);
        var endedChild = await EndAsync(LongAgo, parent: runningRoot, root: runningRoot);

        Assert.Equal(0, (await RunAsync()).Affected);
        Assert.Equal(5, await CountAsync("instances"));

        await FinishAsync(grandchild, LongAgo);
        await FinishAsync(runningRoot, LongAgo);
        Assert.Equal(5, (await RunAsync()).Affected);
        Assert.Equal((false, false), (await ExistsAsync(root), await ExistsAsync(endedChild)));
        Assert.Equal(0, await CountAsync("instance_pins"));
    }

    [Fact]
    public async Task One_that_a_person_removes_goes_with_its_tree_and_who_did_it_stays_behind()
    {
        var removal = Services.GetRequiredService<InstanceRemoval>();
        var root = await EndAsync(Lately);
        var child = await EndAsync(Lately, parent: root, root: root);
        var grandchild = await WriteAsync(Lately, isFinished: false, parent: child, root: root);
        var other = await EndAsync(Lately);

        Assert.Equal(new RemovalResult.PartOfAnother(root), await removal.RemoveAsync(child, "sissel", Cancel));
        Assert.Equal(RemovalResult.StillRuns.Instance, await removal.RemoveAsync(root, "sissel", Cancel));
        Assert.Equal(4, await CountAsync("instances"));
        await FinishAsync(grandchild, Lately);
        Assert.Equal(new RemovalResult.Removed(3), await removal.RemoveAsync(root, "sissel", Cancel));
        Assert.Equal(RemovalResult.NotFound.Instance, await removal.RemoveAsync(root, "sissel", Cancel));

        Assert.Equal((false, false, true), (await ExistsAsync(root), await ExistsAsync(grandchild), await ExistsAsync(other)));
        foreach (var table in new[] { "instances", "journal", "incidents" })
            Assert.Equal(1, await CountAsync(table));
        Assert.Equal(["sissel delete"], await DatabaseContents.ColumnAsync(Database, "select altered_by || ' ' || kind from alterations", Cancel));
    }

    [Fact]
    public async Task A_running_instance_loses_only_the_keys_of_stimuli_consumed_long_ago()
    {
        var instance = await WriteAsync(LongAgo, isFinished: false);
        foreach (var (key, at, status) in new[]
                 {
                     ("old", LongAgo, StimulusStatus.Consumed), ("new", Now.AddDays(-10), StimulusStatus.Consumed), ("parked", LongAgo, StimulusStatus.Parked),
                 })
        {
            await CommitAsync(new BurstCommit
            {
                Stimuli = [new Stimulus { InstanceId = instance, Key = key, Name = "Event", BookmarkKey = "E", Status = status, CreatedAt = at }],
                At = at,
            });
        }

        Assert.Equal(1, (await RunAsync()).Affected);
        Assert.Equal(["new", "parked"], await DatabaseContents.ColumnAsync(Database, "select key from stimuli order by key", Cancel));
    }

    [Fact]
    public async Task The_text_of_a_cases_old_messages_goes_and_its_line_stays_and_messages_of_no_case_go_with_their_instance()
    {
        var caseId = Ids.New();
        var gone = await EndAsync(LongAgo);
        var stays = await WriteAsync(LongAgo, isFinished: false);
        await SendAsync("case-old", LongAgo, caseId, stays);
        await SendAsync("case-new", Lately, caseId, stays);
        await SendAsync("unsent", LongAgo, caseId, stays, isSent: false);
        await SendAsync("loose-old", LongAgo, null, gone);
        await SendAsync("loose-kept", LongAgo, null, stays);

        // Messages come first, so what goes with an instance goes the next time.
        await RunAsync();
        await RunAsync();

        Assert.Equal(
            ["case-new text", "case-old", "loose-kept", "unsent text"],
            await DatabaseContents.ColumnAsync(Database, "select key || case when rendered is null then '' else ' text' end from outbox order by key", Cancel));
        Assert.Equal(3, await CountAsync("delivery_attempts"));
    }

    [Fact]
    public async Task Out_of_time_it_stops_between_two_batches_and_the_next_run_goes_on_from_there()
    {
        for (var i = 0; i < 10; i++)
            await EndAsync(LongAgo);

        var runs = 0;
        for (var isWhole = false; !isWhole; runs++)
        {
            Assert.True(runs < 10, "The walk does not come to its end.");
            var before = await CountAsync("instances");
            var result = await Services.GetRequiredService<Retention>().RunAsync(Terms, runs == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1), Cancel);
            isWhole = result.IsWhole;
            Assert.Equal(before - result.Affected, await CountAsync("instances"));
        }

        Assert.Equal((2, 0L), (runs, await CountAsync("instances")));
    }

    [Fact]
    public async Task By_a_real_clock_only_ids_old_enough_are_looked_at()
    {
        await EndAsync(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)); // its id was made just now
        using var real = new BusinessClock(Database, TimeProvider.System, isManual: false);
        var retention = new Retention(Database, real, TimeProvider.System);
        Assert.Equal(new HousekeepingResult(0, IsWhole: true), await retention.RunAsync(Terms, TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(1, await CountAsync("instances"));

        var oldId = new Guid(LongAgoId(), bigEndian: true);
        await WriteAsync(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), isFinished: true, id: oldId);
        Assert.Equal(1, (await retention.RunAsync(Terms, TimeSpan.FromMinutes(1), Cancel)).Affected);
        Assert.False(await ExistsAsync(oldId));
    }

    [Fact]
    public async Task Stimuli_to_nobody_and_old_runs_are_leftovers()
    {
        var instance = await WriteAsync(LongAgo, isFinished: false);
        await CommitAsync(new BurstCommit { Stimuli = [Ready(Ids.New(), LongAgo), Ready(Ids.New(), Now), Ready(instance, LongAgo)], At = LongAgo });
        var log = Services.GetRequiredService<HousekeepingLog>();
        var run = await log.BeginAsync("leftovers", "node-1", null, Cancel);
        await log.EndAsync(run, HousekeepingOutcome.Done, 0, null, Cancel);

        var leftovers = Services.GetRequiredService<Leftovers>();
        Assert.Equal(new HousekeepingResult(1, true), await leftovers.RunAsync(TimeSpan.FromDays(90), TimeSpan.FromDays(90), 2, TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(2, await CountAsync("stimuli"));
        Assert.Equal(new HousekeepingResult(1, true), await leftovers.RunAsync(TimeSpan.FromDays(-1), TimeSpan.FromDays(90), 2, TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(0, await CountAsync("housekeeping_runs"));
    }

    [Fact]
    public async Task A_run_that_never_ended_is_found_when_the_next_begins_and_failures_are_counted_until_one_goes_well()
    {
        var log = Services.GetRequiredService<HousekeepingLog>();
        Assert.Equal(new HousekeepingHistory(null, null, 0), await log.HistoryAsync("retention", Cancel));
        await EndRunAsync(log, HousekeepingOutcome.Done);
        await log.BeginAsync("retention", "node-1", null, Cancel); // its process dies
        await EndRunAsync(log, HousekeepingOutcome.Failed);

        var history = await log.HistoryAsync("retention", Cancel);
        Assert.Equal((2, HousekeepingOutcome.Failed), (history.FailuresInARow, history.Last!.Outcome));
        Assert.NotNull(history.LastWhole);
        Assert.Equal(HousekeepingOutcome.Lost, (await log.LatestAsync("retention", 10, Cancel))[1].Outcome);
        await EndRunAsync(log, HousekeepingOutcome.OutOfTime);
        Assert.Equal(0, (await log.HistoryAsync("retention", Cancel)).FailuresInARow);
    }

    [Fact]
    public async Task Table_statistics_are_made_while_others_read_and_write()
    {
        await EndAsync(LongAgo);
        var result = await Services.GetRequiredService<TableStatistics>().RunAsync(Cancel);
        Assert.True(result.Affected > 5);
        await EndAsync(LongAgo);
        Assert.Equal(2, await CountAsync("instances"));
    }

    private new Database Database => Services.GetRequiredService<Database>();

    private static byte[] LongAgoId()
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() << 16);
        bytes[15] = 1;
        return bytes;
    }

    private static Stimulus Ready(Guid instance, DateTimeOffset at) => new() { InstanceId = instance, Key = "s", Name = "Event", BookmarkKey = "E", CreatedAt = at };

    private static async Task EndRunAsync(HousekeepingLog log, HousekeepingOutcome outcome) =>
        await log.EndAsync(await log.BeginAsync("retention", "node-1", "anne", Cancel), outcome, 1, null, Cancel);

    private Task<HousekeepingResult> RunAsync() => Services.GetRequiredService<Retention>().RunAsync(Terms, TimeSpan.FromMinutes(1), Cancel);

    private Task<long> CountAsync(string table) => DatabaseContents.NumberAsync(Database, $"select count(*) from {table}", Cancel);

    private async Task<bool> ExistsAsync(Guid instance)
    {
        await using var session = await Store.OpenAsync(Cancel);
        return await session.LoadAsync(instance, null, Cancel) is not null;
    }

    private Task<Guid> EndAsync(DateTimeOffset at, string? correlation = null, Guid? parent = null, Guid? root = null) => WriteAsync(at, isFinished: true, correlation, parent, root);

    private async Task<Guid> WriteAsync(DateTimeOffset at, bool isFinished, string? correlation = null, Guid? parent = null, Guid? root = null, Guid? id = null)
    {
        await Task.Delay(2, Cancel); // ids of one millisecond are in no order
        var instance = id ?? Ids.New();
        await CommitAsync(new BurstCommit
        {
            Instance = Row(instance, 0, isFinished) with { CorrelationId = correlation, ParentId = parent, RootId = root ?? instance, Pins = parent is null ? [new DefinitionPin("flow", "flow-1")] : [] },
            Journal = new JournalBlock { FirstSequence = 1, Count = 1, Entries = "[]"u8.ToArray() },
            Incidents = [IncidentOf(instance, at)],
            At = at,
        });
        return instance;
    }

    private Task FinishAsync(Guid instance, DateTimeOffset at) => CommitAsync(new BurstCommit { Instance = Row(instance, 1, isFinished: true), At = at });

    private static InstanceWrite Row(Guid id, long revision, bool isFinished) => new()
    {
        Id = id,
        ExpectedRevision = revision,
        DefinitionId = "flow",
        VersionId = "flow-1",
        RootId = id,
        Status = isFinished ? InstanceStatus.Finished : InstanceStatus.Running,
        SubStatus = isFinished ? InstanceSubStatus.Finished : InstanceSubStatus.Suspended,
        BehaviourVersion = 1,
        State = "{}"u8.ToArray(),
    };

    private Incident IncidentOf(Guid instance, DateTimeOffset at) => new()
    {
        Id = Ids.New(),
        InstanceId = instance,
        NodeId = "n",
        ExecutionId = 1,
        ActivityType = "T",
        Code = "c",
        Message = "m",
        Retryable = false,
        Attempts = 1,
        Status = IncidentStatus.Resolved,
        CreatedAt = at,
    };

    private async Task SendAsync(string key, DateTimeOffset at, Guid? caseId, Guid instance, bool isSent = true)
    {
        await Task.Delay(2, Cancel);
        await CommitAsync(new BurstCommit
        {
            Outbox = [new OutboxMessage { Id = Ids.New(), Key = key, Kind = "email", CaseId = caseId, InstanceId = instance, PayloadJson = "{}", CreatedAt = at }],
            At = at,
        });
        var claimed = (await Outbox.ClaimAsync(["email"], 1, TimeSpan.FromMinutes(1), Cancel)).Single();
        await Outbox.FreezeAsync(claimed.Message.Id, claimed.Fence, "text", Cancel);
        if (isSent)
            await Outbox.RecordAsync(new DeliveryResult { OutboxId = claimed.Message.Id, Fence = claimed.Fence, Attempt = 1, At = at, Code = "sent", Status = OutboxStatus.Sent }, Cancel);
    }

    private async Task CommitAsync(BurstCommit commit)
    {
        await using var session = await Store.OpenAsync(Cancel);
        Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(commit, Cancel));
    }

    private Task StoreAsync(Case @case, Person person) => InUnitAsync(services =>
    {
        services.GetRequiredService<CaseDbContext>().Add(person);
        services.GetRequiredService<CaseStore>().Add(@case);
        return Task.CompletedTask;
    });

    private Task InCasesAsync(Func<CaseStore, Task> work) => InUnitAsync(services => work(services.GetRequiredService<CaseStore>()));

    private async Task InUnitAsync(Func<IServiceProvider, Task> work)
    {
        await using var session = await Store.OpenAsync(Cancel);
        await work(session.Services);
        Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(new BurstCommit { At = Now }, Cancel));
    }

    protected override void Configure(IServiceCollection services) => services.AddScoped<CaseStore>();
}

public sealed class RetentionOnSqlite(SqliteTestDatabase database) : RetentionSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class RetentionOnPostgres(PostgresTestDatabase database) : RetentionSuite(database), IClassFixture<PostgresTestDatabase>;
