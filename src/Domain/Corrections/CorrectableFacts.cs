using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ProcessAutomation.Domain.Corrections;

/// <summary>What kind of value a fact has, and so how it is written.</summary>
public enum FactKind
{
    /// <summary>A day, yyyy-MM-dd.</summary>
    Day,

    /// <summary>An instant, ISO 8601 with offset.</summary>
    Instant,

    /// <summary>A user id.</summary>
    User,

    /// <summary>Text of people, personal.</summary>
    Text,

    /// <summary>One of a few words.</summary>
    Choice,
}

/// <summary>A fact that can be corrected.</summary>
/// <param name="Key">Stable; stored with corrections.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="IsOfPart">Whether it is a part's, and needs the part's number.</param>
public sealed record CorrectableFact(string Key, FactKind Kind, bool IsOfPart);

/// <summary>Every fact a person may have entered wrong and can put right. What a person decided (consent, choice of measures) is not here: it is decided anew.</summary>
public static class CorrectableFacts
{
    /// <summary>First day of the sentence.</summary>
    public const string StartDate = "startDate";

    /// <summary>Expected release.</summary>
    public const string ReleaseDate = "releaseDate";

    /// <summary>Next planned transfer.</summary>
    public const string TransferDate = "transferDate";

    /// <summary>The summons went out.</summary>
    public const string SummonedOn = "summonedOn";

    /// <summary>How the summons went out: email or letter.</summary>
    public const string SummonedBy = "summonedBy";

    /// <summary>The group was established.</summary>
    public const string GroupEstablishedOn = "groupEstablishedOn";

    /// <summary>Input closed.</summary>
    public const string InputClosedOn = "inputClosedOn";

    /// <summary>The day a talk or meeting was held.</summary>
    public const string MeetingHeldOn = "meeting.heldOn";

    /// <summary>Who held it.</summary>
    public const string MeetingHeldBy = "meeting.heldBy";

    /// <summary>Who supported it.</summary>
    public const string MeetingSupportedBy = "meeting.supportedBy";

    /// <summary>Its minutes.</summary>
    public const string MeetingMinutes = "meeting.minutes";

    /// <summary>Whether somebody came to a meeting: present, part or absent.</summary>
    public const string AttendancePresence = "attendance.presence";

    /// <summary>Why somebody did not come.</summary>
    public const string AttendanceReason = "attendance.reason";

    /// <summary>The time of a meeting that is booked.</summary>
    public const string MeetingPlannedAt = "meeting.plannedAt";

    /// <summary>What a need is for the person.</summary>
    public const string NeedThread = "need.thread";

    /// <summary>A need's knot.</summary>
    public const string NeedKnot = "need.knot";

    /// <summary>A need's tangle: health, social-belonging or economy-and-housing.</summary>
    public const string NeedTangle = "need.tangle";

    /// <summary>Whether a need is acute: yes or no.</summary>
    public const string NeedAcute = "need.acute";

    /// <summary>The day of a decision on consent.</summary>
    public const string ConsentDecidedOn = "consent.decidedOn";

    /// <summary>Who asked.</summary>
    public const string ConsentAskedBy = "consent.askedBy";

    /// <summary>What was explained.</summary>
    public const string ConsentExplained = "consent.explained";

    /// <summary>A measure in a line.</summary>
    public const string MeasureTitle = "measure.title";

    /// <summary>What a measure requires of the person.</summary>
    public const string MeasureRequired = "measure.requiredOfPerson";

    /// <summary>First day as planned.</summary>
    public const string MeasureStartsOn = "measure.startsOn";

    /// <summary>Last day as planned.</summary>
    public const string MeasureEndsOn = "measure.endsOn";

    /// <summary>The day it began.</summary>
    public const string MeasureStartedOn = "measure.startedOn";

    /// <summary>The day it was completed or stopped.</summary>
    public const string MeasureEndedOn = "measure.endedOn";

    /// <summary>The day a log entry is about.</summary>
    public const string LogOn = "log.on";

    /// <summary>What a log entry says.</summary>
    public const string LogText = "log.text";

    /// <summary>A member's e-mail address.</summary>
    public const string MemberEmail = "member.email";

    /// <summary>A member's name.</summary>
    public const string MemberName = "member.name";

    /// <summary>The day a handover was begun.</summary>
    public const string HandoverBegunOn = "handover.begunOn";

    /// <summary>The day a handover was confirmed.</summary>
    public const string HandoverConfirmedOn = "handover.confirmedOn";

    /// <summary>The day something on a handover's checklist was done; nothing: not done after all, while the handover is open.</summary>
    public const string ChecklistDoneOn = "checklist.doneOn";

    /// <summary>The person's given names.</summary>
    public const string PersonGivenName = "person.givenName";

    /// <summary>The person's family name.</summary>
    public const string PersonFamilyName = "person.familyName";

    /// <summary>The person's national identity number; kept and shown masked.</summary>
    public const string PersonNumber = "person.nationalNumber";

    /// <summary>What goes on elsewhere, as a farewell talk says.</summary>
    public const string FarewellGoesOn = "farewell.goesOn";

    /// <summary>All of them, in the order of the process.</summary>
    public static ImmutableArray<CorrectableFact> All { get; } =
    [
        new(PersonGivenName, FactKind.Text, false), new(PersonFamilyName, FactKind.Text, false), new(PersonNumber, FactKind.Text, false),
        new(StartDate, FactKind.Day, false), new(ReleaseDate, FactKind.Day, false), new(TransferDate, FactKind.Day, false),
        new(SummonedOn, FactKind.Day, false), new(SummonedBy, FactKind.Choice, false), new(GroupEstablishedOn, FactKind.Day, false),
        new(MemberName, FactKind.Text, true), new(MemberEmail, FactKind.Text, true),
        new(MeetingHeldOn, FactKind.Day, true), new(MeetingHeldBy, FactKind.User, true), new(MeetingSupportedBy, FactKind.User, true),
        new(MeetingMinutes, FactKind.Text, true), new(MeetingPlannedAt, FactKind.Instant, true),
        new(AttendancePresence, FactKind.Choice, true), new(AttendanceReason, FactKind.Text, true),
        new(NeedTangle, FactKind.Choice, true), new(NeedKnot, FactKind.Text, true), new(NeedThread, FactKind.Text, true), new(NeedAcute, FactKind.Choice, true),
        new(ConsentDecidedOn, FactKind.Day, true), new(ConsentAskedBy, FactKind.User, true), new(ConsentExplained, FactKind.Text, true),
        new(InputClosedOn, FactKind.Day, false),
        new(MeasureTitle, FactKind.Text, true), new(MeasureRequired, FactKind.Text, true), new(MeasureStartsOn, FactKind.Day, true),
        new(MeasureEndsOn, FactKind.Day, true), new(MeasureStartedOn, FactKind.Day, true), new(MeasureEndedOn, FactKind.Day, true),
        new(LogOn, FactKind.Day, true), new(LogText, FactKind.Text, true),
        new(HandoverBegunOn, FactKind.Day, true), new(HandoverConfirmedOn, FactKind.Day, true), new(ChecklistDoneOn, FactKind.Day, true), new(FarewellGoesOn, FactKind.Text, true),
    ];

    /// <summary>Whether the fact is the person's, who may have other cases; for those who see who the person is.</summary>
    public static bool IsOfPerson(string fact) => fact is PersonGivenName or PersonFamilyName or PersonNumber;

    private static readonly FrozenDictionary<string, CorrectableFact> ByKey = All.ToFrozenDictionary(fact => fact.Key, StringComparer.Ordinal);

    /// <summary>The fact with this key; null: none that can be corrected.</summary>
    public static CorrectableFact? Find(string key) => ByKey.GetValueOrDefault(key);
}
