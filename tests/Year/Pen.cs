using System.Text.Json.Nodes;

namespace ProcessAutomation.Year;

/// <summary>Who fills in a form, for whom, when. <c>TransfersTo</c>: the unit that takes over, when it is a transfer and no release.
/// <c>TakesInWriting</c>: somebody signs for what is open, because the handover will not be confirmed in time.</summary>
internal sealed record Writing(Life Life, string User, DateOnly Today, Dice Dice, string? TransfersTo, bool TakesInWriting, Town Town);

/// <summary>
/// Fills in whatever form a task shows, by the names of its fields, as somebody would who knows the person. It knows the steps' fields, not
/// the flows.
/// </summary>
internal static class Pen
{
    /// <summary>Fields without which no step that asks for them may be taken: the person's own choice, and what was explained before they consented.</summary>
    public static IReadOnlyList<string> Rules { get; } = ["decidedByPerson", "explained"];

    /// <summary>Right answers, as far as the writer knows.</summary>
    public static JsonObject Fill(JsonArray form, JsonObject prefill, Writing writing)
    {
        var answers = (JsonObject)prefill.DeepClone();
        foreach (var field in form.OfType<JsonObject>())
        {
            if (Answer(field, answers[Name(field)], writing) is { } answer)
                answers[Name(field)] = answer;
        }

        return answers;
    }

    /// <summary>The same with something wrong or missing in it.</summary>
    public static JsonObject Spoil(JsonArray form, JsonObject answers, Dice dice)
    {
        var spoilt = (JsonObject)answers.DeepClone();
        var candidates = form.OfType<JsonObject>().Where(IsAsked).ToList();
        if (candidates.Count == 0)
            return spoilt;
        var field = dice.Of(candidates);
        if (Kind(field) == "date" && dice.Chance(50))
            spoilt[Name(field)] = "2199-01-01"; // a date that has not been
        else
            spoilt.Remove(Name(field));
        return spoilt;
    }

    private static bool IsAsked(JsonObject field) =>
        field["required"]!.GetValue<bool>() || Name(field) is "nextMeeting" or "explained" or "goesOn" or "decidedByPerson" or "members" or "checklist" or "receiver";

    private static JsonNode? Answer(JsonObject field, JsonNode? known, Writing writing)
    {
        var dice = writing.Dice;
        switch (Name(field))
        {
            case "channel": return writing.Life.Email is null || dice.Chance(10) ? "letter" : "email";
            case "userId": return dice.Of(Choices(field).Where(id => id.StartsWith("officer-", StringComparison.Ordinal)).Take(2).ToList()); // those of the unit stand first
            case "members": return Members(writing);
            case "acuteNeeds": return new JsonArray([.. writing.Life.AcuteNeeds.Select(need => (JsonNode)Need(field, need, dice))]);
            case "needs": return new JsonArray([.. writing.Life.Needs.Select(need => (JsonNode)Need(field, need, dice))]);
            case "done": return writing.Life.DeclinesTalk && writing.Today < writing.Life.Start.AddDays(9) && Choices(field).Contains("declined") ? "declined" : "yes";
            case "receivingUnit": return writing.TransfersTo;
            case "consent": return writing.Life.Consents ? "given" : "refused";
            case "proposals": return Proposals(field, writing);
            case "nothingToOffer": return JsonValue.Create(true); // only looked at when there is no proposal
            case "chosenProposals": return new JsonArray([.. Choices(field).Where(_ => dice.Chance(70)).Select(choice => (JsonNode)choice)]);
            case "measures": return Own(field, writing);
            case "stillHolds": return dice.Chance(85) ? "yes" : "no";
            case "whatChanges": return "Noe i planen må justeres.";
            case "attendees": return Attendees(known, dice);
            case "log": return Log(known);
            case "receiver": return Receiver(writing);
            case "kind": return writing.TransfersTo is null ? "release" : writing.TransfersTo != Town.Probation ? "other-unit" : dice.Chance(50) ? "probation-em" : "probation";
            case "takers": return Takers(field, writing);
            case "checklist": return new JsonArray([.. Choices(field).Select(choice => (JsonNode)choice)]);
            case "responsibilityTakenBy": return writing.TakesInWriting ? $"Bruker {writing.User}" : null;
            case "responsibilityStatement": return writing.TakesInWriting ? "Jeg tar ansvaret for det som er åpent." : null;
            case "personInfluence" or "personOverall": return DeclinesToAnswer(writing) || dice.Chance(20) ? null : $"{dice.Between(1, 5)}";
            case "staffCooperation" or "staffOverall": return dice.Chance(30) ? null : $"{dice.Between(1, 5)}";
            case "personDeclined": return DeclinesToAnswer(writing);
            case "supportedBy" or "endsOn" or "nextMeetingWhere": return null;
            default: return Plain(field, known, writing);
        }
    }

    private static bool DeclinesToAnswer(Writing writing) => writing.Life.Ordinal % 5 == 0;

    private static JsonNode? Plain(JsonObject field, JsonNode? known, Writing writing)
    {
        if (known is not null && known.ToString().Length > 0)
            return null;
        var isAsked = IsAsked(field);
        switch (Kind(field))
        {
            case "date": return isAsked ? Day(writing.Today) : null;
            case "dateTime": return $"{Day(writing.Today.AddDays(writing.Dice.Between(5, 13)))}T10:00";
            case "choice": return isAsked || Name(field) == "nextMeetingPlace" ? Choices(field).FirstOrDefault() : null;
            case "user": return isAsked ? Choices(field).Contains(writing.User) || Choices(field).Length == 0 ? writing.User : Choices(field)[0] : null;
            case "checkbox": return JsonValue.Create(true);
            case "multiChoice": return isAsked ? new JsonArray(Choices(field).FirstOrDefault()) : null;
            case "rows": return isAsked ? new JsonArray(Row(field, writing)) : null;
            default: return isAsked ? "Notert." : null;
        }
    }

    private static JsonObject Row(JsonObject field, Writing writing)
    {
        var row = new JsonObject();
        foreach (var column in Columns(field))
        {
            if (Plain(column, null, writing) is { } answer)
                row[Name(column)] = answer;
        }

        return row;
    }

    private static JsonArray Members(Writing writing)
    {
        var (life, dice) = (writing.Life, writing.Dice);
        var members = new JsonArray();
        foreach (var service in (string[])["nav", "municipality", "health"])
        {
            if (service == "health" && dice.Chance(25))
                continue;
            var member = new JsonObject { ["role"] = $"member:{service}", ["fromExistingGroup"] = life.ExistingGroup is not null && members.Count == 0 };
            if (service != "municipality" && dice.Chance(12))
            {
                // Nobody of this service signs in here.
                (member["channel"], member["name"]) = ("by-hand", "Vakttelefonen");
            }
            else
            {
                (member["channel"], member["userId"]) = ("inbox", Town.MemberOf(service, life.Home));
            }

            members.Add((JsonNode)member);
        }

        if (dice.Chance(20))
            members.Add((JsonNode)new JsonObject { ["role"] = "member:housing", ["channel"] = "email", ["agencyId"] = $"agency-{life.Home}" });
        return members;
    }

    private static JsonObject Need(JsonObject field, string thread, Dice dice)
    {
        var tangle = Columns(field).First(column => Name(column) == "tangle");
        return new JsonObject { ["tangle"] = dice.Of(Choices(tangle)), ["knot"] = "meaningful-occupation", ["thread"] = thread };
    }

    private static JsonArray Proposals(JsonObject field, Writing writing)
    {
        // Whoever does not see the needs is asked for nothing that answers them.
        var needs = Columns(field).FirstOrDefault(column => Name(column) == "answers") is { } answers ? Choices(answers) : [];
        if (needs.Length == 0 || writing.Dice.Chance(25))
            return [];
        return new JsonArray([.. Enumerable.Range(1, writing.Dice.Between(1, 2)).Select(number => (JsonNode)new JsonObject
        {
            ["title"] = $"Tilbud {number}",
            ["startsOn"] = Day(writing.Today.AddDays(writing.Dice.Between(3, 25))),
            ["requirements"] = "Møter til avtalt tid",
            ["answers"] = new JsonArray(writing.Dice.Of(needs)),
            ["canBeOffered"] = true,
        })]);
    }

    private static JsonArray? Own(JsonObject field, Writing writing)
    {
        var columns = Columns(field).ToDictionary(Name);
        var needs = columns.TryGetValue("answers", out var answers) ? Choices(answers) : [];
        return needs.Length == 0 || writing.Dice.Chance(50) ? null : new JsonArray(new JsonObject
        {
            ["title"] = "Arbeidsdrift",
            ["deliverer"] = Choices(columns["deliverer"])[0],
            ["startsOn"] = Day(writing.Today.AddDays(writing.Dice.Between(0, 14))),
            ["requiredOfPerson"] = "Møter hver dag",
            ["answers"] = new JsonArray(writing.Dice.Of(needs)),
        });
    }

    private static JsonArray Attendees(JsonNode? known, Dice dice)
    {
        var rows = (JsonArray)(known?.DeepClone() ?? new JsonArray());
        foreach (var row in rows.OfType<JsonObject>().Where(_ => dice.Chance(15)))
            (row["presence"], row["reason"]) = ("absent", "Sykdom");
        if (dice.Chance(50))
            rows.Add((JsonNode)new JsonObject { ["who"] = "person", ["presence"] = "present" });
        return rows;
    }

    private static JsonArray? Log(JsonNode? known)
    {
        if (known?.DeepClone() is not JsonArray rows)
            return null;
        foreach (var row in rows.OfType<JsonObject>())
            row["text"] = "Ringte: det går videre som avtalt.";
        return rows;
    }

    private static string Receiver(Writing writing) => writing.TransfersTo ?? writing.Life.Home;

    private static JsonArray Takers(JsonObject field, Writing writing)
    {
        var columns = Columns(field).ToDictionary(Name);
        var taker = new JsonObject { ["role"] = "contact-officer" };
        if (writing.TransfersTo is { } unit)
            taker["userId"] = writing.Dice.Of(writing.Town.OfficersOf(unit));
        else
            taker["member"] = Choices(columns["member"]) is [_, ..] members ? members[Math.Min(1, members.Length - 1)] : "";
        return new JsonArray(taker);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");

    private static string Name(JsonObject field) => field["name"]!.GetValue<string>();

    private static string Kind(JsonObject field) => field["kind"]!.GetValue<string>();

    private static string[] Choices(JsonObject field) => [.. field["choices"]!.AsArray().Select(choice => choice!["value"]!.GetValue<string>())];

    private static IEnumerable<JsonObject> Columns(JsonObject field) => field["columns"]!.AsArray().OfType<JsonObject>();
}
