using System.Text.Json.Nodes;

namespace ProcessAutomation.Scenarios;

/// <summary>Answers as a person would give them, in the shape the API takes.</summary>
internal static class Given
{
    public static JsonObject Officer(string userId) => new() { ["userId"] = userId };

    public static JsonObject Summons(string sentOn, string channel = "email") => new() { ["channel"] = channel, ["sentOn"] = sentOn };

    /// <summary>NAV, the municipality and health, each a user who signs in: members 1, 2 and 3.</summary>
    public static JsonObject Group(string establishedOn) => new()
    {
        ["establishedOn"] = establishedOn,
        ["members"] = new JsonArray(Member("member:nav", "nina"), Member("member:municipality", "knut"), Member("member:health", "hanne")),
    };

    public static JsonObject Arrival(string heldOn, string? nextMeeting) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["acuteNeeds"] = new JsonArray(Need("health", "treatment-that-goes-on", "Trenger medisiner fra første dag", isAcute: true)),
        ["nextMeeting"] = nextMeeting,
        ["nextMeetingPlace"] = "room",
    };

    /// <summary>Needs 2 and 3: work and a home.</summary>
    public static JsonObject NeedsTalk(string heldOn, string done = "yes", string? nextMeeting = null) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["needs"] = done == "yes"
            ? new JsonArray(Need("economy-and-housing", "meaningful-occupation", "Vil tilbake i arbeid"), Need("economy-and-housing", "stable-home", "Har ikke bolig etter løslatelse"))
            : [],
        ["done"] = done,
        ["nextMeeting"] = nextMeeting,
    };

    public static JsonObject Consent(string heldOn, string answer) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["explained"] = "Hvem som ser behovskartet, hvorfor, og at samtykket kan trekkes.",
        ["consent"] = answer,
    };

    public static JsonObject Input(string title, string startsOn, int need) => new() { ["proposals"] = new JsonArray(Proposal(title, startsOn, need)) };

    public static JsonObject NothingToOffer() => new() { ["nothingToOffer"] = true };

    public static JsonObject Plan(string heldOn, string? nextMeeting, params int[] proposals) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["chosenProposals"] = new JsonArray([.. proposals.Select(number => (JsonNode)JsonValue.Create($"{number}"))]),
        ["decidedByPerson"] = true,
        ["nextMeeting"] = nextMeeting,
    };

    public static JsonObject Talk(string heldOn, string nextMeeting, string? whatChanges = null) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["stillHolds"] = whatChanges is null ? "yes" : "no",
        ["whatChanges"] = whatChanges,
        ["nextMeeting"] = nextMeeting,
    };

    public static JsonObject Booking(string nextMeeting) => new() { ["nextMeeting"] = nextMeeting, ["nextMeetingPlace"] = "video" };

    public static JsonObject GroupMeeting(string heldOn, params int[] members) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["attendees"] = new JsonArray([.. members.Select(number => (JsonNode)new JsonObject { ["who"] = $"{number}", ["presence"] = "present" })]),
        ["decisions"] = "Planen holder.",
    };

    public static JsonObject Silence(string on, int measure) => new()
    {
        ["on"] = on,
        ["log"] = new JsonArray(new JsonObject { ["measure"] = $"{measure}", ["text"] = "Ringte: visning er avtalt." }),
    };

    public static JsonObject Handover(string kind, string receiver, string role, int? member, string? userId = null) => new()
    {
        ["kind"] = kind,
        ["receiver"] = receiver,
        ["takers"] = new JsonArray(new JsonObject { ["role"] = role, ["member"] = member is null ? "" : $"{member}", ["userId"] = userId ?? "" }),
    };

    public static JsonObject TakeOver(int line, string goneThroughOn) => new() { ["line"] = $"{line}", ["goneThroughOn"] = goneThroughOn, ["takesOver"] = true };

    public static JsonObject HandedOver(string on, int items) => new()
    {
        ["confirmedOn"] = on,
        ["checklist"] = new JsonArray([.. Enumerable.Range(1, items).Select(number => (JsonNode)JsonValue.Create($"{number}"))]),
    };

    public static JsonObject Farewell(string heldOn, string? takenBy = null) => new()
    {
        ["heldOn"] = heldOn,
        ["heldBy"] = "kari",
        ["goesOn"] = "NAV og bydelen fortsetter.",
        ["responsibilityTakenBy"] = takenBy,
        ["responsibilityStatement"] = takenBy is null ? null : "Jeg tar ansvaret for det som er åpent.",
    };

    public static JsonObject Proposal(string title, string startsOn, int need) => new()
    {
        ["title"] = title,
        ["startsOn"] = startsOn,
        ["requirements"] = "Møter til avtalt tid",
        ["answers"] = new JsonArray($"{need}"),
        ["canBeOffered"] = true,
    };

    private static JsonObject Member(string role, string userId) => new() { ["role"] = role, ["channel"] = "inbox", ["userId"] = userId };

    private static JsonObject Need(string tangle, string knot, string thread, bool isAcute = false) => new() { ["tangle"] = tangle, ["knot"] = knot, ["thread"] = thread, ["acute"] = isAcute };
}
