using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// Gives a task to whoever holds a role in the case, or to a person, and waits until it is completed. Its deadline follows the case's dates;
/// on the way reminders and escalations go out, each once, and after the last the task stays open. Given to several (every member, every taker) it
/// waits for all of them.
/// </summary>
public sealed class AssignTask(StepBook steps, AssignTaskInputs inputs) : Activity
{
    /// <summary>Name of the bookmarks that completing a task resumes; their key is the task's id.</summary>
    public const string BookmarkName = "HumanTask";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.AssignTask",
        DisplayName = "Gi oppgave",
        Category = "Oppgaver",
        Description = "Gir en oppgave til en rolle i saken eller en person, med frist, påminnelser og varsel til leder, og venter til den er gjort.",
        Kind = ActivityKind.Action,
        Inputs = inputs.All,
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        AssignTaskCheck.Check(node, inputs, steps, problems);
        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        var recipients = Assignees.Of(subject, context.Get(inputs.Role), context.Get(inputs.Person));
        if (recipients.IsEmpty)
        {
            context.Journal("Nobody", "There is nobody to give the task to.");
            context.Complete();
            return;
        }

        // An activity that waits for a fact looks at the fact first.
        var step = steps.Find(context.Get(inputs.Step) ?? "");
        var asked = step is null ? recipients : [.. recipients.Where(recipient => step.DoneAlready(subject, recipient.Role) is null)];
        if (asked.IsEmpty)
        {
            context.Journal("DoneAlready", "The facts of the case say that this is done.");
            context.Complete(recipients.Length == 1 ? step!.DoneAlready(subject, recipients[0].Role)! : Outcomes.DoneName); // nobody is asked only by a step
            return;
        }

        var assigned = asked.Select(recipient => Assign(context, subject, recipient)).ToImmutableArray();
        context.SetState(new TaskAssignments(assigned), TaskAssignmentJson.Default.TaskAssignments);
    }

    /// <inheritdoc/>
    public override async ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var assignments = context.State(TaskAssignmentJson.Default.TaskAssignments) ?? throw new InvalidOperationException("AssignTask waits without state.");
        if (assignments.Tasks.FirstOrDefault(task => task.TimerBookmark == resumption.Bookmark.Id) is { } late)
        {
            var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
            await DeadlineClerk.FireAsync(context, subject, late.TaskId, resumption.Bookmark.Id, cancellationToken);
            return;
        }

        var done = assignments.Tasks.First(task => task.TaskBookmark == resumption.Bookmark.Id);
        await DeadlineClerk.EndAsync(context, done.TaskId, cancellationToken);
        if (done.TimerBookmark is { } timer)
            context.Remove(timer);
        var left = assignments.Finish(done);
        context.SetState(left, TaskAssignmentJson.Default.TaskAssignments);
        if (left.AreDone)
            context.Complete(left.Tasks.Length == 1 ? OutcomeOf(resumption) : Outcomes.DoneName);
    }

    /// <inheritdoc/>
    public override async ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        // The engine closes the tasks and the bookmarks; the deadlines are the case's and end here.
        var assignments = context.State(TaskAssignmentJson.Default.TaskAssignments);
        foreach (var task in assignments?.Tasks.Where(task => !task.IsDone) ?? [])
            await DeadlineClerk.EndAsync(context, task.TaskId, cancellationToken);
    }

    private TaskAssignment Assign(ActivityContext context, Case subject, Assignee assignee)
    {
        var taskId = context.Services.GetRequiredService<IdSource>().New();
        var bookmark = context.Wait(BookmarkName, taskId.ToString("D"));
        var deadline = Arm(context, subject, assignee, taskId);
        context.AddTask(new HumanTask
        {
            Id = taskId,
            BookmarkId = bookmark.Id,
            CaseId = subject.Id,
            Step = context.Get(inputs.Step) ?? "",
            Title = context.Get(inputs.Title) ?? "",
            Text = context.Get(inputs.Text) ?? "",
            Role = assignee.Role,
            Assignee = assignee.Person,
            Priority = context.Get(inputs.Priority),
            DueAt = deadline?.DueAt,
            DeadlineText = deadline is null ? null : DeadlineWords.Of(deadline.Fact, deadline.Offset, deadline.Unit).Bokmal,
            FormJson = context.Get(inputs.Form) is { Length: > 0 } form ? Form.Parse(form).ToJson() : "[]",
            OutcomesJson = JsonSerializer.Serialize(context.Node.Outcomes, OutcomesJson.Default.ImmutableArrayString),
            CreatedAt = context.Now,
        });
        return new TaskAssignment(taskId, bookmark.Id, deadline?.BookmarkId);
    }

    private CaseDeadline? Arm(ActivityContext context, Case subject, Assignee assignee, Guid taskId)
    {
        if (context.Get(inputs.DueFact) is not { Length: > 0 } fact)
            return null;
        Ladder.TryUnit(context.Get(inputs.DueUnit), out var unit);
        var rungs = Ladder.Parse(context.Get(inputs.Rungs), assignee.Role ?? CaseRoles.ContactOfficer);
        return DeadlineClerk.Arm(context, subject, taskId, new DeadlineRule(fact, context.Get(inputs.DueOffset), unit, rungs));
    }

    private static string OutcomeOf(Resumption resumption) =>
        resumption.Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("outcome", out var outcome) && outcome.GetString() is { Length: > 0 } chosen
            ? chosen
            : Outcomes.DoneName;
}
