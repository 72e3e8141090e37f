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
        NodeCheck.Constant(node, inputs.Step, problems, step => steps.Find(step) is not null, $"is no step of the process");
        CheckForm(node, inputs, problems);
        if (node.Inputs[inputs.Task.Role.Ordinal] is null && node.Inputs[inputs.Task.Person.Ordinal] is null && node.Inputs[inputs.Task.CandidateGroup.Ordinal] is null)
            problems.Add(ActivityProblemIds.Nobody, node, $"{node}: the task is for nobody; choose a role, a person or a group.", inputs.Task.Role.Name);
        if (NodeCheck.ConstantOf(node, inputs.Step) is { } key && steps.Find(key) is { } found && found.Outcomes.Except(node.Outcomes, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            problems.Add(ActivityProblemIds.OutcomesOfStep, node, $"{node}: the step can end in {string.Join(", ", missing)}, which the task has no outcome for.", inputs.Outcomes.Name);
    }

    // Every field at fault is a problem of its own.
    private static void CheckForm(ActivityNode node, AssignTaskInputs inputs, ProblemSink problems)
    {
        var (form, faults) = FormReader.Read(NodeCheck.ConstantOf(node, inputs.Form) ?? "");
        foreach (var fault in faults)
            problems.Add(ActivityProblemIds.Unreadable, node, $"{node}: {fault}", inputs.Form.Name);
        foreach (var outcome in (NodeCheck.ListOf(node, inputs.ReasonFor) ?? []).Except(node.Outcomes, StringComparer.Ordinal))
            problems.Add(ActivityProblemIds.UnknownValue, node, $"{node}: a reason is asked for the outcome {outcome}, which the task does not have.", inputs.ReasonFor.Name);
        if (node.Inputs[inputs.ReasonFor.Ordinal] is not null && form.Fields.Any(field => field.Name == ReasonField.Name))
            problems.Add(ActivityProblemIds.UnknownValue, node, $"{node}: the form has a field {ReasonField.Name}, which is the reason's.", inputs.Form.Name);
        foreach (var condition in form.Fields.SelectMany(field => new[] { field.VisibleWhen, field.RequiredWhen }).OfType<FieldCondition>().Where(condition => condition.Field == FieldCondition.Outcome))
        {
            foreach (var outcome in condition.Values.Except(node.Outcomes, StringComparer.Ordinal))
                problems.Add(ActivityProblemIds.UnknownValue, node, $"{node}: a field depends on the outcome {outcome}, which the task does not have.", inputs.Form.Name);
        }
    }
}
