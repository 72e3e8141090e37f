using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Needs;

/// <summary>
/// Shares the needs map with the responsibility group (step 4). The case refuses without consent; the flow then goes the way without sharing.
/// </summary>
public sealed class ShareNeedsMap : Activity
{
    /// <summary>The map is shared.</summary>
    public const string Shared = "Shared";

    /// <summary>Nothing is shared.</summary>
    public const string Refused = "Refused";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.ShareNeedsMap",
        DisplayName = "Del behovskartet",
        Category = "Samtykke og deling",
        Description = "Deler behovskartet med ansvarsgruppen. Uten samtykke deles ingenting, og flyten går ut der det står «Ikke delt».",
        Kind = ActivityKind.Action,
        Ports = [new Port(Shared, DisplayName: "Delt"), new Port(Refused, DisplayName: "Ikke delt")],
    };

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        var refusal = subject.Sharing.ShareNeedsMap([], new Entry(Actor.Process, context.Now));
        if (refusal is not null)
            context.Journal("Refused", refusal.Code);
        context.Complete(refusal is null ? Shared : Refused);
    }
}
