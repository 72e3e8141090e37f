using System.Globalization;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

/// <summary>
/// Changes the dates that deadlines count from. Each change is logged, with both dates, and lands on the next meeting's agenda;
/// whoever computes deadlines does so again from <see cref="Case.Facts"/>. Setting the date that stands already does nothing.
/// </summary>
public sealed class CaseDates
{
    private readonly Case _case;

    internal CaseDates(Case owner) => _case = owner;

    /// <summary>Moves the first day of the sentence. Refused after arrival, and not before the release.</summary>
    public Refusal? ChangeStart(DateOnly date, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? DateLimits.Check(date, "startDate")) is { } refusal)
            return refusal;
        if (date == _case.StartDate)
            return null;
        if (_case.Meetings.ArrivalHeldOn is { } arrival)
            return Refusal.Of(RefusalCodes.StartAfterArrival, "startDate", arrival);
        if (_case.ReleaseDate is { } release && release <= date)
            return Refusal.Of(RefusalCodes.ReleaseNotAfterStart, "startDate", date);
        var old = _case.StartDate;
        _case.StartDate = date;
        _case.Changes.Record(ChangeKind.StartDate, Move(old, date), entry);
        return null;
    }

    /// <summary>Sets or moves the expected release; null: no longer known. Refused when it is not after the start.</summary>
    public Refusal? ChangeRelease(DateOnly? date, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? DateLimits.Check(date, "releaseDate")) is { } refusal)
            return refusal;
        if (date == _case.ReleaseDate)
            return null;
        if (date <= _case.StartDate)
            return Refusal.Of(RefusalCodes.ReleaseNotAfterStart, "releaseDate", _case.StartDate);
        var old = _case.ReleaseDate;
        _case.ReleaseDate = date;
        _case.Changes.Record(ChangeKind.ReleaseDate, Move(old, date), entry);
        return null;
    }

    /// <summary>Plans or moves a transfer; null: called off. Refused before the start or after the release.</summary>
    public Refusal? ChangeTransfer(DateOnly? date, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? DateLimits.Check(date, "transferDate")) is { } refusal)
            return refusal;
        if (date == _case.TransferDate)
            return null;
        if (date < _case.StartDate || date > _case.ReleaseDate)
            return Refusal.Of(RefusalCodes.TransferOutsideSentence, "transferDate");
        var old = _case.TransferDate;
        _case.TransferDate = date;
        _case.Changes.Record(ChangeKind.TransferDate, Move(old, date), entry);
        return null;
    }

    /// <summary>Sets or moves the day custody ends; null: no longer in custody, or not known. Independent of the sentence, which may not be known yet.</summary>
    public Refusal? ChangeCustodyEnd(DateOnly? date, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? DateLimits.Check(date, "custodyEndDate")) is { } refusal)
            return refusal;
        if (date == _case.CustodyEndDate)
            return null;
        var old = _case.CustodyEndDate;
        _case.CustodyEndDate = date;
        _case.Changes.Record(ChangeKind.CustodyEndDate, Move(old, date), entry);
        return null;
    }

    private static string Move(DateOnly? from, DateOnly? to) => $"{Text(from)} → {Text(to)}";

    private static string Text(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture) ?? "-";
}
