using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Reads case facts before a call whose inputs need them; again each time, because an activity before it may have changed the case.</summary>
internal static class CaseFacts
{
    public static async ValueTask ReadAsync(BurstFrame frame, ActivityNode node, CancellationToken cancellationToken)
    {
        if (frame.FactSource is { } source && frame.Instance.CorrelationId is { } correlationId && NeedsFacts(node))
        {
            frame.Facts = await source.ReadAsync(frame.Session.Services, correlationId, cancellationToken);
        }
    }

    private static bool NeedsFacts(ActivityNode node)
    {
        foreach (var input in node.Inputs)
        {
            if (input is { ReadsFacts: true })
            {
                return true;
            }
        }

        foreach (var input in node.NestedInputs)
        {
            if (input is { ReadsFacts: true })
            {
                return true;
            }
        }

        foreach (var flowCase in node.Cases)
        {
            if (flowCase.Condition.ReadsFacts)
            {
                return true;
            }
        }

        return false;
    }
}
