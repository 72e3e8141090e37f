using System.Text.Json;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// Gives a task to whoever holds a role in the case, or to a person, and waits until it is completed. Its deadline follows the case's dates;
/// on the way reminders and escalations go out, each once, and after the last the task stays open. Given to several (every member, every taker) it
/// waits for all of them. With a step the form and the rules are the step's, as in the steps' own activities.
/// </summary>
public sealed class AssignTask(StepBook steps, AssignTaskInputs inputs) : TaskActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.AssignTask",
        DisplayName = "Gi oppgave",
        Category = "Oppgaver",
        Description = "Gir en oppgave til en rolle i saken, en gruppe eller en person, med skjema, frist, påminnelser og varsel til leder, og venter til den er gjort.",
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
    internal override ValueTask BeginAsync(ActivityContext context, Case subject, CancellationToken cancellationToken)
    {
        var recipients = Assignees.Of(subject, context.Get(inputs.Task.Role), context.Get(inputs.Task.Person));
        if (recipients.IsEmpty)
        {
            context.Journal("Nobody", "There is nobody to give the task to.");
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var step = steps.Find(context.Get(inputs.Step) ?? "");
        var (asked, outcome) = Assignees.StillToAsk(step, subject, recipients);
        if (asked.IsEmpty)
        {
            context.Journal("DoneAlready", "The facts of the case say that this is done.");
            context.Complete(outcome);
            return ValueTask.CompletedTask;
        }

        var order = inputs.Task.OrderOf(context, JsonSerializer.Serialize(context.Node.Outcomes, OutcomesJson.Default.ImmutableArrayString)) with
        {
            Step = step?.Key ?? "",
            FormJson = FormOf(context).ToJson(),
        };
        new TaskAssignments(TaskClerk.Give(context, subject, order, asked)).Keep(context);
        return ValueTask.CompletedTask;
    }

    private Form FormOf(ActivityContext context)
    {
        var form = Form.Parse(context.Get(inputs.Form) ?? "");
        return context.Get(inputs.ReasonFor) is { Length: > 0 } outcomes ? form with { Fields = form.Fields.Add(ReasonField.For(outcomes)) } : form;
    }
}
