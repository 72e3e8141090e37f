using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Host.Simulation;

/// <summary>What somebody who answers a task of a simulation knows.</summary>
/// <param name="Case">The case as it stands.</param>
/// <param name="Step">The task's step; empty: a task of no step.</param>
/// <param name="Role">The role the task is for; null: a person's.</param>
/// <param name="Today">The day in Norway.</param>
/// <param name="Wish">What is simulated.</param>
internal sealed record SimulatedScene(Case Case, string Step, string? Role, DateOnly Today, SimulationWish Wish);

/// <summary>
/// Ordinary answers to the tasks of the process: what its rules require, and no more. A form that is not known is filled in by the kinds of its
/// required fields. Pure.
/// </summary>
internal static class SimulatedAnswers
{
    private static readonly FrozenDictionary<string, Action<JsonObject, SimulatedScene>> ByStep = new Dictionary<string, Action<JsonObject, SimulatedScene>>(StringComparer.Ordinal)
    {
        ["name-contact-officer"] = static (answers, _) => answers["userId"] = SimulatedPeople.Officer,
        ["summons"] = static (answers, scene) => answers["channel"] = scene.Wish.HasEmail ? "email" : "letter",
        ["establish-group"] = static (answers, _) => answers["members"] = new JsonArray(
            Member(CaseRoles.Nav, SimulatedPeople.Nav), Member(CaseRoles.Municipality, SimulatedPeople.Municipality), Member(CaseRoles.Health, SimulatedPeople.Health)),
        ["arrival"] = static (answers, scene) => Meet(answers, scene, 4),
        ["needs-talk"] = static (answers, scene) =>
        {
            answers["needs"] = new JsonArray(
                Need("economy-and-housing", "stable-home", "Et sted å bo etter løslatelse"), Need("economy-and-housing", "meaningful-occupation", "Arbeid eller opplæring"));
            answers["done"] = "yes";
        },
        ["consent"] = static (answers, scene) =>
        {
            answers["explained"] = "Hvem som ser behovskartet, hvorfor, og at samtykket kan trekkes.";
            answers["consent"] = scene.Wish.Consents ? "given" : "refused";
        },
        ["give-input"] = static (answers, scene) =>
        {
            if (scene.Role == CaseRoles.Health)
                answers["nothingToOffer"] = true;
            else
                answers["proposals"] = new JsonArray(Proposal(scene, scene.Role == CaseRoles.Nav ? 1 : 0));
        },
        ["internal-input"] = static (answers, scene) => answers["proposals"] = new JsonArray(Proposal(scene, 0)),
        ["close-input"] = static (answers, _) => answers["contacted"] = true,
        ["agree-plan"] = static (answers, scene) =>
        {
            answers["chosenProposals"] = new JsonArray([.. scene.Case.Proposals.All.Select(proposal => (JsonNode)JsonValue.Create(Number(proposal.Number)))]);
            answers["decidedByPerson"] = true;
            Meet(answers, scene, 14);
        },
        ["silent-measure"] = static (answers, scene) => answers["log"] = new JsonArray(
            [.. scene.Case.Measures.Active.Select(measure => (JsonNode)new JsonObject { ["measure"] = Number(measure.Number), ["text"] = "Tatt opp med den som leverer." })]),
        ["progress-talk"] = static (answers, scene) => Meet(answers, scene, 14),
        ["book-group-meeting"] = static (answers, scene) => Meet(answers, scene, 7),
        ["input-meeting"] = static (answers, _) => answers["decisions"] = "Innspillene er gjennomgått.",
        ["group-meeting"] = static (answers, _) => answers["decisions"] = "Planen holder.",
        ["begin-handover"] = static (answers, scene) => BeginHandover(answers, scene.Case),
        ["confirm-handover"] = static (answers, _) => answers["takesOver"] = true,
        ["farewell"] = static (answers, _) => answers["goesOn"] = "NAV og kommunen fortsetter.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Answers to a form, beginning with what stands in it.</summary>
    public static JsonObject To(Form form, SimulatedScene scene)
    {
        var answers = (JsonObject)form.Prefill.DeepClone();
        if (ByStep.TryGetValue(scene.Step, out var write))
            write(answers, scene);
        if (scene.Step == "complete-handover" && form.Fields.FirstOrDefault(field => field.Name == "checklist") is { } checklist)
            answers["checklist"] = All(checklist);
        foreach (var field in form.Fields.Where(field => field.IsRequired && IsEmpty(answers[field.Name])))
            answers[field.Name] = Ordinary(field, scene.Today);
        return answers;
    }

    private static void BeginHandover(JsonObject answers, Case subject)
    {
        var isRelease = (string?)answers["kind"] == "release";
        if (!isRelease)
            answers["receiver"] = SimulatedPeople.OtherPrison;
        var municipality = subject.Group.Members.FirstOrDefault(member => member.Role == CaseRoles.Municipality) ?? subject.Group.Members.FirstOrDefault();
        answers["takers"] = new JsonArray(new JsonObject
        {
            ["role"] = CaseRoles.ContactOfficer,
            ["userId"] = isRelease && municipality is not null ? "" : SimulatedPeople.NewOfficer,
            ["member"] = isRelease && municipality is not null ? Number(municipality.Number) : "",
        });
    }

    private static JsonNode? Ordinary(FormField field, DateOnly today) => field.Kind switch
    {
        FieldKind.Date => Day(today),
        FieldKind.DateTime => $"{Day(today.AddDays(7))}T10:00",
        FieldKind.Choice => field.Choices.IsEmpty ? null : field.Choices[0].Value,
        FieldKind.MultiChoice => All(field),
        FieldKind.Checkbox => true,
        FieldKind.User => field.Choices.IsEmpty ? SimulatedPeople.Officer : field.Choices[0].Value,
        FieldKind.Rows => new JsonArray(Row(field, today)),
        _ => "Simulert svar",
    };

    private static JsonObject Row(FormField rows, DateOnly today)
    {
        var row = new JsonObject();
        foreach (var column in rows.Columns.Where(column => column.IsRequired || column.IsCaseRule))
            row[column.Name] = Ordinary(column, today);
        return row;
    }

    private static JsonArray All(FormField field) => new([.. field.Choices.Select(choice => (JsonNode)JsonValue.Create(choice.Value))]);

    private static void Meet(JsonObject answers, SimulatedScene scene, int days)
    {
        answers["nextMeeting"] = $"{Day(scene.Today.AddDays(days))}T10:00";
        answers["nextMeetingPlace"] = "room";
    }

    private static JsonObject Member(string role, string userId) => new() { ["role"] = role, ["channel"] = "inbox", ["userId"] = userId };

    private static JsonObject Need(string tangle, string knot, string thread) => new() { ["tangle"] = tangle, ["knot"] = knot, ["thread"] = thread, ["acute"] = false };

    private static JsonObject Proposal(SimulatedScene scene, int which)
    {
        var needs = scene.Case.Needs.All.Where(need => need.Status == NeedStatus.Open).ToList();
        var answered = needs.Count == 0 ? [] : new JsonArray(JsonValue.Create(Number(needs[Math.Min(which, needs.Count - 1)].Number)));
        return new JsonObject
        {
            ["title"] = which == 0 ? "Simulert tiltak: bolig" : "Simulert tiltak: arbeid",
            ["startsOn"] = Day(scene.Today.AddDays(14)),
            ["requirements"] = "Møter til avtalt tid",
            ["answers"] = answered,
            ["canBeOffered"] = true,
        };
    }

    private static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue value => value.TryGetValue<string>(out var text) && text.Length == 0,
        _ => false,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
