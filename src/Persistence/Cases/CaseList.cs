using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>A case in a list: what anybody who may see the case may see.</summary>
public sealed record CaseListItem
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Personal.</summary>
    public required string PersonName { get; init; }
    public required string UnitId { get; init; }
    public required CaseStatus Status { get; init; }
    public required DateOnly StartDate { get; init; }

    /// <summary>Null: not known.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>User id of the contact officer; null: nobody named.</summary>
    public string? ContactOfficerId { get; init; }
}

/// <summary>
/// Lists of cases, read without tracking. The filter says the same as <see cref="CaseAccess"/> in SQL: what a viewer may not see is not
/// found, not counted.
/// </summary>
public sealed class CaseList(CaseDbContext context)
{
    /// <summary>Most rows of one page.</summary>
    public const int MaxPage = 200;

    /// <summary>
    /// The viewer's cases that go on, by start date, then id. <paramref name="after"/>: the last row of the page before; null: the first page.
    /// </summary>
    public async Task<IReadOnlyList<CaseListItem>> ReadAsync(Viewer viewer, CaseListItem? after, int count, CancellationToken cancellationToken)
    {
        var cases = Visible(viewer).Where(row => row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused);
        if (after is not null)
        {
            var (start, id) = (after.StartDate, after.Id);
            cases = cases.Where(row => row.StartDate > start || (row.StartDate == start && row.Id > id));
        }

        var page = await (
            from row in cases
            join person in context.Set<Person>() on row.PersonId equals person.Id
            orderby row.StartDate, row.Id
            select new CaseListItem
            {
                Id = row.Id,
                PersonId = row.PersonId,
                PersonName = person.GivenName + " " + person.FamilyName,
                UnitId = row.UnitId,
                Status = row.Status,
                StartDate = row.StartDate,
                ReleaseDate = row.ReleaseDate,
            })
            .Take(Math.Clamp(count, 1, MaxPage)).ToListAsync(cancellationToken);
        return await WithOfficersAsync(page, cancellationToken);
    }

    /// <summary>How many cases that go on the viewer may see.</summary>
    public Task<int> CountAsync(Viewer viewer, CancellationToken cancellationToken) =>
        Visible(viewer).CountAsync(row => row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused, cancellationToken);

    // Who is responsible, as RoleBook says: nobody whom the role is being handed over to, who has confirmed before who has not, the longest first.
    private async Task<IReadOnlyList<CaseListItem>> WithOfficersAsync(List<CaseListItem> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(item => item.Id).ToArray();
        var holders = (await (
            from held in context.Set<RoleHolding>().AsNoTracking()
            where ids.Contains(EF.Property<Guid>(held, "CaseId")) && held.To == null && held.Role == CaseRoles.ContactOfficer
            select new { CaseId = EF.Property<Guid>(held, "CaseId"), held.Number, held.From, held.ConfirmedAt, held.UserId }).ToListAsync(cancellationToken)).ToLookup(held => held.CaseId);
        var shared = holders.Where(held => held.Count() > 1).Select(held => held.Key).ToArray();
        var takers = shared.Length == 0 ? [] : await (
            from line in context.Set<HandoverLine>().AsNoTracking()
            from transition in context.Set<Transition>().AsNoTracking()
            where shared.Contains(EF.Property<Guid>(line, "CaseId")) && EF.Property<Guid>(transition, "CaseId") == EF.Property<Guid>(line, "CaseId")
                && transition.Number == line.TransitionNumber && line.TakerHolding != null
                && (transition.Status == TransitionStatus.Open || transition.Status == TransitionStatus.Confirmed)
            select new { CaseId = EF.Property<Guid>(line, "CaseId"), line.TakerHolding, transition.Status, transition.Receiver }).ToListAsync(cancellationToken);
        return [.. page.Select(item => item with
        {
            ContactOfficerId = holders[item.Id]
                .OrderBy(held => takers.Exists(taker => taker.CaseId == item.Id && taker.TakerHolding == held.Number && (taker.Status == TransitionStatus.Open || taker.Receiver != item.UnitId)))
                .ThenBy(held => held.ConfirmedAt is null).ThenBy(held => held.From).ThenBy(held => held.Number)
                .Select(held => held.UserId).FirstOrDefault(),
        })];
    }

    /// <summary>Cases whose person's number the viewer may see, untracked: <see cref="CaseRights.SeeIdentity"/> in SQL.</summary>
    public IQueryable<Case> WithIdentity(Viewer viewer)
    {
        var user = viewer.UserId;
        var units = viewer.Is(UserRoles.UnitLeader) || viewer.Is(UserRoles.ContactOfficer) ? viewer.UnitIds.ToArray() : [];
        return context.Set<Case>().AsNoTracking().Where(row =>
            units.Contains(row.UnitId)
            || context.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == row.Id && held.To == null && held.UserId == user && held.MemberNumber == null && held.Role == CaseRoles.ContactOfficer));
    }

    /// <summary>Cases the viewer may see at all, untracked.</summary>
    public IQueryable<Case> Visible(Viewer viewer)
    {
        var user = viewer.UserId;
        var units = viewer.SeesUnits ? viewer.UnitIds.ToArray() : [];
        return context.Set<Case>().AsNoTracking().Where(row =>
            units.Contains(row.UnitId)
            || context.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == row.Id && held.To == null && held.UserId == user && held.MemberNumber == null)
            || ((row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused)
                && context.Set<GroupMember>().Any(member => EF.Property<Guid>(member, "CaseId") == row.Id && member.LeftOn == null && member.UserId == user)));
    }
}
