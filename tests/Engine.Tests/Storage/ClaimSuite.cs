using System.Collections.Concurrent;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class ClaimSuite(TestDatabase database) : EngineSuite(database)
{
    // A lease that is over when it begins: as if the claimer had died long ago, without waiting for it.
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(-1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Only_due_timers_are_claimed_the_longest_overdue_first()
    {
        var instance = Instance();
        await Store.WriteAsync(new BurstCommit
        {
            Instance = instance,
            Bookmarks = [.. new[] { 3, 1, 2 }.Select(minutes => Bookmark(instance.Id, dueAt: Noon.AddMinutes(minutes))), Bookmark(instance.Id)],
            At = Noon,
        });

        Assert.Equal(Noon.AddMinutes(1), await Store.NextDueAsync(Cancel));
        Assert.Empty(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));
        var claimed = await Store.ClaimDueTimersAsync(Noon.AddMinutes(2), 10, Lease, Cancel);
        Assert.Equal([(instance.Id, Noon.AddMinutes(1), 1L), (instance.Id, Noon.AddMinutes(2), 1L)], claimed.Select(timer => (timer.InstanceId, timer.DueAt, timer.Fence)));
    }

    [Fact]
    public async Task Two_claimers_never_get_the_same_timer()
    {
        await ArmAsync(60);
        var got = new ConcurrentBag<Guid>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), Cancel, async (_, cancellationToken) =>
        {
            while (await Store.ClaimDueTimersAsync(Noon, 7, Lease, cancellationToken) is { Length: > 0 } claimed)
            {
                foreach (var timer in claimed)
                    got.Add(timer.BookmarkId);
            }
        });
        Assert.Equal((60, 60), (got.Count, got.Distinct().Count()));
    }

    [Fact]
    public async Task After_its_lease_a_timer_goes_to_another_and_the_first_claimer_does_no_harm()
    {
        await ArmAsync(1);
        var first = Assert.Single(await Store.ClaimDueTimersAsync(Noon, 10, Over, Cancel));
        var slow = await Store.ReadAsync(first.InstanceId);
        var second = Assert.Single(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));
        Assert.Equal((first.BookmarkId, 2L), (second.BookmarkId, second.Fence));
        Assert.Empty(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));

        var quick = await Store.ReadAsync(second.InstanceId);
        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(new BurstCommit { Instance = quick!.Next(), RemovedBookmarks = [second.BookmarkId], At = Noon }));
        Assert.IsType<CommitOutcome.StaleInstance>(await Store.WriteAsync(new BurstCommit { Instance = slow!.Next(), RemovedBookmarks = [first.BookmarkId], At = Noon }));
        Assert.Null(await Store.NextDueAsync(Cancel));
    }

    [Fact]
    public async Task A_timer_given_back_goes_to_another_at_once_but_not_from_who_has_it_now()
    {
        await ArmAsync(1);
        var first = await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel);
        await Store.ReleaseTimersAsync(first, Cancel);
        Assert.Single(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));

        await Store.ReleaseTimersAsync(first, Cancel);
        Assert.Empty(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));
    }

    [Fact]
    public async Task Stimuli_given_back_wake_their_instances_at_once_unless_they_have_to_wait()
    {
        var (now, later) = (await SuspendAsync(), await SuspendAsync());
        var hour = Instants.Truncate(TimeProvider.System.GetUtcNow().AddHours(1));
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(now), Stimulus(later, notBefore: hour)], At = Noon });
        Assert.Equal([now], await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));

        await Store.ReleaseInstancesAsync([now, later], Cancel);
        Assert.Equal([now], await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));
    }

    [Fact]
    public async Task A_moved_timer_can_be_claimed_at_its_new_instant_at_once()
    {
        await ArmAsync(1);
        var claimed = Assert.Single(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));
        await Store.WriteAsync(new BurstCommit { Rearms = [new(claimed.BookmarkId, Noon.AddHours(1))], At = Noon });

        Assert.Empty(await Store.ClaimDueTimersAsync(Noon, 10, Lease, Cancel));
        Assert.Single(await Store.ClaimDueTimersAsync(Noon.AddHours(1), 10, Lease, Cancel));
    }

    [Fact]
    public async Task Ready_stimuli_wake_each_instance_once_until_the_lease_ends()
    {
        var ids = new[] { await SuspendAsync(), await SuspendAsync() };
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(ids[0]), Stimulus(ids[0], "s2"), Stimulus(ids[1])], At = Noon });

        Assert.Equal(ids.Order(), (await Store.ClaimReadyInstancesAsync(10, Over, Cancel)).Order());
        Assert.Equal(ids.Order(), (await Store.ClaimReadyInstancesAsync(10, Lease, Cancel)).Order());
        Assert.Empty(await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));
        Assert.True(await Store.NextReadyAsync(Cancel) > TimeProvider.System.GetUtcNow().AddMinutes(4));
    }

    [Fact]
    public async Task A_stimulus_that_may_not_wake_yet_is_kept_and_not_claimed()
    {
        var id = await SuspendAsync();
        var later = Instants.Truncate(TimeProvider.System.GetUtcNow().AddHours(1));
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(id, notBefore: later)], At = Noon });

        Assert.Empty(await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));
        Assert.Equal(later, await Store.NextReadyAsync(Cancel));
        Assert.Single((await Store.ReadAsync(id))!.Stimuli);
    }

    [Fact]
    public async Task Parked_and_used_stimuli_wake_nobody()
    {
        var id = await SuspendAsync();
        await Store.WriteAsync(new BurstCommit { Stimuli = [Stimulus(id), Stimulus(id, "s2")], At = Noon });
        await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(id))!.Next(), ParkedStimuli = ["s1"], ConsumedStimuli = ["s2"], At = Noon });
        Assert.Empty(await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));
    }

    [Fact]
    public async Task A_broadcast_reaches_each_bookmark_that_waits_exactly_once_however_many_spread_it()
    {
        var matching = new List<Guid>();
        for (var i = 0; i < 5; i++)
            matching.Add(await SuspendAsync("E"));
        await SuspendAsync("other");
        await Store.WriteAsync(new BurstCommit { Broadcasts = [Broadcast(), Broadcast()], At = Noon });
        var late = await SuspendAsync("E");

        var spread = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.SpreadBroadcastsAsync(10, Cancel).AsTask()));

        Assert.Equal(2, spread.Sum());
        Assert.Equal(0, await Store.SpreadBroadcastsAsync(10, Cancel));
        Assert.Equal(matching.Order(), (await Store.ClaimReadyInstancesAsync(100, Lease, Cancel)).Order());
        foreach (var id in matching)
        {
            var read = await Store.ReadAsync(id);
            Assert.Equal([read!.Bookmarks[0].Id, read.Bookmarks[0].Id], read.Stimuli.Select(stimulus => stimulus.BookmarkId));
        }

        Assert.Empty((await Store.ReadAsync(late))!.Stimuli);
    }

    [Fact]
    public async Task A_broadcast_for_a_correlation_passes_others_by_and_a_burst_does_not_reach_itself()
    {
        var here = await SuspendAsync("E", "case-1");
        var there = await SuspendAsync("E", "case-2");
        var self = Instance();
        await Store.WriteAsync(new BurstCommit { Instance = self, Bookmarks = [Bookmark(self.Id)], Broadcasts = [Broadcast("E", "case-1")], At = Noon });
        await Store.SpreadBroadcastsAsync(10, Cancel);

        Assert.Equal([here], await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));
        Assert.Empty((await Store.ReadAsync(there))!.Stimuli);
    }

    [Fact]
    public async Task A_bookmark_made_after_a_broadcast_is_not_reached_although_an_older_one_is_gone()
    {
        var gone = await SuspendAsync("E");
        await Store.WriteAsync(new BurstCommit { Broadcasts = [Broadcast()], At = Noon });
        await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(gone))!.Next().Ended(), At = Noon });
        var late = await SuspendAsync("E");

        Assert.Equal(1, await Store.SpreadBroadcastsAsync(10, Cancel));
        Assert.Empty((await Store.ReadAsync(late))!.Stimuli);
    }

    [Fact]
    public async Task A_version_is_in_use_while_an_instance_runs_it_or_has_it_pinned()
    {
        Assert.Null(await Store.FindUserOfVersionAsync("reintegration-1", Cancel));
        var instance = Instance() with { Pins = [new("hand-over", "hand-over-3")] };
        await Store.WriteAsync(new BurstCommit { Instance = instance, At = Noon });
        Assert.Equal(instance.Id, await Store.FindUserOfVersionAsync("reintegration-1", Cancel));
        Assert.Equal(instance.Id, await Store.FindUserOfVersionAsync("hand-over-3", Cancel));

        await Store.WriteAsync(new BurstCommit { Instance = (await Store.ReadAsync(instance.Id))!.Next().Ended(), At = Noon });
        Assert.Null(await Store.FindUserOfVersionAsync("hand-over-3", Cancel));
    }

    private async Task ArmAsync(int timers)
    {
        for (var i = 0; i < timers; i++)
        {
            var instance = Instance();
            await Store.WriteAsync(new BurstCommit { Instance = instance, Bookmarks = [Bookmark(instance.Id, dueAt: Noon.AddSeconds(-i))], At = Noon });
        }
    }

    private async Task<Guid> SuspendAsync(string key = "E", string correlation = "case-1")
    {
        var instance = Instance(correlation: correlation);
        await Store.WriteAsync(new BurstCommit { Instance = instance, Bookmarks = [Bookmark(instance.Id, key: key, correlation: correlation)], At = Noon });
        return instance.Id;
    }
}

public sealed class ClaimsOnSqlite(SqliteTestDatabase database) : ClaimSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ClaimsOnPostgres(PostgresTestDatabase database) : ClaimSuite(database), IClassFixture<PostgresTestDatabase>;
