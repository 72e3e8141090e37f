using System.Reflection;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>The process dies at a commit: what was in memory is gone, what was committed is not.</summary>
internal sealed class PowerCutException(bool isCommitted) : Exception("power cut")
{
    public bool IsCommitted { get; } = isCommitted;
}

/// <summary>Says at which commit the process dies. Thread-safe enough for one driver at a time.</summary>
internal sealed class PowerCuts
{
    private int _commits;
    private int _dieAt;
    private bool _isAfter;

    /// <summary>Whether the armed cut has come.</summary>
    public bool HasCome => _dieAt > 0 && _commits >= _dieAt;

    /// <param name="crash">0: none; 1, 2: at the first commit, before or after it; 3, 4: at the second.</param>
    public void Arm(int crash) => (_commits, _dieAt, _isAfter) = (0, (crash + 1) / 2, crash % 2 == 0);

    public async ValueTask<CommitOutcome> CommitAsync(Func<ValueTask<CommitOutcome>> commit)
    {
        var isHere = ++_commits == _dieAt;
        if (isHere && !_isAfter)
        {
            throw new PowerCutException(isCommitted: false);
        }

        var outcome = await commit();
        return isHere ? throw new PowerCutException(outcome is CommitOutcome.Committed) : outcome;
    }
}

/// <summary>The engine's store with power cuts at its commits. A proxy, because all else it does is to be the store.</summary>
internal class CuttableStore : DispatchProxy
{
    private IEngineStore _store = null!;
    private PowerCuts _cuts = null!;

    public static IEngineStore Around(IEngineStore store, PowerCuts cuts)
    {
        var proxy = Create<IEngineStore, CuttableStore>();
        ((CuttableStore)proxy)._store = store;
        ((CuttableStore)proxy)._cuts = cuts;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IEngineStore.OpenAsync)
        ? Boxed(OpenAsync((CancellationToken)args![0]!))
        : targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);

    // Invoke returns objects, also where the method returns a value.
    internal static object Boxed<T>(ValueTask<T> task) => task;

    private async ValueTask<IEngineSession> OpenAsync(CancellationToken cancellationToken) => CuttableSession.Around(await _store.OpenAsync(cancellationToken), _cuts);
}

/// <summary>A session of the store.</summary>
internal class CuttableSession : DispatchProxy
{
    private IEngineSession _session = null!;
    private PowerCuts _cuts = null!;

    public static IEngineSession Around(IEngineSession session, PowerCuts cuts)
    {
        var proxy = Create<IEngineSession, CuttableSession>();
        ((CuttableSession)proxy)._session = session;
        ((CuttableSession)proxy)._cuts = cuts;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IEngineSession.CommitAsync)
        ? CuttableStore.Boxed(_cuts.CommitAsync(() => _session.CommitAsync((BurstCommit)args![0]!, (CancellationToken)args[1]!)))
        : targetMethod.Invoke(_session, BindingFlags.DoNotWrapExceptions, null, args, null);
}
