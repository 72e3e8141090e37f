using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Api;

namespace ProcessAutomation.Host.Takeover;

/// <summary>Reads the answers of <see cref="TakeoverForm"/> as the request the API takes, and leads its refusals back to the fields of the form.</summary>
internal static class TakeoverAnswers
{
    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["summons.sentOn"] = "summonsHeldOn",
        ["group.establishedOn"] = "groupHeldOn",
        ["group.members"] = "members",
        ["inputClosed.closedOn"] = "inputClosedHeldOn",
        ["plan.decidedByPerson"] = "decidedByPerson",
        ["handover.roles"] = "takers",
        ["transferDate.transferDate"] = "transferDate",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The wish; null facts where no day was given.</summary>
    public static TakeoverRequest Read(CasePhase phase, Answers answers) => new()
    {
        Reference = answers.Text("reference"),
        Phase = phase switch { CasePhase.Preparations => "preparations", CasePhase.UnderstandNeeds => "understand-needs", CasePhase.MakePlan => "make-plan", CasePhase.CarryOut => "carry-out", _ => "hand-over" },
        Person = new PersonRequest { NationalNumber = answers.Text("nationalNumber"), GivenName = answers.Text("givenName"), FamilyName = answers.Text("familyName"), Email = answers.TextOrNull("email"), Address = answers.TextOrNull("address") },
        UnitId = answers.Text("unitId"),
        StartDate = answers.Date("startDate"),
        ReleaseDate = answers.DateOrNull("releaseDate"),
        TransferDate = answers.DateOrNull("transferDate"),
        Language = answers.Text("language"),
        InterpreterLanguage = answers.TextOrNull("interpreterLanguage"),
        HomeMunicipality = answers.TextOrNull("homeMunicipality"),
        ExistingGroup = answers.TextOrNull("existingGroup"),
        ContactOfficer = answers.TextOrNull("contactOfficer"),
        Summons = Held(answers, "summons") is { } summons ? new SummonsSentRequest(summons.HeldOn, summons.HeldBy, answers.TextOrNull("summonsChannel") ?? "letter") : null,
        ArrivedWithoutSummons = answers.IsChecked("arrivedWithoutSummons"),
        Group = Held(answers, "group") is { } group ? new GroupEstablishedRequest(group.HeldOn, group.HeldBy, [.. answers.Rows("members").Select(row => Member(row.Row))]) : null,
        DatesNotified = Held(answers, "datesNotified"),
        Arrival = Talk(answers, "arrival"),
        NeedsTalk = Held(answers, "needsTalk") is { } talk ? new NeedsTalkHeldRequest(talk.HeldOn, talk.HeldBy, [.. answers.Rows("needs").Select(row => Need(row.Row))]) : null,
        Consent = Held(answers, "consent") is { } consent ? new ConsentDecidedRequest(consent.HeldOn, consent.HeldBy, answers.Text("consentAnswer"), answers.TextOrNull("consentExplained")) : null,
        NeedsShared = Held(answers, "needsShared"),
        InputClosed = Held(answers, "inputClosed"),
        Plan = Held(answers, "plan") is { } plan ? new PlanMadeRequest(plan.HeldOn, plan.HeldBy, answers.IsChecked("decidedByPerson"), [.. answers.Rows("measures").Select(row => Measure(row.Row))]) : null,
        LastTalk = Talk(answers, "lastTalk"),
        LastGroupMeeting = Talk(answers, "lastGroupMeeting"),
        NextMeeting = answers.InstantOrNull("nextMeeting") is { } at ? new BookingRequest(answers.TextOrNull("nextMeetingKind") ?? "talk", at, answers.TextOrNull("nextMeetingPlace"), answers.TextOrNull("nextMeetingWhere")) : null,
        Handover = Held(answers, "handover") is { } handover
            ? new HandoverBegunRequest(handover.HeldOn, handover.HeldBy, answers.Text("handoverKind"), answers.Text("handoverReceiver"), [.. answers.Rows("takers").Select(row => Taker(row.Row))])
            : null,
    };

    /// <summary>A refusal under the name of the form's field; one that belongs to none stands for itself.</summary>
    public static Refusal Place(Refusal refusal, ImmutableArray<FormField> fields) =>
        refusal.Field is { } field && PlaceOf(field, fields) is { } place ? Refusal.Of(refusal.Code, place, refusal.Args) : refusal.Args.IsEmpty ? Refusal.Of(refusal.Code) : Refusal.Of(refusal.Code, "", refusal.Args);

    private static string? PlaceOf(string path, ImmutableArray<FormField> fields)
    {
        if (Fields.TryGetValue(path, out var known))
            return known;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (fact, rest) = dot < 0 ? (path, "heldOn") : (path[..dot], path[(dot + 1)..]);
        if (fact == "person")
            return rest;
        if (rest.Contains('[', StringComparison.Ordinal))
            return rest;
        if (dot < 0 && Has(path, fields))
            return path;
        var joined = fact + char.ToUpperInvariant(rest[0]) + rest[1..];
        return Has(joined, fields) ? joined : Has(fact + "HeldOn", fields) ? fact + "HeldOn" : null;
    }

    private static bool Has(string name, ImmutableArray<FormField> fields) => fields.Any(field => field.Name == name);

    private static HeldRequest? Held(Answers answers, string fact) =>
        answers.DateOrNull(fact + "HeldOn") is { } on ? new HeldRequest(on, answers.TextOrNull(fact + "HeldBy") ?? answers.Text("contactOfficer")) : null;

    private static TalkHeldRequest? Talk(Answers answers, string fact) => Held(answers, fact) is { } held ? new TalkHeldRequest(held.HeldOn, held.HeldBy) : null;

    private static TakenMemberRequest Member(Answers row) => new()
    {
        Role = row.Text("role"),
        Channel = row.Text("channel"),
        UserId = row.TextOrNull("userId"),
        AgencyId = row.TextOrNull("agencyId"),
        Name = row.TextOrNull("name"),
        Email = row.TextOrNull("email"),
        FromExistingGroup = row.IsChecked("fromExistingGroup"),
    };

    private static TakenNeedRequest Need(Answers row) => new(row.Text("tangle"), row.Text("knot"), row.Text("thread"), row.IsChecked("acute"));

    private static MeasureUnderWayRequest Measure(Answers row) => new(
        row.Text("title"), row.Date("startsOn"), row.Text("requiredOfPerson"), Numbers(row.Text("answers")), NumberOf(row, "deliverer"), row.DateOrNull("endsOn"), row.DateOrNull("startedOn"), row.DateOrNull("lastHeardOn"));

    private static TakerJoinedRequest Taker(Answers row) => new(row.Text("role"), row.Date("joinedOn"), row.TextOrNull("userId"), NumberOf(row, "member"), row.DateOrNull("goneThroughOn"));

    // A number that is none is a member or need that is not there: the case refuses it and says so.
    private static int? NumberOf(Answers row, string name) => row.TextOrNull(name) is { } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1 : null;

    private static ImmutableArray<int> Numbers(string text) =>
        [.. text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)];
}
