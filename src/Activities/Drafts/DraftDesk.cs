using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Drafts;

namespace ProcessAutomation.Activities.Drafts;

/// <summary>
/// What people have typed into tasks and not sent yet. A draft is its user's: others see that there is one, and go on from it only by
/// taking it over, with the task. It outlives the task for its user, unless they completed it. Thread-safe.
/// </summary>
public sealed class DraftDesk(WorkflowRuntime runtime, IdSource ids)
{
    /// <summary>What names of answers begin with that stood beside the form; they are texts.</summary>
    public const char BesideMark = '#';

    /// <summary>Saves what has been typed, whoever has the task meanwhile. Refused when the user has completed the task, and when it is too much.</summary>
    public Task<DraftResult> SaveAsync(DraftToSave wish, CancellationToken cancellationToken)
    {
        if (TextOf(wish.Answers) is not { } answers)
            return Task.FromResult<DraftResult>(new DraftResult.Refused(Refusal.Of(AnswerCodes.WrongType, "answers")));
        if (wish.Answers.FirstOrDefault(answer => answer.Key.StartsWith(BesideMark) && answer.Value?.GetValueKind() is not (null or JsonValueKind.String)) is { Key: { } odd })
            return Task.FromResult<DraftResult>(new DraftResult.Refused(Refusal.Of(AnswerCodes.WrongType, "answers." + odd)));
        return WithAsync(wish.TaskId, wish.Viewer, async (unit, found, token) =>
        {
            if (answers.Length > TaskDraft.MaxAnswers || wish.Outcome?.Length > TaskDraft.MaxOutcome)
                return new DraftResult.Refused(Refusal.Of(RefusalCodes.DraftTooLarge, "answers", TaskDraft.MaxAnswers.ToString(CultureInfo.InvariantCulture)));
            if (found.Task is { Status: HumanTaskStatus.Completed } done && done.CompletedBy == wish.Viewer.UserId)
                return new DraftResult.Refused(Refusal.Of(RefusalCodes.DraftOfCompleted));
            var database = unit.Services.GetRequiredService<CaseDbContext>();
            var row = await FindAsync(database, wish.TaskId, wish.Viewer.UserId, token);
            if (wish.Revision is { } read && read != (row?.Revision ?? 0))
                return new DraftResult.Elsewhere(row is null ? null : Draft.Of(row));
            return new DraftResult.Saved(Draft.Of(Write(database, row, found.Task, wish.Viewer, answers, wish.Outcome, unit.Now)));
        }, cancellationToken);
    }

    /// <summary>Throws the user's own draft away, also of a task that is no longer theirs. Done when there is none of a task they see.</summary>
    public Task<DraftResult> DiscardAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<DraftResult>(
            async (unit, token) =>
            {
                var database = unit.Services.GetRequiredService<CaseDbContext>();
                if (await FindAsync(database, taskId, viewer.UserId, token) is { } row)
                {
                    database.Remove(row);
                    return new DraftResult.Saved(null);
                }

                unit.Abandon();
                return await VisibleTask.FindAsync(unit.Services, taskId, viewer, token) is null ? DraftResult.NotFound.Instance : new DraftResult.Saved(null);
            },
            cancellationToken);

    /// <summary>
    /// Goes on from a colleague's draft: the user gets a copy, the colleague keeps theirs. Only whoever has the task may. One's own draft is
    /// replaced only when asked to.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="from">User id of whose draft it is.</param>
    /// <param name="replaceOwn">Whether a draft of the user's own may go.</param>
    /// <param name="viewer">Who takes it over.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<DraftResult> TakeOverAsync(Guid taskId, string from, bool replaceOwn, Viewer viewer, CancellationToken cancellationToken)
    {
        var readId = ids.New();
        return WithAsync(taskId, viewer, async (unit, found, token) =>
        {
            if (found.Task.Status != HumanTaskStatus.Claimed || found.Task.ClaimedBy != viewer.UserId)
                return new DraftResult.Refused(Refusal.Of(RefusalCodes.DraftWithoutTask));
            var database = unit.Services.GetRequiredService<CaseDbContext>();
            if (from == viewer.UserId || await FindAsync(database, taskId, from, token) is not { } theirs)
                return new DraftResult.Refused(Refusal.Of(RefusalCodes.DraftGone));
            var mine = await FindAsync(database, taskId, viewer.UserId, token);
            if (mine is not null && !replaceOwn)
                return new DraftResult.Refused(Refusal.Of(RefusalCodes.DraftOfOwn));
            var row = Write(database, mine, found.Task, viewer, theirs.Answers, theirs.Outcome, unit.Now);
            row.TakenFrom = from;
            if (found.Case is { } subject)
                database.Add(new CaseRead { Id = readId, CaseId = subject.Id, ReadBy = viewer.UserId, ReadAt = unit.Now, What = "draft" });
            return new DraftResult.Saved(Draft.Of(row));
        }, cancellationToken);
    }

    /// <summary>The user's draft goes, in the transaction that makes it needless.</summary>
    internal static async ValueTask EndAsync(CaseDbContext database, Guid taskId, string userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(database, taskId, userId, cancellationToken) is { } row)
            database.Remove(row);
    }

    // JSON can hold halves of characters, which are no text.
    private static string? TextOf(JsonObject answers)
    {
        try
        {
            return answers.ToJsonString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Task<TaskDraft?> FindAsync(CaseDbContext database, Guid taskId, string userId, CancellationToken cancellationToken) =>
        database.Set<TaskDraft>().SingleOrDefaultAsync(row => row.TaskId == taskId && row.UserId == userId, cancellationToken);

    private static TaskDraft Write(CaseDbContext database, TaskDraft? row, HumanTask task, Viewer viewer, string answers, string? outcome, DateTimeOffset now)
    {
        if (row is null)
        {
            row = new TaskDraft { TaskId = task.Id, UserId = viewer.UserId, CaseId = task.CaseId, Answers = answers, Revision = 0, SavedAt = now };
            database.Add(row);
        }

        (row.Answers, row.Outcome, row.SavedAt) = (answers, outcome, now);
        row.Revision++;
        return row;
    }

    private Task<DraftResult> WithAsync(
        Guid taskId, Viewer viewer, Func<UnitOfWork, VisibleTask, CancellationToken, ValueTask<DraftResult>> act, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var result = await VisibleTask.FindAsync(unit.Services, taskId, viewer, token) is { } found ? await act(unit, found, token) : DraftResult.NotFound.Instance;
                if (result is not DraftResult.Saved)
                    unit.Abandon();
                return result;
            },
            cancellationToken);
}
