using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Proposals;
using ProcessAutomation.Domain.Refusals;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Cases;

/// <summary>
/// A case brought to where a test begins: opened on 4 January 2027, start on 1 February, release on 1 September. Each step takes what
/// the process takes by default, and fails the test when the domain refuses it.
/// </summary>
public sealed class Given
{
    public static readonly DateOnly Start = new(2027, 2, 1);
    public static readonly DateOnly Release = new(2027, 9, 1);

    private Given(Case opened) => Case = opened;

    public Case Case { get; }

    public static Given Opened(string? existingGroup = null, DateOnly? release = null) => new(
        Assert.IsType<CaseOpening.Opened>(Case.Open(
            Guid.Parse("01941f29-7c00-7000-8000-0000a1b2c3d4"),
            new CaseStart { PersonId = Guid.Parse("01941f29-7c00-7000-8000-000000000001"), UnitId = "bjorgvin", StartDate = Start, ReleaseDate = release ?? Release, ExistingGroup = existingGroup },
            On(2027, 1, 4))).Case);

    public static Given Summoned() => Opened()
        .Do(it => it.Roles.Name(CaseRoles.ContactOfficer, "kari", new DateOnly(2027, 1, 4), On(2027, 1, 4)))
        .Do(it => it.Summon(SummonsChannel.Email, new DateOnly(2027, 1, 4), On(2027, 1, 4)));

    public static Given WithGroup() => Summoned()
        .Do(it => it.Group.Establish([Nina(), Knut()], new DateOnly(2027, 1, 20), On(2027, 1, 20)));

    public static Given Arrived() => WithGroup()
        .Do(it => it.Meetings.HoldArrival(Arrival(), On(2027, 2, 1)));

    public static Given NeedsTalkDone() => Arrived()
        .Do(it => it.Meetings.HoldNeedsTalk(Talk(), On(2027, 2, 4)));

    public static Given Consented(bool given = true) => NeedsTalkDone()
        .Do(it => it.Consent.Decide(given, new Held(new DateOnly(2027, 2, 4), "kari"), "What sharing means", On(2027, 2, 4)));

    public static Given Shared() => Consented()
        .Do(it => it.Sharing.ShareNeedsMap([], On(2027, 2, 4)));

    public static Given InputClosed() => Shared()
        .Do(it => it.Proposals.Propose(Course(), On(2027, 2, 8)))
        .Do(it => it.Proposals.CloseInput(new DateOnly(2027, 2, 11), On(2027, 2, 11)));

    public static Given Planned() => InputClosed()
        .Do(it => it.Plan.Agree(PlanTalk(), On(2027, 2, 16)));

    public static Given HandingOver() => Planned()
        .Do(it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 7, 21)));

    public static Given HandedOver() => HandingOver().TakeOver()
        .Do(it => it.Handovers.Confirm(new DateOnly(2027, 8, 20), On(2027, 8, 20)));

    /// <summary>Nine in the morning in Oslo, entered by kari.</summary>
    public static Entry On(int year, int month, int day, string by = "kari") => Entry.By(by, NorwegianTime.At(new DateOnly(year, month, day), new TimeOnly(9, 0)));

    public static Booking Next(MeetingKind kind, int year, int month, int day) =>
        new(kind, NorwegianTime.At(new DateOnly(year, month, day), new TimeOnly(10, 0)), MeetingPlace.Room);

    public static NewMember Nina() => new() { Role = CaseRoles.Nav, Channel = ContactChannel.Inbox, UserId = "nina", AgencyId = "nav-bergen", Name = "NAV" };

    public static NewMember Knut() => new() { Role = CaseRoles.Municipality, Channel = ContactChannel.Inbox, UserId = "knut", AgencyId = "bergen" };

    public static NewNeed Home(bool acute = false) => new(Tangle.EconomyAndHousing, "stable-home", "Has nowhere to go", acute);

    public static NewNeed Debt() => new(Tangle.EconomyAndHousing, "handle-debt", "Does not know what he owes");

    public static ArrivalMeeting Arrival() => new()
    {
        Held = new Held(Start, "kari"),
        AcuteNeeds = [new NewNeed(Tangle.Health, "treatment-that-goes-on", "Medicine runs out on Friday")],
        Next = Next(MeetingKind.NeedsTalk, 2027, 2, 4),
    };

    public static NeedsTalk Talk() => new() { Held = new Held(new DateOnly(2027, 2, 4), "kari"), SupportedBy = "mona", Needs = [Home(), Debt()] };

    public static NewProposal Course() => new()
    {
        MemberNumber = 1,
        Title = "Economy course",
        StartsOn = new DateOnly(2027, 3, 1),
        EndsOn = new DateOnly(2027, 5, 1),
        Requirements = "Comes every Tuesday",
        Answers = [3],
        CanBeOffered = true,
    };

    public static NewMeasure CourseMeasure() => new()
    {
        ProposalNumber = 1,
        Title = "Economy course",
        DelivererNumber = 1,
        StartsOn = new DateOnly(2027, 3, 1),
        EndsOn = new DateOnly(2027, 5, 1),
        RequiredOfPerson = "Comes every Tuesday",
        Answers = [3],
    };

    public static PlanTalk PlanTalk() => new()
    {
        Held = new Held(new DateOnly(2027, 2, 16), "kari"),
        DecidedByPerson = true,
        Measures = [CourseMeasure()],
        Next = Next(MeetingKind.Talk, 2027, 3, 2),
    };

    /// <summary>Every line gets a taker who confirms, and the checklist is done.</summary>
    public Given TakeOver()
    {
        var open = Case.Handovers.Open!.Number;
        foreach (var line in Case.Handovers.LinesOf(open).ToList())
        {
            Do(it => it.Handovers.Take(line.Number, null, 2, new DateOnly(2027, 7, 25), On(2027, 7, 25)));
            Do(it => it.Handovers.ConfirmTaker(line.Number, new DateOnly(2027, 8, 10), On(2027, 8, 10, "knut")));
        }

        foreach (var item in Case.Handovers.ChecklistOf(open).ToList())
            Do(it => it.Handovers.CheckOff(item.Number, new DateOnly(2027, 8, 15), On(2027, 8, 15)));
        return this;
    }

    public Given Do(Func<Case, Refusal?> act)
    {
        Assert.Null(act(Case)?.Code);
        return this;
    }

    /// <summary>The domain refuses with this code, and the case is as it was.</summary>
    public void Refuses(string code, Func<Case, Refusal?> act)
    {
        var before = Snapshot.Of(Case);
        Assert.Equal(code, act(Case)?.Code);
        Assert.Equal(before, Snapshot.Of(Case));
    }
}
