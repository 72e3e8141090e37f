namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals on the way from a need to a measure: the needs map, consent and sharing, proposals, the plan.</summary>
public static partial class RefusalCodes
{
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
}
