using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Proposals;

/// <summary>Closes input to measures (step 4): everybody has answered, or the time is over. Closed already: nothing happens.</summary>
public sealed class CloseInput : CodeActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.CloseInput",
        DisplayName = "Avslutt innspill",
        Category = "Plan",
        Description = "Avslutter innspillsrunden. Fristen for behovssamtale del 2 regnes fra nå.",
        Kind = ActivityKind.Action,
    };

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        await CloseAsync(context, await CaseOfFlow.LoadAsync(context, cancellationToken), cancellationToken);
    }

    /// <summary>Closes input in the case, and moves what counts from it.</summary>
    /// <exception cref="ActivityFault">The case refuses.</exception>
    internal static async ValueTask CloseAsync(ActivityContext context, Case subject, CancellationToken cancellationToken)
    {
        if (subject.InputClosedOn is not null)
            return;
        var entry = new Entry(Actor.Process, context.Now);
        if (subject.Proposals.CloseInput(entry.Today, entry) is { } refusal)
            throw new ActivityFault(refusal.Code, "The case refuses to close input.", retryable: false);
        await DeadlineFollowing.FollowAsync(
            subject, null, context.Services.GetRequiredService<CaseDbContext>(), context.Now, context.Rearm, context.ChangeTask, cancellationToken);
    }
}
