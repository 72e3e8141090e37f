using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Handover;

/// <summary>
/// Handovers of responsibility and farewell talks. The rule: for every role in a handover there is a taker who has joined beside the holder,
/// confirmed, and gone through needs and plan; before that nobody leaves and nothing closes. A transfer takes effect with its farewell talk: until
/// then the holder here and the taker there answer for the role together.
/// </summary>
public sealed partial class HandoverBook
{
    private readonly Case _case;
    private readonly List<Transition> _transitions;
    private readonly List<HandoverLine> _lines;
    private readonly List<ChecklistItem> _checklist;
    private readonly List<Farewell> _farewells;

    internal HandoverBook(Case owner, List<Transition> transitions, List<HandoverLine> lines, List<ChecklistItem> checklist, List<Farewell> farewells) =>
        (_case, _transitions, _lines, _checklist, _farewells) = (owner, transitions, lines, checklist, farewells);

    /// <summary>Every handover by number.</summary>
    public IReadOnlyList<Transition> All => _transitions;

    /// <summary>The handover under way; null: none.</summary>
    public Transition? Open => _transitions.Find(transition => transition.Status == TransitionStatus.Open);

    /// <summary>The transfer that is confirmed and whose farewell talk has not been held, so that the case is still here; null: none.</summary>
    public Transition? AwaitingFarewell =>
        _transitions.Count > 0 && _transitions[^1] is { Kind: not TransitionKind.Release, Status: TransitionStatus.Confirmed } last && last.Receiver != _case.UnitId ? last : null;

    /// <summary>The handover that has not taken effect: open, or confirmed and still without its farewell talk; null: none.</summary>
    public Transition? UnderWay => Open ?? AwaitingFarewell ?? ConfirmedRelease;

    /// <summary>How many handovers are not confirmed.</summary>
    public int OpenCount => _transitions.Count(transition => transition.Status == TransitionStatus.Open);

    /// <summary>Whether the case is in its last phase, or in that of a transfer.</summary>
    public bool IsHandingOver => AwaitingFarewell is not null || _transitions.Exists(transition =>
        transition.Status == TransitionStatus.Open || transition is { Kind: TransitionKind.Release, Status: TransitionStatus.Confirmed });

    /// <summary>The lines of a handover.</summary>
    public IEnumerable<HandoverLine> LinesOf(int transitionNumber) => _lines.Where(line => line.TransitionNumber == transitionNumber);

    /// <summary>The checklist of a handover.</summary>
    public IEnumerable<ChecklistItem> ChecklistOf(int transitionNumber) => _checklist.Where(item => item.TransitionNumber == transitionNumber);

    /// <summary>The day the responsibility goes over: the release, or the transfer; null: no longer known.</summary>
    public DateOnly? EffectiveOn(TransitionKind kind) => kind == TransitionKind.Release ? _case.ReleaseDate : _case.TransferDate;

    /// <summary>
    /// Begins a handover. <paramref name="receiver"/>: unit id, or the municipality of a release, which is then the case's when none was known.
    /// <paramref name="roles"/>: the roles that change hands; the contact officer's always does. Refused while another is open, without a date, for a
    /// role nobody holds, and for a transfer that leaves a role inside the service behind: its holder would keep it, and the case with it.
    /// </summary>
    public Refusal? Begin(TransitionKind kind, string receiver, ImmutableArray<string> roles, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (Open is not null)
            return Refusal.Of(RefusalCodes.HandoverOpen);
        if (_transitions.Exists(before => before is { Kind: TransitionKind.Release, Status: TransitionStatus.Confirmed }))
            return Refusal.Of(RefusalCodes.ReleaseHandedOver);
        if (TextLimits.Require(receiver, TextLimits.Key, "receiver", RefusalCodes.ReceiverMissing) is { } wrong)
            return wrong;
        if (kind != TransitionKind.Release && receiver == (AwaitingFarewell?.Receiver ?? _case.UnitId))
            return Refusal.Of(RefusalCodes.ReceiverIsHere, "receiver");
        if (EffectiveOn(kind) is null || (kind != TransitionKind.Release && AwaitingFarewell is not null)) // that date is the other's
            return Refusal.Of(kind == TransitionKind.Release ? RefusalCodes.ReleaseDateMissing : RefusalCodes.TransferDateMissing);
        string[] handedOver = [CaseRoles.ContactOfficer, .. (roles.IsDefault ? [] : roles).Where(role => role != CaseRoles.ContactOfficer).Distinct()];
        if (handedOver.FirstOrDefault(role => _case.Roles.Responsible(role) is null) is { } missing)
            return Refusal.Of(RefusalCodes.RoleWithoutHolder, "roles", missing);
        if (kind != TransitionKind.Release && _case.Roles.HeldInside.FirstOrDefault(role => !handedOver.Contains(role)) is { } left)
            return Refusal.Of(RefusalCodes.RoleNotHandedOver, "roles", left);
        TakeEffect(entry.Today, entry); // a flow may hold no farewell talk at a transfer
        var transition = new Transition(_transitions.Count + 1, kind, receiver.Trim(), entry.Today);
        _transitions.Add(transition);
        foreach (var role in handedOver)
            _lines.Add(new HandoverLine(_lines.Count + 1, transition.Number, role, _case.Roles.Responsible(role)!.Number)); // checked
        foreach (var key in Checklists.Of(kind))
            _checklist.Add(new ChecklistItem(_checklist.Count + 1, transition.Number, key));
        if (kind == TransitionKind.Release && string.IsNullOrWhiteSpace(_case.HomeMunicipality))
            _ = _case.Home.SetMunicipality(transition.Receiver, entry); // checked above
        return null;
    }

    /// <summary>
    /// A taker joins a line: a user inside the service, who holds the role beside the leaver from now on; or, by <paramref name="memberNumber"/>, a
    /// group member (the taker of a member's role, or of any role in a release).
    /// </summary>
    public Refusal? Take(int lineNumber, string? userId, int? memberNumber, DateOnly on, Entry entry)
    {
        if (FindLine(lineNumber) is not { } line)
            return Refusal.Of(RefusalCodes.HandoverLineUnknown, "line");
        var kind = _transitions[line.TransitionNumber - 1].Kind;
        if (memberNumber is { } number)
        {
            if ((_case.CheckGoesOn() ?? CheckMember(line, kind, number)) is { } refusal)
                return refusal;
            var holding = CaseRoles.IsMember(line.Role) ? _case.Roles.All.First(held => held.MemberNumber == number).Number : (int?)null;
            line.Take(holding, number, on);
            return null;
        }

        if (_case.Roles.Join(line.Role, userId ?? "", on, entry) is { } notJoined)
            return notJoined;
        line.Take(_case.Roles.All[^1].Number, null, on);
        return null;
    }

    /// <summary>The taker confirms and has gone through needs and plan.</summary>
    public Refusal? ConfirmTaker(int lineNumber, DateOnly goneThroughOn, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(goneThroughOn, "goneThroughOn")) is { } refusal)
            return refusal;
        if (FindLine(lineNumber) is not { } line)
            return Refusal.Of(RefusalCodes.HandoverLineUnknown, "line");
        if (line.JoinedOn is not { } joined)
            return Refusal.Of(RefusalCodes.RoleWithoutTaker, "line", line.Role);
        if (goneThroughOn < joined)
            return Refusal.Of(RefusalCodes.DateBefore, "goneThroughOn", joined);
        if (line.TakerHolding is { } holding && _case.Roles.Confirm(holding, goneThroughOn, entry) is { } notConfirmed)
            return notConfirmed;
        line.Confirm(goneThroughOn, entry.At);
        return null;
    }

    /// <summary>The item of a checklist with this number; null: none.</summary>
    public ChecklistItem? FindItem(int number) => _checklist.Find(item => item.Number == number);

    /// <summary>How many items there are, of all checklists.</summary>
    public int ItemCount => _checklist.Count;

    /// <summary>An item of the checklist is done.</summary>
    public Refusal? CheckOff(int itemNumber, DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(on, "doneOn")) is { } refusal)
            return refusal;
        if (_checklist.Find(item => item.Number == itemNumber) is not { } found || Open?.Number != found.TransitionNumber)
            return Refusal.Of(RefusalCodes.ChecklistItemUnknown, "item");
        found.Done(on, entry.Actor.Id);
        return null;
    }

    /// <summary>
    /// Confirms the handover under way; holders leave when the farewell talk is held. Refused while a role lacks a taker who has confirmed and gone
    /// through needs and plan, or the checklist has an open item.
    /// </summary>
    public Refusal? Confirm(DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(on, "confirmedOn")) is { } refusal)
            return refusal;
        if (Open is not { } transition)
            return Refusal.Of(RefusalCodes.NoOpenHandover);
        if (LinesOf(transition.Number).FirstOrDefault(line => !line.IsReady) is { } notReady)
            return Refusal.Of(RefusalCodes.RoleLeftWithoutOverlap, "role", notReady.Role);
        if (ChecklistOf(transition.Number).FirstOrDefault(item => item.DoneOn is null) is { } undone)
            return Refusal.Of(RefusalCodes.ChecklistOpen, "checklist", undone.Key);
        transition.End(TransitionStatus.Confirmed, on);
        return null; // roles end with the case, or with the farewell before a transfer; until then their holders answer for it
    }

    /// <summary>
    /// The transfer or release will not be, or not as it was thought, also said while the case stands still: takers who joined stay until they leave by the
    /// roles' own rule. It can be called off until its farewell talk.
    /// </summary>
    public Refusal? CallOff(Entry entry)
    {
        if (_case.CheckNotEnded() is { } refusal)
            return refusal;
        if (UnderWay is not { } transition)
            return Refusal.Of(RefusalCodes.NoOpenHandover);
        transition.End(TransitionStatus.CalledOff, null);
        if (transition.Kind == TransitionKind.Release)
            _case.Changes.Record(ChangeKind.ReleaseHandoverCalledOff, transition.Receiver, entry);
        else
            _case.Changes.Record(ChangeKind.TransferDate, "", entry);
        return null;
    }

    /// <summary>Whether the role is being handed over to this holding, and that has not taken effect.</summary>
    internal bool IsTaker(int holding) => UnderWay is { } transition && _lines.Exists(line => line.TransitionNumber == transition.Number && line.TakerHolding == holding);

    /// <summary>A holder has left a role: whoever answers for it now hands it over instead.</summary>
    internal void HandOn(RoleHolding left)
    {
        if (UnderWay is not { } transition || _case.Roles.Responsible(left.Role) is not { } successor)
            return;
        foreach (var line in LinesOf(transition.Number).Where(line => line.LeaverHolding == left.Number && line.TakerHolding != successor.Number))
            line.HandOn(successor.Number);
    }

    // A confirmed release, until its farewell.
    private Transition? ConfirmedRelease =>
        _transitions.Count > 0 && _transitions[^1] is { Kind: TransitionKind.Release, Status: TransitionStatus.Confirmed } last && !_farewells.Exists(talk => talk.HeldOn >= last.ConfirmedOn) ? last : null;

    private HandoverLine? FindLine(int number) =>
        _lines.Find(line => line.Number == number && line.TransitionNumber == Open?.Number);

    private Refusal? CheckMember(HandoverLine line, TransitionKind kind, int memberNumber)
    {
        if (_case.Group.Find(memberNumber) is not { LeftOn: null } member)
            return Refusal.Of(RefusalCodes.MemberUnknown, "member", $"{memberNumber}");
        if (CaseRoles.IsMember(line.Role))
        {
            var leaver = _case.Roles.Find(line.LeaverHolding)!; // every line was made from a holding
            return leaver.MemberNumber == memberNumber || member.Role != line.Role ? Refusal.Of(RefusalCodes.TakerIsLeaver, "member", line.Role) : null;
        }

        return kind == TransitionKind.Release ? null : Refusal.Of(RefusalCodes.TakerOutside, "member", line.Role);
    }
}
