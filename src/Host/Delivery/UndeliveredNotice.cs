using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Host.Delivery;

/// <summary>
/// Makes a message that is given up a person's work: a flow asks the case's contact officer to tell the recipient in another way, and reminds and escalates. When
/// a process owner has taken that flow away, the task is there all the same, without reminders.
/// </summary>
public sealed class UndeliveredNotice(WorkflowRuntime runtime)
{
    /// <inheritdoc cref="GiveUpMail"/>
    public async ValueTask<bool> GiveUpAsync(OutboxMessage message, DeliveryResult last, CancellationToken cancellationToken)
    {
        try
        {
            return await StoreAsync(message, last, unit => unit.Start(FlowOf(message, last)), cancellationToken);
        }
        catch (WorkflowNotPublishedException)
        {
            return await StoreAsync(message, last, unit => unit.AddTask(TaskOf(message, last, unit.Now)), cancellationToken);
        }
        catch (DeliverySupersededException)
        {
            return false;
        }
    }

    private Task<bool> StoreAsync(OutboxMessage message, DeliveryResult last, Action<UnitOfWork> ask, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                unit.Record(last);
                if (message.CaseId is not { } caseId)
                    return true;
                await TaskNews.OfCaseAsync(unit, caseId, Actor.Process.Id, TaskNews.NoticeFailed, null, token);
                ask(unit);
                return true;
            },
            cancellationToken);

    private static StartRequest FlowOf(OutboxMessage message, DeliveryResult last) => new()
    {
        DefinitionId = SideFlows.UndeliveredNotice,
        CorrelationId = message.CaseId!.Value.ToString("D"), // asked for cases alone
        Input = new Dictionary<string, object?> { ["Notice"] = message.Id.ToString("D"), ["Code"] = last.Code, ["Attempts"] = last.Attempt },
    };

    private static HumanTask TaskOf(OutboxMessage message, DeliveryResult last, DateTimeOffset now) => new HumanTask
    {
        Id = message.Id,
        CaseId = message.CaseId,
        Step = UndeliveredTask.Step,
        Title = "", // said below
        Text = "",
        Role = UndeliveredTask.Role,
        Priority = UndeliveredTask.Priority,
        DueAt = NorwegianTime.EndOf(NorwegianCalendar.AddWorkingDays(NorwegianTime.DateOf(now), UndeliveredTask.WorkingDays)),
        FormJson = UndeliveredTask.FormOf(last.Code),
        OutcomesJson = """["Done"]""",
        CreatedAt = now,
    }.Saying(
        UndeliveredTask.TitleOf(last.Code),
        UndeliveredTask.TextOf(last.Code, last.Attempt),
        DeadlineWords.Of(DeadlineRule.TaskCreated, UndeliveredTask.WorkingDays, DeadlineUnit.WorkingDays));
}
