using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Schema;
using ProcessAutomation.TestSupport;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public sealed class PostgresCrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_committed_is_there_after_the_server_died_and_came_back()
    {
        await using var server = await SharedPostgres.StartOwnAsync(Cancel) ?? throw Requirement.Missing("No PostgreSQL server's programs on this machine.");
        await using var services = TestDatabase.BuildServices(server.ConnectionString);
        await services.GetRequiredService<SchemaRunner>().RunAsync(Cancel);
        var store = services.GetRequiredService<IEngineStore>();
        var committed = new List<Guid>();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writer = Task.Run(() => WriteUntilItDiesAsync(store, committed, begun), Cancel);

        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel); // some commits are through
        await server.StopImmediatelyAsync(Cancel);
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => writer);
        Assert.Equal(StorageFailure.Unreachable, failure.Failure);
        await server.StartAsync(Cancel);

        foreach (var id in committed)
            Assert.NotNull(await store.ReadAsync(id));
        Assert.IsType<CommitOutcome.Committed>(await store.WriteAsync(new BurstCommit { Instance = Instance(), At = Noon }));
    }

    private static async Task WriteUntilItDiesAsync(IEngineStore store, List<Guid> committed, TaskCompletionSource begun)
    {
        while (true)
        {
            var instance = Instance();
            await store.WriteAsync(new BurstCommit { Instance = instance, Bookmarks = [Bookmark(instance.Id)], At = Noon });
            committed.Add(instance.Id);
            if (committed.Count == 50)
                begun.SetResult();
        }
    }
}
