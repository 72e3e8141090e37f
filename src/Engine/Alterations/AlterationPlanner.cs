using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>
/// What an alteration means for an instance as it stands. Pure: reads the state and changes nothing, so the same question has the same
/// answer, and what was previewed is what is applied at the same revision.
/// </summary>
internal static class AlterationPlanner
{
    /// <param name="subject">The instance.</param>
    /// <param name="alteration">What is wished.</param>
    /// <param name="target">For a migration: the version; null otherwise.</param>
    public static PlannedAlteration Plan(AlterationSubject subject, Alteration alteration, MigrationTarget? target)
    {
        if (subject.HasEnded)
        {
            return PlannedAlteration.Refused(AlterationProblems.Ended());
        }

        return alteration switch
        {
            Alteration.Cancel => Cancel(subject),
            Alteration.Retry retry => Retry(subject, retry),
            Alteration.Skip skip => Skip(subject, skip),
            Alteration.ModifyVariable modify => Modify(subject, modify),
            Alteration.MoveTo move => MovePlanner.Plan(subject, move),
            Alteration.Migrate migrate => MigrationPlanner.Plan(subject, migrate, target ?? throw new ArgumentNullException(nameof(target))),
            _ => throw new UnreachableException(),
        };
    }

    private static PlannedAlteration Cancel(AlterationSubject subject)
    {
        var ending = subject.Ending(subject.State.Root is { } root ? [root] : []);
        return new PlannedAlteration(
            ending with { SubflowsGone = [.. ending.SubflowsGone.Concat(subject.State.Dispatched).Distinct()] },
            new AlterationStep.Cancel());
    }

    private static PlannedAlteration Retry(AlterationSubject subject, Alteration.Retry retry) =>
        Faulted(subject, retry.IncidentId) is { } execution
            ? new PlannedAlteration(
                subject.Ending([]) with { Starts = [AlterationSubject.Affected(execution)] },
                new AlterationStep.Decide(EngineStimuli.Retry, retry.IncidentId, null))
            : PlannedAlteration.Refused(AlterationProblems.NoIncident());

    private static PlannedAlteration Skip(AlterationSubject subject, Alteration.Skip skip)
    {
        if (Faulted(subject, skip.IncidentId) is not { } execution)
        {
            return PlannedAlteration.Refused(AlterationProblems.NoIncident());
        }

        var node = execution.Node;
        if (skip.Outcome is { } outcome && !node.HasOpenOutcomes && !node.Outcomes.Contains(outcome, StringComparer.Ordinal))
        {
            return PlannedAlteration.Refused(AlterationProblems.NoOutcome(node.Id, node.DisplayText, outcome, string.Join(", ", node.Outcomes)));
        }

        return new PlannedAlteration(subject.Ending([execution]), new AlterationStep.Decide(EngineStimuli.Skip, skip.IncidentId, skip.Outcome));
    }

    private static PlannedAlteration Modify(AlterationSubject subject, Alteration.ModifyVariable modify)
    {
        var execution = modify.ExecutionId is { } id ? subject.State.Find(id) : null;
        if (modify.ExecutionId is { } missing && execution is null)
        {
            return PlannedAlteration.Refused(AlterationProblems.NothingRuns(missing.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var declared = execution is null ? subject.Graph.Variables : execution.Node.Variables;
        var ordinal = IndexOf(declared, modify.Variable);
        if (ordinal < 0)
        {
            return PlannedAlteration.Refused(AlterationProblems.NoVariable(modify.Variable));
        }

        var variable = declared[ordinal];
        if (!IsStorable(modify.Value) || !ValueConverter.TryConvert(modify.Value, variable.Type, out var value))
        {
            return PlannedAlteration.Refused(AlterationProblems.WrongValue(variable.Name, ValueTypes.NameOf(variable.Type)));
        }

        var type = ValueTypes.NameOf(variable.Type);
        return new PlannedAlteration(
            subject.Ending([]) with { Variables = [new VariableChange(variable.Name, execution?.Node.Id, VariableChangeKind.Set, type, type)] },
            new AlterationStep.SetVariable(execution?.Id, ordinal, value));
    }

    // Texts that are none (half a surrogate pair) or that not every database keeps (U+0000) would come to harm later.
    private static bool IsStorable(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => IsStorable(json, static element => element.GetString()),
        JsonValueKind.Array => json.EnumerateArray().All(IsStorable),
        JsonValueKind.Object => json.EnumerateObject().All(static member => IsStorable(member, static one => one.Name) && IsStorable(member.Value)),
        _ => true,
    };

    private static bool IsStorable<T>(T source, Func<T, string?> text)
    {
        try
        {
            return text(source)?.Contains('\0', StringComparison.Ordinal) is not true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int IndexOf(ImmutableArray<VariableDefinition> variables, string wanted)
    {
        for (var i = 0; i < variables.Length; i++)
        {
            if (string.Equals(variables[i].Id, wanted, StringComparison.Ordinal))
            {
                return i;
            }
        }

        for (var i = 0; i < variables.Length; i++)
        {
            if (string.Equals(variables[i].Name, wanted, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static ActivityExecution? Faulted(AlterationSubject subject, Guid incidentId) =>
        subject.State.Executions().FirstOrDefault(execution => execution.Status == ExecutionStatus.Faulted && execution.Incident?.Id == incidentId);
}
