using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Measures;

/// <summary>
/// The measures. None but an acute one may begin before the needs talk is done; the party that delivers documents what was done, and
/// silence is raised.
/// </summary>
public sealed class MeasureBook
{
    /// <summary>Days without a word from the deliverer after which a measure is raised.</summary>
    public const int SilenceDays = 14;

    /// <summary>The longest log entry.</summary>
    public const int MaxLogText = TextLimits.Text;

    private readonly Case _case;
    private readonly List<Measure> _measures;
    private readonly List<MeasureLogEntry> _log;

    internal MeasureBook(Case owner, List<Measure> measures, List<MeasureLogEntry> log) => (_case, _measures, _log) = (owner, measures, log);

    /// <summary>Every measure by number.</summary>
    public IReadOnlyList<Measure> All => _measures;

    /// <summary>The whole log, oldest entry first.</summary>
    public IReadOnlyList<MeasureLogEntry> Log => _log;

    /// <summary>Planned or under way.</summary>
    public IEnumerable<Measure> Active => _measures.Where(measure => measure.IsActive);

    /// <summary>The members who deliver a measure that is planned or under way, by number.</summary>
    public IEnumerable<int> ActiveDeliverers => Active.Where(measure => measure.DelivererNumber is not null).Select(measure => measure.DelivererNumber!.Value).Distinct();

    /// <summary>The measure with this number; null: none.</summary>
    public Measure? Find(int number) => _measures.Find(measure => measure.Number == number);

    /// <summary>Measures whose deliverer has been silent for <paramref name="days"/> days or more on <paramref name="today"/>.</summary>
    public IEnumerable<Measure> Silent(DateOnly today, int days = SilenceDays) =>
        _measures.Where(measure => measure.SilentSince is { } since && since.AddDays(days) <= today);

    /// <summary>
    /// The day the longest silence is counted from; null: no measure is planned or under way. Of a measure in the plan that nobody has begun
    /// it is the day it should have: one that never starts is raised too.
    /// </summary>
    public DateOnly? SilentSince => Active.Min(SilenceOf);

    /// <summary>Measures planned or under way of which nobody has heard for <paramref name="days"/> days or more on <paramref name="today"/>.</summary>
    public IEnumerable<Measure> Unheard(DateOnly today, int days = SilenceDays) =>
        Active.Where(measure => SilenceOf(measure) is { } since && since.AddDays(days) <= today);

    /// <summary>
    /// An acute measure begins at once, outside the plan. Refused when a need it answers is not acute. Its deliverer gets to see this measure
    /// and nothing else.
    /// </summary>
    public Refusal? StartAcute(NewMeasure measure, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? Check(measure) ?? entry.CheckNotFuture(measure.StartsOn, "startsOn")) is { } refusal)
            return refusal;
        if (measure.Answers.Any(number => _case.Needs.Find(number) is not { Acute: true }))
            return Refusal.Of(_case.NeedsTalkHeldOn is null ? RefusalCodes.MeasureBeforeNeedsTalk : RefusalCodes.MeasureNotAcute, "answers");
        var added = Add(measure, true, null, entry);
        added.Start(measure.StartsOn);
        if (measure.DelivererNumber is { } deliverer)
            _case.Sharing.ShareAcute(deliverer, added.Number, entry);
        _case.Changes.Record(ChangeKind.AcuteMeasure, $"{added.Number}", entry);
        return null;
    }

    /// <summary>A planned measure begins (step 6). Refused before the needs talk is done and twice.</summary>
    public Refusal? Start(int number, DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(on, "on")) is { } refusal)
            return refusal;
        if (Find(number) is not { } measure)
            return Refusal.Of(RefusalCodes.MeasureUnknown, "measure", $"{number}");
        if (_case.NeedsTalkHeldOn is not { } talk || on < talk)
            return Refusal.Of(RefusalCodes.MeasureBeforeNeedsTalk, "on");
        if (measure.Status != MeasureStatus.Planned)
            return Refusal.Of(RefusalCodes.MeasureBegun, "measure");
        measure.Start(on);
        return null;
    }

    /// <summary>The deliverer documents what was done. A planned measure begins with its first entry. Refused for one that has ended.</summary>
    public Refusal? Document(int number, DateOnly on, string text, Entry entry)
    {
        if (CheckActive(number, on, entry) is { } refusal)
            return refusal;
        var measure = Find(number)!; // checked
        if (TextLimits.Require(text, TextLimits.Text, "text") is { } wrong)
            return wrong;
        if (measure.Status == MeasureStatus.Planned && Start(number, on, entry) is { } notBegun)
            return notBegun;
        if (on < measure.StartedOn)
            return Refusal.Of(RefusalCodes.DateBefore, "on", measure.StartedOn.Value);
        _log.Add(new MeasureLogEntry(_log.Count + 1, number, on, text.Trim(), entry));
        measure.Hear(on);
        return null;
    }

    /// <summary>A measure is done, or stopped. Logged, and on the next meeting's agenda. Refused for one that has ended.</summary>
    public Refusal? End(int number, bool completed, DateOnly on, Entry entry)
    {
        if (CheckActive(number, on, entry) is { } refusal)
            return refusal;
        var measure = Find(number)!; // checked
        if (completed && measure.Status == MeasureStatus.Planned)
            return Refusal.Of(RefusalCodes.MeasureNotBegun, "measure");
        if (on < measure.StartedOn)
            return Refusal.Of(RefusalCodes.DateBefore, "on", measure.StartedOn.Value);
        measure.End(completed ? MeasureStatus.Completed : MeasureStatus.Stopped, on);
        _case.Changes.Record(completed ? ChangeKind.MeasureCompleted : ChangeKind.MeasureStopped, $"{number}", entry);
        return null;
    }

    /// <summary>An entry of the log was wrong; the day its measure was last heard of follows when it came from there.</summary>
    internal void CorrectLog(int number, DateOnly on, string text)
    {
        var entry = _log[number - 1];
        var wasLast = Find(entry.MeasureNumber)!.LastHeardOn == entry.On; // every entry is of a measure
        entry.Correct(on, text);
        if (wasLast)
            Find(entry.MeasureNumber)!.CorrectHeard(_log.Where(line => line.MeasureNumber == entry.MeasureNumber).Max(line => (DateOnly?)line.On));
    }

    internal Measure Add(NewMeasure measure, bool acute, int? planVersion, Entry entry)
    {
        var added = new Measure(_measures.Count + 1, measure, acute, planVersion, entry);
        _measures.Add(added);
        return added;
    }

    /// <summary>Refuses a measure that says too little: what, by whom, when, what it requires and which needs it answers.</summary>
    internal Refusal? Check(NewMeasure measure)
    {
        if (TextLimits.Require(measure.Title, TextLimits.Line, "title") is { } wrong)
            return wrong;
        if (measure.DelivererNumber is { } deliverer && _case.Group.Find(deliverer) is not { LeftOn: null })
            return Refusal.Of(RefusalCodes.MemberUnknown, "deliverer", $"{deliverer}");
        if (measure.ProposalNumber is { } proposal)
        {
            if (_case.Proposals.Find(proposal) is null)
                return Refusal.Of(RefusalCodes.ProposalUnknown, "proposal", $"{proposal}");
            if (Active.Any(other => other.ProposalNumber == proposal))
                return Refusal.Of(RefusalCodes.MeasureTwice, "proposal");
        }

        if ((DateLimits.Check(measure.StartsOn, "startsOn") ?? DateLimits.Check(measure.EndsOn, "endsOn")) is { } outside)
            return outside;
        if (measure.EndsOn < measure.StartsOn)
            return Refusal.Of(RefusalCodes.EndsBeforeStart, "endsOn");
        return TextLimits.Require(measure.RequiredOfPerson, TextLimits.Paragraph, "requiredOfPerson", RefusalCodes.RequirementsMissing)
            ?? _case.Needs.CheckAnswers(measure.Answers, "answers");
    }

    // What is entered of a measure that has not ended.
    private Refusal? CheckActive(int number, DateOnly on, Entry entry) => _case.CheckGoesOn() ?? entry.CheckNotFuture(on, "on")
        ?? Find(number) switch
        {
            null => Refusal.Of(RefusalCodes.MeasureUnknown, "measure", $"{number}"),
            { IsActive: false } => Refusal.Of(RefusalCodes.MeasureEnded, "measure"),
            _ => null,
        };

    // A measure that may not begin yet, because the needs talk has not been held, is not silent.
    private DateOnly? SilenceOf(Measure measure) =>
        measure.SilentSince ?? (measure.Status == MeasureStatus.Planned && _case.NeedsTalkHeldOn is { } talk ? talk > measure.StartsOn ? talk : measure.StartsOn : null);
}
