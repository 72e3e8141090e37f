using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Proposals;

/// <summary>Opens input to measures again (step 4), because the person consented after it had closed. Open already, or no consent: nothing happens.</summary>
public sealed class ReopenInput : CodeActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.ReopenInput",
        DisplayName = "Åpne for innspill igjen",
        Category = "Plan",
        Description = "Åpner innspillsrunden igjen når personen har samtykket etter at den var avsluttet. En plan som ikke er laget ennå, venter på runden.",
        Kind = ActivityKind.Action,
    };

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (subject.Proposals.ReopenInput() is { } refusal)
        {
            context.Journal("Refused", refusal.Code);
            return;
        }

        await DeadlineFollowing.FollowAsync(
            subject, null, context.Services.GetRequiredService<CaseDbContext>(), context.Now, context.Rearm, context.ChangeTask, cancellationToken);
    }
}
