using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ProcessAutomation.Year.Checker;

namespace ProcessAutomation.Year;

/// <summary>
/// A year, day by day: at nine things happen to the cases, at ten people look at their tasks, and each hour one thing is done in a case, so that nothing
/// in it happens at the same instant. Whatever is done on a day is decided by the dice of its
/// case, so that cases may be worked on at the same time and the year is still the same every time.
/// </summary>
internal sealed class YearRun
{
    private const int DaysOfGrace = 120;
    private const int FirstHour = 10;
    private const int LastHour = 18;

    private readonly YearHost _host;
    private readonly Town _town;
    private readonly IReadOnlyList<Life> _lives;
    private readonly int _seed;
    private readonly ConcurrentDictionary<Guid, Life> _lifeOf = new();
    private readonly ConcurrentDictionary<int, Guid> _caseOf = new();
    private readonly ConcurrentDictionary<Guid, Intent> _intents = new();
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly Worker _worker;
    private readonly Fate _fate;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private DateOnly _today;

    public YearRun(YearHost host, Town town, IReadOnlyList<Life> lives, int seed)
    {
        (_host, _town, _lives, _seed) = (host, town, lives, seed);
        _worker = new Worker(host, town, Tally, _lifeOf);
        _fate = new Fate(host, town, Tally, seed);
    }

    /// <summary>The Monday on which the year begins.</summary>
    public static DateOnly First { get; } = new(2027, 1, 4);

    /// <summary>What was done and refused.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Whose case is whose: the number of the person by the id of the case.</summary>
    public IReadOnlyDictionary<Guid, int> Ordinals => _lifeOf.ToDictionary(pair => pair.Key, pair => pair.Value.Ordinal);

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Lets the days go by, and some more until nobody who has been released has an open case.</summary>
    public async Task RunAsync(int days, CancellationToken cancellationToken)
    {
        var end = First.AddDays(days);
        for (_today = First; _today < end || (_today < end.AddDays(DaysOfGrace) && await IsSomebodyOutAsync(end, cancellationToken)); _today = _today.AddDays(1))
        {
            if (_today.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            await HappenAsync(cancellationToken);
            await TimedAsync("the clock", () => _host.UntilAsync(Almanac.At(_today, FirstHour), cancellationToken));
            await TimedAsync("tasks", () => WorkAsync(cancellationToken));
            if (!Fate.IsLogged(_today))
                continue;
            await HourAsync(LastHour + 1, cancellationToken);
            await TimedAsync("logs", () => _fate.LogAsync(_today, _lifeOf, cancellationToken));
        }

        await _host.UntilAsync(Almanac.At(_today, FirstHour), cancellationToken);
        Tally.Took = _clock.Elapsed;
    }

    private async Task TimedAsync(string what, Func<Task> act)
    {
        var from = _clock.Elapsed;
        await act();
        Tally.Spend(what, _clock.Elapsed - from);
    }

    private async Task HappenAsync(CancellationToken cancellationToken)
    {
        var opened = _lives.Where(life => life.OpenedOn == _today).ToList();
        var turned = _lives.Where(life => _caseOf.ContainsKey(life.Ordinal)).SelectMany(life => life.Turns.Where(turn => turn.On == _today).Select(turn => (Life: life, Turn: turn))).ToList();
        if (opened.Count + turned.Count == 0)
            return;
        await _host.UntilAsync(Almanac.At(_today, 9), cancellationToken);
        foreach (var life in opened)
            await OpenAsync(life, cancellationToken);
        foreach (var (life, turn) in turned)
            await _fate.TurnAsync(life, _caseOf[life.Ordinal], turn, _today, cancellationToken);
    }

    private async Task OpenAsync(Life life, CancellationToken cancellationToken)
    {
        var wish = new JsonObject
        {
            ["person"] = new JsonObject { ["nationalNumber"] = life.Number, ["givenName"] = life.GivenName, ["familyName"] = life.FamilyName, ["email"] = life.Email },
            ["unitId"] = life.Unit,
            ["startDate"] = life.Start.ToString("O"),
            ["releaseDate"] = life.Release?.ToString("O"),
            ["language"] = life.Language,
            ["interpreterLanguage"] = life.Interpreter,
            ["homeMunicipality"] = life.Home,
            ["existingGroup"] = life.ExistingGroup,
            ["contactOfficer"] = life.Officer,
        };
        var leader = _host.As(_town.Citizens.First(citizen => citizen.Id == Town.LeaderOf(life.Unit)));
        var reply = await leader.SendAsync(HttpMethod.Post, "cases", wish, cancellationToken);
        Assert.True(reply.IsDone, $"Person {life.Ordinal} got no case: {reply.Body}");
        var caseId = Guid.Parse(JsonNode.Parse(reply.Body)!["id"]!.GetValue<string>());
        (_lifeOf[caseId], _caseOf[life.Ordinal]) = (life, caseId);
        Tally.Count("cases opened");
    }

    // Everybody looks; who did something looks again, because the next thing may be theirs too.
    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var looking = _town.Citizens.Where(LooksToday).ToList();
        for (var hour = FirstHour; hour <= LastHour && looking.Count > 0; hour++)
        {
            if (hour > FirstHour)
                await HourAsync(hour, cancellationToken);
            var from = _clock.Elapsed;
            var lists = new ConcurrentBag<(Citizen Who, List<ListedTask> Tasks)>();
            await Parallel.ForEachAsync(looking, Threads(cancellationToken), async (citizen, token) => lists.Add((citizen, await _host.As(citizen).TasksAsync("mine", onlyFirstPage: false, token))));
            if (hour == FirstHour)
                await Parallel.ForEachAsync(looking.Where(citizen => citizen.Role == "unit-leader"), Threads(cancellationToken), async (citizen, token) => lists.Add((citizen with { Party = "group" }, await _host.As(citizen).TasksAsync("group", onlyFirstPage: true, token))));
            Tally.Spend("tasks, looking at lists", _clock.Elapsed - from);
            var work = lists.SelectMany(list => list.Tasks.Where(task => task.CaseId is { } id && _lifeOf.ContainsKey(id)).Select(task => (list.Who, Task: task)))
                .OrderBy(item => _lifeOf[item.Task.CaseId!.Value].Ordinal).ThenBy(item => item.Task.CreatedAt).ThenBy(item => item.Task.Step, StringComparer.Ordinal)
                .ThenBy(item => item.Task.Title, StringComparer.Ordinal).ThenBy(item => $"{item.Task.Role}{item.Task.Assignee}", StringComparer.Ordinal).ThenBy(item => item.Who.Id, StringComparer.Ordinal).ToList();
            var today = work.Where(item => IsToday(item.Who, item.Task)).GroupBy(item => item.Task.CaseId!.Value).ToList();
            var busy = new ConcurrentDictionary<string, Citizen>(StringComparer.Ordinal);
            await Parallel.ForEachAsync(today, Threads(cancellationToken), async (ofCase, token) =>
            {
                var isDone = false;
                foreach (var (who, task) in ofCase)
                {
                    if (isDone || (isDone = await _worker.DoAsync(who, task, _intents[task.Id], _today, token)))
                        busy[who.Id] = _town.Citizens.First(citizen => citizen.Id == who.Id);
                }
            });
            looking = [.. busy.Values.OrderBy(citizen => citizen.Id, StringComparer.Ordinal)];
        }
    }

    private Task HourAsync(int hour, CancellationToken cancellationToken) => TimedAsync("the clock, by the hour", () => _host.UntilAsync(Almanac.At(_today, hour), cancellationToken));

    private bool LooksToday(Citizen citizen) => citizen.Role switch
    {
        "contact-officer" => true,
        "unit-leader" => _today.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Friday,
        _ => _today.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Wednesday or DayOfWeek.Friday,
    };

    private bool IsToday(Citizen who, ListedTask task)
    {
        DateOnly? due = task.DueAt is { } at ? Almanac.DayOf(at.AddTicks(-1)) : null;
        if (!_intents.TryGetValue(task.Id, out var intent))
        {
            var life = _lifeOf[task.CaseId!.Value];
            var kind = $"{life.Ordinal}|{task.Step}|{task.Title}|{task.Role}|{task.Assignee}";
            _seen[kind] = _seen.GetValueOrDefault(kind) + 1;
            _intents[task.Id] = intent = Intent.For(task, _today, due, Dice.For(_seed, kind, _seen[kind]));
            if (task.Role == "unit-leader")
                intent.On ??= _today.AddDays(intent.Dice.Between(10, 25)); // nobody stands in for the leader
        }

        if (who.Party != "group")
            return intent.On <= _today;
        if (task.IsOverdue && intent.LeaderOn is null)
            intent.LeaderOn = _today.AddDays(intent.Dice.Between(0, 12));
        return intent.LeaderOn <= _today;
    }

    private async Task<bool> IsSomebodyOutAsync(DateOnly end, CancellationToken cancellationToken)
    {
        foreach (var unit in _town.Units)
        {
            var leader = _host.As(_town.Citizens.First(citizen => citizen.Id == Town.LeaderOf(unit)));
            var cases = await leader.CasesAsync(cancellationToken);
            if (cases.Any(row => row.Status == "open" && row.ReleaseDate < end))
                return true;
        }

        return false;
    }

    internal static ParallelOptions Threads(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
}
