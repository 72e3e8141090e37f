using System.Collections.Concurrent;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;

namespace ProcessAutomation.Bench.Flows;

/// <summary>Makes a human task and waits for it: what the product's flows do most, without the domain.</summary>
internal sealed class AskPerson(IdSource ids) : Activity
{
    /// <summary>Tasks by instance, so that a resume knows the task as the page that showed it would.</summary>
    public static ConcurrentDictionary<Guid, HumanTask> Asked { get; } = new();

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.AssignTask", // the Host's own type, so that a Host accepts the instances as its own
        DisplayName = "Ask",
        Category = "Bench",
        Description = "Asks a person.",
    };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var id = ids.New();
        var bookmark = context.Wait("HumanTask", id.ToString());
        var task = new HumanTask
        {
            Id = id,
            InstanceId = context.InstanceId,
            BookmarkId = bookmark.Id,
            CaseId = Guid.TryParse(context.CorrelationId, out var caseId) ? caseId : null,
            Step = "bench",
            Title = "Behovssamtale del 1",
            Text = new string('t', 200),
            Role = "contact-officer",
            FormJson = "[]",
            OutcomesJson = "[]",
            CreatedAt = context.Now,
        };
        context.AddTask(task);
        Asked[context.InstanceId] = task;
        return ValueTask.CompletedTask;
    }
}
