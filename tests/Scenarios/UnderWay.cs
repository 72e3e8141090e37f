using System.Globalization;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Takeover;

namespace ProcessAutomation.Scenarios;

/// <summary>Cases that are under way elsewhere on 4 January 2027, one for each phase, with all that the phase needs.</summary>
internal static class UnderWay
{
    public static TakeoverWish In(CasePhase phase) => new()
    {
        Reference = $"PERM-{phase}",
        Person = new NewPerson { NationalNumber = SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
        Case = phase switch
        {
            CasePhase.Preparations => Prepared("2027-02-01", "2027-06-01") with { Phase = phase, Group = null, DatesNotified = null },
            CasePhase.UnderstandNeeds => Arrived("2026-12-28", "2027-06-01") with { Phase = phase, NextMeeting = Next(MeetingKind.NeedsTalk, "2027-01-05") },
            CasePhase.MakePlan => NeedsKnown("2026-12-14", "2027-06-01") with { Phase = phase },
            CasePhase.CarryOut => Planned("2026-09-01", "2027-06-01") with { Phase = phase, NextMeeting = Next(MeetingKind.Talk, "2027-01-08") },
            _ => Planned("2026-09-01", "2027-02-01") with
            {
                Phase = phase,
                Handover = new HandoverBegun(Kari("2026-12-21"), TransitionKind.Release, "Grünerløkka", [new TakerJoined(CaseRoles.ContactOfficer, null, 2, Day("2026-12-22"), null)]),
            },
        },
    };

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Held Kari(string day) => new(Day(day), "kari");

    public static Booking Next(MeetingKind kind, string day) => new(kind, Domain.Calendar.NorwegianTime.At(Day(day), new TimeOnly(10, 0)), MeetingPlace.Room);

    private static CaseUnderWay Planned(string start, string release) => NeedsKnown(start, release) with
    {
        Plan = new PlanMade(Kari("2026-10-01"), DecidedByPerson: true,
        [
            new MeasureUnderWay(new NewMeasure { Title = "Arbeidstrening", DelivererNumber = 1, StartsOn = Day("2026-10-05"), RequiredOfPerson = "Møter til avtalt tid", Answers = [1] }, Day("2026-10-05"), Day("2026-12-30")),
            new MeasureUnderWay(new NewMeasure { Title = "Søke bolig", DelivererNumber = 2, StartsOn = Day("2027-02-01"), RequiredOfPerson = "Blir med på visning", Answers = [2] }, null, null),
        ]),
        LastTalk = new TalkHeld(Kari("2026-12-28")),
        LastGroupMeeting = new TalkHeld(Kari("2026-12-01"), "Planen holder."),
    };

    private static CaseUnderWay NeedsKnown(string start, string release) => Arrived(start, release) with
    {
        NeedsTalk = new NeedsTalkHeld(Kari(Later(start, 7)), [new NewNeed(Tangle.EconomyAndHousing, "meaningful-occupation", "Vil tilbake i arbeid"), new NewNeed(Tangle.EconomyAndHousing, "stable-home", "Har ikke bolig")]),
        Consent = new ConsentDecided(Kari(Later(start, 7)), ConsentAnswer.Given, "Hvem som ser behovskartet, og hvorfor."),
        NeedsShared = Kari(Later(start, 8)),
    };

    private static CaseUnderWay Arrived(string start, string release) => Prepared(start, release) with { Arrival = new TalkHeld(Kari(start), "Kom som avtalt.") };

    private static CaseUnderWay Prepared(string start, string release) => new()
    {
        Phase = CasePhase.Preparations,
        Start = new CaseStart { PersonId = Guid.Empty, UnitId = "oslo", StartDate = Day(start), ReleaseDate = Day(release), HomeMunicipality = "Grünerløkka" },
        ContactOfficer = "kari",
        Summons = new SummonsSent(Kari("2026-08-01"), SummonsChannel.Letter),
        Group = new GroupEstablished(Kari("2026-08-20"), [Member(CaseRoles.Nav, "nina"), Member(CaseRoles.Municipality, "knut"), Member(CaseRoles.Health, "hanne")]),
        DatesNotified = Kari("2026-08-20"),
    };

    private static NewMember Member(string role, string user) => new() { Role = role, Channel = ContactChannel.Inbox, UserId = user };

    private static string Later(string day, int days) => Day(day).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
