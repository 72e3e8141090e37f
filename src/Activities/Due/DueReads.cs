using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Due;

/// <summary>Everything due for one person.</summary>
/// <param name="PersonName">Personal.</param>
/// <param name="Cases">The person's cases that go on and that the viewer sees; at least one.</param>
/// <param name="Lines">What is overdue first, then by time; what has no date last.</param>
/// <param name="Waits">What the flows of these cases wait for that is no task; of cases whose needs the viewer does not see, nothing.</param>
public sealed record PersonDue(string PersonName, ImmutableArray<Case> Cases, ImmutableArray<DueLine> Lines, ImmutableArray<FlowWait> Waits);

/// <summary>
/// Reads what is due for a person, whoever has to do it, as far as the viewer sees the person's cases. Leaves an audit row of each case.
/// Lives with its scope's database context.
/// </summary>
public sealed class DueReads(CaseDbContext database, CaseList cases, CaseReads reads, FlowWaitReads waits, EngineClocks clocks)
{
    /// <summary>What is due; null: the viewer sees no case of such a person that goes on.</summary>
    public async Task<PersonDue?> OpenAsync(Guid personId, Viewer viewer, CancellationToken cancellationToken)
    {
        var found = await cases.Visible(viewer).Where(row => row.PersonId == personId && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused))
            .OrderBy(row => row.OpenedAt).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        var views = new List<CaseView>();
        foreach (var caseId in found)
            if (await reads.OpenAsync(caseId, viewer, "due", cancellationToken) is { } view)
                views.Add(view);
        if (views.Count == 0)
            return null;
        var led = await database.Set<Unit>().Where(unit => unit.LeaderId == viewer.UserId).Select(unit => unit.Id).ToListAsync(cancellationToken);
        var now = clocks.Now;
        var flows = new Dictionary<Guid, CaseFlows>();
        foreach (var view in views)
            flows[view.Case.Id] = await waits.OfCaseAsync(view, now, cancellationToken);
        var lines = views.SelectMany(view => LinesOf(view, flows[view.Case.Id], viewer, led.Contains(view.Case.UnitId, StringComparer.Ordinal), now));
        return new PersonDue(
            views[0].Person.Name,
            [.. views.Select(view => view.Case)],
            [.. lines.OrderByDescending(line => line.IsOverdue).ThenBy(line => line.At is null).ThenBy(line => line.At).ThenBy(line => line.Kind)],
            [.. views.SelectMany(view => flows[view.Case.Id].Waits)]);
    }

    private static IEnumerable<DueLine> LinesOf(CaseView view, CaseFlows flows, Viewer viewer, bool leads, DateTimeOffset now) =>
        [.. Tasks(view, flows, viewer, leads, now), .. Waits(view, now), .. Meetings(view.Case, now), .. Logs(view, viewer, now), .. Dates(view.Case, now), .. Duties(view)];

    private static IEnumerable<DueLine> Tasks(CaseView view, CaseFlows flows, Viewer viewer, bool leads, DateTimeOffset now) => view.Tasks
        .Where(task => task.IsUnfinished)
        .Select(task => task.AsOf(now))
        .Select(task => new DueLine
        {
            Kind = DueKind.Task,
            CaseId = view.Case.Id,
            At = task.DueAt,
            Day = task.DueAt is { } due ? NorwegianTime.DateOf(due.AddMicroseconds(-1)) : null,
            IsOverdue = task.DueAt <= now,
            Task = task,
            Flow = task.InstanceId is { } instance ? flows.Names.GetValueOrDefault(instance) : null,
            MayOpen = TaskAccess.MayDo(task, view.Case, viewer, leads),
            Reason = view.Deadlines.FirstOrDefault(deadline => deadline.TaskId == task.Id) is { } rule ? DeadlineWords.Of(rule.Fact, rule.Offset, rule.Unit) : null,
            Role = task.Role,
            Who = task.ClaimedBy ?? task.Assignee ?? (task.Role is { } role ? view.Case.Roles.Responsible(role)?.UserId : null),
        });

    // Several flows that wait for the same by the same rule, as for answers to notices, are one line.
    private static IEnumerable<DueLine> Waits(CaseView view, DateTimeOffset now) => view.Deadlines
        .Where(deadline => deadline.TaskId is null && deadline.DueAt > now)
        .DistinctBy(deadline => (deadline.DueAt, deadline.Fact, deadline.Offset, deadline.Unit))
        .Select(deadline => new DueLine
        {
            Kind = DueKind.Deadline,
            CaseId = view.Case.Id,
            At = deadline.DueAt,
            Day = deadline.Date,
            Reason = DeadlineWords.OfWait(deadline.Fact, deadline.Offset, deadline.Unit),
        });

    private static IEnumerable<DueLine> Meetings(Case subject, DateTimeOffset now) => subject.Meetings.All
        .Where(meeting => meeting is { Status: MeetingStatus.Booked, PlannedAt: not null })
        .Select(meeting => new DueLine
        {
            Kind = DueKind.Meeting,
            CaseId = subject.Id,
            At = meeting.PlannedAt,
            IsOverdue = meeting.PlannedAt is { } at && NorwegianTime.EndOf(NorwegianTime.DateOf(at)) <= now, // a meeting is late when its day is over and nobody has said it was held
            Meeting = meeting,
        });

    private static IEnumerable<DueLine> Logs(CaseView view, Viewer viewer, DateTimeOffset now) =>
        from measure in view.Case.Measures.Active
        where CaseAccess.SeesMeasure(view.Case, viewer, measure.Number)
        let day = (measure.SilentSince ?? measure.StartsOn).AddDays(MeasureBook.SilenceDays)
        let member = measure.DelivererNumber is { } number ? view.Case.Group.Find(number) : null
        select new DueLine
        {
            Kind = DueKind.MeasureLog,
            CaseId = view.Case.Id,
            At = NorwegianTime.EndOf(day),
            Day = day,
            IsOverdue = NorwegianTime.EndOf(day) <= now,
            Title = measure.Title,
            Reason = measure.LastHeardOn is null ? Begun : Heard,
            Role = member?.Role ?? CaseRoles.ContactOfficer,
            Who = member is null ? view.Case.Roles.ContactOfficer : member.UserId,
        };

    private static IEnumerable<DueLine> Dates(Case subject, DateTimeOffset now)
    {
        if (subject.Meetings.ArrivalHeldOn is null)
            yield return Date(DueKind.Start, subject.StartDate, subject.Id, now);
        if (subject.TransferDate is { } transfer)
            yield return Date(DueKind.Transfer, transfer, subject.Id, now);
        if (subject.ReleaseDate is { } release)
            yield return Date(DueKind.Release, release, subject.Id, now);
    }

    private static DueLine Date(DueKind kind, DateOnly day, Guid caseId, DateTimeOffset now) =>
        new() { Kind = kind, CaseId = caseId, At = NorwegianTime.EndOf(day), Day = day, IsOverdue = NorwegianTime.EndOf(day) <= now };

    private static IEnumerable<DueLine> Duties(CaseView view) => view.Notices
        .Where(notice => notice.Basis == NoticeBasis.Statutory && notice.Status is OutboxStatus.Waiting or OutboxStatus.Failed)
        .Select(notice => new DueLine
        {
            Kind = DueKind.DutyNotice,
            CaseId = view.Case.Id,
            At = notice.QueuedAt,
            IsOverdue = notice.Status == OutboxStatus.Failed,
            Template = notice.Template,
        });

    private static Phrase Begun { get; } = Phrases("dager etter starten", "dagar etter starten", "days after it began");

    private static Phrase Heard { get; } = Phrases("dager etter forrige innlegg i loggen", "dagar etter førre innlegg i loggen", "days after the last log entry");

    private static Phrase Phrases(string bokmal, string nynorsk, string english) =>
        new($"{MeasureBook.SilenceDays} {bokmal}", $"{MeasureBook.SilenceDays} {nynorsk}", $"{MeasureBook.SilenceDays} {english}");
}
