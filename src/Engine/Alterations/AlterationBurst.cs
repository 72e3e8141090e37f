using System.Globalization;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Stimuli;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>Carries a planned alteration out at the beginning of a burst, and leaves its row and its line in the journal.</summary>
internal sealed class AlterationBurst(BurstFrame frame, ActivityRunner runner)
{
    /// <summary>Shown to who had a task that a move or a cancellation closes.</summary>
    public const string CloseReason = "altered";

    /// <summary>True: the instance is to end as cancelled.</summary>
    public async ValueTask<bool> ApplyAsync(AlterationOrder order, PlannedAlteration planned, CancellationToken cancellationToken)
    {
        Record(order);
        frame.State.ActivitiesSinceWait = 0;
        switch (planned.Step)
        {
            case AlterationStep.Cancel:
                await runner.CancelAllAsync(CloseReason, cancellationToken);
                InstanceEnd.CancelOthers(frame, CancelReason.ToJson(CloseReason));
                return true;
            case AlterationStep.Decide decide:
                await new FaultedCalls(frame, runner).GoOnAsync(Decision(order, decide), cancellationToken);
                break;
            case AlterationStep.SetVariable variable:
                Set(variable);
                break;
            case AlterationStep.Move move:
                await runner.MoveAsync(move, CloseReason, cancellationToken);
                break;
            case AlterationStep.Migrate migrate:
                frame.Effects.Pin(frame.Instance.RootId, migrate.Pins);
                break;
        }

        return false;
    }

    private void Record(AlterationOrder order)
    {
        frame.Effects.Set(new AlterationWrite
        {
            Id = order.Id,
            InstanceId = frame.Instance.Id,
            Kind = order.Alteration.Kind,
            Arguments = order.Alteration.ArgumentsJson(),
            AlteredBy = order.Reason.By,
            Reason = order.Reason.Text,
            AlteredAt = frame.Now,
            RevisionBefore = frame.Instance.Revision,
            RevisionAfter = frame.Instance.Revision + 1,
        });
        frame.Journal.WriteInstance(JournalEvents.Altered, string.Join(' ', new[] { order.Alteration.Kind, order.Alteration.Summary, $"({order.Reason.By})" }.Where(static word => word.Length > 0)));
    }

    private void Set(AlterationStep.SetVariable step)
    {
        var values = step.ExecutionId is { } id ? frame.State.Find(id)?.Variables : frame.State.Variables;
        values![step.Ordinal] = step.Value; // the plan has found the declaration
    }

    private Stimulus Decision(AlterationOrder order, AlterationStep.Decide step) => new()
    {
        InstanceId = frame.Instance.Id,
        Key = string.Create(CultureInfo.InvariantCulture, $"alter:{order.Id:N}"),
        Name = step.Name,
        BookmarkKey = EngineStimuli.KeyOf(step.IncidentId),
        PayloadJson = FaultedCalls.OrderJson(order.Reason.By, step.Outcome),
        CreatedAt = frame.Now,
    };
}
