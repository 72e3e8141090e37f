using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class DefinitionSuite(TestDatabase database) : EngineSuite(database)
{
    [Fact]
    public async Task A_draft_is_overwritten_until_it_is_published_and_a_published_text_never_changes()
    {
        var first = await SaveAsync("v1", "{ \"a\" : 1 }");
        var second = await SaveAsync("v2", "{ \"a\" : 2 }");
        Assert.Equal(("v1", 1, 1), (first.VersionId, first.Version, first.Revision));
        Assert.Equal(("v1", 1, 2), (second.VersionId, second.Version, second.Revision));
        Assert.True(await Definitions.PublishAsync("v1", 2, [], Noon, Cancel));

        var third = await SaveAsync("v3", "{ \"a\" : 3 }");
        Assert.Equal(("v3", 2, true, false), (third.VersionId, third.Version, third.IsLatest, third.IsPublished));
        var published = await Definitions.FindPublishedAsync("flow", Cancel);
        Assert.Equal(("v1", "{ \"a\" : 2 }", false, true), (published!.VersionId, published.Json, published.IsLatest, published.IsFrozen));
        Assert.Equal(third, await Definitions.FindLatestAsync("flow", Cancel));
        Assert.Equal(["v3", "v1"], (await Definitions.ListAsync(null, Cancel)).Select(definition => definition.VersionId));
    }

    [Fact]
    public async Task Publishing_takes_the_older_version_back_and_needs_the_text_that_was_checked()
    {
        await SaveAsync("v1", "1");
        Assert.True(await Definitions.PublishAsync("v1", 1, [], Noon, Cancel));
        await SaveAsync("v2", "2");
        await SaveAsync("v2", "3");

        Assert.False(await Definitions.PublishAsync("v2", 1, [], Noon, Cancel));
        Assert.Equal("v1", (await Definitions.FindPublishedAsync("flow", Cancel))!.VersionId);
        Assert.True(await Definitions.PublishAsync("v2", 2, [], Noon, Cancel));
        Assert.True(await Definitions.PublishAsync("v2", 2, [], Noon, Cancel));
        Assert.Equal("v2", (await Definitions.FindPublishedAsync("flow", Cancel))!.VersionId);
        Assert.False((await Definitions.LoadAsync("v1", Cancel))!.IsPublished);
        Assert.False(await Definitions.PublishAsync("nothing", 1, [], Noon, Cancel));
    }

    [Fact]
    public async Task A_version_that_an_instance_runs_or_that_is_published_cannot_be_deleted()
    {
        await SaveAsync("reintegration-1", "1");
        await Definitions.PublishAsync("reintegration-1", 1, [], Noon, Cancel);
        Assert.False(await Definitions.DeleteAsync("reintegration-1", Cancel));
        Assert.True(await Definitions.RetractAsync("flow", Cancel));
        Assert.False(await Definitions.RetractAsync("flow", Cancel));
        await Store.WriteAsync(new BurstCommit { Instance = Instance(), At = Noon });
        Assert.False(await Definitions.DeleteAsync("reintegration-1", Cancel));

        await SaveAsync("v2", "2");
        Assert.True(await Definitions.DeleteAsync("v2", Cancel));
        Assert.False(await Definitions.DeleteAsync("v2", Cancel));
        Assert.Equal("reintegration-1", (await Definitions.FindLatestAsync("flow", Cancel))!.VersionId);
    }

    [Fact]
    public async Task Many_who_save_the_first_draft_at_once_make_one()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancel, async (i, _) => await SaveAsync($"v{i}", "{}"));
        var draft = Assert.Single(await Definitions.ListAsync("flow", Cancel));
        Assert.Equal(8, draft.Revision);
    }

    private async Task<StoredDefinition> SaveAsync(string versionId, string json) =>
        await Definitions.SaveDraftAsync(new DefinitionDraft("flow", versionId, "Flow", json, Noon), Cancel);
}

public sealed class DefinitionsOnSqlite(SqliteTestDatabase database) : DefinitionSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class DefinitionsOnPostgres(PostgresTestDatabase database) : DefinitionSuite(database), IClassFixture<PostgresTestDatabase>;
