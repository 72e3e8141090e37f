using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Handover;

// The farewell talk, with which a handover takes effect and a case may be closed.
public sealed partial class HandoverBook
{
    /// <summary>Every farewell talk, oldest first.</summary>
    public IReadOnlyList<Farewell> Farewells => _farewells;

    /// <summary>
    /// The farewell talk (step 8): with it a confirmed transfer takes effect, the holders here leave and the case is the receiver's. Refused with an
    /// open handover, or when none was ever begun, unless somebody takes the responsibility in writing: an open transfer then takes effect as it stands.
    /// Takers who have joined hold their roles alone from then on, also without having confirmed; a role without a taker stays with its holder.
    /// Refused when it would end the case before a planned transfer.
    /// </summary>
    public Refusal? HoldFarewell(FarewellTalk talk, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckHeld(talk.Held)) is { } refusal)
            return refusal;
        if ((TextLimits.Require(talk.GoesOn, TextLimits.Text, "goesOn")
                ?? TextLimits.Check(talk.ResponsibilityTakenBy, TextLimits.Line, "responsibilityTakenBy")
                ?? TextLimits.Check(talk.ResponsibilityStatement, TextLimits.Text, "responsibilityStatement")) is { } wrong)
            return wrong;
        if (UnderWay is { Kind: TransitionKind.Release } && _case.TransferDate is { } transfer && !(_case.ReleaseDate < transfer))
            return Refusal.Of(RefusalCodes.FarewellBeforeTransfer, "goesOn", transfer).Under(null);
        if (!talk.IsTakenInWriting)
        {
            if (Open is not null)
                return Refusal.Of(RefusalCodes.FarewellWithOpenHandover, "responsibilityTakenBy");
            if (!_transitions.Exists(transition => transition.Status == TransitionStatus.Confirmed))
                return Refusal.Of(RefusalCodes.FarewellWithoutHandover, "responsibilityTakenBy");
        }

        _case.Meetings.Hold(MeetingKind.Farewell, talk.Held, null, null, entry);
        _farewells.Add(new Farewell(_farewells.Count + 1, talk, entry));
        if (Open is { Kind: not TransitionKind.Release } open)
            TakeInWriting(open, talk.Held.On, entry);
        else
            TakeEffect(talk.Held.On, entry);
        return null;
    }

    private void TakeEffect(DateOnly on, Entry entry)
    {
        if (AwaitingFarewell is not { } transfer)
            return;
        foreach (var line in LinesOf(transfer.Number))
            EndHolding(line, on, entry);
        Move(transfer, entry);
    }

    // The signature stands where confirmations are missing, so that nobody is asked for them again.
    private void TakeInWriting(Transition transfer, DateOnly on, Entry entry)
    {
        transfer.End(TransitionStatus.TakenInWriting, null);
        foreach (var line in LinesOf(transfer.Number).Where(line => line.JoinedOn is not null))
        {
            if (line.TakerHolding is { } taker)
                _case.Roles.Find(taker)?.TakeInWriting(entry.At);
            EndHolding(line, on, entry);
        }

        Move(transfer, entry);
    }

    private void Move(Transition transfer, Entry entry)
    {
        _case.MoveTo(transfer.Receiver);
        _case.Changes.Record(ChangeKind.UnitChanged, transfer.Receiver, entry);
    }

    /// <summary>Refuses to close what is not handed over.</summary>
    internal Refusal? CheckClose()
    {
        if (_farewells.Count == 0)
            return Refusal.Of(RefusalCodes.CloseWithoutFarewell);
        if (_farewells[^1].ResponsibilityTakenBy is not null)
            return null;
        return Open is not null ? Refusal.Of(RefusalCodes.FarewellWithOpenHandover)
            : _transitions.FindLast(transition => transition.Status == TransitionStatus.Confirmed) is { Kind: TransitionKind.Release } ? null
            : Refusal.Of(RefusalCodes.CloseWithoutRelease);
    }

    // Inside the service everybody who has the role here leaves it, also who joined beside the one who hands it over: the case is the receiver's.
    private void EndHolding(HandoverLine line, DateOnly on, Entry entry)
    {
        var leaver = _case.Roles.Find(line.LeaverHolding)!; // every line was made from a holding
        if (leaver.MemberNumber is not null)
        {
            End(leaver, line, on, entry);
            return;
        }

        if (line.TakerHolding is not { } number || _case.Roles.Find(number) is not { To: null } taker)
            return; // a role is never without a holder
        foreach (var holder in _case.Roles.Holders(line.Role).Where(holder => holder != taker).ToList())
            End(holder, line, on, entry);
    }

    private void End(RoleHolding leaver, HandoverLine line, DateOnly on, Entry entry)
    {
        if (leaver.To is not null)
            return;
        leaver.End(on < leaver.From ? leaver.From : on);
        if (leaver.MemberNumber is { } number && _case.Group.Find(number) is GroupMember { LeftOn: null } member && !_case.Measures.ActiveDeliverers.Contains(number))
        {
            member.Leave(on < member.JoinedOn ? member.JoinedOn : on);
            _case.Sharing.StopFor(number, entry.At);
        }

        _case.Changes.Record(ChangeKind.RoleLeft, line.Role, entry);
    }
}
