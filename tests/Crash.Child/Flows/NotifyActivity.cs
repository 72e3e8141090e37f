using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Crash.Child.Flows;

/// <summary>Puts one mail into the outbox, in the burst's transaction.</summary>
internal sealed class NotifyActivity(IdSource ids) : CodeActivity
{
    private static readonly Input<string> Template = new("Template") { IsRequired = true };

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Crash.Notify",
        DisplayName = "Notify",
        Category = "Crash",
        Inputs = [Template],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Enqueue(new OutboxMessage
        {
            Id = ids.New(),
            Key = $"mail:{context.IdempotencyKey}",
            Kind = "email",
            CaseId = Guid.Parse(context.CorrelationId!), // every case of these tests has one
            PayloadJson = $"\"{context.Get(Template)}\"",
            CreatedAt = context.Now,
        });
        return ValueTask.CompletedTask;
    }
}
