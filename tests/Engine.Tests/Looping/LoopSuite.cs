using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>For, ForEach and While: how often they go round, what the body sees, and what a wait in it keeps.</summary>
public abstract class LoopSuite(TestDatabase database) : SeeingSuite(database)
{
    [Theory]
    [InlineData(1, 3, 1, true, " 1 2 3")]
    [InlineData(1, 3, 1, false, " 1 2")]
    [InlineData(3, 1, -1, true, " 3 2 1")]
    [InlineData(3, 1, -1, false, " 3 2")]
    [InlineData(0, 7, 3, true, " 0 3 6")]
    [InlineData(3, 1, 1, true, "")]
    [InlineData(1, 3, -1, true, "")]
    [InlineData(2147483646, 2147483647, 1, true, " 2147483646 2147483647")]
    public async Task For_counts_up_and_down_with_or_without_its_end(int start, int end, int step, bool inclusive, string seen)
    {
        var id = await StartAsync(Seeing("for").Add(
            "loop", "Elsa.For", ("start", start), ("end", end), ("step", step), ("outerBoundInclusive", inclusive), ("body", Loops.See("see"))));
        await AssertFinishedAsync(id);
        Assert.Equal(seen, await SeenAsync(id));
    }

    [Fact]
    public async Task For_reads_its_bounds_once_and_keeps_them_over_a_wait()
    {
        var flow = Seeing("bounds").Variable("End", "Int32", 3).Add("loop", "Elsa.For", ("start", 1), ("end", Loops.From("End")), ("body", Loops.Sequence(
            "body", Loops.See("see"), Loops.Set("end", "End", "=Variables.End - 1"), Flow.Activity("w", "Test.Wait"))));
        var id = await StartAsync(flow);
        await GoAsync(id, "w");
        await GoAsync(id, "w");
        Assert.Equal("w", await WaitingAsync(id));
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2 3", await SeenAsync(id));
    }

    [Fact]
    public async Task The_number_of_the_turn_goes_to_the_output_that_is_bound()
    {
        var id = await StartAsync(Seeing("bound").Variable("Last", "Int32").Add(
            "loop", "Elsa.For", ("end", 4), ("currentValue", Bound("Last")), ("body", Loops.See("see", "Variables.Last"))));
        Assert.Equal(" 0 1 2 3 4", await SeenAsync(id));
    }

    [Theory]
    [InlineData("Object", """["a","b"]""", " a0 b1")]
    [InlineData("Object", "[]", "")]
    [InlineData("Literal", """["a"]""", " a0")]
    [InlineData("CSharp", """new[] { "x", "y" }""", " x0 y1")]
    [InlineData("CSharp", "new[] { 5, 6 }", " 50 61")]
    public async Task ForEach_takes_every_kind_of_list(string language, string value, string seen)
    {
        var id = await StartAsync(Seeing("each").Add("loop", "Elsa.ForEach", ("items", Loops.Expression(language, value)), ("body", Item())));
        await AssertFinishedAsync(id);
        Assert.Equal(seen, await SeenAsync(id));
    }

    [Fact]
    public async Task ForEach_without_items_or_without_a_body_completes_at_once()
    {
        var id = await StartAsync(Seeing("empty")
            .Add("none", "Elsa.ForEach", ("body", Item()))
            .Add("bodiless", "Elsa.ForEach", ("items", Loops.Json("[1,2]")))
            .Add("for", "Elsa.For", ("end", 3))
            .Add("while", "Elsa.While", ("condition", "=1 > 2")));
        await AssertFinishedAsync(id);
        Assert.Equal("none bodiless for while", await PathAsync(id));
    }

    [Fact]
    public async Task Items_of_a_typed_list_are_of_its_type_and_survive_a_wait()
    {
        var flow = Seeing("typed").Variable("Numbers", "Int32[]", "[3,4]").Add("loop", "Elsa.ForEach", ("items", Loops.From("Numbers")), ("body", Loops.Sequence(
            "body", Flow.Activity("w", "Test.Wait"), Loops.See("see", "Variables.CurrentValue * 10 + Variables.CurrentIndex"))));
        var id = await StartAsync(flow);
        await GoAsync(id, "w");
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal(" 30 41", await SeenAsync(id));
    }

    [Fact]
    public async Task ForEach_reaches_what_its_body_adds_to_the_list()
    {
        var flow = Seeing("growing").Variable("Names", "String[]", """["a"]""").Add("loop", "Elsa.ForEach", ("items", Loops.From("Names")), ("body", Loops.Sequence(
            "body",
            Loops.See("see"),
            Loops.If("grow", "Variables.CurrentIndex == 0", Loops.Set("add", "Names", "=new[] { \"a\", \"b\" }")))));
        Assert.Equal(" a b", await SeenAsync(await StartAsync(flow)));
    }

    [Fact]
    public async Task Nested_loops_each_see_their_own_item_after_a_wait_too()
    {
        var inner = Flow.Activity("inner", "Elsa.ForEach", ("items", Loops.Json("[1,2]")), ("body", Loops.Sequence(
            "inner-body", Flow.Activity("w", "Test.Wait"), Loops.See("see-inner", "Variables.CurrentValue + Variables.CurrentIndex"))));
        var id = await StartAsync(Seeing("nested").Add("outer", "Elsa.ForEach", ("items", Loops.Json("""["a","b"]""")), ("body", Loops.Sequence(
            "outer-body", Loops.See("before"), inner, Loops.See("after", "Variables.CurrentValue + Variables.CurrentIndex")))));
        for (var i = 0; i < 4; i++)
        {
            await GoAsync(id, "w");
        }

        await AssertFinishedAsync(id);
        Assert.Equal(" a 1 3 a0 b 1 3 b1", await SeenAsync(id));
    }

    [Fact]
    public async Task Variables_of_a_container_in_the_body_begin_anew_in_every_turn_and_survive_a_wait()
    {
        var body = Loops.Sequence("body", Loops.Set("more", "Mine", "=Variables.Mine + Variables.CurrentValue"), Flow.Activity("w", "Test.Wait"), Loops.See("see", "Variables.Mine"));
        body["variables"] = new JsonArray(new JsonObject { ["id"] = "mine", ["name"] = "Mine", ["typeName"] = "Int32", ["value"] = "100" });
        var chart = Flow.Chart("chart").Variable("Inner", "Int32", 7).Add("w2", "Test.Wait").Connect("s -> w2");
        var id = await StartAsync(Seeing("scoped").Add("loop", "Elsa.For", ("start", 1), ("end", 2), ("body", body)).Add(chart));
        await GoAsync(id, "w");
        await GoAsync(id, "w");
        await GoAsync(id, "w2");
        await AssertFinishedAsync(id);
        Assert.Equal(" 101 102", await SeenAsync(id));
    }

    [Fact]
    public async Task While_looks_at_its_condition_before_every_turn()
    {
        var flow = Seeing("while").Variable("N", "Int32", 0).Add("loop", "Elsa.While", ("condition", "=Variables.N < 3"), ("body", Loops.Sequence(
            "body", Loops.Set("inc", "N", "=Variables.N + 1"), Flow.Activity("delay", "Elsa.Delay", ("timeSpan", "01:00:00")), Loops.See("see", "Variables.N"))));
        var id = await StartAsync(flow);
        await PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal("", await SeenAsync(id));
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(" 1", await SeenAsync(id));
        await PassAsync(TimeSpan.FromHours(1));
        await PassAsync(TimeSpan.FromHours(1));
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2 3", await SeenAsync(id));
    }

    [Fact]
    public async Task A_While_that_holds_without_a_body_is_an_incident()
    {
        var id = await StartAsync(Seeing("idle").Add("loop", "Elsa.While", ("condition", "=1 < 2")));
        Assert.Equal("loop.limit", Assert.Single(await IncidentsAsync(id)).Code);
    }

    [Fact]
    public async Task A_template_and_a_variable_in_the_body_see_the_item()
    {
        var id = await StartAsync(Seeing("languages").Add("loop", "Elsa.ForEach", ("items", Loops.Json("""["a","b"]""")), ("body", Loops.Sequence(
            "body",
            Flow.Activity("copy", "Elsa.SetVariable", ("variable", Loops.Named("Copy")), ("value", Loops.From("CurrentValue"))),
            Flow.Activity("text", "Elsa.SetVariable", ("variable", Loops.Named("Seen")), ("value", Loops.Expression("Handlebars", "{{Variables.Seen}} {{Variables.CurrentValue}}={{Variables.Copy}}")))))).Variable("Copy", "String"));
        await AssertFinishedAsync(id);
        Assert.Equal(" a=a b=b", await SeenAsync(id));
    }

    [Fact]
    public async Task A_failing_condition_is_an_incident_whose_retry_goes_on_with_the_same_turn()
    {
        var flow = Seeing("failing").Variable("Until", "Int32", 2).Variable("N", "Int32", 0).Add("loop", "Elsa.While", ("condition", "=10 / (Variables.Until - Variables.N) > 0"), ("body", Loops.Sequence(
            "body", Flow.Activity("w", "Test.Wait"), Loops.Set("inc", "N", "=Variables.N + 1"), Loops.See("see", "Variables.N"))));
        var id = await StartAsync(flow);
        await GoAsync(id, "w");
        await GoAsync(id, "w");
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal("expression.failed", incident.Code);
        await Runtime.SkipAsync(id, incident.Id, null, "odd", Cancel);
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2", await SeenAsync(id));
    }

    [Fact]
    public async Task A_fault_in_the_body_keeps_its_turn_and_the_retry_sees_the_same_item()
    {
        Failures.Fail("b", () => new InvalidOperationException());
        var flow = Seeing("fault").Add("loop", "Elsa.ForEach", ("items", Loops.Json("[1,2]")), ("body", Loops.Sequence("body", Flow.Activity("b", "Test.Step"), Loops.See("see"))));
        var id = await StartAsync(flow);
        await QuietAsync();
        Assert.Equal("", await SeenAsync(id));
        Failures.Heal("b");
        await Runtime.RetryAsync(id, Assert.Single(await IncidentsAsync(id)).Id, "odd", Cancel);
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2", await SeenAsync(id));
    }

    [Fact]
    public async Task Cancelling_an_instance_in_the_middle_of_a_turn_leaves_nothing_behind()
    {
        var id = await StartAsync(Seeing("cancelled").Add("loop", "Elsa.For", ("end", 3), ("body", Flow.Activity("t", "Test.Task"))));
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        Assert.Equal("withdrawn", Assert.Single(await TasksAsync(id)).CloseReason);
    }

    [Fact]
    public async Task In_a_loops_body_it_takes_the_item_and_its_own_loops_have_items_of_their_own()
    {
        await PublishAsync(
            Flow.Sequence("adding").UsableAsActivity("Add up").Variable("Total", "Int32", 0).Input("To", "Int32").Output("Sum", "Int32")
                .Add("inner", "Elsa.For", ("start", 1), ("end", "=Inputs.To"), ("body", Loops.Sequence(
                    "inner-body", Loops.Set("add", "Total", "=Variables.Total + Variables.CurrentValue"), Flow.Activity("w", "Test.Wait", ("key", "inside")))))
                .Add("o", "Elsa.SetOutput", ("outputName", "Sum"), ("outputValue", "=Variables.Total")),
            Flow.Sequence("user").Variable("Seen", "String", "").Variable("Sum", "Int32")
                .Add("outer", "Elsa.ForEach", ("items", Loops.Json("[2,3]")), ("body", Loops.Sequence(
                    "outer-body", Flow.Activity("x", "AddUp", ("to", "=(int)Variables.CurrentValue"), ("sum", Bound("Sum"))), Loops.See("see", "Variables.CurrentValue + \":\" + Variables.Sum")))));
        var id = await StartAsync("user");
        for (var i = 0; i < 5; i++)
        {
            await GoAsync(id, "inside");
        }

        await AssertFinishedAsync(id);
        Assert.Contains("\" 2:3 3:6\"", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_no_list_is_an_incident()
    {
        var id = await StartAsync(Seeing("no-list").Variable("Text", "Object", "words").Add("loop", "Elsa.ForEach", ("items", Loops.From("Text")), ("body", Item())));
        var incident = Assert.Single(await IncidentsAsync(id));
        Assert.Equal("value.wrong-type", incident.Code);
        Assert.DoesNotContain("words", incident.Message, StringComparison.Ordinal);
    }

    protected static JsonObject Bound(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    private static JsonObject Item() => Loops.See("see", "Variables.CurrentValue + \"\" + Variables.CurrentIndex");
}

public sealed class LoopsOnSqlite(SqliteTestDatabase database) : LoopSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class LoopsOnPostgres(PostgresTestDatabase database) : LoopSuite(database), IClassFixture<PostgresTestDatabase>;
