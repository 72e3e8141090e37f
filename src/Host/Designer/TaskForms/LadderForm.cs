using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>The reminders and escalations of a task as rows a person fills in, and back. Pure.</summary>
internal static class LadderForm
{
    /// <summary>Name of the list of rungs in the form.</summary>
    public const string Rows = "rungs";

    /// <summary>Name of the choice between the plain inputs and rungs of its own.</summary>
    public const string Which = "ladder";

    /// <summary>The plain inputs go.</summary>
    public const string Plain = "plain";

    /// <summary>Rungs of its own.</summary>
    public const string Own = "own";

    private const string Remind = "remind";
    private const string Escalate = "escalate";
    private const string Before = "before";
    private const string After = "after";
    private const string WorkingDays = "working-days";

    private static readonly ImmutableArray<string> Roles =
        [CaseRoles.ContactOfficer, CaseRoles.EnvironmentWorker, CaseRoles.UnitLeader, CaseRoles.Nav, CaseRoles.Municipality, CaseRoles.Health, CaseRoles.School, CaseRoles.Housing, CaseRoles.Voluntary];

    /// <summary>The fields. <paramref name="known"/>: roles that stand in the rungs already, which can be kept.</summary>
    public static ImmutableArray<FormField> Fields(Texts texts, IEnumerable<string> known) =>
    [
        new FormField { Name = Which, Kind = FieldKind.Choice, IsRequired = true, Choices = [ChoiceOf(texts, Plain, "flowtask.ladder.plain"), ChoiceOf(texts, Own, "flowtask.ladder.own")], Label = Word(texts, "flowtask.ladder.which") },
        new FormField
        {
            Name = Rows,
            Kind = FieldKind.Rows,
            MaxRows = Activities.Deadlines.Ladder.MaxRungs,
            Label = Word(texts, "flowtask.rungs"),
            Columns =
            [
                new FormField { Name = "do", Kind = FieldKind.Choice, IsRequired = true, Choices = [ChoiceOf(texts, Remind, "flowtask.rung.remind"), ChoiceOf(texts, Escalate, "flowtask.rung.escalate")], Label = Word(texts, "flowtask.rung.do") },
                new FormField { Name = "days", Kind = FieldKind.Number, IsRequired = true, Number = new NumberRule(0, DeadlineRule.MaxOffset, 0), Label = Word(texts, "flowtask.rung.days") },
                new FormField { Name = "unit", Kind = FieldKind.Choice, IsRequired = true, Choices = [ChoiceOf(texts, "days", "flowtask.unit.days"), ChoiceOf(texts, WorkingDays, "flowtask.unit.working-days")], Label = Word(texts, "flowtask.rung.unit") },
                new FormField { Name = "side", Kind = FieldKind.Choice, IsRequired = true, Choices = [ChoiceOf(texts, Before, "flowtask.rung.before"), ChoiceOf(texts, After, "flowtask.rung.after")], Label = Word(texts, "flowtask.rung.side") },
                new FormField
                {
                    Name = "to",
                    Kind = FieldKind.Choice,
                    IsRequired = true,
                    Choices = [ChoiceOf(texts, TaskInFlow.Holder, "flowtask.rung.holder"), .. Roles.Union(known, StringComparer.Ordinal).Where(role => role != TaskInFlow.Holder).Select(role => new Choice(role, Phrase.Plain(RoleIn(texts, role))))],
                    Label = Word(texts, "flowtask.rung.to"),
                },
            ],
        },
    ];

    /// <summary>The rows as they are opened.</summary>
    public static JsonArray Answers(IEnumerable<Rung> rungs) => new([.. rungs.Select(rung => (JsonNode)new JsonObject
    {
        ["do"] = rung.Kind == RungKind.Remind ? Remind : Escalate,
        ["days"] = Math.Abs(rung.Offset).ToString(CultureInfo.InvariantCulture),
        ["unit"] = rung.Unit == DeadlineUnit.WorkingDays ? WorkingDays : "days",
        ["side"] = rung.Offset < 0 || (rung.Offset == 0 && rung.Kind == RungKind.Remind) ? Before : After,
        ["to"] = rung.ToRole,
    })]);

    /// <summary>A rung that is ready to be changed: a reminder two days before.</summary>
    public static JsonObject Another(DeadlineUnit unit) =>
        new() { ["do"] = Remind, ["days"] = "2", ["unit"] = unit == DeadlineUnit.WorkingDays ? WorkingDays : "days", ["side"] = Before, ["to"] = TaskInFlow.Holder };

    /// <summary>The rungs of checked rows.</summary>
    public static ImmutableArray<Rung> Read(JsonArray rows) => [.. rows.OfType<JsonObject>().Select(row => new Rung(
        Text(row, "do") == Escalate ? RungKind.Escalate : RungKind.Remind,
        (Text(row, "side") == Before ? -1 : 1) * int.Parse(Text(row, "days"), NumberStyles.Number, CultureInfo.InvariantCulture),
        Text(row, "unit") == WorkingDays ? DeadlineUnit.WorkingDays : DeadlineUnit.Days,
        Text(row, "to")))];

    /// <summary>An escalation goes to somebody else than the holder, who is told by reminders.</summary>
    public static IEnumerable<FieldProblem> Check(Texts texts, JsonArray rows) => rows.OfType<JsonObject>()
        .Select((row, index) => (row, index))
        .Where(item => Text(item.row, "do") == Escalate && Text(item.row, "to") == TaskInFlow.Holder)
        .Select(item => new FieldProblem($"{Rows}[{item.index}].to", texts["flowtask.refused.escalate-to-holder"]));

    /// <summary>What the input of the activity takes.</summary>
    public static string ToJson(ImmutableArray<Rung> rungs) => new JsonArray([.. rungs.Select(rung =>
    {
        var node = new JsonObject
        {
            ["do"] = rung.Kind == RungKind.Remind ? Remind : Escalate,
            ["offset"] = rung.Offset,
            ["unit"] = rung.Unit == DeadlineUnit.WorkingDays ? WorkingDays : "days",
        };
        if (rung.ToRole != TaskInFlow.Holder)
            node["to"] = rung.ToRole;
        return (JsonNode)node;
    })]).ToJsonString();

    /// <summary>A rung in words.</summary>
    public static string InWords(Texts texts, Rung rung)
    {
        var count = Math.Abs(rung.Offset);
        var days = texts.Format(count == 1
            ? rung.Unit == DeadlineUnit.WorkingDays ? "flowtask.count.working-day" : "flowtask.count.day"
            : rung.Unit == DeadlineUnit.WorkingDays ? "flowtask.count.working-days" : "flowtask.count.days", count);
        var when = rung switch
        {
            { Offset: 0, Kind: RungKind.Escalate } => texts["flowtask.when.morning-after"],
            { Offset: 0 } => texts["flowtask.when.same-day"],
            { Offset: < 0 } => texts.Format("flowtask.when.before", days),
            _ => texts.Format("flowtask.when.after", days),
        };
        return texts.Format(rung.Kind == RungKind.Remind ? "flowtask.words.remind" : "flowtask.words.escalate", when, RoleIn(texts, rung.ToRole));
    }

    /// <summary>A role as people call it.</summary>
    public static string RoleIn(Texts texts, string role) => role == TaskInFlow.Holder ? texts["flowtask.rung.holder"] : texts.Find("flowtask.role." + role) ?? texts.Find("caserole." + role) ?? role;

    private static string Text(JsonObject row, string name) => Forms.FormState.TextOf(row[name]);

    private static Choice ChoiceOf(Texts texts, string value, string key) => new(value, Word(texts, key));

    // The page is rendered in one language.
    internal static Phrase Word(Texts texts, string key) => Phrase.Plain(texts[key]);
}
