using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Simulation;

/// <summary>A simulation when everything that is due has happened. Read once for those who write it down and those who act on it.</summary>
/// <param name="Scope">The scope it was read in; ends with it.</param>
/// <param name="Case">The case as it stands.</param>
/// <param name="Tasks">All its tasks, oldest first.</param>
internal sealed record SimulatedMoment(AsyncServiceScope Scope, Case Case, ImmutableArray<HumanTask> Tasks) : IAsyncDisposable
{
    /// <summary>Tasks that wait for somebody.</summary>
    public IEnumerable<HumanTask> Open => Tasks.Where(task => task.Status is HumanTaskStatus.Open or HumanTaskStatus.Claimed);

    /// <summary>Its services.</summary>
    public IServiceProvider Services => Scope.ServiceProvider;

    /// <summary>Its database.</summary>
    public CaseDbContext Database => Services.GetRequiredService<CaseDbContext>();

    /// <summary>Reads it. <paramref name="before"/>: the moment before, which this one replaces; null: it is the first.</summary>
    /// <remarks>A case has a score of tables and most moments change none of them: the case is read again only when its version is another.</remarks>
    public static async Task<SimulatedMoment> ReadAsync(ThrowAwayProcess process, SimulatedMoment? before, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            var version = await before.Database.Set<Case>().AsNoTracking().Where(row => row.Id == SimulatedPeople.CaseId).Select(row => row.Version).SingleAsync(cancellationToken);
            if (version == before.Case.Version)
                return before with { Tasks = await TasksAsync(before.Scope, cancellationToken) };
            await before.DisposeAsync();
        }

        var scope = process.Services.CreateAsyncScope();
        var subject = await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(SimulatedPeople.CaseId, cancellationToken)
            ?? throw new InvalidOperationException("The simulated case is gone.");
        return new SimulatedMoment(scope, subject, await TasksAsync(scope, cancellationToken));
    }

    private static async Task<ImmutableArray<HumanTask>> TasksAsync(AsyncServiceScope scope, CancellationToken cancellationToken) =>
        [.. await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.AsNoTracking().OrderBy(task => task.CreatedAt).ThenBy(task => task.Id).ToListAsync(cancellationToken)];

    public ValueTask DisposeAsync() => Scope.DisposeAsync();
}
