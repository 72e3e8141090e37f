using System.Globalization;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Corrections;

/// <summary>Writes a corrected value, after it has been held against what must have come before and after. A refusal has changed nothing.</summary>
internal sealed class FactWriting(Case subject, Entry entry, int part)
{
    private readonly FactOrder _order = new(subject, part);

    /// <summary>Writes the value of a fact that is there; null: nothing.</summary>
    public Refusal? Write(CorrectableFact fact, string? value) => fact.Kind switch
    {
        FactKind.Day => Day(fact.Key, value),
        FactKind.Instant => Instant(value),
        FactKind.User => User(fact.Key, value),
        FactKind.Choice => Choice(fact.Key, value),
        _ => Text(fact.Key, value),
    };

    private Refusal? Day(string fact, string? value)
    {
        DateOnly? day = DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        if (value is not null && day is null)
            return Refusal.Of(RefusalCodes.CorrectionNotADay, "value");
        if (day is null && fact is not (CorrectableFacts.ReleaseDate or CorrectableFacts.TransferDate or CorrectableFacts.MeasureEndsOn or CorrectableFacts.ChecklistDoneOn))
            return Refusal.Of(RefusalCodes.TextMissing, "value");
        switch (fact)
        {
            case CorrectableFacts.ReleaseDate:
                return subject.Dates.ChangeRelease(day, entry);
            case CorrectableFacts.TransferDate:
                return subject.Dates.ChangeTransfer(day, entry);
            case CorrectableFacts.StartDate:
                return Start(day!.Value); // required above
            case CorrectableFacts.ChecklistDoneOn:
                return Checked(day);
            case CorrectableFacts.MeasureStartsOn or CorrectableFacts.MeasureEndsOn:
                return Planned(fact, day);
            default:
                var on = day!.Value; // required above
                return entry.CheckNotFuture(on, "value") ?? Between(on, _order.EarliestOf(fact), _order.LatestOf(fact)) ?? Set(fact, on);
        }
    }

    private Refusal? Start(DateOnly date)
    {
        if ((DateLimits.Check(date, "value") ?? Between(date, null, subject.Meetings.ArrivalHeldOn)) is { } refusal)
            return refusal;
        if (subject.ReleaseDate <= date)
            return Refusal.Of(RefusalCodes.ReleaseNotAfterStart, "value", date);
        subject.StartDate = date;
        return null;
    }

    // An open handover may have an item taken off its list of what is done; one that is over stays complete.
    private Refusal? Checked(DateOnly? day)
    {
        var item = subject.Handovers.FindItem(part)!; // looked up before
        var transition = subject.Handovers.All[item.TransitionNumber - 1];
        if (day is null && subject.Handovers.Open?.Number != transition.Number)
            return Refusal.Of(RefusalCodes.TextMissing, "value");
        if (day is { } on && (entry.CheckNotFuture(on, "value") ?? Between(on, null, transition.ConfirmedOn)) is { } refusal)
            return refusal;
        item.Correct(day);
        return null;
    }

    private Refusal? Planned(string fact, DateOnly? day)
    {
        var measure = subject.Measures.Find(part)!; // looked up before
        var (starts, ends) = fact == CorrectableFacts.MeasureStartsOn ? (day!.Value, measure.EndsOn) : (measure.StartsOn, day);
        if (DateLimits.Check(day, "value") is { } outside)
            return outside;
        if (ends < starts)
            return Refusal.Of(RefusalCodes.EndsBeforeStart, "value");
        measure.CorrectPlan(measure.Title, measure.RequiredOfPerson, starts, ends);
        return null;
    }

    private Refusal? Set(string fact, DateOnly on)
    {
        switch (fact)
        {
            case CorrectableFacts.SummonedOn:
                subject.CorrectSummons(on, subject.SummonedBy!.Value);
                break;
            case CorrectableFacts.GroupEstablishedOn:
                subject.GroupEstablishedOn = on;
                break;
            case CorrectableFacts.InputClosedOn:
                subject.InputClosedOn = on;
                break;
            case CorrectableFacts.MeetingHeldOn:
                Hold(on);
                break;
            case CorrectableFacts.ConsentDecidedOn:
                var decision = subject.Consent.All[part - 1];
                decision.Correct(on, decision.AskedBy, decision.Explained);
                break;
            case CorrectableFacts.MeasureStartedOn:
                subject.Measures.Find(part)!.CorrectCourse(on, subject.Measures.Find(part)!.EndedOn);
                break;
            case CorrectableFacts.MeasureEndedOn:
                subject.Measures.Find(part)!.CorrectCourse(subject.Measures.Find(part)!.StartedOn, on);
                break;
            case CorrectableFacts.LogOn:
                subject.Measures.CorrectLog(part, on, subject.Measures.Log[part - 1].Text);
                break;
            case CorrectableFacts.HandoverBegunOn:
                subject.Handovers.All[part - 1].Correct(on, subject.Handovers.All[part - 1].ConfirmedOn);
                break;
            default:
                subject.Handovers.All[part - 1].Correct(subject.Handovers.All[part - 1].BegunOn, on);
                break;
        }

        return null;
    }

    // What is derived from the day of a talk is the same day.
    private void Hold(DateOnly on)
    {
        var before = Meeting.HeldOn;
        if (Meeting.Kind == MeetingKind.NeedsTalk && _order.IsLastNeedsTalk)
            subject.NeedsTalkHeldOn = on;
        else if (Meeting.Kind == MeetingKind.PlanTalk && subject.Plan.Versions is [var agreed, ..] && agreed.AgreedOn == before)
            agreed.Correct(on, agreed.AgreedWith);
        else if (Meeting.Kind == MeetingKind.Farewell && subject.Handovers.Farewells.LastOrDefault(talk => talk.HeldOn == before) is { } farewell)
            farewell.Correct(on, farewell.HeldBy, farewell.GoesOn);
        Meeting.CorrectHeld(on, Meeting.HeldBy!, Meeting.SupportedBy, Meeting.Minutes);
    }

    private Refusal? Instant(string? value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? subject.Meetings.Move(part, at.ToUniversalTime(), entry)
            : Refusal.Of(RefusalCodes.CorrectionNotAnInstant, "value");

    private Refusal? User(string fact, string? value)
    {
        if (fact != CorrectableFacts.MeetingSupportedBy && TextLimits.Require(value, TextLimits.Key, "value", RefusalCodes.HolderMissing) is { } missing)
            return missing;
        if (TextLimits.Check(value, TextLimits.Key, "value") is { } tooLong)
            return tooLong;
        if (fact == CorrectableFacts.ConsentAskedBy)
        {
            var decision = subject.Consent.All[part - 1];
            decision.Correct(decision.DecidedOn, value!, decision.Explained); // required above
        }
        else if (fact == CorrectableFacts.MeetingHeldBy)
        {
            Meeting.CorrectHeld(Meeting.HeldOn!.Value, value!, Meeting.SupportedBy, Meeting.Minutes); // held, and required above
        }
        else
        {
            Meeting.CorrectHeld(Meeting.HeldOn!.Value, Meeting.HeldBy!, value, Meeting.Minutes); // held
        }

        return null;
    }

    private Refusal? Choice(string fact, string? value)
    {
        switch (fact, value)
        {
            case (CorrectableFacts.SummonedBy, "email" or "letter"):
                subject.CorrectSummons(subject.SummonedOn!.Value, value == "letter" ? SummonsChannel.Letter : SummonsChannel.Email); // summoned
                return null;
            case (CorrectableFacts.NeedTangle, _) when Tangles.Words.Find(value) is { } tangle:
                return Need(need => need with { Tangle = tangle });
            case (CorrectableFacts.NeedAcute, "yes" or "no"):
                return Need(need => need with { Acute = value == "yes" });
            case (CorrectableFacts.AttendancePresence, _) when Presences.Words.Find(value) is { } presence:
                return subject.Meetings.Attendance.Correct(Attendance, presence, Attendance.Reason);
            default:
                return Refusal.Of(RefusalCodes.CorrectionNotAChoice, "value");
        }
    }

    private Refusal? Text(string fact, string? value) => fact switch
    {
        CorrectableFacts.NeedKnot => Need(need => need with { Knot = value ?? "" }),
        CorrectableFacts.NeedThread => Need(need => need with { Thread = value ?? "" }),
        CorrectableFacts.AttendanceReason => TextLimits.Check(value, TextLimits.Reason, "value") ?? subject.Meetings.Attendance.Correct(Attendance, Attendance.Presence, value),
        CorrectableFacts.MeetingMinutes => TextLimits.Check(value, TextLimits.Minutes, "value") ?? Do(() => Meeting.CorrectHeld(Meeting.HeldOn!.Value, Meeting.HeldBy!, Meeting.SupportedBy, value)),
        CorrectableFacts.ConsentExplained => TextLimits.Require(value, TextLimits.Text, "value", RefusalCodes.ConsentNotExplained)
            ?? Do(() => subject.Consent.All[part - 1].Correct(subject.Consent.All[part - 1].DecidedOn, subject.Consent.All[part - 1].AskedBy, value!)),
        CorrectableFacts.MeasureTitle => TextLimits.Require(value, TextLimits.Line, "value") ?? Do(() => subject.Measures.Find(part)!.CorrectPlan(value!, subject.Measures.Find(part)!.RequiredOfPerson, subject.Measures.Find(part)!.StartsOn, subject.Measures.Find(part)!.EndsOn)),
        CorrectableFacts.MeasureRequired => TextLimits.Require(value, TextLimits.Paragraph, "value", RefusalCodes.RequirementsMissing)
            ?? Do(() => subject.Measures.Find(part)!.CorrectPlan(subject.Measures.Find(part)!.Title, value!, subject.Measures.Find(part)!.StartsOn, subject.Measures.Find(part)!.EndsOn)),
        CorrectableFacts.LogText => TextLimits.Require(value, TextLimits.Text, "value") ?? Do(() => subject.Measures.CorrectLog(part, subject.Measures.Log[part - 1].On, value!)),
        CorrectableFacts.MemberEmail => value is not null && !EmailAddress.IsValid(value) ? Refusal.Of(RefusalCodes.EmailInvalid, "value") : Do(() => subject.Group.Find(part)!.Correct(subject.Group.Find(part)!.Name, value)),
        CorrectableFacts.MemberName => TextLimits.Check(value, TextLimits.Line, "value") ?? Do(() => subject.Group.Find(part)!.Correct(value, subject.Group.Find(part)!.Email)),
        _ => TextLimits.Require(value, TextLimits.Text, "value") ?? Do(() => subject.Handovers.Farewells[part - 1].Correct(subject.Handovers.Farewells[part - 1].HeldOn, subject.Handovers.Farewells[part - 1].HeldBy, value!)),
    };

    private Refusal? Need(Func<NewNeed, NewNeed> change)
    {
        var need = subject.Needs.Find(part)!; // looked up before
        return subject.Needs.Change(part, change(new NewNeed(need.Tangle, need.Knot, need.Thread, need.Acute)), entry);
    }

    private Attendance Attendance => subject.Meetings.Attendance.Find(part)!; // looked up before

    private Meeting Meeting => subject.Meetings.All.First(meeting => meeting.Number == part); // looked up before

    private static Refusal? Between(DateOnly on, DateOnly? earliest, DateOnly? latest) =>
        on < earliest ? Refusal.Of(RefusalCodes.DateBefore, "value", earliest.Value)
        : on > latest ? Refusal.Of(RefusalCodes.CorrectionAfter, "value", latest.Value)
        : null;

    private static Refusal? Do(Action change)
    {
        change();
        return null;
    }
}
