using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

/// <summary>What running instances need must stay registered; what nobody runs may go.</summary>
public abstract class MissingActivitiesSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task An_activity_that_is_gone_is_named_with_the_instance_that_needs_it()
    {
        var id = await StartAsync(Flow.Chart("needs").Add("w", "Test.Wait").Connect("w -> z"));
        await PublishAsync(Flow.Chart("unused").Add("t", "Test.Task"));
        Assert.Empty(await FindAsync(Services.GetRequiredService<ActivityRegistry>()));

        var missing = await FindAsync(Without("Test.Wait", "Test.Task"));
        Assert.Equal([("Test.Wait", "needs", id)], missing.Select(one => (one.TypeName, one.DefinitionId, one.InstanceId)));

        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Empty(await FindAsync(Without("Test.Wait", "Test.Task")));
    }

    private ActivityRegistry Without(params string[] types) =>
        new(Services.GetServices<Activity>().Where(activity => !types.Contains(activity.Descriptor.TypeName)));

    private async Task<IReadOnlyList<MissingActivity>> FindAsync(ActivityRegistry registry) =>
        await new MissingActivities(Services.GetRequiredService<IDefinitionStore>(), Services.GetRequiredService<IEngineStore>(), registry).FindAsync(Cancel);
}

public sealed class MissingActivitiesOnSqlite(SqliteTestDatabase database) : MissingActivitiesSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class MissingActivitiesOnPostgres(PostgresTestDatabase database) : MissingActivitiesSuite(database), IClassFixture<PostgresTestDatabase>;
