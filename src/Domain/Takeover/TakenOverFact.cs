using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Takeover;

/// <summary>
/// A fact a case was taken over with: the day it happened and who did it, apart from when it was entered here and by whom. What it led to elsewhere,
/// notices above all, is not done again here.
/// </summary>
public sealed class TakenOverFact
{
    private TakenOverFact()
    {
    }

    internal TakenOverFact(Guid caseId, string fact, Held held, Entry entry)
    {
        (CaseId, Fact, HeldOn, HeldBy) = (caseId, fact, held.On, held.By);
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>One of <see cref="TakenOverFacts"/>; once in a case.</summary>
    public string Fact { get; private set; } = "";

    /// <summary>The day it happened.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>Who did it: a user id.</summary>
    public string HeldBy { get; private set; } = "";

    /// <summary>When it was entered here, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it here: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    /// <summary>The day was wrong.</summary>
    public void Correct(DateOnly heldOn) => HeldOn = heldOn;

    /// <summary>Whether the case still stands where it was taken over: a date that has come anew since is another event.</summary>
    public bool IsStill(CaseFacts facts) => facts.DateOf(Fact) is not { } date || date == HeldOn;
}

/// <summary>Keys of what a case can be taken over with. Dates of <see cref="CaseFacts"/> where there is one. Stored; never renamed.</summary>
public static class TakenOverFacts
{
    /// <summary>The summons went out.</summary>
    public const string Summons = nameof(CaseFacts.SummonedOn);

    /// <summary>The group was established, and told so.</summary>
    public const string Group = nameof(CaseFacts.GroupEstablishedOn);

    /// <summary>Agencies and person were told of the dates.</summary>
    public const string DatesNotified = "DatesNotifiedOn";

    /// <summary>Arrival, and the next meeting confirmed.</summary>
    public const string Arrival = nameof(CaseFacts.ArrivalHeldOn);

    /// <summary>Needs talk part 1.</summary>
    public const string NeedsTalk = nameof(CaseFacts.NeedsTalkHeldOn);

    /// <summary>The decision on consent.</summary>
    public const string Consent = nameof(CaseFacts.ConsentDecidedOn);

    /// <summary>The needs map was shared and input asked for.</summary>
    public const string NeedsShared = "NeedsSharedOn";

    /// <summary>Input closed.</summary>
    public const string InputClosed = nameof(CaseFacts.InputClosedOn);

    /// <summary>The plan was made, and the group told so.</summary>
    public const string Plan = nameof(CaseFacts.PlanAgreedOn);

    /// <summary>The latest talk.</summary>
    public const string LastTalk = nameof(CaseFacts.LastTalkHeldOn);

    /// <summary>The latest meeting of the group.</summary>
    public const string LastGroupMeeting = nameof(CaseFacts.LastGroupMeetingHeldOn);

    /// <summary>A handover was begun, and its takers invited.</summary>
    public const string Handover = nameof(CaseFacts.HandoverBegunOn);

    /// <summary>All of them, in the order of the process.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Summons, Group, DatesNotified, Arrival, NeedsTalk, Consent, NeedsShared, InputClosed, Plan, LastTalk, LastGroupMeeting, Handover];
}
