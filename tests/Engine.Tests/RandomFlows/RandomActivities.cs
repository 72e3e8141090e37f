using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>Sends a message with a key of its own each time it is called, may tell a join its mode, then fails as often as it is told: a message too many is seen.</summary>
internal sealed class RandomStep : CodeActivity
{
    private static readonly Input<int> Failures = new("Failures");
    private static readonly Input<bool> Retryable = new("Retryable");
    private static readonly Input<bool> Effect = new("Effect");
    private static readonly Input<string> Mode = new("Mode");
    private static readonly Output<string> Mended = new("Mended");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Random.Step",
        DisplayName = "Step",
        Category = "Test",
        Inputs = [Failures, Retryable, Effect, Mode],
        Outputs = [Mended],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Effect))
        {
            context.Enqueue(new OutboxMessage
            {
                Id = Guid.CreateVersion7(),
                Key = $"{context.IdempotencyKey}:{Guid.CreateVersion7():N}",
                Kind = "webhook",
                PayloadJson = "{}",
                CreatedAt = context.Now,
            });
        }

        context.Set(Mended, context.Get(Mode) ?? "");
        Fail(context, context.Get(Failures), context.Get(Retryable));
        return ValueTask.CompletedTask;
    }

    internal static void Fail(ActivityContext context, int failures, bool retryable)
    {
        if (context.Attempt <= failures)
        {
            throw new ActivityFault("random.fails", "fails", retryable);
        }
    }
}

/// <summary>Waits for "Go", and for a timer too when it has hours; fails on what ends the wait as often as it is told.</summary>
internal sealed class RandomWait : CodeActivity
{
    private static readonly Input<int> Failures = new("Failures");
    private static readonly Input<bool> Retryable = new("Retryable");
    private static readonly Input<int> Hours = new("Hours");
    private static readonly Input<string> Mode = new("Mode");
    private static readonly Output<string> Mended = new("Mended");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Random.Wait",
        DisplayName = "Wait",
        Category = "Test",
        Inputs = [Failures, Retryable, Hours, Mode],
        Outputs = [Mended],
        Ports = [new Port("Done"), new Port("Timeout")],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait("Go", context.Node.Id, context.Get(Hours) is > 0 and var hours ? context.Now + TimeSpan.FromHours(hours) : null);
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Mended, context.Get(Mode) ?? "");
        RandomStep.Fail(context, context.Get(Failures), context.Get(Retryable));
        context.Complete(resumption.IsDue ? "Timeout" : "Done");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Goes back a number of times, counted in a variable, then on.</summary>
internal sealed class RandomGate : CodeActivity
{
    private static readonly Input<int> Rounds = new("Rounds");
    private static readonly Input<int> Taken = new("Taken");
    private static readonly Output<int> Count = new("Count");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Random.Gate",
        DisplayName = "Gate",
        Category = "Test",
        Inputs = [Rounds, Taken],
        Outputs = [Count],
        Ports = [new Port("again"), new Port("on")],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var count = context.Get(Taken) + 1;
        context.Set(Count, count);
        context.Complete(count <= context.Get(Rounds) ? "again" : "on");
        return ValueTask.CompletedTask;
    }
}
