using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What must be right in an AssignTask before its flow is published.</summary>
internal static class AssignTaskCheck
{
    public static void Check(ActivityNode node, AssignTaskInputs inputs, StepBook steps, ProblemSink problems)
    {
        inputs.Task.Check(node, problems);
        NodeCheck.Constant(node, inputs.Step, problems, step => steps.Find(step) is not null, "is no step of the process");
        NodeCheck.Readable(node, inputs.Form, problems, form => Form.Parse(form));
        if (node.Inputs[inputs.Task.Role.Ordinal] is null && node.Inputs[inputs.Task.Person.Ordinal] is null)
            problems.Add(ActivityProblemIds.Nobody, node, $"{node.DisplayText}: the task is for nobody; choose a role or a person.", inputs.Task.Role.Name);
        if (NodeCheck.ConstantOf(node, inputs.Step) is { } key && steps.Find(key) is { } found && found.Outcomes.Except(node.Outcomes, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            problems.Add(ActivityProblemIds.OutcomesOfStep, node, $"{node.DisplayText}: the step can end in {string.Join(", ", missing)}, which the task has no outcome for.", inputs.Outcomes.Name);
    }
}
