using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Host.Simulation;

/// <summary>
/// Those who answer in a simulation: each task once, when its holder is as punctual as the wish says, at ten in the morning. Members who answer also
/// document their measures, so that only the silent are raised. Not thread-safe.
/// </summary>
internal sealed class SimulatedActors(ThrowAwayProcess process, SimulationWish wish)
{
    private static readonly TimeOnly Morning = new(10, 0);
    private const int DaysBetweenLogs = 12;

    private readonly Dictionary<Guid, DateTimeOffset?> _answers = [];
    private readonly Dictionary<int, DateTimeOffset> _logs = [];

    /// <summary>The next instant at which somebody does something; null: nobody will.</summary>
    public DateTimeOffset? NextAt => _answers.Values.Where(at => at is not null).Concat(_logs.Values.Select(at => (DateTimeOffset?)at)).Min();

    /// <summary>Looks at what there is to do now, and when it will be done.</summary>
    public void Look(SimulatedMoment moment)
    {
        var now = process.Clock.GetUtcNow();
        var open = moment.Open.ToDictionary(task => task.Id);
        foreach (var task in open.Values.Where(task => !_answers.ContainsKey(task.Id)))
            _answers[task.Id] = WhenOf(task, now);
        foreach (var gone in _answers.Where(answer => answer.Value is not null && !open.ContainsKey(answer.Key)).Select(answer => answer.Key).ToList())
            _answers[gone] = null;
        var active = moment.Case.Status != CaseStatus.Open ? []
            : moment.Case.Measures.Active.Where(measure => PunctualityOf(measure) is Punctuality.InGoodTime or Punctuality.OnTheLastDay).Select(measure => measure.Number).ToHashSet();
        foreach (var ended in _logs.Keys.Where(number => !active.Contains(number)).ToList())
            _logs.Remove(ended);
        foreach (var number in active.Where(number => !_logs.ContainsKey(number)))
            _logs[number] = At(NorwegianTime.DateOf(now).AddDays(DaysBetweenLogs), now);
    }

    /// <summary>
    /// Does the first thing that is to be done by now. Returns the task for which there was no answer the case would take, with its codes; null: it was
    /// done, or it is tried again another day.
    /// </summary>
    public async Task<(HumanTask Task, string Why)?> ActAsync(SimulatedMoment moment, CancellationToken cancellationToken)
    {
        var now = process.Clock.GetUtcNow();
        var today = NorwegianTime.DateOf(now);
        if (moment.Open.FirstOrDefault(task => _answers.GetValueOrDefault(task.Id) <= now) is { } task)
        {
            var isEarly = task.DueAt is { } due && today < NorwegianTime.DateOf(due).AddDays(-1);
            var why = await AnswerAsync(moment, task, cancellationToken);
            _answers[task.Id] = why is not null && isEarly ? At(today.AddDays(1), now) : null; // too early, perhaps: an arrival is not held before the day
            return why is not null && !isEarly ? (task, why) : null;
        }

        var number = _logs.First(log => log.Value <= now).Key;
        _logs[number] = At(today.AddDays(DaysBetweenLogs), now);
        await process.Services.GetRequiredService<CaseKeeping>().DocumentMeasureAsync(
            SimulatedPeople.CaseId, number, today, "Gjennomført som avtalt.", SimulatedPeople.Viewer(SimulatedPeople.Officer), null, cancellationToken);
        return null;
    }

    private Punctuality PunctualityOf(Measure measure) => measure.DelivererNumber is null ? wish.Staff : wish.Members;

    private Punctuality PunctualityOf(HumanTask task) =>
        (task.Role is { } role && CaseRoles.IsMember(role)) || (task.Assignee is { } user && SimulatedPeople.IsMember(user)) ? wish.Members : wish.Staff;

    private DateTimeOffset? WhenOf(HumanTask task, DateTimeOffset now)
    {
        var today = NorwegianTime.DateOf(now);
        var due = task.DueAt is { } at ? NorwegianTime.DateOf(at).AddDays(-1) : today.AddDays(2); // a deadline lasts to the end of its day
        DateOnly? day = PunctualityOf(task) switch
        {
            Punctuality.InGoodTime => due.AddDays(-3) > today ? WorkingDayBefore(due.AddDays(-3), today) : due > today ? WorkingDayFrom(today.AddDays(1)) : WorkingDayFrom(today),
            Punctuality.OnTheLastDay => due > today ? due : today,
            Punctuality.Late => WorkingDayFrom(due.AddDays(wish.DaysLate) > today ? due.AddDays(wish.DaysLate) : today),
            _ => null,
        };
        return day is { } chosen ? At(chosen, now) : null;
    }

    private static DateOnly WorkingDayBefore(DateOnly day, DateOnly today)
    {
        while (!NorwegianCalendar.IsWorkingDay(day) && day > today.AddDays(1))
            day = day.AddDays(-1);
        return day;
    }

    private static DateOnly WorkingDayFrom(DateOnly day)
    {
        while (!NorwegianCalendar.IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    private static DateTimeOffset At(DateOnly day, DateTimeOffset now)
    {
        var morning = NorwegianTime.At(day, Morning);
        return morning < now ? now : morning;
    }

    private async Task<string?> AnswerAsync(SimulatedMoment moment, HumanTask task, CancellationToken cancellationToken)
    {
        var subject = moment.Case;
        var who = task.Assignee ?? (task.Role is null ? null : subject.Roles.Holders(task.Role).FirstOrDefault(holding => holding.UserId is not null)?.UserId);
        var viewer = SimulatedPeople.Viewer(who);
        var judge = process.Services.GetRequiredService<TaskJudge>();
        var now = process.Clock.GetUtcNow();
        var form = await judge.FormAsync(moment.Services, task, subject, viewer.UserId, now, cancellationToken);
        var answers = SimulatedAnswers.To(form, new SimulatedScene(subject, task.Step, task.Role, NorwegianTime.DateOf(now), wish));
        var choices = judge.ChoicesOf(task);
        var completion = new TaskCompletion { TaskId = task.Id, Viewer = viewer, Answers = answers, Outcome = choices.IsEmpty ? null : choices[0] };
        return await process.Services.GetRequiredService<TaskDesk>().CompleteAsync(completion, cancellationToken) switch
        {
            TaskResult.Done => null,
            TaskResult.Refused refused => string.Join(", ", refused.Refusals.Select(refusal => refusal.Code).Distinct(StringComparer.Ordinal)),
            var other => other.GetType().Name,
        };
    }
}
