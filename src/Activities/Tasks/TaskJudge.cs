using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What the answers to a task amount to. Closed.</summary>
public abstract record TaskVerdict
{
    private TaskVerdict()
    {
    }

    /// <summary>The case has changed as the step says; to be committed.</summary>
    public sealed record Accepted(string Outcome) : TaskVerdict
    {
        /// <summary>What is kept of the answers to a task of no step; null: the step has put them into the case.</summary>
        public JsonObject? Kept { get; init; }

        /// <summary>What was answered about satisfaction; null: nothing.</summary>
        public SatisfactionReport? Satisfaction { get; init; }
    }

    /// <summary>Nothing may be kept.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : TaskVerdict;
}

/// <summary>Puts answers through a task's form and step: shape first, all faults at once, then the rules of the case.</summary>
public sealed class TaskJudge(StepBook steps)
{
    /// <summary>The form of a task for whoever looks at it now.</summary>
    public async ValueTask<Form> FormAsync(IServiceProvider services, HumanTask task, Case? subject, string userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await AskedAsync(services, task, subject, userId, now, [], cancellationToken)).Form;

    /// <summary>What the step is called; null for a generic task.</summary>
    public Phrase? NameOf(HumanTask task) => steps.Find(task.Step)?.Name;

    /// <summary>How a talk that is booked by completing the task came about.</summary>
    internal BookedIn BookedIn(HumanTask task, string outcome) => steps.Find(task.Step) switch
    {
        null => Notices.BookedIn.Case,
        { } step when step.FlowTellsOfNextTalk(outcome) => Notices.BookedIn.ToldByFlow,
        _ => Notices.BookedIn.Talk,
    };

    /// <summary>Outcomes a person chooses from; empty when the form decides or there is but one.</summary>
    public ImmutableArray<string> ChoicesOf(HumanTask task) =>
        steps.Find(task.Step) is null && OutcomesOf(task) is { Length: > 1 } several ? several : [];

    /// <summary>Judges answers. With <see cref="TaskVerdict.Refused"/> the case may be half changed and must be thrown away.</summary>
    public async ValueTask<TaskVerdict> JudgeAsync(
        IServiceProvider services, HumanTask task, Case? subject, TaskCompletion completion, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (subject?.Status == CaseStatus.Paused)
            return new TaskVerdict.Refused([Refusal.Of(RefusalCodes.CasePaused)]); // the flow behind any task would go on in a case that stands still
        var (form, people) = await AskedAsync(services, task, subject, completion.Viewer.UserId, now, completion.Answers, cancellationToken);
        var circumstances = new AnswerCircumstances(NorwegianTime.DateOf(now), completion.Outcome ?? (OutcomesOf(task) is [var only] ? only : null));
        var check = AnswerCheck.Check(form.Fields, completion.Answers, circumstances);
        if (check is CheckedAnswers.Faulty faulty)
            return new TaskVerdict.Refused(faulty.Refusals);
        var answers = ((CheckedAnswers.Sound)check).Answers;
        if (steps.Find(task.Step) is not { } step || subject is null)
            return Chosen(task, completion.Outcome, AnswerCheck.Asked(form.Fields, completion.Answers, circumstances));
        var run = new StepRun(subject, task, answers, Entry.By(completion.Viewer.UserId, now), completion.Outcome) { People = people };
        return step.Apply(run) switch
        {
            StepOutcome.Done done => new TaskVerdict.Accepted(done.Outcome) { Satisfaction = run.Satisfaction },
            StepOutcome.Refused refused => new TaskVerdict.Refused(RefusalPlaces.In(form.Fields, refused.Refusals)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // The form for these answers: somebody they name whom it would not offer is looked up, and offered if the directory knows them.
    private async ValueTask<(Form Form, PeopleToChoose People)> AskedAsync(
        IServiceProvider services, HumanTask task, Case? subject, string userId, DateTimeOffset now, JsonObject answers, CancellationToken cancellationToken)
    {
        if (steps.Find(task.Step) is not { } step || subject is null)
            return (Form.Stored(task.FormJson), PeopleToChoose.None);
        var view = new StepView(subject, task, userId, NorwegianTime.DateOf(now), await PeopleDirectory.ToChooseAsync(services, subject, userId, [], cancellationToken));
        var form = step.Form(view);
        var unoffered = UnofferedAnswers.In(form.Fields, answers).AddRange(UnofferedAnswers.In(form.Fields, form.Prefill));
        if (unoffered.IsEmpty)
            return (form, view.People);
        view = view with { People = await PeopleDirectory.ToChooseAsync(services, subject, userId, unoffered, cancellationToken) };
        return (step.Form(view), view.People);
    }

    private static TaskVerdict Chosen(HumanTask task, string? outcome, JsonObject kept)
    {
        var possible = OutcomesOf(task);
        if (string.IsNullOrEmpty(outcome) && possible.Length <= 1)
            return new TaskVerdict.Accepted(possible.Length == 1 ? possible[0] : "Done") { Kept = kept };
        return outcome is not null && possible.Contains(outcome, StringComparer.Ordinal)
            ? new TaskVerdict.Accepted(outcome) { Kept = kept }
            : new TaskVerdict.Refused([Refusal.Of(AnswerCodes.UnknownOutcome, "outcome", string.Join(", ", possible))]);
    }

    private static ImmutableArray<string> OutcomesOf(HumanTask task) => JsonSerializer.Deserialize(task.OutcomesJson, OutcomesJson.Default.ImmutableArrayString);
}
