using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Incidents;

/// <summary>Rows that wake an instance which cannot be run come to an end, and do not keep the pumps busy.</summary>
public abstract class SetAsideSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(-1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Stimuli_for_an_instance_that_never_was_are_deleted()
    {
        await WriteAsync(Go(Guid.CreateVersion7(), "w"), Go(Guid.CreateVersion7(), "w"));
        await QuietAsync();
        Assert.Null(await Store.NextReadyAsync(Cancel));
        Assert.Equal(0, await DatabaseContents.NumberAsync(Services.GetRequiredService<Database>(), "select count(*) from stimuli", Cancel));
    }

    [Fact]
    public async Task A_drop_leaves_the_rows_of_an_instance_alone()
    {
        var id = await StartAsync(Flow.Chart("flow").Add("w", "Test.Wait", ("timeout", "1.00:00:00")).Connect("w -> z"));
        await WriteAsync(Go(id, "other"));
        Assert.Equal(0, await Store.DropAsync(id, Cancel));
        Assert.Single(await BookmarksAsync(id));
        Assert.Equal([id], await Store.ClaimReadyInstancesAsync(10, Lease, Cancel));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_read_gets_an_incident_and_is_left_alone_for_longer_each_time()
    {
        var id = await BrokenAsync();
        await QuietAsync();
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal((id, IncidentStatus.Retrying, UnreadableInstanceException.State, 1, 1), (incident.Id, incident.Status, incident.Code, incident.Attempts, (await InstanceAsync(id)).IncidentCount));
        Assert.InRange((await Store.NextReadyAsync(Cancel))!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(11));
        await QuietAsync(); // claims nothing
        Assert.Equal(1, Assert.Single(await IncidentsAsync(id)).Attempts);

        await AgainAsync(id);
        await AgainAsync(id);
        incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal((IncidentStatus.Open, 3, 1), (incident.Status, incident.Attempts, (await InstanceAsync(id)).IncidentCount));
        Assert.InRange((await Store.NextReadyAsync(Cancel))!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(41));
    }

    [Fact]
    public async Task Others_go_on_beside_it()
    {
        await BrokenAsync();
        var fine = await StartAsync(Flow.Chart("fine").Add("w", "Test.Wait").Connect("w -> z"));
        await WriteAsync(Go(fine, "w"));
        await QuietAsync();
        await AssertFinishedAsync(fine);
    }

    [Fact]
    public async Task An_instance_that_can_be_read_again_goes_on_and_its_incident_is_over()
    {
        var id = await BrokenAsync();
        var state = (await InstanceAsync(id)).State;
        await QuietAsync();
        await MendAsync(id);
        await AgainAsync(id);
        await QuietAsync();
        Assert.NotEmpty(state);
        Assert.Equal("w z", await PathAsync(id));
        await AssertFinishedAsync(id);
        Assert.Equal((IncidentStatus.Resolved, "retried"), (Assert.Single(await IncidentsAsync(id)).Status, (await IncidentsAsync(id))[0].Resolution));
        Assert.Equal(0, (await InstanceAsync(id)).IncidentCount);
    }

    [Fact]
    public async Task A_timer_of_an_instance_that_cannot_be_read_is_left_alone_too()
    {
        var id = await StartAsync(Flow.Chart("late").Add("d", "Elsa.Delay", ("timeSpan", "01:00:00")).Connect("d -> z"));
        await BreakAsync(id);
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, Assert.Single(await IncidentsAsync(id)).Attempts);
        Assert.Empty(await Store.ClaimDueTimersAsync(Clock.GetUtcNow(), 10, Lease, Cancel));
    }

    // Waits at w with its stimulus written and not run, and a state that names an activity its version does not have.
    private async Task<Guid> BrokenAsync()
    {
        var id = await StartAsync(Flow.Chart("broken").Add("w", "Test.Wait").Connect("w -> z"));
        await WriteAsync(Go(id, "w"));
        await BreakAsync(id);
        return id;
    }

    private Task BreakAsync(Guid id) => RenameAsync(id, "\"broken-root\"", "\"xxxxxx-root\"", "\"late-root\"", "\"xxxx-root\"");

    private Task MendAsync(Guid id) => RenameAsync(id, "\"xxxxxx-root\"", "\"broken-root\"");

    private async Task RenameAsync(Guid id, params string[] pairs)
    {
        var text = System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State);
        var renamed = pairs.Chunk(2).Aggregate(text, (current, pair) => current.Replace(pair[0], pair[1], StringComparison.Ordinal));
        Assert.NotEqual(text, renamed);
        var database = Services.GetRequiredService<Database>();
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await using var command = database.Command(connection, transaction, "update instances set state = @state where id = @id", ("state", System.Text.Encoding.UTF8.GetBytes(renamed)), ("id", id));
                return await command.ExecuteNonQueryAsync(Cancel);
            },
            Cancel);
    }

    // As if its time had come.
    private async Task AgainAsync(Guid id)
    {
        var database = Services.GetRequiredService<Database>();
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await using var command = database.Command(connection, transaction, $"update stimuli set ready_at = {database.NowPlus("@by")} where instance_id = @id", ("by", Over.Ticks / TimeSpan.TicksPerMicrosecond), ("id", id));
                return await command.ExecuteNonQueryAsync(Cancel);
            },
            Cancel);
        await QuietAsync();
    }

    private async Task WriteAsync(params Engine.Stimuli.Stimulus[] stimuli)
    {
        await using var session = await Store.OpenAsync(Cancel);
        await session.CommitAsync(new BurstCommit { Stimuli = stimuli, At = Clock.GetUtcNow() }, Cancel);
    }
}

public sealed class SetAsideOnSqlite(SqliteTestDatabase database) : SetAsideSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class SetAsideOnPostgres(PostgresTestDatabase database) : SetAsideSuite(database), IClassFixture<PostgresTestDatabase>;
