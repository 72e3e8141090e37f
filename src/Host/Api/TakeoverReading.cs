using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Proposals;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Takeover;

namespace ProcessAutomation.Host.Api;

/// <summary>Reads a request to take over a case. Words that are none of those known are noted with the field, and refused together with all else.</summary>
internal sealed class TakeoverReading
{
    private readonly List<Refusal> faults = [];

    private TakeoverReading()
    {
    }

    public static TakeoverWish Of(TakeoverRequest request)
    {
        var reading = new TakeoverReading();
        var way = reading.CaseOf(request);
        return new TakeoverWish
        {
            Reference = request.Reference,
            PersonId = request.PersonId,
            Person = request.Person is { } person
                ? new NewPerson { NationalNumber = person.NationalNumber, GivenName = person.GivenName, FamilyName = person.FamilyName, Email = person.Email, Address = person.Address }
                : null,
            Case = way,
            Faults = [.. reading.faults],
        };
    }

    private CaseUnderWay CaseOf(TakeoverRequest request) => new()
    {
        Phase = Word("phase", request.Phase, ("preparations", CasePhase.Preparations), ("understand-needs", CasePhase.UnderstandNeeds), ("make-plan", CasePhase.MakePlan), ("carry-out", CasePhase.CarryOut), ("hand-over", CasePhase.HandOver)),
        Start = new CaseStart
        {
            PersonId = request.PersonId ?? Guid.Empty,
            UnitId = request.UnitId,
            StartDate = request.StartDate,
            ReleaseDate = request.ReleaseDate,
            Language = string.IsNullOrWhiteSpace(request.Language) ? "nb" : request.Language,
            InterpreterLanguage = request.InterpreterLanguage,
            HomeMunicipality = request.HomeMunicipality,
            ExistingGroup = request.ExistingGroup,
        },
        ContactOfficer = request.ContactOfficer,
        TransferDate = request.TransferDate,
        Summons = request.Summons is { } summons
            ? new SummonsSent(new Held(summons.HeldOn, summons.HeldBy), Word("summons.channel", summons.Channel, ("email", SummonsChannel.Email), ("letter", SummonsChannel.Letter)))
            : null,
        ArrivedWithoutSummons = request.ArrivedWithoutSummons,
        Group = request.Group is { } group ? new GroupEstablished(new Held(group.HeldOn, group.HeldBy), [.. group.Members.Select(MemberOf)]) : null,
        DatesNotified = HeldOf(request.DatesNotified),
        Arrival = TalkOf(request.Arrival),
        NeedsTalk = request.NeedsTalk is { } talk ? new NeedsTalkHeld(new Held(talk.HeldOn, talk.HeldBy), [.. talk.Needs.Select(NeedOf)], talk.SupportedBy, talk.Minutes) : null,
        Consent = request.Consent is { } consent
            ? new ConsentDecided(new Held(consent.HeldOn, consent.HeldBy), Word("consent.answer", consent.Answer, ("given", ConsentAnswer.Given), ("refused", ConsentAnswer.Refused), ("withdrawn", ConsentAnswer.Withdrawn)), consent.Explained ?? "")
            : null,
        NeedsShared = HeldOf(request.NeedsShared),
        Proposals = [.. (request.Proposals ?? []).Select(ProposalOf)],
        InputClosed = HeldOf(request.InputClosed),
        Plan = request.Plan is { } plan ? new PlanMade(new Held(plan.HeldOn, plan.HeldBy), plan.DecidedByPerson, [.. plan.Measures.Select(MeasureOf)], plan.Note) : null,
        LastTalk = TalkOf(request.LastTalk),
        LastGroupMeeting = TalkOf(request.LastGroupMeeting),
        NextMeeting = request.NextMeeting is { } next ? BookingOf(next) : null,
        Handover = request.Handover is { } handover ? HandoverOf(handover) : null,
    };

    private static Held? HeldOf(HeldRequest? request) => request is null ? null : new Held(request.HeldOn, request.HeldBy);

    private static TalkHeld? TalkOf(TalkHeldRequest? request) => request is null ? null : new TalkHeld(new Held(request.HeldOn, request.HeldBy), request.Minutes);

    private NewMember MemberOf(TakenMemberRequest request, int index) => new()
    {
        Role = request.Role,
        Channel = Word($"group.members[{index}].channel", request.Channel, ("inbox", ContactChannel.Inbox), ("email", ContactChannel.Email), ("webhook", ContactChannel.Webhook), ("by-hand", ContactChannel.ByHand)),
        UserId = request.UserId,
        AgencyId = request.AgencyId,
        Name = request.Name,
        Email = request.Email,
        FromExistingGroup = request.FromExistingGroup,
    };

    private NewNeed NeedOf(TakenNeedRequest request, int index) => new(
        Word($"needsTalk.needs[{index}].tangle", request.Tangle, Tangles.Words.Rows.AsSpan()),
        request.Knot, request.Thread, request.Acute);

    private static NewProposal ProposalOf(ProposalRequest request) => new()
    {
        MemberNumber = request.Member,
        Title = request.Title,
        Description = request.Description,
        StartsOn = request.StartsOn,
        EndsOn = request.EndsOn,
        Requirements = request.Requirements,
        Answers = [.. request.Answers],
        CanBeOffered = true,
    };

    private static MeasureUnderWay MeasureOf(MeasureUnderWayRequest request) => new(
        new NewMeasure { Title = request.Title, DelivererNumber = request.Deliverer, StartsOn = request.StartsOn, EndsOn = request.EndsOn, RequiredOfPerson = request.RequiredOfPerson, Answers = [.. request.Answers] },
        request.StartedOn, request.LastHeardOn);

    private Booking BookingOf(BookingRequest request) => new(
        Word("nextMeeting.kind", request.Kind, ("needs-talk", MeetingKind.NeedsTalk), ("plan-talk", MeetingKind.PlanTalk), ("talk", MeetingKind.Talk), ("group-meeting", MeetingKind.GroupMeeting), ("farewell", MeetingKind.Farewell)),
        request.At,
        Word("nextMeeting.place", request.Place ?? "room", ("room", MeetingPlace.Room), ("video", MeetingPlace.Video), ("both", MeetingPlace.Both)),
        request.Where);

    private HandoverBegun HandoverOf(HandoverBegunRequest request) => new(
        new Held(request.HeldOn, request.HeldBy),
        Word("handover.kind", request.Kind, ("other-unit", TransitionKind.OtherUnit), ("probation", TransitionKind.Probation), ("release", TransitionKind.Release)),
        request.Receiver,
        [.. request.Takers.Select(taker => new TakerJoined(taker.Role, taker.UserId, taker.Member, taker.JoinedOn, taker.GoneThroughOn))]);

    private T Word<T>(string field, string word, params ReadOnlySpan<(string Word, T Value)> known)
    {
        foreach (var (name, value) in known)
        {
            if (string.Equals(name, word, StringComparison.Ordinal))
                return value;
        }

        faults.Add(Refusal.Of(AnswerCodes.NotAChoice, field));
        return known[0].Value;
    }
}
