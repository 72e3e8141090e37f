using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Needs;

/// <summary>
/// The needs map (behovskart), the living document. Until the needs talk is done it is being written; after that every change is logged
/// and discussed in the next meeting.
/// </summary>
public sealed class NeedsMap
{
    private readonly Case _case;
    private readonly List<Need> _needs;

    internal NeedsMap(Case owner, List<Need> needs) => (_case, _needs) = (owner, needs);

    /// <summary>Every need by number.</summary>
    public IReadOnlyList<Need> All => _needs;

    /// <summary>Open needs that no measure that goes on or is to begin answers.</summary>
    public IEnumerable<Need> Unmet => _needs.Where(need => need.Status == NeedStatus.Open && !AnsweredBy(need.Number).Any());

    /// <summary>The need with this number; null: none.</summary>
    public Need? Find(int number) => _needs.Find(need => need.Number == number);

    /// <summary>The measures that answer a need, stopped ones left out.</summary>
    public IEnumerable<Measure> AnsweredBy(int needNumber) =>
        _case.Measures.All.Where(measure => measure.Status != MeasureStatus.Stopped && measure.Answers.Contains(needNumber));

    /// <summary>A need came up outside the arrival and the needs talk.</summary>
    public Refusal? Add(NewNeed need, DateOnly raisedOn, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(raisedOn, "raisedOn") ?? Check([need], "need")) is { } refusal)
            return refusal;
        AddAll([need], raisedOn, entry);
        return null;
    }

    /// <summary>A need is put in other words, moved, or becomes acute or not.</summary>
    public Refusal? Change(int number, NewNeed need, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (Find(number) is not { Status: NeedStatus.Open } found)
            return Refusal.Of(RefusalCodes.NeedUnknown, "need", $"{number}");
        if (CheckOne(need, "need", found) is { } wrong)
            return wrong;
        found.Set(need);
        Log(ChangeKind.NeedChanged, found, entry);
        return null;
    }

    /// <summary>A need is met, or dropped by the person.</summary>
    public Refusal? Close(int number, bool met, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (Find(number) is not { Status: NeedStatus.Open } found)
            return Refusal.Of(RefusalCodes.NeedUnknown, "need", $"{number}");
        found.Close(met ? NeedStatus.Met : NeedStatus.Dropped);
        Log(ChangeKind.NeedClosed, found, entry);
        return null;
    }

    internal void AddAll(IEnumerable<NewNeed> needs, DateOnly raisedOn, Entry entry)
    {
        foreach (var need in needs)
        {
            var added = new Need(_needs.Count + 1, need, raisedOn, entry.Actor.Id, entry.At);
            _needs.Add(added);
            Log(ChangeKind.NeedAdded, added, entry);
        }
    }

    /// <summary>Refuses incomplete needs and such as stand on the map already or twice in the list.</summary>
    internal Refusal? Check(ImmutableArray<NewNeed> needs, string field)
    {
        for (var i = 0; i < needs.Length; i++)
        {
            var need = needs[i];
            if (CheckOne(need, field, null) is { } refusal)
                return refusal;
            if (needs.Take(i).Any(other => IsSame(other.Tangle, other.Knot, other.Thread, need)))
                return Refusal.Of(RefusalCodes.NeedTwice, field);
        }

        return null;
    }

    /// <summary>Refuses needs that are not on the map or are closed.</summary>
    internal Refusal? CheckAnswers(ImmutableArray<int> needs, string field) =>
        needs.IsDefaultOrEmpty ? Refusal.Of(RefusalCodes.AnswersNoNeed, field)
        : needs.FirstOrDefault(number => Find(number) is not { Status: NeedStatus.Open }) is var unknown and not 0
            ? Refusal.Of(RefusalCodes.NeedUnknown, field, $"{unknown}")
            : null;

    private Refusal? CheckOne(NewNeed need, string field, Need? except)
    {
        if (!Enum.IsDefined(need.Tangle))
            return Refusal.Of(RefusalCodes.NeedIncomplete, field);
        if ((TextLimits.Require(need.Knot, TextLimits.Line, field, RefusalCodes.NeedIncomplete)
                ?? TextLimits.Require(need.Thread, TextLimits.Paragraph, field, RefusalCodes.NeedIncomplete)) is { } refusal)
            return refusal;
        return _needs.Exists(other => other != except && other.Status == NeedStatus.Open && IsSame(other.Tangle, other.Knot, other.Thread, need))
            ? Refusal.Of(RefusalCodes.NeedTwice, field)
            : null;
    }

    private static bool IsSame(Tangle tangle, string knot, string thread, NewNeed need) =>
        tangle == need.Tangle
        && string.Equals(knot.Trim(), need.Knot.Trim(), StringComparison.OrdinalIgnoreCase)
        && string.Equals(thread.Trim(), need.Thread.Trim(), StringComparison.OrdinalIgnoreCase);

    private void Log(ChangeKind kind, Need need, Entry entry)
    {
        if (_case.NeedsTalkHeldOn is not null)
            _case.Changes.Record(kind, $"{need.Number}", entry);
    }
}
