using System.Collections.Immutable;

namespace ProcessAutomation.Domain.Refusals;

/// <summary>
/// Every code a <see cref="Refusal"/> can have, with what it says; {0}, {1} are its arguments. Codes are stable: the interface has a text
/// for each in every language.
/// </summary>
public static partial class RefusalCodes
{
    /// <summary>The case names no unit.</summary>
    public const string UnitMissing = "case.unit-missing";

    /// <summary>The person has a case that goes on: work in it, or close it first.</summary>
    public const string PersonHasOpenCase = "case.person-has-open-case";

    /// <summary>The language is no language tag.</summary>
    public const string LanguageUnknown = "case.language-unknown";

    /// <summary>The release is not after the start ({0}).</summary>
    public const string ReleaseNotAfterStart = "case.release-not-after-start";

    /// <summary>The start date cannot move after arrival ({0}).</summary>
    public const string StartAfterArrival = "case.start-after-arrival";

    /// <summary>The transfer is before the start or after the release.</summary>
    public const string TransferOutsideSentence = "case.transfer-outside-sentence";

    /// <summary>The case is paused: resume it first.</summary>
    public const string CasePaused = "case.paused";

    /// <summary>The case is not paused.</summary>
    public const string CaseNotPaused = "case.not-paused";

    /// <summary>The case is closed or stopped.</summary>
    public const string CaseEnded = "case.ended";

    /// <summary>The day is before {0} or after {1}, which no case reaches.</summary>
    public const string DateOutOfRange = "date.out-of-range";

    /// <summary>The day ({0}) is after today ({1}): what is entered has happened.</summary>
    public const string DateInFuture = "date.in-future";

    /// <summary>The day is before {0}, when what it follows from happened.</summary>
    public const string DateBefore = "date.before";

    /// <summary>The last day is before the first.</summary>
    public const string EndsBeforeStart = "date.ends-before-start";

    /// <summary>The text is missing.</summary>
    public const string TextMissing = "text.missing";

    /// <summary>The text is longer than {0} characters.</summary>
    public const string TextTooLong = "text.too-long";

    /// <summary>A reason is required.</summary>
    public const string ReasonMissing = "reason.missing";

    /// <summary>Who held it is missing.</summary>
    public const string HolderMissing = "held-by.missing";

    /// <summary>No user is named.</summary>
    public const string UserMissing = "user.missing";

    /// <summary>The e-mail address is none.</summary>
    public const string EmailInvalid = "email.invalid";

    /// <summary>The national number is none: its length, date or control digits are wrong.</summary>
    public const string NationalNumberInvalid = "person.national-number-invalid";

    /// <summary>The name is missing.</summary>
    public const string NameMissing = "person.name-missing";

    /// <summary>A summons never goes out without a contact person: name the contact officer first.</summary>
    public const string SummonsWithoutContactPerson = "summons.no-contact-person";

    /// <summary>The summons went out already ({0}).</summary>
    public const string AlreadySummoned = "summons.sent";

    /// <summary>No such role ({0}).</summary>
    public const string RoleUnknown = "role.unknown";

    /// <summary>The role ({0}) has a holder: let the new one join beside them.</summary>
    public const string RoleHasHolder = "role.has-holder";

    /// <summary>Nobody holds the role ({0}): name somebody first.</summary>
    public const string RoleWithoutHolder = "role.no-holder";

    /// <summary>The user holds the role ({0}) already.</summary>
    public const string RoleHeldAlready = "role.held-already";

    /// <summary>No such holder now.</summary>
    public const string RoleHoldingUnknown = "role.holding-unknown";

    /// <summary>The role ({0}) cannot be left before its taker has confirmed and gone through needs and plan.</summary>
    public const string RoleLeftWithoutOverlap = "role.no-overlap";

    /// <summary>The role ({0}) has no taker yet.</summary>
    public const string RoleWithoutTaker = "role.no-taker";

    /// <summary>The group was established already ({0}): add members one by one.</summary>
    public const string GroupEstablished = "group.established";

    /// <summary>A group needs members.</summary>
    public const string GroupEmpty = "group.empty";

    /// <summary>The person has a group: take its members over, do not make another.</summary>
    public const string ExistingGroupNotTakenOver = "group.existing-not-taken-over";

    /// <summary>The member ({0}) is in the group already.</summary>
    public const string MemberTwice = "group.member-twice";

    /// <summary>No such member in the group now ({0}).</summary>
    public const string MemberUnknown = "group.member-unknown";

    /// <summary>The member ({0}) has neither user, agency nor name.</summary>
    public const string MemberNobody = "group.member-nobody";

    /// <summary>The channel does not reach the member ({0}): an address is missing.</summary>
    public const string MemberNotReachable = "group.member-not-reachable";

    /// <summary>The member delivers a measure: end it or hand it over first.</summary>
    public const string MemberDelivers = "group.member-delivers";

    /// <summary>The contact officer is responsible from the first meeting: name one first.</summary>
    public const string ArrivalWithoutContactOfficer = "arrival.no-contact-officer";

    /// <summary>Arrival is not complete without a time for the next meeting.</summary>
    public const string ArrivalWithoutNextMeeting = "arrival.no-next-meeting";

    /// <summary>Arrival is before the start date ({0}): correct one of them.</summary>
    public const string ArrivalBeforeStart = "arrival.before-start";

    /// <summary>Arrival was held already ({0}).</summary>
    public const string AlreadyArrived = "arrival.held";

    /// <summary>The needs talk comes after arrival.</summary>
    public const string NeedsTalkBeforeArrival = "needs-talk.before-arrival";

    /// <summary>The needs talk was done already ({0}).</summary>
    public const string NeedsTalkDone = "needs-talk.done";

    /// <summary>The next talk is always booked: give it a time.</summary>
    public const string TalkWithoutNextMeeting = "talk.no-next-meeting";

    /// <summary>When needs or plan no longer hold, say what changes.</summary>
    public const string TalkWithoutWhatChanges = "talk.no-what-changes";

    /// <summary>Regular talks begin when there is a plan.</summary>
    public const string TalkBeforePlan = "talk.before-plan";

    /// <summary>The meeting's time is not in the future.</summary>
    public const string MeetingNotInFuture = "meeting.not-in-future";

    /// <summary>No such booked meeting.</summary>
    public const string MeetingNotBooked = "meeting.not-booked";

    /// <summary>Somebody stands twice in the attendance.</summary>
    public const string AttendanceTwice = "meeting.attendance-twice";

    /// <summary>A member who delivers a measure ({0}) must attend, or be absent with a reason.</summary>
    public const string DelivererNotAccountedFor = "meeting.deliverer-not-accounted-for";

    /// <summary>A need has a tangle, a knot and a thread.</summary>
    public const string NeedIncomplete = "need.incomplete";

    /// <summary>The need is on the map already.</summary>
    public const string NeedTwice = "need.twice";

    /// <summary>No such open need ({0}).</summary>
    public const string NeedUnknown = "need.unknown";

    /// <summary>Name the needs it answers.</summary>
    public const string AnswersNoNeed = "need.none-answered";

    /// <summary>Consent is asked for at the end of the needs talk.</summary>
    public const string ConsentBeforeNeedsTalk = "consent.before-needs-talk";

    /// <summary>Say what was explained to the person.</summary>
    public const string ConsentNotExplained = "consent.not-explained";

    /// <summary>That answer stands already.</summary>
    public const string ConsentSameAnswer = "consent.same-answer";

    /// <summary>A consent that was given is withdrawn, not refused.</summary>
    public const string ConsentToBeWithdrawn = "consent.to-be-withdrawn";

    /// <summary>There is no consent to withdraw.</summary>
    public const string ConsentNotGiven = "consent.not-given";

    /// <summary>The needs map cannot be shared: the person has not consented.</summary>
    public const string SharedWithoutConsent = "sharing.no-consent";

    /// <summary>There is nobody in the group to share with.</summary>
    public const string NobodyToShareWith = "sharing.nobody";

    /// <summary>The needs map is not shared with the member, so it cannot propose.</summary>
    public const string NeedsNotShared = "sharing.not-shared";

    /// <summary>Input closed already ({0}).</summary>
    public const string InputClosed = "proposal.input-closed";

    /// <summary>A proposal says when it begins.</summary>
    public const string ProposalWithoutTime = "proposal.no-time";

    /// <summary>Say what is required of the person; "none" is an answer.</summary>
    public const string RequirementsMissing = "measure.no-requirements";

    /// <summary>Only what can be offered as things stand is proposed.</summary>
    public const string ProposalCannotBeOffered = "proposal.cannot-be-offered";

    /// <summary>The same has been proposed already.</summary>
    public const string ProposalTwice = "proposal.twice";

    /// <summary>No such proposal ({0}).</summary>
    public const string ProposalUnknown = "proposal.unknown";

    /// <summary>The person decides what goes into the plan.</summary>
    public const string PlanNotChosenByPerson = "plan.not-persons-choice";

    /// <summary>The plan was agreed already ({0}): change it instead.</summary>
    public const string PlanAgreed = "plan.agreed";

    /// <summary>There is no plan to change yet.</summary>
    public const string PlanNotAgreed = "plan.not-agreed";

    /// <summary>Ask for consent first: given or refused, the plan can follow.</summary>
    public const string PlanBeforeConsentAsked = "plan.consent-not-asked";

    /// <summary>The group may still give input: close it first.</summary>
    public const string PlanBeforeInputClosed = "plan.input-open";

    /// <summary>Nothing changes.</summary>
    public const string NothingChanged = "plan.nothing-changed";

    /// <summary>Before the needs talk is done only measures for acute needs may begin.</summary>
    public const string MeasureBeforeNeedsTalk = "measure.before-needs-talk";

    /// <summary>The need is not acute: the measure goes into the plan.</summary>
    public const string MeasureNotAcute = "measure.not-acute";

    /// <summary>No such measure ({0}).</summary>
    public const string MeasureUnknown = "measure.unknown";

    /// <summary>The proposal is in the plan already.</summary>
    public const string MeasureTwice = "measure.twice";

    /// <summary>The measure has begun or ended already.</summary>
    public const string MeasureBegun = "measure.begun";

    /// <summary>The measure has not begun.</summary>
    public const string MeasureNotBegun = "measure.not-begun";

    /// <summary>The measure has ended.</summary>
    public const string MeasureEnded = "measure.ended";

    /// <summary>A handover is under way: confirm it or call it off first.</summary>
    public const string HandoverOpen = "handover.open";

    /// <summary>No handover is under way.</summary>
    public const string NoOpenHandover = "handover.none-open";

    /// <summary>The responsibility has gone to the municipality already.</summary>
    public const string ReleaseHandedOver = "handover.release-done";

    /// <summary>Who receives the responsibility is missing.</summary>
    public const string ReceiverMissing = "handover.no-receiver";

    /// <summary>The case is at that unit already.</summary>
    public const string ReceiverIsHere = "handover.receiver-is-here";

    /// <summary>The release date is not known.</summary>
    public const string ReleaseDateMissing = "handover.no-release-date";

    /// <summary>The transfer date is not known.</summary>
    public const string TransferDateMissing = "handover.no-transfer-date";

    /// <summary>No such role in the handover under way.</summary>
    public const string HandoverLineUnknown = "handover.line-unknown";

    /// <summary>The taker must be another member with the same role ({0}).</summary>
    public const string TakerIsLeaver = "handover.taker-is-leaver";

    /// <summary>The role ({0}) is taken by a user of the service, unless it is a release.</summary>
    public const string TakerOutside = "handover.taker-outside";

    /// <summary>No such item on the checklist of the handover under way.</summary>
    public const string ChecklistItemUnknown = "handover.item-unknown";

    /// <summary>The checklist is not done ({0}).</summary>
    public const string ChecklistOpen = "handover.checklist-open";

    /// <summary>A handover is open: confirm it, or let somebody take the responsibility in writing.</summary>
    public const string FarewellWithOpenHandover = "farewell.open-handover";

    /// <summary>Nothing has been handed over: do so, or let somebody take the responsibility in writing.</summary>
    public const string FarewellWithoutHandover = "farewell.no-handover";

    /// <summary>The farewell talk has not been held.</summary>
    public const string CloseWithoutFarewell = "close.no-farewell";

    /// <summary>The case ends with the release's handover: a transfer does not close it.</summary>
    public const string CloseWithoutRelease = "close.no-release";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. typeof(RefusalCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)]; // only constants of text above
}
