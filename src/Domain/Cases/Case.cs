using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Proposals;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

/// <summary>
/// One person's reintegration from summons to farewell: the aggregate that keeps the rules. It is read and written as a whole;
/// its version guards every write. Each part is kept by a collaborator that knows its rules; what belongs to no part stands here.
/// A method that returns a <see cref="Refusal"/> has changed nothing; null means done. Parts are numbered from 1 within the case
/// and never renumbered or removed. Not safe for concurrent use.
/// </summary>
public sealed partial class Case
{
    private readonly List<RoleHolding> _holdings = [];
    private readonly List<GroupMember> _members = [];
    private readonly List<Need> _needs = [];
    private readonly List<ConsentDecision> _consents = [];
    private readonly List<Sharing> _sharings = [];
    private readonly List<Proposal> _proposals = [];
    private readonly List<PlanVersion> _planVersions = [];
    private readonly List<Measure> _measures = [];
    private readonly List<MeasureLogEntry> _measureLog = [];
    private readonly List<Meeting> _meetings = [];
    private readonly List<Attendance> _attendance = [];
    private readonly List<AgendaItem> _agenda = [];
    private readonly List<Change> _changes = [];
    private readonly List<Transition> _transitions = [];
    private readonly List<HandoverLine> _handoverLines = [];
    private readonly List<ChecklistItem> _checklist = [];
    private readonly List<Farewell> _farewells = [];
    private readonly List<Correction> _corrections = [];

    private Case()
    {
        Agenda = new Agenda(_agenda, _meetings);
        Changes = new ChangeLog(_changes, Agenda);
        Roles = new RoleBook(this, _holdings);
        Group = new ResponsibilityGroup(this, _members);
        Needs = new NeedsMap(this, _needs);
        Consent = new ConsentBook(this, _consents);
        Sharing = new SharingBook(this, _sharings);
        Proposals = new ProposalBook(this, _proposals);
        Plan = new Plan(this, _planVersions);
        Measures = new MeasureBook(this, _measures, _measureLog);
        Meetings = new MeetingBook(this, _meetings, _attendance);
        Handovers = new HandoverBook(this, _transitions, _handoverLines, _checklist, _farewells);
        Dates = new CaseDates(this);
        Home = new HomeAfterRelease(this);
        Corrections = new CorrectionBook(this, _corrections);
    }

    /// <summary>The case; also the correlation id of its workflows ("D" format).</summary>
    public Guid Id { get; private set; }

    /// <summary>Counts the commits that changed the case, from 1. Raised by the commit that guards it, never by the domain.</summary>
    public long Version { get; private set; }

    /// <summary>The convicted person.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>When it was opened here, UTC.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Who opened it; an actor's id.</summary>
    public string OpenedBy { get; private set; } = "";

    /// <summary>The language the person is written to in, a BCP 47 tag ("nb", "nn", "en", "pl"). The person's, kept here as a fact for flows.</summary>
    public string Language { get; private set; } = "nb";

    /// <summary>The language an interpreter is needed for; null: none needed. The person's, as <see cref="Language"/>.</summary>
    public string? InterpreterLanguage { get; private set; }

    /// <summary>The municipality that is responsible after release; null: not clarified.</summary>
    public string? HomeMunicipality { get; internal set; }

    /// <summary>The day a place to live after release was clarified; null: not clarified.</summary>
    public DateOnly? HomeClarifiedOn { get; internal set; }

    /// <summary>A group that existed before (for instance of an individual plan) as its name; null: none known. It must be taken over.</summary>
    public string? ExistingGroup { get; private set; }

    /// <summary>The first day of the sentence, as last known.</summary>
    public DateOnly StartDate { get; internal set; }

    /// <summary>The expected day of release; null: not known yet.</summary>
    public DateOnly? ReleaseDate { get; internal set; }

    /// <summary>The day of the next planned transfer; null: none planned.</summary>
    public DateOnly? TransferDate { get; internal set; }

    /// <summary>The day custody (varetekt) is expected to end; null: the person is not in custody, or the day is not known.</summary>
    public DateOnly? CustodyEndDate { get; internal set; }

    /// <summary>The day input to measures closed; null: open or not begun.</summary>
    public DateOnly? InputClosedOn { get; internal set; }

    /// <summary>The day the responsibility group was established; null: not yet.</summary>
    public DateOnly? GroupEstablishedOn { get; internal set; }

    /// <summary>The day the needs talk (part 1) was done, after its last sitting; null: not yet.</summary>
    public DateOnly? NeedsTalkHeldOn { get; internal set; }

    /// <summary>From which day there is enough to plan on: the needs talk was held, or offered and declined. Null: neither.</summary>
    internal DateOnly? PlannableFrom => NeedsTalkHeldOn ?? Meetings.NeedsTalkDeclinedOn;

    /// <summary>Who has which role, with overlaps.</summary>
    public RoleBook Roles { get; }

    /// <summary>The responsibility group.</summary>
    public ResponsibilityGroup Group { get; }

    /// <summary>The needs map.</summary>
    public NeedsMap Needs { get; }

    /// <summary>The one consent and its history.</summary>
    public ConsentBook Consent { get; }

    /// <summary>What was shared with whom.</summary>
    public SharingBook Sharing { get; }

    /// <summary>Input to measures.</summary>
    public ProposalBook Proposals { get; }

    /// <summary>The plan and its versions.</summary>
    public Plan Plan { get; }

    /// <summary>Measures and their log.</summary>
    public MeasureBook Measures { get; }

    /// <summary>Talks and meetings.</summary>
    public MeetingBook Meetings { get; }

    /// <summary>What the next meeting must discuss.</summary>
    public Agenda Agenda { get; }

    /// <summary>The change log.</summary>
    public ChangeLog Changes { get; }

    /// <summary>Handovers and farewell talks.</summary>
    public HandoverBook Handovers { get; }

    /// <summary>Changes of the dates that deadlines count from.</summary>
    public CaseDates Dates { get; }

    /// <summary>Where the person goes after release.</summary>
    public HomeAfterRelease Home { get; }

    /// <summary>Puts right what was entered wrong.</summary>
    public CorrectionBook Corrections { get; }

    /// <summary>What a notice may say of the case: eight characters that name no one.</summary>
    public string Reference => Id.ToString("N")[^8..].ToUpperInvariant();

    /// <summary>Where the case is in the process, from its facts.</summary>
    public CasePhase Phase => Status is CaseStatus.Closed or CaseStatus.Stopped ? CasePhase.Ended
        : Handovers.IsHandingOver ? CasePhase.HandOver
        : Plan.AgreedOn is not null ? CasePhase.CarryOut
        : NeedsTalkHeldOn is not null && Consent.Current is not null ? CasePhase.MakePlan
        : Meetings.ArrivalHeldOn is not null ? CasePhase.UnderstandNeeds
        : CasePhase.Preparations;

    /// <summary>The facts deadlines and flow expressions see.</summary>
    public CaseFacts Facts => CaseFacts.Of(this);

    /// <summary>Opens a case, or says why not.</summary>
    public static CaseOpening Open(Guid id, CaseStart start, Entry entry)
    {
        if (start.Check() is { } refusal)
            return new CaseOpening.Refused(refusal);
        return new CaseOpening.Opened(new Case
        {
            Id = id,
            Version = 1,
            PersonId = start.PersonId,
            UnitId = start.UnitId,
            Status = CaseStatus.Open,
            OpenedAt = entry.At,
            OpenedBy = entry.Actor.Id,
            Language = start.Language,
            InterpreterLanguage = start.InterpreterLanguage,
            HomeMunicipality = start.HomeMunicipality,
            ExistingGroup = start.ExistingGroup,
            StartDate = start.StartDate,
            ReleaseDate = start.ReleaseDate,
        });
    }

    /// <summary>Takes what the person reads and speaks as it is now. Called whenever that changes, in the same transaction.</summary>
    public void TakeLanguages(Person person) => (Language, InterpreterLanguage) = (person.Language, person.InterpreterLanguage);
}
