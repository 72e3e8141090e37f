using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Cases;

/// <summary>Who does what in a case: names, hands over and takes back roles, and keeps the responsibility group. Thread-safe.</summary>
public sealed class CaseRoleDesk(CaseChanges changes)
{
    /// <summary>Names the first holder of a role inside the service. For the contact officer the unit leader or a colleague of the unit does it.</summary>
    public Task<CaseResult> NameAsync(Guid caseId, string role, string userId, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
            CaseChanges.Only(await UnknownUserAsync(work.Database, userId, "userId", token) ?? work.Case.Roles.Name(role, userId, work.Entry.Today, work.Entry)), cancellationToken);

    /// <summary>
    /// Another takes over a role: joins beside the holder, has gone through needs and plan on <paramref name="goneThroughOn"/>, and the holder leaves.
    /// The role's tasks are the taker's from then on; what the leaver had claimed, put on hold or handed over is the taker's too. While the day is null they only overlap.
    /// The person is told of a new contact officer. With nobody holding the role, the taker is named.
    /// </summary>
    public Task<CaseResult> ReplaceAsync(
        Guid caseId, string role, string userId, DateOnly? goneThroughOn, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var (subject, entry) = (work.Case, work.Entry);
            if (await UnknownUserAsync(work.Database, userId, "userId", token) is { } unknown)
                return [unknown];
            if (subject.Roles.Responsible(role) is not { } leaver)
                return CaseChanges.Only(subject.Roles.Name(role, userId, entry.Today, entry));
            var taker = subject.Roles.Holders(role).FirstOrDefault(holding => holding.UserId == userId);
            if (taker is null)
            {
                if (subject.Roles.Join(role, userId, entry.Today, entry) is { } notJoined)
                    return [notJoined];
                taker = subject.Roles.All[^1];
            }

            if (goneThroughOn is not { } day)
                return [];
            if ((subject.Roles.Confirm(taker.Number, day, entry) ?? subject.Roles.Leave(leaver.Number, entry.Today, entry)) is { } refusal)
                return [refusal];
            await ReleaseTasksAsync(work, role, leaver, userId, token);
            if (role == CaseRoles.ContactOfficer && subject.SummonedOn is not null)
                work.Send(new Recipient(RecipientKind.Person, subject.PersonId.ToString("D")), "contact-officer-changed", NoticeBasis.Service, role);
            return [];
        }, cancellationToken);

    /// <summary>
    /// Somebody joins the responsibility group after it was established, and is told; a round of input under way asks them too. From the day the needs map was
    /// shared they see it at once, if the person's consent holds, and are told that they do.
    /// </summary>
    public Task<CaseResult> AddMemberAsync(Guid caseId, NewMember member, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (work, _) =>
        {
            var refusal = work.Case.Group.Join(member, work.Entry.Today, work.Entry);
            if (refusal is null)
            {
                work.Tell(CaseEvents.MemberJoined);
                var joined = work.Case.Group.All[^1];
                var to = new Recipient(RecipientKind.Member, $"{joined.Number}");
                work.Send(to, "group-invitation", NoticeBasis.Statutory, member.Role);
                var isAsked = work.Case.InputClosedOn is null && (joined.UserId is not null || !work.Case.Group.Members.Any(other => other != joined && other.Role == joined.Role));
                if (work.Case.Sharing.ShareWithJoiner(joined.Number, work.Entry) && !isAsked) // the round tells whom it asks
                    work.Send(to, "needs-shared", NoticeBasis.Consent, member.Role);
            }

            return ValueTask.FromResult(CaseChanges.Only(refusal));
        }, cancellationToken);

    /// <summary>A member leaves the group. Refused by the case while the member delivers a measure or has its role alone.</summary>
    public Task<CaseResult> RemoveMemberAsync(Guid caseId, int memberNumber, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep, version, (subject, entry) => subject.Group.Leave(memberNumber, entry.Today, entry), cancellationToken);

    /// <summary>Refuses a user the directory does not know: nobody would ever see their tasks.</summary>
    internal static async ValueTask<Refusal?> UnknownUserAsync(CaseDbContext database, string userId, string field, CancellationToken cancellationToken) =>
        await database.Set<UserAccount>().AnyAsync(row => row.Id == userId, cancellationToken) ? null : Refusal.Of(RefusalCodes.UserMissing, field);

    private static async ValueTask ReleaseTasksAsync(CaseChange work, string role, RoleHolding leaver, string taker, CancellationToken cancellationToken)
    {
        var caseId = work.Case.Id;
        var unfinished = await work.Database.Tasks
            .Where(task => task.CaseId == caseId && task.Role == role && (task.ClaimedBy != null || task.Assignee != null)
                && (task.Status == HumanTaskStatus.Open || task.Status == HumanTaskStatus.Claimed || task.Status == HumanTaskStatus.OnHold))
            .OrderBy(task => task.Id).ToListAsync(cancellationToken);
        foreach (var task in unfinished)
        {
            // What a colleague is at work with stays with them until their claim ends; then it is the new holder's.
            var leaves = task.ClaimedBy == leaver.UserId || task.AsOf(work.Unit.Now).ClaimedBy is null;
            var wasHandedOver = task.Assignee is not null && (task.Assignee == leaver.UserId
                || await work.Database.Set<TaskEvent>().AnyAsync(row => row.TaskId == task.Id && row.Kind == TaskEventKind.HandedOver, cancellationToken));
            if (!leaves && !wasHandedOver)
                continue;
            var after = wasHandedOver ? task with { Assignee = null } : task;
            work.Unit.ChangeTask(new HumanTaskChange(leaves
                ? after with { Status = HumanTaskStatus.Open, ClaimedBy = null, ClaimedAt = null, ClaimedUntil = null, HeldUntil = null }
                : after));
            TaskHistory.Note(work.Unit, task, TaskEventKind.Inherited, work.Viewer.UserId, from: task.ClaimedBy ?? task.Assignee, to: taker);
        }
    }
}
