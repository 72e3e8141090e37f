using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Corrections;

/// <summary>A fact to put right. <paramref name="Part"/>: number of its meeting, need or measure; null: the case's own. <paramref name="Value"/> as text; null or empty: nothing.</summary>
public sealed record FactToCorrect(string Fact, int? Part, string? Value);

/// <summary>
/// Puts right what was entered wrong. What was entered stays in the correction, with why, who and when; the change log says that a fact was corrected, and
/// it lands on the next meeting's agenda. What a person decided is no slip of the pen: a consent or a choice is made anew, not corrected.
/// </summary>
public sealed class CorrectionBook
{
    /// <summary>What refusals call the facts asked for.</summary>
    public const string FactsField = "facts";

    /// <summary>What refusals call the value of one of them.</summary>
    public const string ValueField = "value";

    private readonly Case _case;
    private readonly List<Correction> _corrections;

    internal CorrectionBook(Case owner, List<Correction> corrections) => (_case, _corrections) = (owner, corrections);

    /// <summary>What has been corrected since the case was loaded; earlier ones are read where they are shown.</summary>
    public IReadOnlyList<Correction> Made => _corrections;

    /// <summary>The value of a fact as it stands, as text; null: nothing stands there, or there is no such part.</summary>
    public string? ValueOf(string fact, int? part) => CorrectableFacts.Find(fact) is null ? null : FactReading.Of(_case, fact, part);

    /// <summary>Whether there is such a fact to correct: its part exists and has come so far.</summary>
    public bool IsThere(string fact, int? part) => CorrectableFacts.Find(fact) is { } known && known.IsOfPart == part is not null && FactReading.Has(_case, fact, part);

    /// <summary>
    /// Corrects facts, all or none. Refused without a reason, for a fact that is none, when nothing changes, and when the new value breaks the order in which things
    /// happened. Every refusal is named, with its position in the order asked.
    /// </summary>
    /// <param name="facts">What to put right.</param>
    /// <param name="reason">Why.</param>
    /// <param name="taskId">The task whose answers they were; null: none.</param>
    /// <param name="entry">Who and when.</param>
    public ImmutableArray<Refusal> Correct(ImmutableArray<FactToCorrect> facts, string reason, Guid? taskId, Entry entry)
    {
        var refused = ImmutableArray.CreateBuilder<Refusal>();
        if (CheckReason(reason) is { } unsaid)
            refused.Add(unsaid);
        if (facts.IsDefaultOrEmpty)
            refused.Add(Refusal.Of(RefusalCodes.NothingChanged, FactsField));
        for (var i = 0; i < facts.Length; i++)
        {
            if (One(facts[i], reason, taskId, entry) is { } refusal)
                refused.Add(refusal.At(FactsField, i, ValueField));
        }

        return refused.ToImmutable();
    }

    /// <summary>Refuses a correction without a reason, or with one that is too long.</summary>
    public static Refusal? CheckReason(string reason) => TextLimits.Require(reason, TextLimits.Reason, "reason", RefusalCodes.ReasonMissing);

    /// <summary>
    /// Corrects a fact of the person in this case. The number is checked, and stands masked in what is kept; the change log says which fact, never its value.
    /// </summary>
    public Refusal? CorrectPerson(Person person, string fact, string? value, string reason, Entry entry)
    {
        if (person.Id != _case.PersonId)
            return Refusal.Of(RefusalCodes.CorrectionPartUnknown, "part");
        var (old, wish) = (PersonFact(person, fact), value?.Trim() ?? "");
        if (fact != CorrectableFacts.PersonNumber && old == wish)
            return Refusal.Of(RefusalCodes.NothingChanged, "value");
        var refusal = fact switch
        {
            CorrectableFacts.PersonNumber => person.CorrectNumber(wish),
            CorrectableFacts.PersonGivenName => person.Change(wish, person.FamilyName, person.Email, person.Address),
            CorrectableFacts.PersonFamilyName => person.Change(person.GivenName, wish, person.Email, person.Address),
            _ => Refusal.Of(RefusalCodes.CorrectionFactUnknown, "fact", fact),
        };
        if (refusal is not null)
            return refusal;
        Keep(new CorrectedFact(fact, null, old, PersonFact(person, fact)), reason, null, entry);
        _case.Changes.Record(ChangeKind.FactCorrected, fact, entry);
        return null;
    }

    /// <summary>A fact of the person as it may be shown: the number masked.</summary>
    public static string PersonFact(Person person, string fact) => fact switch
    {
        CorrectableFacts.PersonGivenName => person.GivenName,
        CorrectableFacts.PersonFamilyName => person.FamilyName,
        _ => person.MaskedNumber,
    };

    /// <summary>
    /// Enters who was left out when the attendance of a meeting of the group was. Refused without a reason, and as when the attendance is entered. Kept as
    /// corrections of a line on which nothing stood.
    /// </summary>
    /// <param name="meetingNumber">The meeting.</param>
    /// <param name="attendee">Who, and whether they came.</param>
    /// <param name="reason">Why it is entered now.</param>
    /// <param name="entry">Who and when.</param>
    public Refusal? AddAttendance(int meetingNumber, Attendee attendee, string reason, Entry entry)
    {
        if ((CheckReason(reason) ?? _case.Meetings.Attendance.Add(meetingNumber, attendee)) is { } refusal)
            return refusal;
        var line = _case.Meetings.Attendance.Count; // the newest
        foreach (var fact in new[] { CorrectableFacts.AttendancePresence, CorrectableFacts.AttendanceReason })
            if (FactReading.Of(_case, fact, line) is { } value)
                Keep(new CorrectedFact(fact, line, null, value), reason, null, entry);
        _case.Changes.Record(ChangeKind.FactCorrected, CorrectableFacts.AttendancePresence, entry);
        return null;
    }

    /// <summary>Notes that a task was opened again, or a correction asked for. Refused without a reason.</summary>
    public Refusal? Reopen(Guid taskId, Guid? askedAs, string reason, Entry entry)
    {
        if (CheckReason(reason) is { } unsaid)
            return unsaid;
        Keep(new CorrectedFact(Correction.TaskReopened, null, null, askedAs?.ToString("D")), reason, taskId, entry);
        return null;
    }

    /// <summary>Notes that an answer to a task of no step was put right. Refused without a reason.</summary>
    public Refusal? Answer(Guid taskId, string oldAnswers, string newAnswers, string reason, Entry entry)
    {
        if (CheckReason(reason) is { } unsaid)
            return unsaid;
        if (oldAnswers == newAnswers)
            return Refusal.Of(RefusalCodes.NothingChanged);
        Keep(new CorrectedFact(Correction.TaskAnswer, null, oldAnswers, newAnswers), reason, taskId, entry);
        return null;
    }

    private Refusal? One(FactToCorrect wish, string reason, Guid? taskId, Entry entry)
    {
        if (CorrectableFacts.Find(wish.Fact) is not { } fact)
            return Refusal.Of(RefusalCodes.CorrectionFactUnknown, "fact", wish.Fact);
        if (fact.IsOfPart != wish.Part is not null || !FactReading.Has(_case, fact.Key, wish.Part))
            return Refusal.Of(RefusalCodes.CorrectionPartUnknown, "part");
        var old = FactReading.Of(_case, fact.Key, wish.Part);
        var value = string.IsNullOrWhiteSpace(wish.Value) ? null : wish.Value.Trim();
        if (fact.Kind == FactKind.Instant && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            value = FactReading.Text(at);
        if (old == value)
            return Refusal.Of(RefusalCodes.NothingChanged, "value");
        if (new FactWriting(_case, entry, wish.Part ?? 0).Write(fact, value) is { } refusal)
            return refusal;
        Keep(new CorrectedFact(fact.Key, wish.Part, old, value), reason, taskId, entry);
        if (!LogsItself(fact.Key))
            _case.Changes.Record(ChangeKind.FactCorrected, fact.Kind == FactKind.Day ? $"{fact.Key} {old ?? "-"} → {value ?? "-"}" : fact.Key, entry);
        return null;
    }

    private void Keep(CorrectedFact corrected, string reason, Guid? taskId, Entry entry) => _corrections.Add(new Correction(_case.Id, corrected, reason, taskId, entry));

    // Dates of the sentence and needs log their changes whoever makes them.
    private static bool LogsItself(string fact) => fact is CorrectableFacts.ReleaseDate or CorrectableFacts.TransferDate || fact.StartsWith("need.", StringComparison.Ordinal);
}
