namespace ProcessAutomation.Year.Checker;

/// <summary>A rung that must have gone out.</summary>
internal sealed record Expected(DateTimeOffset At, Rung Rung, DateOnly Due);

/// <summary>
/// Walks a task's deadline through its life: the date moves with what it counts from, pauses push it on, each rung goes out once for a date
/// that stands, of several due at once only the highest, and what was past when the task was made is passed over.
/// </summary>
internal sealed class Ladders
{
    private readonly StepRule _rule;
    private readonly CaseFile _case;
    private readonly DateTimeOffset _made;
    private readonly DateTimeOffset _until;
    private readonly List<Expected> _expected = [];
    private readonly List<(DateOnly From, DateOnly Until)> _lost = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset? Until)> _pauses;
    private HashSet<int> _fired = [];
    private DateOnly? _date;
    private bool _wasPast;

    // A task that no flow waits for, such as a letter to hand over, does not rest while the case does.
    private Ladders(StepRule rule, CaseFile file, TaskRow task, DateTimeOffset until) =>
        (_rule, _case, _made, _until, _pauses) = (rule, file, task.CreatedAt, until, task.IsOfFlow ? [.. file.Pauses] : []);

    /// <summary>What must have gone out until an instant, not including it, and when the task was due then.</summary>
    public static (IReadOnlyList<Expected> Rungs, DateTimeOffset? DueAt) Walk(StepRule rule, CaseFile file, TaskRow task, DateTimeOffset until)
    {
        var walk = new Ladders(rule, file, task, until);
        walk.Run();
        return (walk._expected, walk.DueAt);
    }

    private DateTimeOffset? DueAt => _date is not { } date ? null : _wasPast ? _made : Almanac.EndOf(date);

    private void Run()
    {
        var moves = _case.Changes.Select(change => change.At).Concat(_case.Meetings.Select(meeting => meeting.EnteredAt).OfType<DateTimeOffset>())
            .Concat(LaterRound.SelectMany(task => (DateTimeOffset?[])[task.CreatedAt, task.CompletedAt]).OfType<DateTimeOffset>())
            .Where(at => at > _made && at < _until).Distinct().Order().ToList();
        var paused = _pauses.Any(pause => pause.From <= _made && !(pause.Until <= _made));
        _date = DateAt(_made);
        if (_date is { } first)
            _fired = [.. Past(first, _made)];
        var at = _made;
        foreach (var next in moves.Append(_until))
        {
            if (!paused)
                FireUntil(at, next);
            if (next == _until)
                return;
            at = next;
            foreach (var pause in _pauses.Where(pause => pause.Until == at))
                _lost.Add((Almanac.DayOf(pause.From > _made ? pause.From : _made), Almanac.DayOf(at)));
            paused = _pauses.Any(pause => pause.From <= at && !(pause.Until <= at));
            _date = DateAt(at);
            if (_date is not { } date)
                continue;
            _fired.IntersectWith(Past(date, at));
            if (!paused)
                Fire(at);
        }
    }

    private void FireUntil(DateTimeOffset from, DateTimeOffset to)
    {
        while (_date is { } date
            && Enumerable.Range(0, _rule.Rungs.Count).Where(index => !_fired.Contains(index)).Select(index => _rule.Rungs[index].At(date)).Where(at => at > from && at < to).OrderBy(at => at).FirstOrDefault() is var next
            && next != default)
        {
            Fire(next);
            from = next;
        }
    }

    private void Fire(DateTimeOffset now)
    {
        var date = _date!.Value;
        var due = Past(date, now).Where(index => !_fired.Contains(index)).OrderBy(index => _rule.Rungs[index].At(date)).ThenByDescending(index => _rule.Rungs[index].IsReminder).ThenBy(index => index).ToList();
        if (due.Count == 0)
            return;
        _expected.Add(new Expected(now, _rule.Rungs[due[^1]], date));
        _fired.UnionWith(due);
    }

    private IEnumerable<int> Past(DateOnly date, DateTimeOffset now) => Enumerable.Range(0, _rule.Rungs.Count).Where(index => _rule.Rungs[index].At(date) <= now);

    // A date that was past when the task was made is that day: there is a day to act before anybody escalates.
    private DateOnly? DateAt(DateTimeOffset at)
    {
        var date = Natural(at);
        _wasPast = date is { } day && Almanac.EndOf(day) <= _made;
        return _wasPast ? Almanac.DayOf(_made) : date;
    }

    // What is due before the start, the transfer or the release is due the day before it at the latest: days lost move none of these.
    private DateOnly? Natural(DateTimeOffset at)
    {
        if (_rule.Step == "needs-talk" && _case.OfferedAgainAt(at) is { } offered)
            return Push(offered, offered); // declined: due the day that was agreed, as the day after arrival it had is over
        if (Base(at) is not { } from)
            return null;
        var original = Almanac.Add(from, _rule.Offset, _rule.WorkingDays);
        if (_rule.Offset >= 0)
            return Push(original, from);
        var pushed = Push(original, DateOnly.MinValue);
        return pushed < from ? pushed : from.AddDays(-1);
    }

    // Each day lost is given back, in the days the deadline counts; a pause that began when it was over already gives none, and none is lost before
    // the day it counts onwards from.
    private DateOnly Push(DateOnly original, DateOnly runs)
    {
        var date = original;
        var lost = 0;
        foreach (var (from, until) in _lost)
        {
            if (from > date)
                continue;
            for (var day = from; day < until; day = day.AddDays(1))
                lost += day >= runs && (!_rule.WorkingDays || Almanac.IsWorkingDay(day)) ? 1 : 0;
            date = Almanac.Add(original, lost, _rule.WorkingDays);
        }

        return date;
    }

    private DateOnly? Base(DateTimeOffset at) => _rule.From switch
    {
        CountsFrom.TaskMade => Almanac.DayOf(_made),
        CountsFrom.Start => _case.StartAt(at),
        CountsFrom.Handover => _case.HandoverAt(at),
        CountsFrom.Arrival => Held(Codes.Arrival),
        CountsFrom.NeedsTalk => Joined || IsLateRound ? Almanac.DayOf(_made) : _case.Case.NeedsTalkOn,
        CountsFrom.NeedsKnown => _case.NeedsTalkAt <= at ? _case.Case.NeedsTalkOn : _case.Meetings.Where(meeting => meeting.Status == Codes.Declined && meeting.EnteredAt <= at).Max(meeting => meeting.HeldOn),
        CountsFrom.InputClosed => InputClosed(at),
        CountsFrom.LastTalk => Later(Held(Codes.Talk), Held(Codes.PlanTalk)),
        _ => Held(Codes.GroupMeeting) ?? Held(Codes.PlanTalk),
    };

    // Input that closed without the group opens again when the person consents: it counts from that closing until the group is asked, from none while it is, and then
    // from the last.
    private DateOnly? InputClosed(DateTimeOffset at)
    {
        if (!LaterRound.Any())
            return _case.Case.InputClosedOn;
        return LaterRound.Any(task => task.CreatedAt <= at && !(task.CompletedAt <= at))
            ? null
            : _case.Tasks.Where(task => task.Kind is "give-input" or "internal-input" or "close-input" && task.CompletedAt <= at).Max(task => task.CompletedAt) is { } closed ? Almanac.DayOf(closed) : null;
    }

    private IEnumerable<TaskRow> LaterRound => _rule.From == CountsFrom.InputClosed ? _case.Tasks.Where(task => task.Kind == "give-input" && task.CreatedAt > _made) : [];

    // Who joins the group while others are asked for input has the same days, from the day they are asked.
    private bool Joined => _rule.Step == "give-input" && _case.Tasks.Any(other => other.Kind == "give-input" && other.CreatedAt < _made && !(other.CompletedAt < _made));

    // A round that begins after the talk, because consent or preparations were late, gives as many days as one that began with it.
    private bool IsLateRound => _rule.Step == "give-input" && _case.Case.NeedsTalkOn < Almanac.DayOf(_made);

    private DateOnly? Held(int kind) => _case.Meetings.Where(meeting => meeting.Kind == kind && meeting.Status == Codes.Held && meeting.EnteredAt <= _made).Max(meeting => meeting.HeldOn);

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one > other ? one : other;
}
