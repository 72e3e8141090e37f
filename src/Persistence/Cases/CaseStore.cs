using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>
/// Loads cases whole, tracked, to be changed by the unit of work around them; nothing is saved here. Not for lists: see
/// <see cref="CaseList"/>. Lives and dies with its context.
/// </summary>
public sealed class CaseStore(CaseDbContext context)
{
    /// <summary>
    /// The case with all its parts; null: there is none. A second call in the same unit of work gives the same object, with what has been
    /// changed in it.
    /// </summary>
    public async Task<Case?> LoadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        if (context.Set<Case>().Local.FindEntry(caseId) is { } tracked)
            return tracked.Entity;
        await using var batch = await CaseBatch.BeginAsync(context, caseId, cancellationToken);
        if (await context.Set<Case>().SingleOrDefaultAsync(row => row.Id == caseId, cancellationToken) is not { } found)
            return null;

        // One query a table, without joins; tracking puts the parts into the case. In the order of their numbers, on which the domain relies.
        await LoadPartsAsync<RoleHolding>(caseId, cancellationToken);
        await LoadPartsAsync<GroupMember>(caseId, cancellationToken);
        await LoadPartsAsync<Need>(caseId, cancellationToken);
        await LoadPartsAsync<ConsentDecision>(caseId, cancellationToken);
        await LoadPartsAsync<Sharing>(caseId, cancellationToken);
        await LoadPartsAsync<Proposal>(caseId, cancellationToken);
        await LoadPartsAsync<PlanVersion>(caseId, cancellationToken);
        await LoadPartsAsync<Measure>(caseId, cancellationToken);
        await LoadPartsAsync<MeasureLogEntry>(caseId, cancellationToken);
        await LoadPartsAsync<Meeting>(caseId, cancellationToken);
        await LoadPartsAsync<Attendance>(caseId, cancellationToken);
        await LoadPartsAsync<AgendaItem>(caseId, cancellationToken);
        await LoadPartsAsync<Change>(caseId, cancellationToken);
        await LoadPartsAsync<Transition>(caseId, cancellationToken);
        await LoadPartsAsync<HandoverLine>(caseId, cancellationToken);
        await LoadPartsAsync<ChecklistItem>(caseId, cancellationToken);
        await LoadPartsAsync<Farewell>(caseId, cancellationToken);
        batch?.Complete();
        return found;
    }

    /// <summary>A new case, stored by the unit of work around this.</summary>
    public void Add(Case opened) => context.Add(opened);

    /// <summary>Whether the person has a case that goes on, other than <paramref name="except"/>.</summary>
    public Task<bool> HasOpenCaseAsync(Guid personId, Guid? except, CancellationToken cancellationToken) =>
        context.Set<Case>().AnyAsync(
            row => row.PersonId == personId && row.Id != except && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused),
            cancellationToken);

    private Task LoadPartsAsync<T>(Guid caseId, CancellationToken cancellationToken)
        where T : class =>
        PartQuery<T>.Run(context, caseId).LoadAllAsync(cancellationToken);

    /// <summary>The compiled query of one part: the model is walked once, not once a load. One a model: the databases have their own.</summary>
    private static class PartQuery<T>
        where T : class
    {
        private static readonly ConcurrentDictionary<IModel, Func<CaseDbContext, Guid, IAsyncEnumerable<T>>> Compiled = new();

        public static IAsyncEnumerable<T> Run(CaseDbContext context, Guid caseId) =>
            Compiled.GetOrAdd(context.Model, static _ => EF.CompileAsyncQuery<CaseDbContext, Guid, T>(
                (context, caseId) => context.Set<T>()
                    .Where(part => EF.Property<Guid>(part, "CaseId") == caseId)
                    .OrderBy(part => EF.Property<int>(part, "Number"))))(context, caseId);
    }
}

internal static class Enumerating
{
    /// <summary>Reads to the end; tracking keeps what is read.</summary>
    public static async Task LoadAllAsync<T>(this IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
            _ = row;
    }
}
