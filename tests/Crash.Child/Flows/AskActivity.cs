using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;

namespace ProcessAutomation.Crash.Child.Flows;

/// <summary>Makes a human task and waits for it. Keeps the outcome.</summary>
internal sealed class AskActivity(IdSource ids) : CodeActivity
{
    private static readonly Input<string> Step = new("Step") { IsRequired = true };
    private static readonly Output<string> Result = new("Result");

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Crash.Ask",
        DisplayName = "Ask",
        Category = "Crash",
        Inputs = [Step],
        Outputs = [Result],
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var id = ids.New();
        var bookmark = context.Wait(EngineStimuli.HumanTask, EngineStimuli.KeyOf(id));
        context.AddTask(new HumanTask
        {
            Id = id,
            InstanceId = context.InstanceId,
            BookmarkId = bookmark.Id,
            CaseId = Guid.Parse(context.CorrelationId!), // every case of these tests has one
            Step = context.Get(Step)!, // required
            Title = "",
            Text = "",
            Role = Clerk.Role,
            FormJson = "[]",
            OutcomesJson = "[]",
            CreatedAt = context.Now,
        });
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, resumption.Payload!.Value.GetProperty("outcome").GetString()!); // the clerk sends one
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
