using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What must be right in an AssignTask before its flow is published.</summary>
internal static class AssignTaskCheck
{
    public static void Check(ActivityNode node, AssignTaskInputs inputs, StepBook steps, ProblemSink problems)
    {
        NodeCheck.Constant(node, inputs.Role, problems, Assignees.IsValid, "is no role in a case");
        NodeCheck.Constant(node, inputs.Step, problems, step => steps.Find(step) is not null, "is no step of the process");
        NodeCheck.Constant(node, inputs.DueFact, problems, DeadlineWords.Knows, "is no date a deadline can count from");
        NodeCheck.Constant(node, inputs.DueUnit, problems, unit => Ladder.TryUnit(unit, out _), "is neither days nor working-days");
        NodeCheck.Readable(node, inputs.Form, problems, form => Form.Parse(form));
        NodeCheck.Readable(node, inputs.Rungs, problems, rungs => Ladder.Parse(rungs, CaseRoles.ContactOfficer));
        if (node.Inputs[inputs.Role.Ordinal] is null && node.Inputs[inputs.Person.Ordinal] is null)
            problems.Add(ActivityProblemIds.Nobody, node, $"{node.DisplayText}: the task is for nobody; choose a role or a person.", inputs.Role.Name);
        if (NodeCheck.ConstantOf(node, inputs.Step) is { } key && steps.Find(key) is { } found && found.Outcomes.Except(node.Outcomes, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            problems.Add(ActivityProblemIds.OutcomesOfStep, node, $"{node.DisplayText}: the step can end in {string.Join(", ", missing)}, which the task has no outcome for.", inputs.Outcomes.Name);
    }
}
