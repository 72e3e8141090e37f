using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>After a move the flow goes on from there, and every join waits for what is still to come and for nothing else.</summary>
public abstract class MoveSuite(TestDatabase database) : AlterationSuite(database)
{
    [Fact]
    public async Task A_move_ahead_leaves_out_what_is_between()
    {
        var id = await StartAsync(Flow.Chart("ahead").Add("a", "Test.Wait").Add("c", "Test.Wait").Connect("s -> a", "a -> b", "b -> c", "c -> d"));
        var preview = await PreviewAsync(id, Move("a", "c"));
        Assert.Equal(("a", "c", 1), (Assert.Single(preview.Ends).ActivityId, Assert.Single(preview.Starts).ActivityId, preview.BookmarksGone.Length));
        await AppliedAsync(id, Move("a", "c"));
        await GoAsync(id, "c");
        Assert.Equal("s c d", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_move_back_runs_everything_from_there_again_and_ends_what_runs_after_it()
    {
        var id = await StartAsync(Flow.Chart("back").Add("p", "Test.Wait").Add("q", "Test.Wait").Add("r", "Test.Wait")
            .Connect("s -> a", "a -> p", "a -> q", "p -> r", "r -> join", "q -> join", "join -> end"));
        await GoAsync(id, "p");
        var preview = await PreviewAsync(id, Move("r", "a"));
        Assert.Equal(["q", "r"], preview.Ends.Select(activity => activity.ActivityId).Order());
        await AppliedAsync(id, Move("r", "a"));
        Assert.Equal("p q", await WaitingAsync(id));
        foreach (var step in new[] { "q", "p", "r" })
            await GoAsync(id, step);
        Assert.Equal("s a p a q p r join end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_move_into_the_branch_that_was_not_taken_leaves_the_join_behind_it_waiting_for_it()
    {
        var id = await StartAsync(Flow.Chart("other").Variable("Yes", "Boolean", true).Add("x", "Test.Wait").Add("y", "Test.Wait")
            .Add("d", "Elsa.FlowDecision", ("condition", "=Variables.Yes")).Connect("d:True -> x", "d:False -> y", "x -> join", "y -> join", "join -> end"));
        Assert.Equal("x", await WaitingAsync(id));
        await AppliedAsync(id, Move("x", "y"));
        Assert.Equal("y", await WaitingAsync(id));
        await GoAsync(id, "y");
        Assert.Equal("d y join end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_move_past_a_join_lets_the_other_branch_arrive_without_running_the_target_twice()
    {
        var id = await StartAsync(Flow.Chart("past").Add("x", "Test.Wait").Add("y", "Test.Wait").Add("t", "Test.Wait").Connect("s -> x", "s -> y", "x -> join", "y -> join", "join -> t", "t -> end"));
        await AppliedAsync(id, Move("x", "t"));
        Assert.Equal("t y", await WaitingAsync(id));
        await GoAsync(id, "y");
        Assert.Equal("s y join", await PathAsync(id));
        await GoAsync(id, "t");
        Assert.Equal("s y join t end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_loop_turns_as_often_after_a_move_in_it_as_before()
    {
        var id = await StartAsync(Flow.Chart("loop").Add("a", "Test.Wait").Add("b", "Test.Wait").Add("c", "Test.Wait", ("outcomes", InstanceAlterationSuite.OutcomesOf("again", "on")))
            .Connect("s -> a", "a -> b", "b -> c", "c:again -> a", "c:on -> e"));
        foreach (var (step, with) in new[] { ("a", null), ("b", null), ("c", "again"), ("a", (string?)null) })
            await GoAsync(id, step, with);
        await AppliedAsync(id, Move("b", "a")); // back, in the second turn
        foreach (var (step, with) in new[] { ("a", null), ("b", null), ("c", "again") })
            await GoAsync(id, step, with);
        await AppliedAsync(id, Move("a", "c")); // ahead, in the third
        foreach (var (step, with) in new[] { ("c", "again"), ("a", null), ("b", null) })
            await GoAsync(id, step, with);
        await GoAsync(id, "c", "on");
        Assert.Equal("s a b c a a b c c a b c e", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task An_activity_moved_to_itself_is_begun_anew()
    {
        var id = await StartAsync(Flow.Chart("anew").Add("t", "Test.Task").Connect("s -> t", "t -> e"));
        var first = Assert.Single(await TasksAsync(id));
        await AppliedAsync(id, Move("t", "t"));
        var tasks = await TasksAsync(id);
        Assert.Equal([(first.Id, HumanTasks.HumanTaskStatus.Cancelled)], tasks.Where(task => task.Id == first.Id).Select(task => (task.Id, task.Status)));
        Assert.Equal(2, tasks.Count);
    }

    [Fact]
    public async Task What_stands_inside_an_activity_of_the_container_takes_that_activity_with_it()
    {
        var inner = Flow.Sequence("inner").Add("i1", "Test.Step").Add("i2", "Test.Wait").Add("i3", "Test.Step");
        var id = await StartAsync(Flow.Chart("nested").Add(inner).Connect("s -> inner", "inner -> after"));
        Assert.Equal(["i2"], (await PreviewAsync(id, Move("i2", "i3"))).Ends.Select(activity => activity.ActivityId));
        Assert.Equal(["inner", "i2"], (await PreviewAsync(id, Move("i2", "after"))).Ends.Select(activity => activity.ActivityId));
        await AppliedAsync(id, Move("i2", "i1"));
        await AppliedAsync(id, Move("i2", "i3"));
        Assert.Equal("s i1 i1 i3 inner after", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_join_that_is_moved_to_cancels_what_was_on_its_way()
    {
        var id = await StartAsync(Flow.Chart("any").Add("x", "Test.Wait").Add("y", "Test.Wait").Add("j", "Elsa.FlowJoin", ("mode", "WaitAll")).Connect("s -> x", "s -> y", "x -> j", "y -> j", "j -> end"));
        Assert.Equal(["x", "y"], (await PreviewAsync(id, Move("x", "j"))).Ends.Select(activity => activity.ActivityId).Order());
        await AppliedAsync(id, Move("x", "j"));
        Assert.Equal("s j end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task What_cannot_be_moved_is_refused_with_what_is_in_the_way()
    {
        var inner = Flow.Sequence("inner").Add("i", "Test.Wait");
        var id = await StartAsync(Flow.Chart("refused").Add(inner).Add("when", "Elsa.If", ("condition", "True"), ("then", Flow.Activity("then", "Test.Wait")), ("else", Flow.Activity("else", "Test.Step")))
            .Add("w", "Test.Wait").Connect("s -> inner", "s -> when", "s -> w", "inner -> z"));
        Assert.Equal("PA0430 PA0432", await RefusalsAsync(id, Move("s", "nowhere")));
        Assert.Equal("PA0433", await RefusalsAsync(id, Move("w", "i")));
        Assert.Equal("PA0434", await RefusalsAsync(id, Move("i", "w")));
        Assert.Equal("PA0435", await RefusalsAsync(id, Move("then", "else")));
        Assert.Equal("PA0430", await RefusalsAsync(id, new Alteration.MoveTo(77, null, "w")));
    }
}

public sealed class MovesOnSqlite(SqliteTestDatabase database) : MoveSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class MovesOnPostgres(PostgresTestDatabase database) : MoveSuite(database), IClassFixture<PostgresTestDatabase>;
