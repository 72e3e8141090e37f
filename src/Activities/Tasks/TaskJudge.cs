using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
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
    public async ValueTask<Form> FormAsync(IServiceProvider services, HumanTask task, Case? subject, string userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (steps.Find(task.Step) is not { } step || subject is null)
            return Form.Stored(task.FormJson);
        var people = await PeopleDirectory.ToChooseAsync(services, subject, cancellationToken);
        return step.Form(new StepView(subject, task, userId, NorwegianTime.DateOf(now), people));
    }

    /// <summary>What the step is called; null for a generic task.</summary>
    public Phrase? NameOf(HumanTask task) => steps.Find(task.Step)?.Name;

    /// <summary>Outcomes a person chooses from; empty when the form decides or there is but one.</summary>
    public ImmutableArray<string> ChoicesOf(HumanTask task) =>
        steps.Find(task.Step) is null && OutcomesOf(task) is { Length: > 1 } several ? several : [];

    /// <summary>Judges answers. With <see cref="TaskVerdict.Refused"/> the case may be half changed and must be thrown away.</summary>
    public async ValueTask<TaskVerdict> JudgeAsync(
        IServiceProvider services, HumanTask task, Case? subject, TaskCompletion completion, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (subject?.Status == CaseStatus.Paused)
            return new TaskVerdict.Refused([Refusal.Of(RefusalCodes.CasePaused)]); // the flow behind any task would go on in a case that stands still
        var form = await FormAsync(services, task, subject, completion.Viewer.UserId, now, cancellationToken);
        var circumstances = new AnswerCircumstances(NorwegianTime.DateOf(now), completion.Outcome ?? (OutcomesOf(task) is [var only] ? only : null));
        var check = AnswerCheck.Check(form.Fields, completion.Answers, circumstances);
        if (check is CheckedAnswers.Faulty faulty)
            return new TaskVerdict.Refused(faulty.Refusals);
        var answers = ((CheckedAnswers.Sound)check).Answers;
        if (steps.Find(task.Step) is not { } step || subject is null)
            return Chosen(task, completion.Outcome, AnswerCheck.Asked(form.Fields, completion.Answers, circumstances));
        var people = await PeopleDirectory.ToChooseAsync(services, subject, cancellationToken);
        var run = new StepRun(subject, task, answers, Entry.By(completion.Viewer.UserId, now), completion.Outcome) { People = people };
        return step.Apply(run) switch
        {
            StepOutcome.Done done => new TaskVerdict.Accepted(done.Outcome) { Satisfaction = run.Satisfaction },
            StepOutcome.Refused refused => new TaskVerdict.Refused(RefusalPlaces.In(form.Fields, refused.Refusals)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
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
