using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

// Where the case is and where it came from: its unit, and the taking over of a case that was under way elsewhere.
public sealed partial class Case
{
    /// <summary>The unit that has the case now; changes when a transfer's handover is confirmed.</summary>
    public string UnitId { get; private set; } = "";

    /// <summary>The phase it was in when it was taken over from elsewhere; null: it was opened here.</summary>
    public CasePhase? TakenOverIn { get; private set; }

    /// <summary>
    /// The person shall be received at another unit after all. Refused after arrival: then the responsibility is handed over. The contact officer stays until
    /// another takes over the role.
    /// </summary>
    public Refusal? MoveBeforeArrival(string unitId, Entry entry)
    {
        if ((CheckNotEnded() ?? TextLimits.Require(unitId, TextLimits.Key, "unitId", RefusalCodes.UnitMissing)) is { } refusal)
            return refusal;
        if (Meetings.ArrivalHeldOn is { } arrival)
            return Refusal.Of(RefusalCodes.AlreadyArrived, "unitId", arrival);
        if (unitId == UnitId)
            return null;
        UnitId = unitId;
        Changes.Record(ChangeKind.UnitChanged, unitId, entry);
        return null;
    }

    /// <summary>The case was under way elsewhere.</summary>
    internal void MarkTakenOver(CasePhase phase, Entry entry)
    {
        TakenOverIn = phase;
        Changes.Record(ChangeKind.TakenOver, $"{phase}", entry);
    }

    /// <summary>A transfer that was planned elsewhere.</summary>
    internal Refusal? TakeOverTransfer(DateOnly date)
    {
        if (date < StartDate || date > ReleaseDate)
            return Refusal.Of(RefusalCodes.TransferOutsideSentence, "transferDate");
        TransferDate = date;
        return DateLimits.Check(date, "transferDate");
    }

    /// <summary>The case is at another unit from now on.</summary>
    internal void MoveTo(string unitId)
    {
        UnitId = unitId;
        TransferDate = null;
    }
}
