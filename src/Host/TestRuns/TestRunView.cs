using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Simulation;
using ProcessAutomation.Host.Studio;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.TestRuns;

namespace ProcessAutomation.Host.TestRuns;

/// <summary>
/// Where the viewer finds an instance: in the database, or in the one a test ran in, which is unpacked for the request. Lives with its request.
/// </summary>
internal sealed class TestRunView(StudioInstances real, TestRunStore runs, DefinitionCatalog catalog) : IAsyncDisposable
{
    private ThrowAwayProcess? _process;
    private AsyncServiceScope _scope;

    /// <summary>The instances among which this one is; those of the database when there is none such.</summary>
    public async ValueTask<StudioInstances> OfAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        if (await real.FindAsync(instanceId, cancellationToken) is not null || await runs.FindAsync(instanceId, cancellationToken) is not { } packed)
            return real;
        _process = ThrowAwayProcess.Reopen(packed);
        _scope = _process.Services.CreateAsyncScope();
        return new StudioInstances(
            _scope.ServiceProvider.GetRequiredService<CaseDbContext>(), catalog, new InstanceInspector(_process.Services.GetRequiredService<IEngineStore>(), catalog), new KeptTallies(), sight: null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        await _scope.DisposeAsync();
        await _process.DisposeAsync();
    }
}
