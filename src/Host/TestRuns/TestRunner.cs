using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Simulation;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.TestRuns;

namespace ProcessAutomation.Host.TestRuns;

/// <summary>What running a draft came to. Closed.</summary>
public abstract record TestRunResult
{
    private TestRunResult()
    {
    }

    /// <summary>It ran until it waited or ended.</summary>
    /// <param name="InstanceId">The instance, to be looked at in the viewer.</param>
    public sealed record Ran(Guid InstanceId) : TestRunResult;

    /// <summary>It cannot run; every fault found.</summary>
    public sealed record Faulty(ImmutableArray<DefinitionProblem> Problems) : TestRunResult;

    /// <summary>There is no such flow.</summary>
    public sealed record NotFound : TestRunResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }
}

/// <summary>
/// Runs a draft once, by itself, with a made-up case, in a database that is thrown away: no real task, no real mail. It runs until everything waits or has
/// ended; no time passes and nobody answers. What happened is kept for a week, packed. Thread-safe.
/// </summary>
internal sealed class TestRunner(
    IDefinitionStore definitions, DefinitionCatalog catalog, TestRunStore runs, BusinessClock clock, TimeProvider machineClock, IdSource ids, IOptions<NoticeOptions> notices)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs the latest text of a flow.</summary>
    /// <param name="definitionId">The flow.</param>
    /// <param name="input">Values by the flow's input names; null: none.</param>
    /// <param name="userId">Who runs it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TestRunResult> RunAsync(string definitionId, JsonObject? input, string userId, CancellationToken cancellationToken)
    {
        try
        {
            return await new FlowSets(definitions, catalog).FindAsync(definitionId, FlowChoice.Draft, isByItself: true, cancellationToken) is { } flows
                ? await RunAsync(flows, input, userId, cancellationToken)
                : TestRunResult.NotFound.Instance;
        }
        catch (InvalidDefinitionException invalid)
        {
            return new TestRunResult.Faulty(invalid.Problems);
        }
    }

    private async Task<TestRunResult> RunAsync(FlowSet flows, JsonObject? input, string userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var process = await ThrowAwayProcess.BeginAsync(now, notices.Value.Address, cancellationToken);
        var faulty = await process.PublishAsync(flows, cancellationToken);
        if (!faulty.IsEmpty)
            return new TestRunResult.Faulty([.. faulty.SelectMany(flow => flow.Problems)]);
        var start = NorwegianTime.DateOf(now).AddDays(49);
        var wish = new SimulationWish { DefinitionId = flows.Root, StartDate = start, ReleaseDate = start.AddMonths(9) };
        var instance = await process.OpenCaseAsync(flows.Root, wish, Values(input), cancellationToken);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(Patience);
            try
            {
                await process.Services.GetRequiredService<EngineStepper>().UntilQuietAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // An endless flow: what it has done so far can be looked at.
            }
        }

        ImmutableArray<Guid> instances;
        await using (var scope = process.Services.CreateAsyncScope())
            instances = [.. await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Instances.Select(row => row.Id).ToListAsync(cancellationToken)];
        await runs.AddAsync(new TestRun(ids.New(), flows.Root, userId, machineClock.GetUtcNow(), instances, await process.PackAsync(cancellationToken)), cancellationToken);
        return new TestRunResult.Ran(instance);
    }

    private static Dictionary<string, object?> Values(JsonObject? input) =>
        (input ?? []).ToDictionary(value => value.Key, value => (object?)(value.Value is null ? null : JsonSerializer.SerializeToElement(value.Value)), StringComparer.Ordinal);
}
