using System.Collections.Immutable;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Storage;

/// <summary>
/// Workflow definitions as text. Per definition id there is at most one draft, which is then the latest version, and at most one
/// published version. A version once published never changes its text. Thread-safe.
/// </summary>
public interface IDefinitionStore
{
    /// <summary>The version of this id; null when there is none.</summary>
    ValueTask<StoredDefinition?> LoadAsync(string versionId, CancellationToken cancellationToken);

    /// <summary>The published version; null when the definition has none.</summary>
    ValueTask<StoredDefinition?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The latest version, draft or published; null when the definition does not exist.</summary>
    ValueTask<StoredDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>All versions of one definition, or of all when null, newest version first, ordered by definition.</summary>
    ValueTask<ImmutableArray<StoredDefinition>> ListAsync(string? definitionId, CancellationToken cancellationToken);

    /// <summary>
    /// Overwrites the draft, or adds one with the next version number when the latest is published or there is none.
    /// Concurrent saves follow each other; the last wins.
    /// </summary>
    /// <param name="draft">What is saved.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    ValueTask<StoredDefinition> SaveDraftAsync(DefinitionDraft draft, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the version and takes the older one back, if its text is still that of <paramref name="expectedRevision"/>; false
    /// when it has been saved again since, or does not exist. The triggers replace those of the older version in the same transaction; one that
    /// is unchanged (activity, name, key, schedule) keeps its next instant. Publishing what is published is true and changes nothing.
    /// </summary>
    ValueTask<bool> PublishAsync(
        string versionId, int expectedRevision, ImmutableArray<TriggerWish> triggers, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Notes which versions a version has built in as activities, instead of what was noted before: none of them can be deleted while it
    /// exists. False: one of them does not exist any more.
    /// </summary>
    ValueTask<bool> KeepUsedAsync(string versionId, IReadOnlyCollection<string> usedVersionIds, CancellationToken cancellationToken);

    /// <summary>Definitions whose published version has some version of this one built in as an activity; ordered by id.</summary>
    ValueTask<ImmutableArray<string>> FindUsersAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Takes the published version and its triggers back, so that nothing new starts from it; false when there is none.</summary>
    ValueTask<bool> RetractAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The triggers of all published versions with this name, or all when null, ordered by definition, activity and key.</summary>
    ValueTask<ImmutableArray<StoredTrigger>> ListTriggersAsync(string? name, CancellationToken cancellationToken);

    /// <summary>Deletes a version that is not published, that no instance runs or has pinned and no other version has built in; false when it may not or does not exist.</summary>
    ValueTask<bool> DeleteAsync(string versionId, CancellationToken cancellationToken);
}

/// <summary>A draft to save.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="NewVersionId">Version id to use if a new version row has to be made; an existing draft keeps its own.</param>
/// <param name="Name">Name for lists; the text stays the truth.</param>
/// <param name="Json">The text, kept as it is.</param>
/// <param name="At">When, business clock, UTC.</param>
public sealed record DefinitionDraft(string DefinitionId, string NewVersionId, string Name, string Json, DateTimeOffset At);

/// <summary>One version of a definition.</summary>
public sealed record StoredDefinition
{
    /// <summary>Identity of the version.</summary>
    public required string VersionId { get; init; }

    /// <summary>Identity of the definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Number, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Name for lists.</summary>
    public required string Name { get; init; }

    /// <summary>The text, as it was saved.</summary>
    public required string Json { get; init; }

    /// <summary>Whether it is the highest version of its definition.</summary>
    public required bool IsLatest { get; init; }

    /// <summary>Whether new instances start from it.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>Whether it ever was published: its text is fixed then.</summary>
    public required bool IsFrozen { get; init; }

    /// <summary>Counts the saves of the draft, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>When the version was made, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last saved, published or retracted, business clock, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
