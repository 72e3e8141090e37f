using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>Planning reads a state and changes nothing: the same question has the same answer, which names every bookmark once.</summary>
public sealed class AlterationPlannerTests
{
    private const string State = """
        {"v":1,"started":true,"next":5,"seq":9,"vars":{"Text":"x"},
         "x":[{"i":1,"n":"planned-root","s":1,"st":{"a":[0,1],"c":[0,1,1,1]}},
              {"i":3,"n":"w","p":1,"s":1,"tasks":["01930000-0000-7000-8000-000000000009"]},
              {"i":4,"n":"b","p":1,"s":2,"incident":{"i":"01930000-0000-7000-8000-000000000001","code":"test.no","message":"no","retryable":true,"attempts":2,"s":1,"at":"2026-11-22T10:00:00+00:00"},"calls":[{}]}]}
        """;

    private static readonly WorkflowGraph Graph = Compile(Flow.Chart("planned").Variable("Text", "String", "x")
        .Add("a", "Elsa.Start").Add("w", "Elsa.Event", ("eventName", "e")).Add("b", "Elsa.Delay", ("timeSpan", "00:01:00")).Add("c", "Elsa.Event", ("eventName", "c")).Connect("a -> w", "a -> b", "w -> c"), 1);

    private static readonly WorkflowGraph Newer = Compile(Flow.Chart("planned").Variable("Text", "String", "x").Variable("More", "Int32")
        .Add("b", "Elsa.Delay", ("timeSpan", "00:01:00")).Add("a", "Elsa.Start").Add("w", "Elsa.Event", ("eventName", "e")).Connect("a -> b", "a -> w"), 2);

    public static TheoryData<Alteration> Each =>
    [
        new Alteration.Cancel(), new Alteration.Retry(Incident), new Alteration.Skip(Incident, "Done"), new Alteration.ModifyVariable(null, "Text", JsonDocument.Parse("\"y\"").RootElement),
        new Alteration.MoveTo(3, null, "c"), new Alteration.MoveTo(null, "w", "a"), new Alteration.MoveTo(3, null, "w"), new Alteration.Migrate("2", false),
    ];

    private static Guid Incident => Guid.Parse("01930000-0000-7000-8000-000000000001");

    [Theory]
    [MemberData(nameof(Each), DisableDiscoveryEnumeration = true)]
    public void A_plan_changes_nothing_and_says_of_every_bookmark_and_task_whether_it_stays(Alteration alteration)
    {
        using var document = JsonDocument.Parse(State);
        var subject = Subject(document);
        var before = InstanceStateWriter.ToArray(subject.State);
        var (first, second) = (Plan(subject, alteration), Plan(subject, alteration));
        Assert.Equal(before, InstanceStateWriter.ToArray(subject.State));
        var preview = Assert.IsType<AlterationPlan.Preview>(first.Plan);
        Assert.Equal(JsonSerializer.Serialize(preview), JsonSerializer.Serialize(Assert.IsType<AlterationPlan.Preview>(second.Plan)));
        Assert.Equal(7, preview.Revision);
        Assert.Equal(subject.Bookmarks.Select(bookmark => bookmark.Id).Order(), preview.BookmarksGone.Concat(preview.BookmarksKept).Select(bookmark => bookmark.Id).Order());
        Assert.Single(preview.TasksGone.Concat(preview.TasksKept));
    }

    [Fact]
    public void A_move_ends_what_it_names_and_nothing_else()
    {
        using var document = JsonDocument.Parse(State);
        var ahead = Assert.IsType<AlterationPlan.Preview>(Plan(Subject(document), new Alteration.MoveTo(3, null, "c")).Plan);
        Assert.Equal(("w", "c", 1, 1, 1), (Assert.Single(ahead.Ends).ActivityId, Assert.Single(ahead.Starts).ActivityId, ahead.BookmarksGone.Length, ahead.BookmarksKept.Length, ahead.TasksGone.Length));
        var back = Assert.IsType<AlterationPlan.Preview>(Plan(Subject(document), new Alteration.MoveTo(3, null, "a")).Plan);
        Assert.Equal(["b", "w"], back.Ends.Select(activity => activity.ActivityId).Order());
    }

    [Fact]
    public void A_migration_carries_the_state_over_and_keeps_the_numbers_of_executions()
    {
        using var document = JsonDocument.Parse(State);
        var planned = Plan(Subject(document), new Alteration.Migrate("2", false));
        var state = Assert.IsType<AlterationStep.Migrate>(planned.Step).State;
        Assert.Equal([(1, "planned-root"), (3, "w"), (4, "b")], state.Executions().Select(execution => ((int)execution.Id, execution.Node.Id)));
        Assert.All(state.Executions(), execution => Assert.Same(Newer.ById[execution.Node.Id], execution.Node));
        Assert.Equal((5, 9, "x"), (state.NextExecutionId, state.NextJournalSequence, state.Variables[0]));
        Assert.NotNull(state.Find(4)!.Incident);
    }

    private static PlannedAlteration Plan(AlterationSubject subject, Alteration alteration) =>
        AlterationPlanner.Plan(subject, alteration, alteration is Alteration.Migrate ? new MigrationTarget.Ready(Newer, []) : null);

    private static AlterationSubject Subject(JsonDocument document) => new()
    {
        InstanceId = Guid.Empty,
        State = InstanceStateReader.Read(document.RootElement, Graph, Guid.Empty),
        Bookmarks = [Bookmark(3, "w"), Bookmark(4, "b")],
        Revision = 7,
        HasEnded = false,
        IsRoot = true,
    };

    private static Bookmark Bookmark(long execution, string node) => new()
    {
        Id = Guid.CreateVersion7(),
        InstanceId = Guid.Empty,
        ExecutionId = execution,
        NodeId = "Workflow1:planned-root:" + node,
        Name = "Event",
        Key = node,
    };

    private static WorkflowGraph Compile(Flow flow, int version)
    {
        using var services = new ServiceCollection().AddEngine().BuildServiceProvider();
        var read = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(flow.Json())).Definition with { VersionId = version.ToString(), Version = version };
        var compiler = new DefinitionCompiler(new ActivityRegistry(services.GetServices<Activity>()), Engine.Expressions.FactCatalog.Empty);
        return Assert.IsType<CompileResult.Compiled>(compiler.Compile(read)).Graph;
    }
}
