using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Inbox;

/// <summary>A post of a task's page.</summary>
/// <param name="View">The task as it was read for this post.</param>
/// <param name="Viewer">Who posts.</param>
/// <param name="Form">What was posted.</param>
/// <param name="Drafts">The drafts there are.</param>
public sealed record TaskPost(TaskView View, Viewer Viewer, IFormCollection Form, TaskDrafts Drafts)
{
    /// <summary>What was pressed.</summary>
    public string Action => Form["action"].ToString();

    /// <summary>What stood in the comment's field.</summary>
    public string Comment => BesideForm.Of(Form, BesideForm.Comment);

    /// <summary>The draft's revision that the page was opened with; null: not said.</summary>
    public int? DraftRevision => Number("draft");

    /// <summary>The task's version that the page was opened with; null: not said.</summary>
    public int? Version => Number("version");

    private int? Number(string name) => int.TryParse(Form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
}

/// <summary>What a post came to. Closed.</summary>
public abstract record TaskPosted
{
    private TaskPosted()
    {
    }

    /// <summary>Done; where the user goes on.</summary>
    public sealed record GoTo(string Path) : TaskPosted;

    /// <summary>Nothing was done: the user has saved another draft in another window.</summary>
    public sealed record DraftElsewhere(DateTimeOffset SavedAt) : TaskPosted;

    /// <summary>The comment or the file was refused.</summary>
    public sealed record NoteRefused(Refusal Refusal, bool IsFile) : TaskPosted;

    /// <summary>Handing over or putting on hold was refused.</summary>
    public sealed record MoveRefused(ImmutableArray<Refusal> Refusals) : TaskPosted;

    /// <summary>The answers or the draft were refused.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : TaskPosted;

    /// <summary>The task is no longer what the page showed.</summary>
    public sealed record Answered(TaskResult Result) : TaskPosted;
}
