using Microsoft.Extensions.Logging;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Child;

/// <summary>Who answers the human tasks: each answer completes the task and resumes its instance in one transaction.</summary>
internal sealed class Clerk(WorkflowRuntime runtime, Database database, TimeProvider clock, ILogger<Clerk> logger)
{
    public const string Role = "contact-officer";

    public const string User = "kari";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Answers what there is and what comes, until cancelled.</summary>
    public async Task AnswerAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Patiently.DoAsync(() => AnswerOnceAsync(changesCase: false, cancellationToken), logger, cancellationToken);
                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>One answer to each open task; it may change the case as well.</summary>
    public async Task AnswerOnceAsync(bool changesCase, CancellationToken cancellationToken)
    {
        foreach (var task in await TasksAsync(HumanTaskStatus.Open, cancellationToken))
            await AnswerAsync(task, changesCase, cancellationToken);
    }

    /// <summary>A supervisor moves each instance that waits for an open task to where it is: the task is closed and made anew.</summary>
    public async Task BeginAnewAsync(InstanceAlterations alterations, CancellationToken cancellationToken)
    {
        foreach (var task in await TasksAsync(HumanTaskStatus.Open, cancellationToken))
        {
            var snapshot = await alterations.LookAsync(task.InstanceId!.Value, cancellationToken) ?? throw new InvalidOperationException("The task's instance is gone.");
            var bookmark = snapshot.Bookmarks.Single(one => one.Id == task.BookmarkId);
            var activity = snapshot.Running.Single(one => one.ExecutionId == bookmark.ExecutionId).ActivityId;
            await alterations.ApplyAsync(
                snapshot.Stored.Id, new Alteration.MoveTo(bookmark.ExecutionId, null, activity), new AlterationReason(User, "asked anew"), snapshot.Stored.Revision, cancellationToken);
        }
    }

    /// <summary>
    /// A second answer to each completed task, from somebody who still sees it open, and the stimulus of the first once more, as a network
    /// may repeat it. Says what became of them.
    /// </summary>
    public async Task AnswerAgainAsync(CancellationToken cancellationToken)
    {
        foreach (var task in await TasksAsync(HumanTaskStatus.Completed, cancellationToken))
        {
            try
            {
                await AnswerAsync(task, changesCase: true, cancellationToken);
                Console.WriteLine("answered twice");
            }
            catch (UnitOfWorkException)
            {
                Console.WriteLine("refused");
            }

            await runtime.DeliverAsync(Completion(task, task.CreatedAt), cancellationToken);
        }
    }

    // As a page that had shown the task when it was new.
    private async Task<IReadOnlyList<HumanTask>> TasksAsync(HumanTaskStatus status, CancellationToken cancellationToken)
    {
        var rows = await DatabaseContents.ColumnAsync(
            database,
            FormattableString.Invariant($"select cast(id as text) || ' ' || cast(instance_id as text) || ' ' || cast(bookmark_id as text) || ' ' || cast(case_id as text) || ' ' || step from tasks where status = {(int)status} order by id"),
            cancellationToken);
        return [.. rows.Select(row => row.Split(' ')).Select(words => new HumanTask
        {
            Id = Guid.Parse(words[0]),
            InstanceId = Guid.Parse(words[1]),
            BookmarkId = Guid.Parse(words[2]),
            CaseId = Guid.Parse(words[3]),
            Step = words[4],
            Title = "",
            Text = "",
            Role = Role,
            FormJson = "[]",
            OutcomesJson = "[]",
            CreatedAt = clock.GetUtcNow(),
        })];
    }

    private Task<bool> AnswerAsync(HumanTask task, bool changesCase, CancellationToken cancellationToken) => runtime.ExecuteAsync(
        async (unit, token) =>
        {
            if (changesCase)
                await CaseFile.ChangeAsync(unit, task.CaseId!.Value, token); // every task of these flows has one
            unit.ChangeTask(new HumanTaskChange(task with { Status = HumanTaskStatus.Completed, CompletedBy = User, CompletedAt = unit.Now, Outcome = "Yes" }));
            unit.Deliver(Completion(task, unit.Now));
            return true;
        },
        cancellationToken);

    private static Stimulus Completion(HumanTask task, DateTimeOffset now) => new()
    {
        InstanceId = task.InstanceId!.Value, // every task of these flows has one
        Key = $"task:{task.Id:N}",
        Name = EngineStimuli.HumanTask,
        BookmarkKey = EngineStimuli.KeyOf(task.Id),
        PayloadJson = """{"outcome":"Yes"}""",
        CreatedAt = now,
    };
}
