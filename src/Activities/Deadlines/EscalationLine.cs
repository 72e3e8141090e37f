using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Deadlines;

/// <summary>
/// Who is told when a deadline has passed: somebody else than who has not done it. Whoever has the task already is passed over; when that leaves nobody, it goes
/// to the leader of the region above the unit, and with none there to the administrators, who see to it that units have leaders.
/// </summary>
internal static class EscalationLine
{
    /// <summary>What the leader of the region is told as.</summary>
    public const string RegionLeader = "region-leader";

    /// <summary>Who is told when an escalation to a role goes out: its holders, the unit's leader when it has none, or the next above. Empty: there is nobody.</summary>
    public static async ValueTask<ImmutableArray<Addressee>> ToldAsync(Case subject, HumanTask task, string role, CaseDbContext database, CancellationToken cancellationToken)
    {
        var told = await Recipients.OfRoleAsync(subject, role, database, cancellationToken);
        if (told.IsEmpty)
            told = await Recipients.OfRoleAsync(subject, CaseRoles.UnitLeader, database, cancellationToken);
        return await UpAsync(subject, task, told, database, cancellationToken);
    }

    /// <summary>
    /// The next escalation of a task as it stands: when it goes out and as what those are told whom it goes to. Null: none lies ahead, the day is not known, or it
    /// would reach nobody but <paramref name="reader"/>.
    /// </summary>
    public static async ValueTask<(DateTimeOffset At, ImmutableArray<string> Roles)?> NextAsync(Case subject, HumanTask task, Recipient reader, CaseDbContext database, CancellationToken cancellationToken)
    {
        if (await database.Set<CaseDeadline>().AsNoTracking().FirstOrDefaultAsync(row => row.TaskId == task.Id && row.EndedAt == null, cancellationToken) is not { } deadline
            || deadline.Pauses.IsPaused
            || deadline.Rule.BaseDate(subject.Facts, deadline.ArmedAt) is not { } from
            || Deadline.Compute(deadline.Rule, from, deadline.Pauses, deadline.ArmedAt).Rungs
                .Where(rung => rung.Rung.Kind == RungKind.Escalate && !deadline.Fired.Contains(rung.Index)).MinBy(rung => rung.FiresAt) is not { } next)
        {
            return null;
        }

        var told = (await ToldAsync(subject, task, next.Rung.ToRole, database, cancellationToken)).RemoveAll(addressee => addressee.Recipient == reader);
        return told.IsEmpty ? null : (next.FiresAt, [.. told.Select(addressee => addressee.Role ?? next.Rung.ToRole).Distinct(StringComparer.Ordinal)]);
    }

    // Those who have not got the task themselves, or the next above. With nobody above, those it would have been: better them than nobody.
    private static async ValueTask<ImmutableArray<Addressee>> UpAsync(
        Case subject, HumanTask task, ImmutableArray<Addressee> told, CaseDbContext database, CancellationToken cancellationToken)
    {
        var busy = await HaveItAsync(subject, task, database, cancellationToken);
        var others = told.RemoveAll(addressee => busy.Contains(addressee.Recipient));
        if (!others.IsEmpty)
            return others;
        var above = await AboveAsync(subject, database, cancellationToken);
        above = above.RemoveAll(addressee => busy.Contains(addressee.Recipient));
        return above.IsEmpty ? told : above;
    }

    private static async ValueTask<HashSet<Recipient>> HaveItAsync(Case subject, HumanTask task, CaseDbContext database, CancellationToken cancellationToken)
    {
        if ((task.ClaimedBy ?? task.Assignee) is { } user)
            return [new Recipient(RecipientKind.User, user)];
        return task.Role is { } role ? [.. (await Recipients.OfRoleAsync(subject, role, database, cancellationToken)).Select(holder => holder.Recipient)] : [];
    }

    private static async ValueTask<ImmutableArray<Addressee>> AboveAsync(Case subject, CaseDbContext database, CancellationToken cancellationToken)
    {
        var units = database.Set<Unit>().AsNoTracking();
        var region = await units.Where(unit => unit.Id == subject.UnitId).Join(units, unit => unit.RegionId, above => above.Id, (_, above) => above.LeaderId).SingleOrDefaultAsync(cancellationToken);
        if (region is not null)
            return [Recipients.OfUser(region, RegionLeader)];

        // People of the directorate are few; their roles are read here.
        var central = await database.Set<UserAccount>().AsNoTracking().Where(user => user.UnitId == null && user.AgencyId == null).OrderBy(user => user.Id).ToListAsync(cancellationToken);
        return [.. central.Where(user => user.Roles.Contains(UserRoles.Administrator, StringComparer.Ordinal)).Select(user => Recipients.OfUser(user.Id, UserRoles.Administrator))];
    }
}
