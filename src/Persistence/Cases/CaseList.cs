using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
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

        return await (
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
                ContactOfficerId = context.Set<RoleHolding>()
                    .Where(held => EF.Property<Guid>(held, "CaseId") == row.Id && held.To == null && held.Role == CaseRoles.ContactOfficer)
                    .OrderBy(held => held.From).ThenBy(held => held.Number)
                    .Select(held => held.UserId).FirstOrDefault(),
            })
            .Take(Math.Clamp(count, 1, MaxPage)).ToListAsync(cancellationToken);
    }

    /// <summary>How many cases that go on the viewer may see.</summary>
    public Task<int> CountAsync(Viewer viewer, CancellationToken cancellationToken) =>
        Visible(viewer).CountAsync(row => row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused, cancellationToken);

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
