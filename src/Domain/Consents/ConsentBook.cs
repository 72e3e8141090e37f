using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Consents;

/// <summary>What the person decided. Stored as the numbers.</summary>
public enum ConsentAnswer
{
    /// <summary>The needs map may be shared with the responsibility group.</summary>
    Given = 1,

    /// <summary>It may not.</summary>
    Refused = 2,

    /// <summary>It may no longer.</summary>
    Withdrawn = 3,

    /// <summary>The person wants to think about it. Shares nothing, as a refusal does; the question comes back at the next talk.</summary>
    Undecided = 4,
}

/// <summary>
/// The one consent (step 3), to share the needs map with the responsibility group, with its history. The latest decision counts.
/// Sharing asks here and nowhere else.
/// </summary>
public sealed class ConsentBook
{
    private readonly Case _case;
    private readonly List<ConsentDecision> _decisions;

    internal ConsentBook(Case owner, List<ConsentDecision> decisions) => (_case, _decisions) = (owner, decisions);

    /// <summary>Every decision, oldest first.</summary>
    public IReadOnlyList<ConsentDecision> All => _decisions;

    /// <summary>The decision that counts; null: not asked yet.</summary>
    public ConsentDecision? Current => _decisions.Count == 0 ? null : _decisions[^1];

    /// <summary>Whether the needs map may be shared now.</summary>
    public bool IsGiven => Current?.Answer == ConsentAnswer.Given;

    /// <summary>
    /// Whether the question belongs on the agenda of the next talk with the person: it has been answered, and not by a yes that stands. The person may change
    /// their mind, and without consent nobody outside knows.
    /// </summary>
    public bool IsToBeAskedAgain => Current is not null && !IsGiven && _case.NeedsTalkHeldOn is not null;

    /// <summary>
    /// Whether a yes that comes now is news to the flows of the case, as they have gone on without one: another answer stands, or a plan was begun without asking
    /// because the needs talk was declined or input has closed. In the ordinary course the step that asks carries the yes on by itself.
    /// </summary>
    public bool IsLate => !IsGiven && (Current is not null || _case.InputClosedOn is not null || _case.Meetings.WasNeedsTalkDeclined);

    /// <summary>The person says yes or no; see <see cref="Decide(ConsentAnswer, Held, string, Entry)"/>.</summary>
    public Refusal? Decide(bool given, Held asked, string explained, Entry entry) =>
        Decide(given ? ConsentAnswer.Given : ConsentAnswer.Refused, asked, explained, entry);

    /// <summary>
    /// The person answers: yes, no, or not yet. <paramref name="explained"/>: what was explained, in words. Refused before the
    /// needs talk is done, without an explanation, for a day before the last answer, and when the same answer stands; a no, or not yet, may be said again another day.
    /// </summary>
    public Refusal? Decide(ConsentAnswer answer, Held asked, string explained, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckHeld(asked)) is { } refusal)
            return refusal;
        if (_case.NeedsTalkHeldOn is not { } talk)
            return Refusal.Of(RefusalCodes.ConsentBeforeNeedsTalk);
        if (asked.On < talk)
            return Refusal.Of(RefusalCodes.DateBefore, "heldOn", talk);
        if (TextLimits.Require(explained, TextLimits.Text, "explained", RefusalCodes.ConsentNotExplained) is { } unexplained)
            return unexplained;
        if (answer is not (ConsentAnswer.Given or ConsentAnswer.Refused or ConsentAnswer.Undecided))
            return Refusal.Of(RefusalCodes.TextMissing, "consent");
        if (Current is { } last)
        {
            if (last.Answer == answer && (answer == ConsentAnswer.Given || asked.On <= last.DecidedOn))
                return Refusal.Of(RefusalCodes.ConsentSameAnswer, "consent");
            if (IsGiven)
                return Refusal.Of(RefusalCodes.ConsentToBeWithdrawn, "consent");
            if (asked.On < last.DecidedOn)
                return Refusal.Of(RefusalCodes.DateBefore, "heldOn", last.DecidedOn);
        }

        var changes = Current is not null;
        Add(answer, asked, explained, entry);
        if (changes && IsGiven)
            _case.Changes.Record(ChangeKind.ConsentGiven, "", entry);
        return null;
    }

    /// <summary>
    /// The person withdraws, also while the case stands still. Everything that is shared stops in the same moment. Refused when there is
    /// nothing to withdraw.
    /// </summary>
    public Refusal? Withdraw(Held told, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? entry.CheckHeld(told)) is { } refusal)
            return refusal;
        if (!IsGiven)
            return Refusal.Of(RefusalCodes.ConsentNotGiven);
        if (told.On < Current!.DecidedOn) // given, so there is a decision
            return Refusal.Of(RefusalCodes.DateBefore, "heldOn", Current.DecidedOn);
        Add(ConsentAnswer.Withdrawn, told, "", entry);
        _case.Sharing.StopAll(entry.At);
        _case.Changes.Record(ChangeKind.ConsentWithdrawn, "", entry);
        return null;
    }

    /// <summary>A decision that was made before the case was taken over. Refused without what was explained, unless it is a withdrawal.</summary>
    internal Refusal? TakeOver(ConsentAnswer answer, Held held, string explained, Entry entry)
    {
        if (!Enum.IsDefined(answer))
            return Refusal.Of(RefusalCodes.TextMissing, "answer");
        if (answer != ConsentAnswer.Withdrawn && TextLimits.Require(explained, TextLimits.Text, "explained", RefusalCodes.ConsentNotExplained) is { } refusal)
            return refusal;
        Add(answer, held, explained, entry);
        return null;
    }

    private void Add(ConsentAnswer answer, Held held, string explained, Entry entry) =>
        _decisions.Add(new ConsentDecision(_decisions.Count + 1, answer, held, explained, entry));
}

/// <summary>One decision of the person.</summary>
public sealed class ConsentDecision
{
    private ConsentDecision()
    {
    }

    internal ConsentDecision(int number, ConsentAnswer answer, Held held, string explained, Entry entry)
    {
        (Number, Answer, Explained) = (number, answer, explained);
        (DecidedOn, AskedBy) = (held.On, held.By);
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>Given, refused, withdrawn or not yet.</summary>
    public ConsentAnswer Answer { get; private set; }

    /// <summary>The day the person said it.</summary>
    public DateOnly DecidedOn { get; private set; }

    /// <summary>Who asked, or was told: a user id.</summary>
    public string AskedBy { get; private set; } = "";

    /// <summary>What was explained before the answer; empty for a withdrawal.</summary>
    public string Explained { get; private set; } = "";

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    internal void Correct(DateOnly decidedOn, string askedBy, string explained) => (DecidedOn, AskedBy, Explained) = (decidedOn, askedBy, explained);
}
