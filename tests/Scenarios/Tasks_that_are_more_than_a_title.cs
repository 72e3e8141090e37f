using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class GrownTaskSuite(TestDatabase database) : ProcessSuite(database)
{
    private const string Form = """[{"name":"rent","kind":"number","max":20000},{"name":"address","kind":"text","requiredWhen":{"field":"$outcome","is":["Yes"]}}]""";

    [Fact]
    public async Task A_task_rests_reminds_asks_by_its_rules_and_wants_a_reason_for_a_no()
    {
        await PublishAsync(node =>
        {
            node["form"] = Text(Form);
            node["outcomes"] = List("Yes", "No");
            node["reasonFor"] = List("No");
            node["candidateGroup"] = Text("unit:environment-worker");
            node["followUpFact"] = Text("StartDate");
            node["followUpOffset"] = Whole(-30);
            (node["dueFact"], node["dueOffset"]) = (Text("StartDate"), Whole(-20));
            (node["remindBefore"], node["escalateAfter"], node["escalateTo"]) = (Text("3, 1"), Text("P2D"), Text("contact-officer"));
        });
        await OpenCaseAsync("2027-03-02", null);
        await StartAsync();
        var task = await AskedAsync();
        Assert.Equal((HumanTaskStatus.OnHold, At("2027-01-31 08:00"), "unit:environment-worker"), (task.Status, task.HeldUntil!.Value, task.CandidateGroup));
        await UntilAsync("2027-02-13 12:00"); // due 10 February, told on the third morning after
        Assert.Equal(
            ["2027-02-07 reminder user kari", "2027-02-09 reminder user kari", "2027-02-13 escalation user kari"],
            (await Line.NoticesAsync(CaseId)).Where(line => line.EndsWith("user kari", StringComparison.Ordinal) && string.CompareOrdinal(line, "2027-02-05") > 0));
        var desk = Services.GetRequiredService<TaskDesk>();
        Assert.Equal(["reason answer.missing", "rent answer.too-large"], await FaultsAsync(desk, task, "No", """{"rent":20000.5}"""));
        Assert.Equal(["address answer.missing"], await FaultsAsync(desk, task, "Yes", "{}"));
        Assert.IsType<TaskResult.Done>(await desk.CompleteAsync(Completion(task, "No", """{"reason":"Flytter"}"""), Cancel));
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task Everything_wrong_in_a_task_is_said_at_once_with_the_field_named()
    {
        var flow = Flow(node =>
        {
            node["form"] = Text("""[{"name":"rent","kind":"number","min":9,"max":1},{"name":"home","kind":"choice"}]""");
            node["outcomes"] = List("Yes");
            node["reasonFor"] = List("No");
            node["candidateGroup"] = Text("the janitors");
            node["followUpFact"] = Text("FullMoon");
            node["remindBefore"] = Text("soon");
            node["escalateTo"] = Text("the king");
        });
        var problems = Assert.IsType<PublishResult.Refused>(await Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(flow.ToJsonString(), Clock.GetUtcNow(), Cancel)).Problems;
        Assert.Equal(
            ["CandidateGroup", "EscalateTo", "FollowUpFact", "Form", "Form", "ReasonFor", "RemindBefore"],
            problems.Select(problem => problem.InputName).Order(StringComparer.Ordinal));
        Assert.Contains(problems, problem => problem.Message.Contains("Field rent: min is larger than max", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Message.Contains("Field home:", StringComparison.Ordinal));
    }

    private static async Task<string[]> FaultsAsync(TaskDesk desk, HumanTask task, string outcome, string answers) =>
        [.. Assert.IsType<TaskResult.Refused>(await desk.CompleteAsync(Completion(task, outcome, answers), Cancel)).Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal)];

    private static TaskCompletion Completion(HumanTask task, string outcome, string answers) =>
        new() { TaskId = task.Id, Viewer = Kari, Outcome = outcome, Answers = JsonNode.Parse(answers)!.AsObject() };

    private static JsonObject Flow(Action<JsonObject> change)
    {
        var flow = JsonNode.Parse(File.ReadAllText(Path.Combine(WorkflowShelf.Folder, "preparations.json")))!.AsObject();
        var root = flow["root"]!.AsObject();
        var node = root["activities"]!.AsArray().Select(each => each!.AsObject()).First(each => each["id"]!.GetValue<string>() == "hand-letter").DeepClone().AsObject();
        (flow["id"], flow["definitionId"], flow["name"]) = ("grown:1", "grown", "Grown");
        foreach (var input in (string[])["step", "form", "remindBefore", "escalateAfter", "dueFact", "dueOffset", "dueUnit"])
            node.Remove(input);
        change(node);
        root["activities"] = new JsonArray(node);
        root["connections"] = new JsonArray();
        return flow;
    }

    private async Task PublishAsync(Action<JsonObject> change) =>
        Assert.IsType<PublishResult.Published>(await Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(Flow(change).ToJsonString(), Clock.GetUtcNow(), Cancel));

    private async Task StartAsync()
    {
        await Services.GetRequiredService<WorkflowRuntime>().ExecuteAsync((unit, _) => ValueTask.FromResult(unit.Start(new StartRequest { DefinitionId = "grown", CorrelationId = CaseId.ToString("D") })), Cancel);
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
    }

    private async Task<HumanTask> AskedAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.SingleAsync(task => task.CaseId == CaseId && task.Title == "Lever innkallingen som brev", Cancel);
    }

    private static JsonObject Text(string value) => Input("String", "Literal", value);

    private static JsonObject Whole(int value) => Input("Int32", "Literal", $"{value}");

    private static JsonObject List(params string[] values) => Input("String[]", "Object", new JsonArray([.. values.Select(value => (JsonNode)value)]).ToJsonString());

    private static JsonObject Input(string type, string syntax, string value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value } };
}

public sealed class GrownTaskOnSqlite(SqliteTestDatabase database) : GrownTaskSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class GrownTaskOnPostgres(PostgresTestDatabase database) : GrownTaskSuite(database), IClassFixture<PostgresTestDatabase>;
