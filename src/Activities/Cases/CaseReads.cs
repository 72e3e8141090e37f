using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Cases;

/// <summary>A case as it is opened. What the viewer may see of it is <see cref="Rights"/>'s to say; the page keeps to it.</summary>
public sealed record CaseView
{
    /// <summary>The case; to read.</summary>
    public required Case Case { get; init; }

    /// <summary>What the viewer may see and do.</summary>
    public required CaseRights Rights { get; init; }

    /// <summary>The person; name for all who see the case, number and contact details with <see cref="CaseRights.SeeIdentity"/>.</summary>
    public required Person Person { get; init; }

    /// <summary>Every task of the case, open ones first; without <see cref="CaseRights.SeeNeeds"/> those alone that the viewer may do.</summary>
    public required ImmutableArray<HumanTask> Tasks { get; init; }

    /// <summary>Deadlines that go on; without <see cref="CaseRights.SeeNeeds"/> those of <see cref="Tasks"/> alone.</summary>
    public required ImmutableArray<CaseDeadline> Deadlines { get; init; }

    /// <summary>The delivery log, newest first; empty without <see cref="CaseRights.SeeNotices"/>.</summary>
    public required ImmutableArray<CaseNotice> Notices { get; init; }

    /// <summary>What recipients were asked about notices and said, newest first: everything with <see cref="CaseRights.SeeNotices"/>, else the viewer's own.</summary>
    public ImmutableArray<AskedNotice> Asked { get; init; } = [];

    /// <summary>Tasks people have added, as far as the viewer may see what was typed; newest first.</summary>
    public ImmutableArray<ExtraTaskLine> ExtraTasks { get; init; } = [];

    /// <summary>What was said of the person's languages before, newest first; empty without <see cref="CaseRights.SeeIdentity"/>.</summary>
    public ImmutableArray<LanguagesEntry> LanguageHistory { get; init; } = [];

    /// <summary>The group's thread, oldest first; empty without <see cref="CaseRights.SeeThread"/>.</summary>
    public required ImmutableArray<GroupMessage> Thread { get; init; }
}

/// <summary>A notice and what became of it.</summary>
public sealed record CaseNotice
{
    /// <summary>The message.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>Whom it is to.</summary>
    public required Recipient To { get; init; }

    /// <summary>Why it may be sent.</summary>
    public required NoticeBasis Basis { get; init; }

    /// <summary>The task it is about; null: none.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Waiting, sent, failed or withdrawn.</summary>
    public required OutboxStatus Status { get; init; }

    /// <summary>When it was queued, business clock, UTC.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Attempts made, oldest first; machine clock.</summary>
    public required ImmutableArray<(DateTimeOffset At, string Code)> Attempts { get; init; }
}

/// <summary>Opens cases for people, and leaves a row each time: every reading can be shown to the person. Lives with its scope's database context.</summary>
public sealed class CaseReads(CaseDbContext database, CaseStore cases, EngineClocks clocks, IdSource ids)
{
    /// <summary>The case; null: there is none for this viewer.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="what">What is looked at, a short code such as <c>case</c>; stands in the audit row.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<CaseView?> OpenAsync(Guid caseId, Viewer viewer, string what, CancellationToken cancellationToken)
    {
        if (await cases.LoadAsync(caseId, cancellationToken) is not { } subject || CaseAccess.Of(subject, viewer) is not (not CaseRights.None and var rights))
            return null;
        await NoteAsync(caseId, viewer.UserId, what, cancellationToken);
        var tasks = await TasksAsync(subject, viewer, rights, cancellationToken);
        return new CaseView
        {
            Case = subject,
            Rights = rights,
            Person = await database.Set<Person>().AsNoTracking().SingleAsync(row => row.Id == subject.PersonId, cancellationToken),
            Tasks = tasks,
            Asked = await new NoticeReads(database, clocks).OfCaseAsync(subject, viewer, rights, cancellationToken),
            ExtraTasks = await ExtraTaskDesk.OfCaseAsync(database, subject, viewer, rights, tasks, cancellationToken),
            LanguageHistory = rights.HasFlag(CaseRights.SeeIdentity)
                ? [.. await database.Set<LanguagesEntry>().AsNoTracking().Where(row => row.PersonId == subject.PersonId).OrderByDescending(row => row.Number).ToListAsync(cancellationToken)]
                : [],
            Deadlines = [.. (await database.Set<CaseDeadline>().AsNoTracking().Where(row => row.CaseId == caseId && row.EndedAt == null).OrderBy(row => row.DueAt).ToListAsync(cancellationToken))
                .Where(row => rights.HasFlag(CaseRights.SeeNeeds) || tasks.Any(task => task.Id == row.TaskId))],
            Notices = rights.HasFlag(CaseRights.SeeNotices) ? await NoticesAsync(caseId, cancellationToken) : [],
            Thread = rights.HasFlag(CaseRights.SeeThread)
                ? [.. await database.Set<GroupMessage>().AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.At).ToListAsync(cancellationToken)]
                : [],
        };
    }

    /// <summary>Leaves the row of one reading. Called by whoever shows something of a case that was not opened here.</summary>
    public async Task NoteAsync(Guid caseId, string userId, string what, CancellationToken cancellationToken)
    {
        database.Add(new CaseRead { Id = ids.New(), CaseId = caseId, ReadBy = userId, ReadAt = clocks.Now, What = what });
        await database.SaveChangesAsync(cancellationToken);
    }

    // What others are asked to do says what the case is about: a member who may not see the needs sees their own work and no more.
    private async Task<ImmutableArray<HumanTask>> TasksAsync(Case subject, Viewer viewer, CaseRights rights, CancellationToken cancellationToken)
    {
        var tasks = await database.Tasks.Where(task => task.CaseId == subject.Id)
            .OrderBy(task => task.Status == HumanTaskStatus.Completed || task.Status == HumanTaskStatus.Cancelled)
            .ThenByDescending(task => task.CompletedAt).ThenBy(task => task.DueAt).ThenBy(task => task.CreatedAt).ToListAsync(cancellationToken);
        return [.. tasks.Where(task => rights.HasFlag(CaseRights.SeeNeeds) || TaskAccess.MayDo(task, subject, viewer, isLeaderOfUnit: false))];
    }

    private async Task<ImmutableArray<CaseNotice>> NoticesAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var rows = await database.Outbox.Where(row => row.CaseId == caseId && row.Kind == NoticeQueue.Kind).OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).ToListAsync(cancellationToken);
        var sent = rows.Select(row => row.Id).ToArray();
        var attempts = (await database.DeliveryAttempts.Where(row => sent.Contains(row.OutboxId)).OrderBy(row => row.Attempt).ToListAsync(cancellationToken)).ToLookup(row => row.OutboxId);
        return [.. rows.Select(row => (row, NoticePayload.Read(row.Payload))).Select(item => new CaseNotice
        {
            Id = item.row.Id,
            Template = item.Item2.Template,
            To = item.Item2.To,
            Basis = item.Item2.Basis,
            TaskId = item.Item2.TaskId,
            Status = item.row.Status,
            QueuedAt = item.row.CreatedAt,
            Attempts = [.. attempts[item.row.Id].Select(attempt => (attempt.At, attempt.Code))],
        })];
    }
}
