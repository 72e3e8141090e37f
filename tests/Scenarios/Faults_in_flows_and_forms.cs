using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>What a process owner can get wrong is said before anything runs, all of it at once.</summary>
public sealed class Faults_in_flows_and_forms(SqliteTestDatabase database) : ProcessSuite(database), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public async Task A_flow_with_five_different_faults_reports_five_and_is_not_published()
    {
        var flow = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(WorkflowShelf.Folder, "preparations.json"), Cancel))!.AsObject();
        Activity(flow, "summons")["remindBefore"] = Literal("a week");
        Activity(flow, "group")["role"] = Literal("the janitor");
        Activity(flow, "arrived")["fact"] = Literal("FullMoon");
        Activity(flow, "send-summons")["template"] = Literal("love-letter");
        Activity(flow, "hand-letter")["form"] = Literal("[{\"kind\":\"date\"}]");
        var result = await Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(flow.ToJsonString(), Clock.GetUtcNow(), Cancel);
        var problems = Assert.IsType<PublishResult.Refused>(result).Problems;
        Assert.Equal(["arrived", "group", "hand-letter", "send-summons", "summons"], problems.Select(problem => problem.ActivityId).Order(StringComparer.Ordinal));
        Assert.All(problems, problem => Assert.StartsWith("/root/activities/", problem.Pointer, StringComparison.Ordinal));
        Assert.Equal(1, (await Definitions.FindPublishedAsync("preparations", Cancel))!.Version);
    }

    [Fact]
    public void Ports_of_a_task_must_cover_the_outcomes_of_its_step()
    {
        var flow = JsonNode.Parse(File.ReadAllText(Path.Combine(WorkflowShelf.Folder, "understand-needs.json")))!.AsObject();
        Activity(flow, "consent")["type"] = "ProcessAutomation.AssignTask";
        Activity(flow, "consent")["step"] = Literal("consent");
        Activity(flow, "consent")["title"] = Literal("Be om samtykke");
        Activity(flow, "consent")["role"] = Literal("contact-officer");
        Activity(flow, "consent")["outcomes"] = new JsonObject { ["typeName"] = "String[]", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = "[\"Given\"]" } };
        var read = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(flow.ToJsonString()));
        var invalid = Assert.IsType<CompileResult.Invalid>(Services.GetRequiredService<DefinitionCompiler>().Compile(read.Definition));
        Assert.Contains(invalid.Problems, problem => problem.Id == "PA0352" && problem.ActivityId == "consent");
    }

    [Theory]
    [InlineData("{}", "array")]
    [InlineData("[1]", "Rung 1")]
    [InlineData("""[{"do":"shout","offset":1}]""", "remind or escalate")]
    [InlineData("""[{"do":"remind"}]""", "offset")]
    [InlineData("""[{"do":"remind","offset":1,"unit":"moons"}]""", "unit")]
    [InlineData("[", "JSON")]
    public void A_ladder_that_cannot_be_read_says_which_rung_and_why(string json, string said) =>
        Assert.Contains(said, Assert.Throws<UnreadableInputException>(() => Ladder.Parse(json, CaseRoles.ContactOfficer)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_reminder_goes_to_who_holds_the_task_and_an_escalation_to_the_leader_unless_told_otherwise()
    {
        var rungs = Ladder.Parse("""[{"do":"remind","offset":-2,"unit":"working-days"},{"do":"escalate","offset":0},{"do":"escalate","offset":3,"to":"contact-officer"}]""", CaseRoles.Nav);
        Assert.Equal([CaseRoles.Nav, CaseRoles.UnitLeader, CaseRoles.ContactOfficer], rungs.Select(rung => rung.ToRole));
        Assert.Equal((RungKind.Remind, -2, DeadlineUnit.WorkingDays), (rungs[0].Kind, rungs[0].Offset, rungs[0].Unit));
    }

    [Fact]
    public void A_form_survives_being_written_and_read_again()
    {
        const string json = """[{"name":"when","kind":"dateTime","required":true,"label":{"nb":"Når","en":"When"}},{"name":"how","kind":"choice","choices":["a",{"value":"b","label":"Bee"}]},{"name":"rows","kind":"rows","columns":[{"name":"x","kind":"text","maxLength":5}]}]""";
        var form = Form.Parse(Form.Parse(json).ToJson());
        Assert.Equal(["when DateTime True", "how Choice False", "rows Rows False"], form.Fields.Select(field => $"{field.Name} {field.Kind} {field.IsRequired}"));
        Assert.Equal(("When", "Når", "Bee", 5), (form.Fields[0].Label.In("en"), form.Fields[0].Label.In("nn"), form.Fields[1].Choices[1].Label.In("nb"), form.Fields[2].Columns[0].MaxLength));
        Assert.Throws<UnreadableInputException>(() => Form.Parse("""[{"name":"x","kind":"hologram"}]"""));
    }

    [Fact]
    public void Every_fault_of_an_answer_is_named_under_its_field_and_nothing_else()
    {
        var form = Form.Parse("""[{"name":"when","kind":"date","required":true},{"name":"note","kind":"text","maxLength":3},{"name":"yes","kind":"checkbox","required":true},{"name":"rows","kind":"rows","maxRows":2,"required":true,"columns":[{"name":"at","kind":"dateTime","required":true},{"name":"pick","kind":"multiChoice","choices":["a"]}]}]""");
        var answers = JsonNode.Parse("""{"when":"2027-02-30","note":"long","yes":false,"rows":[{"at":"now","pick":["b"]},{"at":"","pick":[]},{"at":"2027-01-04T10:00","pick":"a"}],"unasked":{"deep":1}}""")!.AsObject();
        Assert.Equal(
            ["note answer.too-long", "rows answer.too-many-rows", "when answer.not-a-date", "yes answer.missing"],
            Faults(form, answers));
        answers["rows"]!.AsArray().RemoveAt(2);
        Assert.Contains("rows[0].at answer.not-a-time", Faults(form, answers));
        Assert.Contains("rows[0].pick answer.not-a-choice", Faults(form, answers));
        Assert.DoesNotContain(Faults(form, answers), fault => fault.StartsWith("rows[1]", StringComparison.Ordinal)); // a row left empty is no row
    }

    private static string[] Faults(Form form, JsonObject answers) =>
        [.. Assert.IsType<CheckedAnswers.Faulty>(AnswerCheck.Check(form.Fields, answers)).Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal)];

    private static JsonObject Activity(JsonObject flow, string id) => flow["root"]!["activities"]!.AsArray().Select(node => node!.AsObject()).First(node => node["id"]!.GetValue<string>() == id);

    private static JsonObject Literal(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
}
