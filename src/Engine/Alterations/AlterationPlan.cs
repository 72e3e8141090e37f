using System.Collections.Immutable;
using ProcessAutomation.Engine.Bookmarks;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>What an alteration would do to an instance as it stands, or why it cannot. Closed.</summary>
public abstract record AlterationPlan
{
    private AlterationPlan()
    {
    }

    /// <summary>It can be applied.</summary>
    public sealed record Preview : AlterationPlan
    {
        /// <summary>The instance's revision this was made for; applying with it is refused when the instance has moved on.</summary>
        public required long Revision { get; init; }

        /// <summary>Activities that end without being done, outermost first.</summary>
        public ImmutableArray<AffectedActivity> Ends { get; init; } = [];

        /// <summary>Activities that are begun or called again.</summary>
        public ImmutableArray<AffectedActivity> Starts { get; init; } = [];

        /// <summary>Waits that end; those with an instant are timers.</summary>
        public ImmutableArray<Bookmark> BookmarksGone { get; init; } = [];

        /// <summary>Waits that stay as they are, with their ids and instants.</summary>
        public ImmutableArray<Bookmark> BookmarksKept { get; init; } = [];

        /// <summary>Open human tasks that are closed.</summary>
        public ImmutableArray<Guid> TasksGone { get; init; } = [];

        /// <summary>Open human tasks that stay.</summary>
        public ImmutableArray<Guid> TasksKept { get; init; } = [];

        /// <summary>Sub-flows that are cancelled.</summary>
        public ImmutableArray<Guid> SubflowsGone { get; init; } = [];

        /// <summary>Variables that are set, added, dropped or converted.</summary>
        public ImmutableArray<VariableChange> Variables { get; init; } = [];

        /// <summary>Activities of the new version that stand before where the instance is: they are not run afterwards.</summary>
        public ImmutableArray<AffectedActivity> PassedOver { get; init; } = [];

        /// <summary>Sub-flows that will be started in another version.</summary>
        public ImmutableArray<SubflowChange> Subflows { get; init; } = [];
    }

    /// <summary>It cannot be applied. <paramref name="Problems"/>: all of them.</summary>
    public sealed record Refused(ImmutableArray<AlterationProblem> Problems) : AlterationPlan;
}

/// <summary>An activity that an alteration touches.</summary>
/// <param name="ActivityId">Its id in the definition.</param>
/// <param name="DisplayText">What people read.</param>
/// <param name="TypeName">Its type.</param>
/// <param name="ExecutionId">The running execution; null: it does not run yet.</param>
public sealed record AffectedActivity(string ActivityId, string DisplayText, string TypeName, long? ExecutionId);

/// <summary>What happens to a variable. Its value is not told.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="ActivityId">The container that declares it; null: the workflow.</param>
/// <param name="Kind">What happens.</param>
/// <param name="FromType">Type before; null: it was not there.</param>
/// <param name="ToType">Type afterwards; null: it is gone.</param>
public sealed record VariableChange(string Variable, string? ActivityId, VariableChangeKind Kind, string? FromType, string? ToType);

/// <summary>What an alteration does to a variable.</summary>
public enum VariableChangeKind
{
    /// <summary>It gets another value.</summary>
    Set,

    /// <summary>The new version has it; it begins with its default.</summary>
    Added,

    /// <summary>The new version does not have it; its value is lost.</summary>
    Dropped,

    /// <summary>Its value is converted to another type.</summary>
    Converted,
}

/// <summary>A sub-flow whose version changes for starts to come.</summary>
/// <param name="DefinitionId">Which.</param>
/// <param name="FromVersionId">Version so far; null: none was chosen.</param>
/// <param name="ToVersionId">Version from now on.</param>
public sealed record SubflowChange(string DefinitionId, string? FromVersionId, string ToVersionId);
