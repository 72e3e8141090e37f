using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Plans;

/// <summary>
/// The plan (plan for oppfølging og progresjon): the measures the person has chosen. It is agreed once (step 5) and changed by new
/// versions; in each, the person decides.
/// </summary>
public sealed class Plan
{
    private readonly Case _case;
    private readonly List<PlanVersion> _versions;

    internal Plan(Case owner, List<PlanVersion> versions) => (_case, _versions) = (owner, versions);

    /// <summary>Every version, oldest first.</summary>
    public IReadOnlyList<PlanVersion> Versions => _versions;

    /// <summary>The day the plan was first agreed; null: not yet.</summary>
    public DateOnly? AgreedOn => _versions.Count == 0 ? null : _versions[0].AgreedOn;

    /// <summary>The version that counts; null: no plan yet.</summary>
    public PlanVersion? Current => _versions.Count == 0 ? null : _versions[^1];

    /// <summary>The measures in the plan now: planned or under way.</summary>
    public IEnumerable<Measure> Measures => _case.Measures.Active;

    /// <summary>
    /// Agrees the plan in needs talk part 2 (step 5). Refused before the needs talk, while members may still give input, twice, and when
    /// it is not the person who chose. The next talk is always booked: refused without its time, unless another talk with the person is booked already, or the
    /// plan was agreed before the case was taken over. The person may choose no measure at all. A person who has declined the needs talk gets a plan with what is
    /// known; its measures wait for the talk. The group is informed in its next meeting, if the person has consented.
    /// </summary>
    public Refusal? Agree(PlanTalk talk, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckHeld(talk.Held)) is { } refusal)
            return refusal;
        if (_case.PlannableFrom is not { } needsTalk)
            return Refusal.Of(RefusalCodes.MeasureBeforeNeedsTalk);
        if (talk.Held.On < needsTalk)
            return Refusal.Of(RefusalCodes.DateBefore, "heldOn", needsTalk);
        if (AgreedOn is { } agreed)
            return Refusal.Of(RefusalCodes.PlanAgreed, "heldOn", agreed);
        if (_case.Consent.Current is null && _case.NeedsTalkHeldOn is not null)
            return Refusal.Of(RefusalCodes.PlanBeforeConsentAsked);
        if (_case.Consent.IsGiven && _case.InputClosedOn is null)
            return Refusal.Of(RefusalCodes.PlanBeforeInputClosed);
        if ((CheckChosen(talk.DecidedByPerson, talk.Measures) ?? CheckNext(talk, entry) ?? TextLimits.Check(talk.Note, TextLimits.Text, "minutes")) is { } wrong)
            return wrong;
        _case.Meetings.Hold(MeetingKind.PlanTalk, talk.Held, null, talk.Note, entry);
        Add(talk.Held, talk.Note, talk.Measures, entry);
        if (_case.Consent.IsGiven && _case.Group.Members.Any())
            _case.Agenda.Put(AgendaTopic.Plan, entry.At);
        if (talk.Next is not null)
            _case.Meetings.Add(talk.Next);
        return null;
    }

    /// <summary>
    /// Changes the plan after it was agreed (step 6.3): measures in, measures out. Logged, and on the next meeting's agenda. Refused when it
    /// is not the person who chose, or nothing changes.
    /// </summary>
    public Refusal? Change(PlanChange change, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckHeld(change.Held)) is { } refusal)
            return refusal;
        if (AgreedOn is null)
            return Refusal.Of(RefusalCodes.PlanNotAgreed);
        if (change.Added.IsEmpty && change.Stopped.IsEmpty)
            return Refusal.Of(RefusalCodes.NothingChanged);
        if (change.Stopped.FirstOrDefault(number => _case.Measures.Find(number) is not { IsActive: true }) is var unknown and not 0)
            return Refusal.Of(RefusalCodes.MeasureUnknown, "stopped", $"{unknown}");
        if ((CheckChosen(change.DecidedByPerson, change.Added) ?? TextLimits.Check(change.Note, TextLimits.Text, "note")) is { } wrong)
            return wrong;
        foreach (var number in change.Stopped)
            _case.Measures.Find(number)!.End(MeasureStatus.Stopped, change.Held.On); // checked
        Add(change.Held, change.Note, change.Added, entry);
        _case.Changes.Record(ChangeKind.PlanChanged, $"{_versions.Count}", entry);
        return null;
    }

    /// <summary>The person has gone through what was proposed since and wants none of it: the plan stands.</summary>
    public Refusal? Keep(Held held, Entry entry) =>
        _case.CheckGoesOn() ?? entry.CheckHeld(held) ?? (AgreedOn is null ? Refusal.Of(RefusalCodes.PlanNotAgreed) : null);

    private Refusal? CheckChosen(bool decidedByPerson, ImmutableArray<NewMeasure> measures)
    {
        if (!decidedByPerson)
            return Refusal.Of(RefusalCodes.PlanNotChosenByPerson, "decidedByPerson");
        for (var i = 0; i < measures.Length; i++)
        {
            if (_case.Measures.Check(measures[i]) is { } refusal)
                return refusal.Under($"measures[{i}].{refusal.Field}");
            if (measures[i].ProposalNumber is { } proposal && measures.Take(i).Any(other => other.ProposalNumber == proposal))
                return Refusal.Of(RefusalCodes.MeasureTwice, $"measures[{i}].proposal");
        }

        return null;
    }

    private Refusal? CheckNext(PlanTalk talk, Entry entry) =>
        talk.Next is { } next ? MeetingBook.CheckBooking(next, entry)
        : talk.WasHeldElsewhere || _case.Meetings.HasOtherTalkAfter(entry.At) ? null
        : Refusal.Of(RefusalCodes.TalkWithoutNextMeeting, "nextMeeting");

    private void Add(Held held, string? note, ImmutableArray<NewMeasure> measures, Entry entry)
    {
        _versions.Add(new PlanVersion(_versions.Count + 1, held, note, entry));
        foreach (var measure in measures)
            _case.Measures.Add(measure, false, _versions.Count, entry);
    }
}

/// <summary>What needs talk part 2 leaves behind.</summary>
public sealed record PlanTalk
{
    /// <summary>When and by whom.</summary>
    public required Held Held { get; init; }

    /// <summary>The person chose these measures; must be true.</summary>
    public required bool DecidedByPerson { get; init; }

    /// <summary>The chosen measures; may be empty.</summary>
    public ImmutableArray<NewMeasure> Measures { get; init; } = [];

    /// <summary>Notes; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>The next talk; null only where another talk with the person is booked already.</summary>
    public Booking? Next { get; init; }

    /// <summary>The talk was held by whoever had the case before it was taken over: what it demands of the moment does not count.</summary>
    internal bool WasHeldElsewhere { get; init; }
}

/// <summary>A change of the plan.</summary>
public sealed record PlanChange
{
    /// <summary>When the person decided and who talked with them.</summary>
    public required Held Held { get; init; }

    /// <summary>The person decided; must be true.</summary>
    public required bool DecidedByPerson { get; init; }

    /// <summary>Measures that come in.</summary>
    public ImmutableArray<NewMeasure> Added { get; init; } = [];

    /// <summary>Numbers of measures that go out.</summary>
    public ImmutableArray<int> Stopped { get; init; } = [];

    /// <summary>Notes; null: none.</summary>
    public string? Note { get; init; }
}

/// <summary>A version of the plan: who agreed on it when. What it holds is known from the measures' own numbers.</summary>
public sealed class PlanVersion
{
    private PlanVersion()
    {
    }

    internal PlanVersion(int number, Held held, string? note, Entry entry)
    {
        (Number, AgreedOn, AgreedWith, Note) = (number, held.On, held.By, note);
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The day the person decided.</summary>
    public DateOnly AgreedOn { get; private set; }

    /// <summary>The user who held the talk.</summary>
    public string AgreedWith { get; private set; } = "";

    /// <summary>Notes; null: none. Personal text.</summary>
    public string? Note { get; private set; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    internal void Correct(DateOnly agreedOn, string agreedWith) => (AgreedOn, AgreedWith) = (agreedOn, agreedWith);
}
