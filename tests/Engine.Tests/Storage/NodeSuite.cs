using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Nodes;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class NodeSuite(TestDatabase database) : EngineSuite(database)
{
    private protected NodeList List => Services.GetRequiredService<NodeList>();

    [Fact]
    public async Task A_node_is_on_the_list_from_before_anything_runs_until_it_has_stopped()
    {
        var heart = Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single(service => service.GetType().Name == "NodeHeart");
        await heart.StartingAsync(Cancel);
        var self = Assert.Single(await List.ReadAsync(Cancel));
        Assert.Equal((true, true, Services.GetRequiredService<NodeIdentity>().Name), (self.IsAlive, self.IsThis, self.Name));

        await heart.StoppedAsync(Cancel);
        Assert.Empty(await List.ReadAsync(Cancel));
    }
}

public sealed class NodesOnSqlite(SqliteTestDatabase database) : NodeSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class NodesOnPostgres(PostgresTestDatabase database) : NodeSuite(database), IClassFixture<PostgresTestDatabase>
{
    [Fact]
    public async Task One_that_gives_no_sign_is_shown_as_dead_and_is_forgotten_later()
    {
        await using var other = Database.BuildServices();
        await other.GetRequiredService<NodeList>().SignAsync(TimeSpan.FromSeconds(-3), Cancel);
        await AgeAsync(NodeList.DeadAfter + TimeSpan.FromSeconds(1));
        await List.SignAsync(TimeSpan.Zero, Cancel);
        Assert.Equal(
            [(false, false, TimeSpan.FromSeconds(-3)), (true, true, TimeSpan.Zero)],
            (await List.ReadAsync(Cancel)).Select(node => (node.IsAlive, node.IsThis, node.ClockOffset)));

        await AgeAsync(NodeList.ForgottenAfter);
        await List.SignAsync(TimeSpan.Zero, Cancel);
        Assert.True(Assert.Single(await List.ReadAsync(Cancel)).IsThis);
    }

    [Fact]
    public async Task What_is_done_in_turn_at_start_is_done_again_when_connections_are_cut()
    {
        var turns = Services.GetRequiredService<NodeTurns>();
        var runs = 0;
        await turns.RunAsync("cut", CutOnceAsync, Cancel);
        Assert.Equal(2, runs);
        await turns.RunAsync("cut", _ => Task.CompletedTask, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel); // the turn was given back

        runs = 0;
        await Assert.ThrowsAsync<InvalidDataException>(() => turns.RunAsync("wrong", _ => throw new InvalidDataException($"Run {++runs}"), Cancel));
        Assert.Equal(1, runs);

        // The one that holds the turn as well as the one that works.
        Task CutOnceAsync(CancellationToken cancellationToken) => ++runs > 1
            ? Task.CompletedTask
            : DatabaseContents.ExecuteAsync(
                Services.GetRequiredService<Database>(), "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()", cancellationToken);
    }

    // As if all signs had been given so much earlier.
    private Task AgeAsync(TimeSpan by)
    {
        var sql = FormattableString.Invariant($"update nodes set seen_at = seen_at - {by.TotalSeconds} * interval '1 second'");
        return DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), sql, Cancel);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_node_whose_machine_is_wrong_goes_by_the_clock_of_the_database(int seconds)
    {
        var skew = TimeSpan.FromSeconds(seconds);
        var services = new ServiceCollection().AddLogging().AddSingleton<Engine.Ids.IdSource>();
        Persistence.PersistenceRegistration.AddPersistence(services, new() { ConnectionString = Database.ConnectionString, MachineClock = new SkewedClock(TimeProvider.System, skew) });
        await using var node = services.BuildServiceProvider();
        var heart = node.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single(service => service.GetType().Name == "NodeHeart");
        await heart.StartingAsync(Cancel);

        // The server of the tests runs on this machine.
        Assert.InRange(node.GetRequiredService<TimeProvider>().GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.Zero);
        Assert.InRange(node.GetRequiredService<BusinessClock>().GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.Zero);
        await node.GetRequiredService<NodeList>().SignAsync(node.GetRequiredService<NodeClock>().Machine.GetUtcNow() - node.GetRequiredService<NodeClock>().GetUtcNow(), Cancel);
        Assert.InRange(Assert.Single(await node.GetRequiredService<NodeList>().ReadAsync(Cancel)).ClockOffset - skew, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}

public sealed class NodeClockTests
{
    private readonly Stopped machine = new();

    [Fact]
    public void It_is_never_early_and_never_goes_back()
    {
        var clock = new NodeClock(machine);
        Assert.Equal(machine.GetUtcNow(), clock.GetUtcNow());
        var told = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        Ask(clock, told, TimeSpan.FromMilliseconds(10));
        Assert.Equal(told, clock.GetUtcNow());
        machine.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(told.AddSeconds(2), clock.GetUtcNow());

        // A comparison that took a second says only that it is at least what was told: what is known already is nearer.
        Ask(clock, told.AddSeconds(2.1), TimeSpan.FromSeconds(1));
        Assert.Equal(told.AddSeconds(3), clock.GetUtcNow());

        // The database's clock was set back: ours waits for it.
        Ask(clock, told, TimeSpan.FromMilliseconds(10));
        Assert.Equal(told.AddSeconds(3), clock.GetUtcNow());
        machine.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(told.AddSeconds(4), clock.GetUtcNow());
    }

    private void Ask(NodeClock clock, DateTimeOffset told, TimeSpan trip)
    {
        var askedAt = clock.GetTimestamp();
        machine.Pass(trip);
        clock.Compare(told, askedAt);
    }

    private sealed class Stopped : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 22, 12, 0, 5, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => now += time;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.UtcTicks;
    }
}
