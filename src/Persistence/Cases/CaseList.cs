using System.Globalization;
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

/// <summary>Where a case stands in the list, so that the next page can go on behind it.</summary>
public sealed record CasePlace(DateOnly StartDate, Guid Id)
{
    /// <summary>The place of a row.</summary>
    public static CasePlace Of(CaseListItem row) => new(row.StartDate, row.Id);

    /// <summary>One text for it: <c>2027-01-12.</c> and the id.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{StartDate:yyyy-MM-dd}.{Id:N}");

    /// <summary>Reads what <see cref="Write"/> writes; null: it is none.</summary>
    public static CasePlace? Read(string text) =>
        text.Split('.') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) && Guid.TryParseExact(id, "N", out var which)
            ? new CasePlace(start, which)
            : null;
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
    public Task<IReadOnlyList<CaseListItem>> ReadAsync(Viewer viewer, CasePlace? after, int count, CancellationToken cancellationToken)
    {
        var cases = GoingOn(viewer);
        if (after is not null)
        {
            var (start, id) = (after.StartDate, after.Id);
            cases = cases.Where(row => row.StartDate > start || (row.StartDate == start && row.Id > id));
        }

        return ReadAsync(cases, 0, count, cancellationToken);
    }

    /// <summary>The same, with so many rows of the pages before left out.</summary>
    public Task<IReadOnlyList<CaseListItem>> PageAsync(Viewer viewer, int skip, int count, CancellationToken cancellationToken) =>
        ReadAsync(GoingOn(viewer), skip, count, cancellationToken);

    /// <summary>How many cases that go on the viewer may see.</summary>
    public Task<int> CountAsync(Viewer viewer, CancellationToken cancellationToken) => GoingOn(viewer).CountAsync(cancellationToken);

    private IQueryable<Case> GoingOn(Viewer viewer) => Visible(viewer).Where(row => row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused);

    private async Task<IReadOnlyList<CaseListItem>> ReadAsync(IQueryable<Case> cases, int skip, int count, CancellationToken cancellationToken)
    {
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
            .Skip(Math.Max(skip, 0)).Take(Math.Clamp(count, 1, MaxPage)).ToListAsync(cancellationToken);
        return await WithOfficersAsync(page, cancellationToken);
    }

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
