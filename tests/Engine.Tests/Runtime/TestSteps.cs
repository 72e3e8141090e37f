using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Engine.Tests.Runtime;

/// <summary>Which nodes fail, and how often they were tried: a fault at the edge that a test switches.</summary>
internal sealed class Failures
{
    private readonly ConcurrentDictionary<string, Func<Exception>> _failing = new();
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<string, Action> _interruptions = new();

    public void Fail(string node, Func<Exception> how) => _failing[node] = how;

    public void Heal(string node) => _failing.TryRemove(node, out _);

    /// <summary>Does something in the middle of the node's next run, once.</summary>
    public void Interrupt(string node, Action what) => _interruptions[node] = what;

    public int Calls(string node) => _calls.GetValueOrDefault(node);

    public void Pass(string node)
    {
        _calls.AddOrUpdate(node, 1, static (_, count) => count + 1);
        if (_interruptions.TryRemove(node, out var what))
        {
            what();
        }

        if (_failing.TryGetValue(node, out var how))
        {
            throw how();
        }
    }
}

/// <summary>Does nothing but be journalled; may be told to leave effects behind before it fails.</summary>
internal sealed class StepActivity : CodeActivity
{
    private static readonly Input<string[]> Outcome = new("Outcomes") { UiHint = "dynamic-outcomes" };
    private static readonly Input<bool> Effects = new("Effects");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Test.Step",
        DisplayName = "Step",
        Category = "Test",
        Inputs = [Outcome, Effects],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Effects))
        {
            context.AddTask(TestTasks.New(context, "left-behind"));
            context.Wait("Nothing", "never");
        }

        context.Services.GetRequiredService<Failures>().Pass(context.Node.Id);
        if (context.Get(Effects) || context.Get(Outcome) is { Length: > 0 })
        {
            context.Complete(context.Get(Outcome) is { Length: > 0 } outcomes ? [outcomes[0]] : ["Done"]);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Waits for the stimulus "Go" with its node's id as key; completes with the outcome in the payload. Optionally has a timer too.</summary>
internal sealed class WaitActivity : CodeActivity
{
    private static readonly Input<string> Key = new("Key");
    private static readonly Input<TimeSpan?> Timeout = new("Timeout");
    private static readonly Input<string[]> Outcome = new("Outcomes") { UiHint = "dynamic-outcomes" };
    private static readonly Output<object?> Result = new("Result");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Test.Wait",
        DisplayName = "Wait",
        Category = "Test",
        Inputs = [Key, Timeout, Outcome],
        Outputs = [Result],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait("Go", context.Get(Key) ?? context.Node.Id, context.Get(Timeout) is { } timeout ? context.Now + timeout : null);
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Services.GetRequiredService<Failures>().Pass(context.Node.Id);
        context.Set(Result, resumption.Payload);
        context.Complete(resumption.IsDue ? "Timeout" : resumption.Payload is { ValueKind: JsonValueKind.String } outcome ? outcome.GetString()! : "Done");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Makes a human task and waits for it; reminds three times on the same bookmark.</summary>
internal sealed class TaskActivity : CodeActivity
{
    private static readonly Input<TimeSpan?> Remind = new("Remind");

    public override ActivityDescriptor Descriptor { get; } = new() { TypeName = "Test.Task", DisplayName = "Task", Category = "Test", Inputs = [Remind] };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var task = TestTasks.New(context, "do-it");
        var bookmark = context.Wait(EngineStimuli.HumanTask, EngineStimuli.KeyOf(task.Id), context.Get(Remind) is { } remind ? context.Now + remind : null);
        context.AddTask(task with { BookmarkId = bookmark.Id });
        context.SetState(0, TestJson.Default.Int32);
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        if (!resumption.IsDue)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var reminders = context.State(TestJson.Default.Int32) + 1;
        context.Journal("Reminded", reminders.ToString());
        context.SetState(reminders, TestJson.Default.Int32);
        if (reminders < 3)
        {
            context.Rearm(resumption.Bookmark.Id, context.Now + context.Get(Remind)!.Value);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Makes a row the database refuses: a task without a title.</summary>
internal sealed class PoisonActivity : CodeActivity
{
    public override ActivityDescriptor Descriptor { get; } = new() { TypeName = "Test.Poison", DisplayName = "Poison", Category = "Test" };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.AddTask(TestTasks.New(context, "nameless") with { Title = null! });
        return ValueTask.CompletedTask;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(int))]
internal sealed partial class TestJson : System.Text.Json.Serialization.JsonSerializerContext;

internal static class TestTasks
{
    public static HumanTask New(ActivityContext context, string step) => new()
    {
        Id = Guid.CreateVersion7(),
        Step = step,
        Title = "Title",
        Text = "",
        Role = "contact-officer",
        FormJson = "[]",
        OutcomesJson = "[]",
        CreatedAt = context.Now,
    };

}
