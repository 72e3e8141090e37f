using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Incidents;

namespace ProcessAutomation.Host.Api;

/// <summary>A page of instances, newest first. <paramref name="After"/>: ask with it for the next page; missing: there is none.</summary>
public sealed record InstanceListResource(ImmutableArray<InstanceLineResource> Items, Guid? After);

/// <summary>An instance in a list.</summary>
public sealed record InstanceLineResource(
    Guid Id, string DefinitionId, string VersionId, string DefinitionName, int Version, Guid? CaseId, string Status, string SubStatus, int Incidents,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static InstanceLineResource Of(InstanceLine line) => new(
        line.Id, line.DefinitionId, line.VersionId, line.DefinitionName, line.Version, line.CaseId, Wire.Name(line.Status), Wire.Name(line.SubStatus),
        line.Incidents, line.CreatedAt, line.UpdatedAt);
}

/// <summary>An instance as it stands.</summary>
public sealed record InstanceResource
{
    public required Guid Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionName { get; init; }
    public required string VersionId { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
    public Guid? CaseId { get; init; }
    public Guid? ParentId { get; init; }
    public required Guid RootId { get; init; }

    /// <summary><c>running</c> or <c>finished</c>.</summary>
    public required string Status { get; init; }
    public required string SubStatus { get; init; }

    /// <summary>What If-Match takes.</summary>
    public required long Revision { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required ImmutableArray<RunningActivity> Running { get; init; }
    public required ImmutableArray<BookmarkResource> Bookmarks { get; init; }

    /// <summary>Whether the values of variables are here: they come on <c>?values=true</c>, to those who may see them.</summary>
    public required bool ShowsValues { get; init; }
    public required ImmutableArray<InstanceVariable> Variables { get; init; }
    public required ImmutableArray<IncidentResource> Incidents { get; init; }
    public required ImmutableArray<WaitingTaskResource> Tasks { get; init; }
    public required ImmutableArray<InstanceLineResource> Children { get; init; }
    public required ImmutableArray<VersionResource> NewerVersions { get; init; }
    public required ImmutableArray<AlterationResource> Alterations { get; init; }

    internal static InstanceResource Of(InstanceView view)
    {
        var (snapshot, stored) = (view.Snapshot, view.Snapshot.Stored);
        return new InstanceResource
        {
            Id = stored.Id,
            DefinitionId = stored.DefinitionId,
            DefinitionName = snapshot.DefinitionName,
            VersionId = stored.VersionId,
            Version = snapshot.Version,
            Name = snapshot.Name,
            CaseId = view.CaseId,
            ParentId = stored.ParentId,
            RootId = stored.RootId,
            Status = Wire.Name(stored.Status),
            SubStatus = Wire.Name(stored.SubStatus),
            Revision = stored.Revision,
            CreatedAt = stored.CreatedAt,
            Running = snapshot.Running,
            Bookmarks = [.. snapshot.Bookmarks.Select(BookmarkResource.Of)],
            ShowsValues = view.ShowsValues,
            Variables = snapshot.Variables,
            Incidents = [.. view.Incidents.Select(IncidentResource.Of)],
            Tasks = [.. view.Tasks.Select(task => new WaitingTaskResource(task.Id, task.Step, task.Role, task.Assignee, task.DueAt))],
            Children = [.. view.Children.Select(InstanceLineResource.Of)],
            NewerVersions = [.. view.NewerVersions.Select(version => new VersionResource(version.VersionId, version.Version, version.IsPublished))],
            Alterations = [.. view.Alterations.Select(AlterationResource.Of)],
        };
    }
}

/// <summary>A wait. <paramref name="DueAt"/> missing: no timer.</summary>
public sealed record BookmarkResource(Guid Id, string NodeId, long ExecutionId, string Name, string Key, DateTimeOffset? DueAt)
{
    internal static BookmarkResource Of(Bookmark bookmark) => new(bookmark.Id, bookmark.NodeId, bookmark.ExecutionId, bookmark.Name, bookmark.Key, bookmark.DueAt);
}

/// <summary>An activity that failed.</summary>
public sealed record IncidentResource(
    Guid Id, string NodeId, long ExecutionId, string ActivityType, string Code, string Message, int Attempts, string Status, DateTimeOffset CreatedAt, string? Resolution, string? ResolvedBy)
{
    internal static IncidentResource Of(Incident incident) => new(
        incident.Id, incident.NodeId, incident.ExecutionId, incident.ActivityType, incident.Code, incident.Message, incident.Attempts, Wire.Name(incident.Status),
        incident.CreatedAt, incident.Resolution, incident.ResolvedBy);
}

/// <summary>A human task the instance waits for.</summary>
public sealed record WaitingTaskResource(Guid Id, string Step, string? Role, string? Assignee, DateTimeOffset? DueAt);

/// <summary>A version to migrate to.</summary>
public sealed record VersionResource(string VersionId, int Version, bool IsPublished);

/// <summary>Something a supervisor has changed. <paramref name="Arguments"/>: ids and codes, never a value.</summary>
public sealed record AlterationResource(Guid Id, string Kind, JsonNode? Arguments, string AlteredBy, string Reason, DateTimeOffset AlteredAt, long RevisionBefore, long RevisionAfter)
{
    internal static AlterationResource Of(AlterationWrite row) =>
        new(row.Id, row.Kind, JsonNode.Parse(row.Arguments), row.AlteredBy, row.Reason, row.AlteredAt, row.RevisionBefore, row.RevisionAfter);
}

/// <summary>Alterations, newest first.</summary>
public sealed record AlterationListResource(ImmutableArray<AlterationResource> Items);

/// <summary>A page of a journal, newest first. <paramref name="Before"/>: ask with it for the next page; missing: there is none.</summary>
public sealed record JournalResource(ImmutableArray<JournalLineResource> Items, long? Before)
{
    internal static JournalResource Of(JournalPage page) => new(
        [.. page.Entries.Select(entry => new JournalLineResource(entry.Sequence, entry.At, entry.NodeId, entry.ExecutionId, entry.Event, entry.Message, entry.Repeats))], page.Before);
}

/// <summary>A line of a journal.</summary>
public sealed record JournalLineResource(long Sequence, DateTimeOffset At, string NodeId, long ExecutionId, string Event, string? Message, int Repeats);

/// <summary>What an alteration would do, or has done.</summary>
public sealed record AlterationPreviewResource
{
    /// <summary>The revision it was made for; apply with it as If-Match.</summary>
    public required long Revision { get; init; }
    public required ImmutableArray<AffectedActivity> Ends { get; init; }
    public required ImmutableArray<AffectedActivity> Starts { get; init; }
    public required ImmutableArray<BookmarkResource> BookmarksGone { get; init; }
    public required ImmutableArray<BookmarkResource> BookmarksKept { get; init; }
    public required ImmutableArray<Guid> TasksGone { get; init; }
    public required ImmutableArray<Guid> TasksKept { get; init; }
    public required ImmutableArray<Guid> SubflowsGone { get; init; }
    public required ImmutableArray<VariableChangeResource> Variables { get; init; }

    /// <summary>Activities new in the version whose turn has passed.</summary>
    public required ImmutableArray<AffectedActivity> PassedOver { get; init; }
    public required ImmutableArray<SubflowChange> Subflows { get; init; }

    internal static AlterationPreviewResource Of(AlterationPlan.Preview preview) => new()
    {
        Revision = preview.Revision,
        Ends = preview.Ends,
        Starts = preview.Starts,
        BookmarksGone = [.. preview.BookmarksGone.Select(BookmarkResource.Of)],
        BookmarksKept = [.. preview.BookmarksKept.Select(BookmarkResource.Of)],
        TasksGone = preview.TasksGone,
        TasksKept = preview.TasksKept,
        SubflowsGone = preview.SubflowsGone,
        Variables = [.. preview.Variables.Select(change => new VariableChangeResource(change.Variable, change.ActivityId, Wire.Name(change.Kind), change.FromType, change.ToType))],
        PassedOver = preview.PassedOver,
        Subflows = preview.Subflows,
    };
}

/// <summary>What happens to a variable: <c>set</c>, <c>added</c>, <c>dropped</c> or <c>converted</c>.</summary>
public sealed record VariableChangeResource(string Variable, string? ActivityId, string Kind, string? FromType, string? ToType);

/// <summary>An alteration that was applied. <paramref name="Revision"/>: the instance's revision afterwards.</summary>
public sealed record AppliedAlterationResource(Guid Id, long Revision, AlterationPreviewResource Preview);

/// <summary>What became of each instance of a migration.</summary>
/// <param name="Items">One for each instance.</param>
/// <param name="After">Ask with it for the next page of a preview; missing: there is none.</param>
public sealed record MigrationResource(ImmutableArray<MigratedInstanceResource> Items, Guid? After = null);

/// <summary>An instance of a migration. <paramref name="Result"/>: <c>possible</c>, <c>applied</c>, <c>refused</c>, <c>stale</c> or <c>not-found</c>.</summary>
public sealed record MigratedInstanceResource(Guid Id, string Result, long? Revision = null, AlterationPreviewResource? Preview = null, ImmutableArray<AlterationProblemResource>? Problems = null)
{
    internal static MigratedInstanceResource Of(Guid id, AlterationPlan plan) => plan switch
    {
        AlterationPlan.Preview preview => new(id, "possible", preview.Revision, AlterationPreviewResource.Of(preview)),
        AlterationPlan.Refused refused => new(id, "refused", Problems: [.. refused.Problems.Select(AlterationProblemResource.Of)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static MigratedInstanceResource Of(Guid id, AlterationResult result) => result switch
    {
        AlterationResult.Applied applied => new(id, "applied", applied.Revision),
        AlterationResult.Refused refused => new(id, "refused", Problems: [.. refused.Problems.Select(AlterationProblemResource.Of)]),
        AlterationResult.Stale stale => new(id, "stale", stale.Revision),
        AlterationResult.NotFound => new(id, "not-found"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>One thing that keeps an alteration from being applied.</summary>
public sealed record AlterationProblemResource(string Id, string Message, string Fix, string? ActivityId)
{
    internal static AlterationProblemResource Of(AlterationProblem problem) => new(problem.Id, problem.Message, problem.Fix, problem.ActivityId);
}
