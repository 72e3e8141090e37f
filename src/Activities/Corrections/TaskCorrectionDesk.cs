using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Corrections;

/// <summary>What opening a task again ended in. Stored nowhere; told to whoever asked.</summary>
public enum Reopening
{
    /// <summary>The task itself is open again: no flow had gone on from it.</summary>
    Reopened,

    /// <summary>The step is repeated: the same form is open in a new task.</summary>
    Repeated,

    /// <summary>The step is open already in another task.</summary>
    OpenAlready,

    /// <summary>The flow has gone on: a task asks for the correction.</summary>
    CorrectionAsked,
}

/// <summary>What asking to open a task again ended in.</summary>
/// <param name="Result">Done with the case, or why not.</param>
/// <param name="Kind">What was done; null unless done.</param>
/// <param name="TaskId">The task that is open now; null unless done.</param>
public sealed record ReopeningResult(CaseResult Result, Reopening? Kind, Guid? TaskId);

/// <summary>
/// Corrects what was answered to completed tasks, and opens tasks again. Flows are not turned back: where one has gone on, what it left behind is corrected
/// in the case, and deadlines follow. For those who keep or lead the case. Thread-safe.
/// </summary>
public sealed class TaskCorrectionDesk(CaseChanges changes, StepBook steps, IServiceScopeFactory scopes, IdSource ids)
{
    /// <summary>The field that says why the answers of a task of no step are corrected: its form may have a <c>reason</c> of its own.</summary>
    public const string ReasonOfAnswers = "correction-reason";

    private const int CorrectionWorkingDays = 2;

    /// <summary>Corrects the answers of a completed task: facts of the case for a step, the answers themselves for another task.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="answers">The answers as they should have been; a field that is missing stays as it is.</param>
    /// <param name="reason">Why.</param>
    /// <param name="viewer">Who corrects.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<CaseResult> CorrectAsync(Guid taskId, JsonObject answers, string reason, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await CaseOfAsync(taskId, cancellationToken) is not { } caseId)
            return CaseResult.NotFound.Instance;
        return await changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, null, async (work, token) =>
        {
            var task = await work.Database.Tasks.SingleAsync(row => row.Id == taskId, token);
            if (task.Status != HumanTaskStatus.Completed)
                return [Refusal.Of(RefusalCodes.CorrectionTaskNotDone)];
            var refusals = steps.Find(task.Step) is { } step ? await CorrectStepAsync(work, task, step, answers, reason, token) : await CorrectAnswersAsync(work, task, answers, reason, token);
            if (refusals.IsEmpty)
                TaskHistory.Note(work.Unit, task, TaskEventKind.Corrected, viewer.UserId, reason.Trim());
            return refusals;
        }, cancellationToken);
    }

    /// <summary>Opens a completed task again, or does what comes nearest to it, and says which.</summary>
    public async Task<ReopeningResult> ReopenAsync(Guid taskId, string reason, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await CaseOfAsync(taskId, cancellationToken) is not { } caseId)
            return new ReopeningResult(CaseResult.NotFound.Instance, null, null);
        var newId = ids.New();
        (Reopening Kind, Guid TaskId)? done = null;
        var result = await changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, null, async (work, token) =>
        {
            var task = await work.Database.Tasks.SingleAsync(row => row.Id == taskId, token);
            if (task.Status != HumanTaskStatus.Completed)
                return [Refusal.Of(RefusalCodes.CorrectionTaskNotDone)];
            done = await DecideAsync(work, task, newId, token);
            if (done is not { } decided)
                return [Refusal.Of(RefusalCodes.CorrectionTaskWithoutFacts)];
            if (work.Case.Corrections.Reopen(taskId, decided.TaskId == taskId ? null : decided.TaskId, reason, work.Entry) is { } refusal)
                return [refusal];
            TaskHistory.Note(work.Unit, task, TaskEventKind.Reopened, viewer.UserId, reason.Trim());
            return [];
        }, cancellationToken);
        return result is CaseResult.Done ? new ReopeningResult(result, done!.Value.Kind, done.Value.TaskId) : new ReopeningResult(result, null, null); // decided before the commit
    }

    /// <summary>The form that corrects a completed task, whose last field is the reason; null: there is none for this viewer. Empty: nothing to correct.</summary>
    public async Task<(HumanTask Task, Form Form)?> FormAsync(Guid taskId, Viewer viewer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { Status: HumanTaskStatus.Completed, CaseId: { } caseId } task
            || await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken) is not { } subject
            || (CaseAccess.Of(subject, viewer) & (CaseRights.Keep | CaseRights.Lead)) == CaseRights.None)
        {
            return null;
        }

        await scope.ServiceProvider.GetRequiredService<CaseReads>().NoteAsync(caseId, viewer.UserId, "correction", cancellationToken);
        if (steps.Find(task.Step) is { } step)
        {
            var facts = StepFacts.Of(subject, task);
            if (facts.IsEmpty)
                return (task, Form.Empty);
            var people = await PeopleDirectory.ToChooseAsync(scope.ServiceProvider, subject, viewer.UserId, [], cancellationToken);
            var view = new StepView(subject, null, viewer.UserId, NorwegianTime.DateOf(now), people);
            var asked = CorrectionStep.FormOf(step, facts, view);
            var unoffered = UnofferedAnswers.In(asked.Fields, asked.Prefill); // whoever was named then can stay named
            return (task, unoffered.IsEmpty ? asked : CorrectionStep.FormOf(step, facts, view with { People = await PeopleDirectory.ToChooseAsync(scope.ServiceProvider, subject, viewer.UserId, unoffered, cancellationToken) }));
        }

        var kept = await database.Set<TaskAnswers>().AsNoTracking().SingleOrDefaultAsync(row => row.TaskId == taskId, cancellationToken);
        var form = Form.Parse(task.FormJson);
        return (task, form.Fields.IsEmpty ? Form.Empty : new Form([.. form.Fields, CorrectionStep.Reason with { Name = ReasonOfAnswers }], kept is null ? [] : JsonNode.Parse(kept.Answers) as JsonObject ?? []));
    }

    /// <summary>What the rules of a completed task's form look at when its answers are corrected: its outcome stands, and days counted from the day of answering are over.</summary>
    public static AnswerCircumstances CircumstancesOf(HumanTask task) => new(null, task.Outcome);

    private static async ValueTask<ImmutableArray<Refusal>> CorrectStepAsync(CaseChange work, HumanTask task, Step step, JsonObject answers, string reason, CancellationToken cancellationToken)
    {
        var facts = StepFacts.Of(work.Case, task);
        if (facts.IsEmpty)
            return [Refusal.Of(RefusalCodes.CorrectionTaskWithoutFacts)];
        var view = new StepView(work.Case, null, work.Viewer.UserId, work.Entry.Today, PeopleToChoose.None);
        var fields = CorrectionStep.FormOf(step, facts, view).Fields.Where(field => field.Name != CorrectionStep.Reason.Name && answers.ContainsKey(field.Name)).ToImmutableArray();
        var check = AnswerCheck.Check(fields, answers);
        if (check is CheckedAnswers.Faulty faulty)
            return faulty.Refusals;
        var sound = ((CheckedAnswers.Sound)check).Answers;
        var changed = CorrectionStep.Changed(work.Case, facts, sound);
        var satisfaction = SatisfactionFields.Read(sound);
        ImmutableArray<Refusal> wrong = [.. satisfaction.Check()];
        if (!wrong.IsEmpty)
            return wrong;
        if (!satisfaction.IsEmpty)
        {
            await new SatisfactionReport(task.Id, work.Case.Id, step.Key, work.Case.UnitId, satisfaction).KeepAsync(work.Database, work.Unit.Now, cancellationToken);
            if (changed.IsEmpty)
                return CaseChanges.Only(CorrectionBook.CheckReason(reason));
        }

        return [.. CorrectionStep.Under(await CorrectionDesk.CorrectAsync(work, [.. changed.Select(item => item.Wish)], reason, task.Id, cancellationToken), changed)];
    }

    private static async ValueTask<ImmutableArray<Refusal>> CorrectAnswersAsync(CaseChange work, HumanTask task, JsonObject answers, string reason, CancellationToken cancellationToken)
    {
        var form = Form.Parse(task.FormJson);
        if (form.Fields.IsEmpty)
            return [Refusal.Of(RefusalCodes.CorrectionTaskWithoutFacts)];
        var kept = await work.Database.Set<TaskAnswers>().SingleOrDefaultAsync(row => row.TaskId == task.Id, cancellationToken);
        var corrected = kept is null ? [] : JsonNode.Parse(kept.Answers) as JsonObject ?? [];
        foreach (var (name, value) in answers.Where(answer => form.Fields.Any(field => field.Name == answer.Key)))
            corrected[name] = value?.DeepClone();
        var circumstances = CircumstancesOf(task);
        if (AnswerCheck.Check(form.Fields, corrected, circumstances) is CheckedAnswers.Faulty faulty)
            return faulty.Refusals;
        var text = AnswerCheck.Asked(form.Fields, corrected, circumstances).ToJsonString();
        if (work.Case.Corrections.Answer(task.Id, kept?.Answers ?? "{}", text, reason, work.Entry) is { } refusal)
            return [refusal];
        if (kept is not null)
            work.Database.Remove(kept);
        work.Database.Add(new TaskAnswers { TaskId = task.Id, CaseId = task.CaseId, Answers = text, GivenBy = work.Viewer.UserId, GivenAt = work.Unit.Now });
        return [];
    }

    // What comes nearest to opening it again, as the flow and the case stand. Null: nothing does.
    private static async ValueTask<(Reopening, Guid)?> DecideAsync(CaseChange work, HumanTask task, Guid newId, CancellationToken cancellationToken)
    {
        if (task.InstanceId is null)
        {
            work.Unit.ChangeTask(new HumanTaskChange(task with { Status = HumanTaskStatus.Open, ClaimedBy = null, ClaimedAt = null, CompletedBy = null, CompletedAt = null, Outcome = null }));
            return (Reopening.Reopened, task.Id);
        }

        if (await OpenAlreadyAsync(work.Database, task, cancellationToken) is { } other)
            return (Reopening.OpenAlready, other);
        if (task.Step == "give-input" && work.Case.InputClosedOn is null)
        {
            work.Unit.AddTask((Copy(work, task, newId) with { Step = task.Step }).Saying(TaskWords.TitleOf(task), Phrase.Plain(""), null));
            return (Reopening.Repeated, newId);
        }

        var facts = StepFacts.Of(work.Case, task);
        if (facts.IsEmpty)
            return null;
        work.Unit.AddTask(Copy(work, task, newId) with { FormJson = CorrectionStep.Remember(task.Id, facts) });
        return (Reopening.CorrectionAsked, newId);
    }

    // The step itself is open for the same people, as in the rounds of talks and meetings, or somebody has asked for this correction before.
    private static async ValueTask<Guid?> OpenAlreadyAsync(CaseDbContext database, HumanTask task, CancellationToken cancellationToken)
    {
        if (task.Step.Length == 0)
            return null;
        var (correction, id) = (CorrectionStep.Prefix + task.Step, task.Id.ToString("D"));
        var open = await database.Tasks.Where(row => row.CaseId == task.CaseId && (row.Step == task.Step || row.Step == correction) && row.Role == task.Role && row.Assignee == task.Assignee
            && row.Status != HumanTaskStatus.Completed && row.Status != HumanTaskStatus.Cancelled).ToListAsync(cancellationToken);
        return open.Find(row => row.Step == task.Step || row.FormJson.Contains(id, StringComparison.Ordinal))?.Id;
    }

    private static HumanTask Copy(CaseChange work, HumanTask task, Guid id) => new HumanTask
    {
        Id = id,
        CaseId = task.CaseId,
        Step = CorrectionStep.Prefix + task.Step,
        Title = "", // said below
        Text = "",
        Role = task.Role,
        Assignee = task.Assignee,
        Priority = 1,
        DueAt = NorwegianTime.EndOf(NorwegianCalendar.AddWorkingDays(work.Entry.Today, CorrectionWorkingDays)),
        FormJson = "[]",
        OutcomesJson = "[]",
        CreatedAt = work.Unit.Now,
    }.Saying(Correct(TaskWords.TitleOf(task)), Phrase.Plain(""), null);

    private static Phrase Correct(Phrase title) => new($"Rett: {title.Bokmal}", $"Rett: {title.Nynorsk}", $"Correct: {title.English}");

    private async Task<Guid?> CaseOfAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.Where(row => row.Id == taskId).Select(row => row.CaseId).SingleOrDefaultAsync(cancellationToken);
    }
}
