using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Flowcharts;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>Moves and migrations in token-based flowcharts: no token is left over, none is missing.</summary>
public abstract class TokenAlterationSuite(TestDatabase database) : AlterationSuite(database)
{
    protected override void Configure(EngineOptions options)
    {
        base.Configure(options);
        options.FlowchartMode = FlowchartMode.TokenBased;
    }

    [Fact]
    public async Task A_move_back_into_a_branch_fills_the_join_once()
    {
        var id = await StartAsync(Joined("t-back", "a", "b"));
        await GoAsync(id, "a");
        await AppliedAsync(id, Move("b", "a"));
        await GoAsync(id, "y");
        Assert.Equal("a", await WaitingAsync(id));
        await GoAsync(id, "a");
        await GoAsync(id, "b");
        Assert.Equal("s a y a b j end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_move_past_a_join_ends_the_other_branch_and_leaves_no_token()
    {
        var id = await StartAsync(Joined("t-past", "a", "b"));
        Assert.Equal(["a", "y"], (await PreviewAsync(id, Move("a", "end"))).Ends.Select(activity => activity.ActivityId).Order());
        await AppliedAsync(id, Move("a", "end"));
        Assert.Equal("s end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_join_that_holds_a_token_takes_it_along_and_one_with_other_connections_says_no()
    {
        var id = await StartAsync(Joined("t-migrated", "b"));
        await GoAsync(id, "b");
        var version = await VersionAsync(Joined("t-migrated", "n", "b"));
        Assert.Equal(["n"], (await PreviewAsync(id, new Alteration.Migrate(version, false))).PassedOver.Select(activity => activity.ActivityId));
        await AppliedAsync(id, new Alteration.Migrate(version, false));
        var other = await VersionAsync(Joined("t-migrated", "n", "b", "m"));
        Assert.Equal("PA0453", await RefusalsAsync(id, new Alteration.Migrate(other, false)));
        await GoAsync(id, "y");
        Assert.Equal("s b y j end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    // Two branches, one of them with these waits in a row, and a join that wants both.
    private static Flow Joined(string id, params string[] row)
    {
        var flow = Flow.Chart(id).Add("y", "Test.Wait").Add("j", "Test.Step", ("customProperties", new System.Text.Json.Nodes.JsonObject { ["mergeMode"] = "Merge" }));
        foreach (var step in row)
            flow.Add(step, "Test.Wait");
        return flow.Connect(["s -> " + row[0], "s -> y", .. row.Zip(row.Skip(1), (a, b) => $"{a} -> {b}"), row[^1] + " -> j", "y -> j", "j -> end"]);
    }
}

public sealed class TokenAlterationsOnSqlite(SqliteTestDatabase database) : TokenAlterationSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TokenAlterationsOnPostgres(PostgresTestDatabase database) : TokenAlterationSuite(database), IClassFixture<PostgresTestDatabase>;
