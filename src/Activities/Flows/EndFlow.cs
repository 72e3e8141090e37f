using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Flows;

/// <summary>
/// Ends the flow before its time: its tasks close, and their history says why. For what people call off; a flow that has done its work ends with Elsa's own
/// activities.
/// </summary>
public sealed class EndFlow : CodeActivity
{
    /// <summary>The transfer or release will not be.</summary>
    public const string HandoverCalledOff = "handover.called-off";

    /// <summary>The person has withdrawn the consent.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>Others do it elsewhere, or it is no longer needed.</summary>
    public const string NoLongerNeeded = "flow.no-longer-needed";

    private static readonly Choice[] Reasons =
    [
        new(HandoverCalledOff, Phrase.Plain("Overføringen er avlyst")),
        new(ConsentWithdrawn, Phrase.Plain("Samtykket er trukket")),
        new(NoLongerNeeded, Phrase.Plain("Det trengs ikke lenger")),
    ];

    private static readonly Input<string> Reason = new("Reason")
    {
        DisplayName = "Grunn",
        Description = "Står i historikken til oppgavene som avlyses.",
        UiHint = "dropdown",
        DefaultValue = NoLongerNeeded,
        UiSpecifications = Choices.Dropdown(Reasons),
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.EndFlow",
        DisplayName = "Avlys resten",
        Category = "Oppgaver",
        Description = "Avslutter flyten før tiden. Oppgavene som er åpne i den, avlyses, og historikken deres sier hvorfor.",
        Kind = ActivityKind.Action,
        Inputs = [Reason],
        IsTerminal = true,
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Constant(node, Reason, problems, IsKnown, $"is no reason that people have words for");
        return null;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        // Computed, it might be anything; what is not known has no words in a history.
        var reason = context.Get(Reason);
        context.FinishInstance(reason is not null && IsKnown(reason) ? reason : NoLongerNeeded);
        return ValueTask.CompletedTask;
    }

    private static bool IsKnown(string reason) => Reasons.Any(known => known.Value == reason);
}
