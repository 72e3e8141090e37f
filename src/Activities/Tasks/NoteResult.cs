using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What adding something to a task (a comment, a file) or taking it back ended in. Everything but <see cref="Done"/> has changed nothing. Closed.</summary>
public abstract record NoteResult
{
    private NoteResult()
    {
    }

    /// <summary>Done. <paramref name="Id"/>: of the comment or file.</summary>
    public sealed record Done(Guid Id) : NoteResult;

    /// <summary>There is no such task, comment or file, or not for this user.</summary>
    public sealed record NotFound : NoteResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }

    /// <summary>Not possible; the code says why.</summary>
    public sealed record Refused(Refusal Refusal) : NoteResult;

    internal static NoteResult Refuse(string code, string? field, params System.Collections.Immutable.ImmutableArray<string> arguments) =>
        new Refused(field is null ? Refusal.Of(code) : Refusal.Of(code, field, arguments));

    /// <summary>One unit of work on a task the viewer sees; commits only what is done.</summary>
    internal static Task<NoteResult> RunAsync(
        WorkflowRuntime runtime, Guid taskId, Viewer viewer, Func<UnitOfWork, VisibleTask, CancellationToken, ValueTask<NoteResult>> act, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var result = await VisibleTask.FindAsync(unit.Services, taskId, viewer, token) is { } found ? await act(unit, found, token) : NotFound.Instance;
                if (result is not Done)
                    unit.Abandon();
                return result;
            },
            cancellationToken);
}
