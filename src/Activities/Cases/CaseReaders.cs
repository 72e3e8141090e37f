using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Cases;

/// <summary>One page of who has read a case, newest first.</summary>
/// <param name="Reference">What names the case to whoever may not know whose it is.</param>
/// <param name="PersonName">The person; null: the reader may not know.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Pages">How many pages there are, at least 1.</param>
/// <param name="Count">How many readings there are in all.</param>
/// <param name="Reads">The readings of this page.</param>
public sealed record CaseReadersPage(string Reference, string? PersonName, int Number, int Pages, int Count, ImmutableArray<CaseRead> Reads);

/// <summary>
/// Shows who has read a case, so that it can be shown to the person: to those who keep or lead it, and to administrators, who answer for the audit and are
/// not told whose case it is. Looking leaves a row too. Lives with its scope's database context.
/// </summary>
public sealed class CaseReaders(CaseDbContext database, CaseStore cases, CaseReads reads)
{
    /// <summary>Readings on a page.</summary>
    public const int PageSize = 100;

    /// <summary>What the audit row of looking here says.</summary>
    public const string What = "readers";

    /// <summary>A page of readings; one past the last is the last. Null: there is no such case for this viewer, or they may not see who has read it.</summary>
    public async Task<CaseReadersPage?> OpenAsync(Guid caseId, int page, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await cases.LoadAsync(caseId, cancellationToken) is not { } subject)
            return null;
        var maySee = (CaseAccess.Of(subject, viewer) & (CaseRights.Keep | CaseRights.Lead)) != CaseRights.None;
        if (!maySee && !viewer.Is(UserRoles.Administrator))
            return null;
        await reads.NoteAsync(caseId, viewer.UserId, What, cancellationToken);
        var rows = database.Set<CaseRead>().AsNoTracking().Where(row => row.CaseId == caseId);
        var count = await rows.CountAsync(cancellationToken);
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        var number = Math.Clamp(page, 1, pages);
        return new CaseReadersPage(
            subject.Reference,
            maySee ? (await database.Set<Person>().AsNoTracking().SingleAsync(row => row.Id == subject.PersonId, cancellationToken)).Name : null,
            number,
            pages,
            count,
            [.. await rows.OrderByDescending(row => row.ReadAt).ThenByDescending(row => row.Id).Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken)]);
    }
}
