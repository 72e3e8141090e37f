using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// A step of the process as an activity of its own: the task whose form and rules are the step's, its deadline, reminders and escalations, and
/// the step's outcomes as ports. A step that has been taken already, because the case was taken over at a later phase or somebody entered
/// it on the case page, is passed over with the outcome it had.
/// </summary>
public abstract class StepActivity : TaskActivity
{
    private const string Before = "Before";

    private readonly Step _step;
    private readonly StepFace _face;
    private readonly string _outcomes;

    private protected StepActivity(Step step, StepFace face)
    {
        (_step, _face) = (step, face);
        Task = new TaskInputs(face.Task with { Title = face.Task.Title ?? step.Name });
        _outcomes = JsonSerializer.Serialize([.. face.Ports.Select(port => port.Name)], OutcomesJson.Default.ImmutableArrayString);
    }

    /// <inheritdoc/>
    public sealed override ActivityDescriptor Descriptor => field ??= new ActivityDescriptor
    {
        TypeName = $"ProcessAutomation.{_face.Type}",
        DisplayName = _face.Name,
        Category = _face.Category,
        Description = _face.Description,
        Kind = ActivityKind.Action,
        Inputs = [Task.Role, Task.Person, Task.CandidateGroup, .. WhenInputs, Task.Title, Task.Text, Task.Priority, .. Task.Languages],
        Ports = _face.CanBePassedOver ? [.. _face.Ports, new Port(Before, DisplayName: "Gjort før")] : _face.Ports,
    };

    /// <summary>The step.</summary>
    internal Step Step => _step;

    /// <summary>What the activity has in common with all that ask people.</summary>
    internal TaskInputs Task { get; }

    /// <summary>Inputs about when. Default: a date to count from, days and their unit, reminders and escalations.</summary>
    internal virtual ImmutableArray<InputDescriptor> WhenInputs => Task.When;

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        Task.Check(node, problems);
        return null;
    }

    /// <inheritdoc/>
    internal override ValueTask BeginAsync(ActivityContext context, Case subject, CancellationToken cancellationToken)
    {
        Ask(context, subject);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives the step's task to whom the inputs say; nobody there, or nobody left to ask: goes on.</summary>
    internal void Ask(ActivityContext context, Case subject)
    {
        var recipients = Assignees.Of(subject, context.Get(Task.Role), context.Get(Task.Person));
        if (recipients.IsEmpty)
        {
            context.Journal("Nobody", "There is nobody to give the task to.");
            context.Complete(_face.Ports[0].Name);
            return;
        }

        var (asked, outcome) = Assignees.StillToAsk(_step, subject, recipients);
        if (asked.IsEmpty)
            PassOver(context, outcome);
        else
            new TaskAssignments(TaskClerk.Give(context, subject, Order(context, subject), asked)).Keep(context);
    }

    /// <summary>The step's task as the inputs say.</summary>
    internal virtual TaskOrder Order(ActivityContext context) => Task.OrderOf(context, _outcomes) with { Step = _step.Key };

    /// <summary>The step's task as the inputs say, for a case as it stands. Default: the same for all.</summary>
    internal virtual TaskOrder Order(ActivityContext context, Case subject) => Order(context);

    /// <summary>Goes on without asking. <paramref name="outcome"/>: what the step ended in then.</summary>
    internal static void PassOver(ActivityContext context, string outcome)
    {
        context.Journal("DoneAlready", "The facts of the case say that this is done.");
        var isDrawn = context.Node.Parent?.Connections.Any(edge => edge.Source == context.Node && edge.SourcePort == Before) ?? false;
        context.Complete(isDrawn ? Before : outcome);
    }
}
