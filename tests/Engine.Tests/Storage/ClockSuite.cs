using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class ClockSuite(TestDatabase database) : EngineSuite(database)
{
    [Fact]
    public async Task A_manual_clock_stands_still_moves_forward_only_and_remembers()
    {
        var begin = Clock.GetUtcNow();
        Assert.Equal(begin, Clock.GetUtcNow());
        Assert.True(await Clock.SetAsync(Noon, Cancel));
        Assert.False(await Clock.SetAsync(Noon.AddSeconds(-1), Cancel));
        Assert.Equal(Noon.AddDays(7), await Clock.AdvanceAsync(TimeSpan.FromDays(7), Cancel));
        Assert.Equal(Noon.AddDays(7), Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_instant_set_with_an_offset_is_the_same_instant()
    {
        await Clock.SetAsync(new DateTimeOffset(2027, 1, 12, 13, 0, 0, TimeSpan.FromHours(1)), Cancel);
        Assert.Equal((Noon, TimeSpan.Zero), (Clock.GetUtcNow(), Clock.GetUtcNow().Offset));
    }

    [Fact]
    public async Task A_real_clock_cannot_be_moved_and_has_whole_microseconds()
    {
        using var clock = new BusinessClock(Services.GetRequiredService<Database>(), TimeProvider.System, isManual: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => clock.SetAsync(Noon, Cancel).AsTask());
        Assert.Equal(0, clock.GetUtcNow().Ticks % TimeSpan.TicksPerMicrosecond);
    }
}

public sealed class ClockOnSqlite(SqliteTestDatabase database) : ClockSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ClockOnPostgres(PostgresTestDatabase database) : ClockSuite(database), IClassFixture<PostgresTestDatabase>
{
    [Fact]
    public async Task Another_process_sees_a_move_at_once_also_after_the_server_has_cut_its_connection()
    {
        await using var other = Database.BuildServices();
        var there = other.GetRequiredService<BusinessClock>();
        _ = there.GetUtcNow();
        await Clock.SetAsync(Noon, Cancel);
        Assert.Equal(Noon, there.GetUtcNow());

        await DatabaseContents.ColumnAsync(
            Services.GetRequiredService<Database>(),
            "select pg_terminate_backend(pid)::text from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
            Cancel);
        Assert.Equal(Noon, there.GetUtcNow());
    }
}
