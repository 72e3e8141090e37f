using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public sealed class SqliteFileTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_another_process_has_is_refused_until_that_process_is_killed()
    {
        var connectionString = await database.CreateAsync(empty: false, Cancel);
        var file = connectionString["Data Source=".Length..];
        using var other = Process.Start(new ProcessStartInfo("flock", ["--exclusive", "--no-fork", file + ".lock", "sh", "-c", "echo held; exec sleep 600"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(Cancel));

        var refusal = Assert.Throws<StorageUnavailableException>(() => { using var _ = new Disposal(new SqliteDatabase(file)); });
        Assert.Equal(StorageFailure.Busy, refusal.Failure);
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);

        other.Kill();
        await other.WaitForExitAsync(Cancel);
        await using var free = new SqliteDatabase(file);
    }

    [Fact]
    public async Task Without_a_connection_string_the_database_is_a_file_in_the_data_directory()
    {
        var directory = Path.Combine(Path.GetDirectoryName((await database.CreateAsync(empty: true, Cancel))["Data Source=".Length..])!, "fresh");
        var services = new ServiceCollection().AddPersistence(new PersistenceSettings { DataDirectory = directory });
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(Path.Combine(directory, "processautomation.db"), provider.GetRequiredService<Database>().Location);
    }

    [Fact]
    public void A_connection_string_for_neither_database_is_refused_in_words()
    {
        using var provider = new ServiceCollection().AddPersistence(new PersistenceSettings { ConnectionString = "Tables=42" }).BuildServiceProvider();
        var refusal = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<Database>());
        Assert.Contains("Host=", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_said_loses_nothing_and_all_goes_on_when_there_is_room()
    {
        await using var services = TestDatabase.BuildServices(await database.CreateAsync(empty: false, Cancel));
        var store = services.GetRequiredService<IEngineStore>();
        var sqlite = (SqliteDatabase)services.GetRequiredService<Database>();
        var kept = Instance();
        await store.WriteAsync(new BurstCommit { Instance = kept, At = Noon });

        // SQLite's own limit stands for the disk's: the same error, from the same place.
        var slot = sqlite.RentSlot();
        slot.Execute("pragma max_page_count = 1");
        await sqlite.ReturnAsync(slot.Connection);
        var big = Instance(state: new string('x', 200_000));
        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync(new BurstCommit { Instance = big, At = Noon }));
        Assert.Equal(StorageFailure.Full, refusal.Failure);

        slot = sqlite.RentSlot();
        slot.Execute("pragma max_page_count = 1073741823");
        await sqlite.ReturnAsync(slot.Connection);
        Assert.IsType<CommitOutcome.Committed>(await store.WriteAsync(new BurstCommit { Instance = big, At = Noon }));
        Assert.NotNull(await store.ReadAsync(kept.Id));
    }

    [Fact]
    public async Task A_file_that_may_only_be_read_is_said()
    {
        await using var services = TestDatabase.BuildServices(await database.CreateAsync(empty: false, Cancel));
        var sqlite = (SqliteDatabase)services.GetRequiredService<Database>();
        var slot = sqlite.RentSlot();
        slot.Execute("pragma query_only = on"); // the rights of a file do not stop root, who may be running this
        await sqlite.ReturnAsync(slot.Connection);

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => services.GetRequiredService<IEngineStore>().WriteAsync(new BurstCommit { Instance = Instance(), At = Noon }));
        Assert.Equal(StorageFailure.ReadOnly, refusal.Failure);
    }

    private sealed class Disposal(SqliteDatabase opened) : IDisposable
    {
        public void Dispose() => opened.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
