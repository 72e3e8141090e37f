using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Instances;

namespace ProcessAutomation.Activities.Instances;

/// <summary>
/// Opens instances for supervisors. Each look at one that belongs to a case leaves a row, as a look at the case does. Lives with its scope's
/// database context.
/// </summary>
public sealed class InstanceReads(CaseDbContext database, InstanceAlterations alterations, IDefinitionStore definitions, CaseReads reads, CaseStore cases)
{
    /// <summary>Most rows of one page of a list, and most lines of one page of a journal.</summary>
    public const int MaxPage = 200;

    private const int BlocksAtOnce = 40;
    private const int Related = 50;

    /// <summary>Instances, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The last of the page before; null: the first page.</param>
    /// <param name="take">How many, at most <see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<InstanceLines> ListAsync(InstanceFilter filter, Guid? after, int take, CancellationToken cancellationToken)
    {
        var rows = Matching(filter);
        if (after is { } last)
            rows = rows.Where(row => row.Id < last);
        var count = Math.Clamp(take, 1, MaxPage);
        var lines = await LinesAsync(rows.OrderByDescending(row => row.Id).Take(count + 1), cancellationToken);
        return lines.Length > count ? new InstanceLines(lines[..count], lines[count - 1].Id) : new InstanceLines(lines, null);
    }

    /// <summary>The instance; null: there is none, or the viewer is no supervisor.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="showValues">Whether the values of variables are asked for; they come only to those who may see them.</param>
    /// <param name="journalBefore">Lines before this sequence; null: the newest.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<InstanceView?> OpenAsync(Guid id, Viewer viewer, bool showValues, long? journalBefore, CancellationToken cancellationToken)
    {
        if (!InstanceAccess.MayAlter(viewer) || await alterations.LookAsync(id, cancellationToken) is not { } snapshot)
            return null;
        var subject = await CaseOfAsync(snapshot.Stored.CorrelationId, cancellationToken);
        var maySee = InstanceAccess.MaySeeValues(subject, viewer);
        var shows = showValues && maySee;
        if (subject is not null)
            await reads.NoteAsync(subject.Id, viewer.UserId, shows ? "instance-values" : "instance", cancellationToken);
        var bookmarks = snapshot.Bookmarks.Select(bookmark => bookmark.Id).ToArray();
        return new InstanceView
        {
            Snapshot = shows ? snapshot : snapshot with { Variables = [.. snapshot.Variables.Select(variable => variable with { Value = null })] },
            CaseId = subject?.Id,
            MaySeeValues = maySee,
            ShowsValues = shows,
            Incidents = [.. await database.Incidents.Where(row => row.InstanceId == id).OrderByDescending(row => row.Id).Take(Related).ToListAsync(cancellationToken)],
            Tasks = [.. await database.Tasks.Where(task => task.BookmarkId != null && bookmarks.Contains(task.BookmarkId.Value) && (task.Status < HumanTaskStatus.Completed || task.Status == HumanTaskStatus.OnHold))
                .OrderBy(task => task.CreatedAt).ToListAsync(cancellationToken)],
            Children = await LinesAsync(database.Instances.Where(row => row.ParentId == id).OrderByDescending(row => row.Id).Take(Related), cancellationToken),
            Alterations = await AlterationsAsync(id, cancellationToken),
            NewerVersions = [.. (await definitions.ListAsync(snapshot.Stored.DefinitionId, cancellationToken)).Where(version => version.IsFrozen && version.Version > snapshot.Version)],
            Journal = await JournalAsync(id, journalBefore, Related, cancellationToken),
        };
    }

    /// <summary>
    /// Leaves the row of a look at something of an instance that was not opened with <see cref="OpenAsync"/>. False: there is no such instance,
    /// or the viewer is no supervisor.
    /// </summary>
    public async Task<bool> NoteAsync(Guid id, Viewer viewer, string what, CancellationToken cancellationToken)
    {
        if (!InstanceAccess.MayAlter(viewer) || await database.Instances.Where(row => row.Id == id).Select(row => new { row.CorrelationId }).SingleOrDefaultAsync(cancellationToken) is not { } row)
            return false;
        if (await CaseOfAsync(row.CorrelationId, cancellationToken) is { } subject)
            await reads.NoteAsync(subject.Id, viewer.UserId, what, cancellationToken);
        return true;
    }

    /// <summary>What supervisors have changed in an instance, newest first.</summary>
    public async Task<ImmutableArray<AlterationWrite>> AlterationsAsync(Guid id, CancellationToken cancellationToken) =>
        [.. await database.Alterations.Where(row => row.InstanceId == id).OrderByDescending(row => row.Id).Take(MaxPage).ToListAsync(cancellationToken)];

    /// <summary>A page of the journal, newest first.</summary>
    public async Task<JournalPage> JournalAsync(Guid id, long? before, int take, CancellationToken cancellationToken)
    {
        var (limit, count) = (before ?? long.MaxValue, Math.Clamp(take, 1, MaxPage));
        var blocks = await database.Journal.Where(row => row.InstanceId == id && row.FirstSequence < limit).OrderByDescending(row => row.FirstSequence)
            .Take(BlocksAtOnce).Select(row => row.Entries).ToListAsync(cancellationToken);
        var entries = blocks.SelectMany(block => JournalReader.Read(block).Reverse()).Where(entry => entry.Sequence < limit).Take(count).ToImmutableArray();
        return new JournalPage(entries, entries is [.., var last] && last.Sequence > 1 ? last.Sequence : null);
    }

    /// <summary>Running instances of a version, oldest first, with their cases.</summary>
    internal async Task<ImmutableArray<Guid>> OfVersionAsync(string versionId, Guid? after, int take, CancellationToken cancellationToken)
    {
        var rows = Matching(new InstanceFilter { VersionId = versionId, Status = InstanceStatus.Running });
        if (after is { } last)
            rows = rows.Where(row => row.Id > last);
        return [.. await rows.OrderBy(row => row.Id).Select(row => row.Id).Take(take).ToListAsync(cancellationToken)];
    }

    private IQueryable<InstanceRow> Matching(InstanceFilter filter)
    {
        var rows = database.Instances;
        if (filter.DefinitionId is { } definition)
            rows = rows.Where(row => row.DefinitionId == definition);
        if (filter.VersionId is { } version)
            rows = rows.Where(row => row.VersionId == version);
        if (filter.Status is { } status)
            rows = rows.Where(row => row.Status == status);
        if (filter.CaseId?.ToString("D") is { } correlation)
            rows = rows.Where(row => row.CorrelationId == correlation);
        if (filter.OnlyIncidents)
            rows = rows.Where(row => database.Incidents.Where(incident => incident.Status != IncidentStatus.Resolved).Select(incident => incident.InstanceId).Contains(row.Id));
        return rows;
    }

    private async Task<ImmutableArray<InstanceLine>> LinesAsync(IQueryable<InstanceRow> rows, CancellationToken cancellationToken)
    {
        var found = await rows.Select(row => new { row.Id, row.DefinitionId, row.VersionId, row.CorrelationId, row.Status, row.SubStatus, row.IncidentCount, row.CreatedAt, row.UpdatedAt })
            .ToListAsync(cancellationToken);
        var versions = new Dictionary<string, StoredDefinition?>(StringComparer.Ordinal);
        foreach (var versionId in found.Select(row => row.VersionId).Distinct(StringComparer.Ordinal))
            versions[versionId] = await definitions.LoadAsync(versionId, cancellationToken);
        return [.. found.Select(row => new InstanceLine
        {
            Id = row.Id,
            DefinitionId = row.DefinitionId,
            VersionId = row.VersionId,
            DefinitionName = versions[row.VersionId]?.Name ?? row.DefinitionId,
            Version = versions[row.VersionId]?.Version ?? 0,
            CaseId = CaseIdOf(row.CorrelationId),
            Status = row.Status,
            SubStatus = row.SubStatus,
            Incidents = row.IncidentCount,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        })];
    }

    private async Task<Case?> CaseOfAsync(string? correlationId, CancellationToken cancellationToken) =>
        CaseIdOf(correlationId) is { } caseId ? await cases.LoadAsync(caseId, cancellationToken) : null;

    private static Guid? CaseIdOf(string? correlationId) => Guid.TryParseExact(correlationId, "D", out var caseId) ? caseId : null;
}
