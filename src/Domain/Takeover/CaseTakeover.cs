using System.Collections.Immutable;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Takeover;

/// <summary>
/// Takes over a case that is under way. The rules of the case hold for what is entered, as far as they are about facts; what they demand of the moment
/// a step is done (the next meeting booked at arrival) is demanded of the phase instead. All faults are named at once.
/// </summary>
public sealed class CaseTakeover
{
    private readonly Case _case;
    private readonly CaseUnderWay _way;
    private readonly Entry _entry;
    private readonly ImmutableArray<Refusal>.Builder _refused = ImmutableArray.CreateBuilder<Refusal>();

    private CaseTakeover(Case opened, CaseUnderWay way, Entry entry) => (_case, _way, _entry) = (opened, way, entry);

    /// <summary>The case as it is taken over, or every reason why not.</summary>
    /// <param name="id">Id of the case here.</param>
    /// <param name="way">What has happened elsewhere.</param>
    /// <param name="entry">Who enters it here and when.</param>
    public static CaseTakeoverResult Of(Guid id, CaseUnderWay way, Entry entry)
    {
        ImmutableArray<Refusal> faults = [.. TakeoverRules.Check(way), .. TakeoverRules.CheckDays(way, entry)];
        if (way.Start.Check() is { } wrongStart)
            faults = faults.Add(wrongStart);
        if (!faults.IsEmpty)
            return new CaseTakeoverResult.Refused(faults);
        var opened = ((CaseOpening.Opened)Case.Open(id, way.Start, entry)).Case; // its start was checked above
        var takeover = new CaseTakeover(opened, way, entry);
        takeover.Prepare();
        takeover.Understand();
        takeover.MakePlan();
        takeover.HandOver();
        if (takeover._refused.Count > 0)
            return new CaseTakeoverResult.Refused(takeover._refused.ToImmutable());
        opened.MarkTakenOver(way.Phase, entry);
        return new CaseTakeoverResult.TakenOver(opened, [.. takeover.Facts()]);
    }

    private void Prepare()
    {
        if (!string.IsNullOrWhiteSpace(_way.ContactOfficer))
            Take("contactOfficer", _case.Roles.Name(CaseRoles.ContactOfficer, _way.ContactOfficer.Trim(), Earliest(), _entry));
        if (_way.TransferDate is { } transfer)
            Take("transferDate", _case.TakeOverTransfer(transfer));
        if (_way.Summons is { } summons)
            Take("summons", _case.Summon(summons.Channel, summons.Held.On, _entry));
        if (_way.Group is { } group)
            Take("group", _case.Group.Establish(group.Members, group.Held.On, _entry));
    }

    private void Understand()
    {
        if (_way.Arrival is { } arrival)
            Hold("arrival", MeetingKind.Arrival, arrival);
        if (_way.NeedsTalk is { } talk && Take("needsTalk", _case.Needs.Check(talk.Needs, "needs") ?? TextLimits.Check(talk.SupportedBy, TextLimits.Key, "supportedBy")))
        {
            Hold("needsTalk", MeetingKind.NeedsTalk, new TalkHeld(talk.Held, talk.Minutes), talk.SupportedBy);
            _case.Needs.AddAll(talk.Needs, talk.Held.On, _entry);
            _case.NeedsTalkHeldOn = talk.Held.On;
        }

        if (_way.Consent is { } consent && _case.NeedsTalkHeldOn is not null)
            Take("consent", _case.Consent.TakeOver(consent.Answer, consent.Held, consent.Explained, _entry));
    }

    private void MakePlan()
    {
        if (_case.NeedsTalkHeldOn is null || _refused.Count > 0)
            return; // what follows rests on needs and members: their faults would be named twice
        if (_way.NeedsShared is not null)
            Take("needsShared", _case.Sharing.ShareNeedsMap([], _entry));
        foreach (var (proposal, index) in _way.Proposals.Select((proposal, index) => (proposal, index)))
            Take($"proposals[{index}]", _case.Proposals.Propose(proposal, _entry));
        if ((_way.InputClosed ?? _way.Plan?.Held) is { } closed)
            Take("inputClosed", _case.Proposals.CloseInput(closed.On, _entry));
        if (_way.LastGroupMeeting is { } meeting)
            Hold("lastGroupMeeting", MeetingKind.GroupMeeting, meeting);
        if (_way.Plan is { } plan && _refused.Count == 0)
            Agree(plan);
        if (_way.NextMeeting is { } next)
            Take("nextMeeting", _case.Meetings.Book(next, _entry));
    }

    private void Agree(PlanMade plan)
    {
        foreach (var (measure, index) in plan.Measures.Select((measure, index) => (measure, index)))
            Take($"plan.measures[{index}]", _case.Measures.Check(measure.Measure));
        if (_refused.Count > 0)
            return;
        var talk = new Domain.Plans.PlanTalk { Held = plan.Held, DecidedByPerson = plan.DecidedByPerson, Measures = [.. plan.Measures.Select(measure => measure.Measure)], Note = plan.Note, WasHeldElsewhere = true };
        if (!Take("plan", _case.Plan.Agree(talk, _entry)))
            return;
        _case.Agenda.WasPresented(plan.Held.On); // by whoever had the case then
        foreach (var (measure, index) in plan.Measures.Select((measure, index) => (measure, index)).Where(item => item.measure.StartedOn is not null))
        {
            if (Take($"plan.measures[{index}]", _case.Measures.Start(index + 1, measure.StartedOn!.Value, _entry)) && measure.LastHeardOn is { } heard) // filtered
                _case.Measures.Find(index + 1)!.Hear(heard); // just agreed
        }

        if (_way.LastTalk is { } last)
            Hold("lastTalk", MeetingKind.Talk, last);
    }

    private void HandOver()
    {
        // Without a needs talk the next meeting has not been looked at above.
        if (_case.NeedsTalkHeldOn is null && _way.NextMeeting is { } next)
            Take("nextMeeting", _case.Meetings.Book(next, _entry));
        if (_way.Handover is not { } handover || _refused.Count > 0)
            return;
        var begun = _entry with { At = NorwegianTime.MorningOf(handover.Held.On) };
        if (!Take("handover", _case.Handovers.Begin(handover.Kind, handover.Receiver, [.. handover.Lines.Select(line => line.Role)], begun)))
            return;
        foreach (var (taker, index) in handover.Lines.Select((taker, index) => (taker, index)))
            Join(taker, $"handover.takers[{index}]");
    }

    private void Join(TakerJoined taker, string field)
    {
        var line = _case.Handovers.LinesOf(_case.Handovers.Open!.Number).First(line => line.Role == taker.Role); // begun with these roles
        if ((_entry.CheckNotFuture(taker.JoinedOn, "joinedOn") ?? TakeLine(line, taker)) is { } refusal)
        {
            Take(field, refusal);
            return;
        }

        if (taker.GoneThroughOn is { } day)
            Take(field, _case.Handovers.ConfirmTaker(line.Number, day, _entry));
    }

    private Refusal? TakeLine(HandoverLine line, TakerJoined taker) => _case.Handovers.Take(line.Number, taker.UserId, taker.Member, taker.JoinedOn, _entry);

    private void Hold(string fact, MeetingKind kind, TalkHeld talk, string? supportedBy = null)
    {
        if (Take(fact, TextLimits.Check(talk.Minutes, TextLimits.Minutes, "minutes")))
            _case.Meetings.Hold(kind, talk.Held, supportedBy, talk.Minutes, _entry);
    }

    private bool Take(string fact, Refusal? refusal)
    {
        if (refusal is not null)
            _refused.Add(TakeoverRules.Under(fact, refusal));
        return refusal is null;
    }

    // Whoever is contact officer answers for the case from the first thing that happened in it: takers must come after.
    private DateOnly Earliest() => TakeoverRules.HeldOf(_way).Select(item => item.Held.On).Append(_entry.Today).Min();

    private IEnumerable<TakenOverFact> Facts()
    {
        foreach (var (fact, held) in TakeoverRules.HeldOf(_way))
            yield return new TakenOverFact(_case.Id, KeyOf(fact), held, _entry);
        if (_way is { InputClosed: null, Plan: { } plan })
            yield return new TakenOverFact(_case.Id, TakenOverFacts.InputClosed, plan.Held, _entry);
    }

    private static string KeyOf(string fact) => fact switch
    {
        "summons" => TakenOverFacts.Summons,
        "group" => TakenOverFacts.Group,
        "datesNotified" => TakenOverFacts.DatesNotified,
        "arrival" => TakenOverFacts.Arrival,
        "needsTalk" => TakenOverFacts.NeedsTalk,
        "consent" => TakenOverFacts.Consent,
        "needsShared" => TakenOverFacts.NeedsShared,
        "inputClosed" => TakenOverFacts.InputClosed,
        "plan" => TakenOverFacts.Plan,
        "lastTalk" => TakenOverFacts.LastTalk,
        "lastGroupMeeting" => TakenOverFacts.LastGroupMeeting,
        _ => TakenOverFacts.Handover,
    };
}

/// <summary>What taking over a case ended in. Closed.</summary>
public abstract record CaseTakeoverResult
{
    private CaseTakeoverResult()
    {
    }

    /// <summary>Taken over; nothing is stored yet.</summary>
    /// <param name="Case">The case, in the phase that was said.</param>
    /// <param name="Facts">What it was taken over with.</param>
    public sealed record TakenOver(Case Case, ImmutableArray<TakenOverFact> Facts) : CaseTakeoverResult;

    /// <summary>Every reason why not, at least one.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : CaseTakeoverResult;
}
