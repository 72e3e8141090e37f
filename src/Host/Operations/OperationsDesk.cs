using System.Collections.Immutable;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.Housekeeping;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.Persistence.Nodes;
using ProcessAutomation.Persistence.Operations;

namespace ProcessAutomation.Host.Operations;

/// <summary>Reads what the operations page shows. Holds ids, names of nodes and codes, nothing about persons.</summary>
internal sealed class OperationsDesk(
    EngineQueues queues, NodeList nodes, NodeIdentity self, EngineInstruments instruments, HousekeepingJobs jobs, HousekeepingLog log, HousekeepingScheduler scheduler, TimeProvider machineClock)
{
    public async Task<OperationsView> ReadAsync(CancellationToken cancellationToken)
    {
        var views = ImmutableArray.CreateBuilder<JobView>();
        foreach (var job in jobs.All)
            views.Add(new JobView(job.Name, await scheduler.NextRunAsync(job.Name, cancellationToken), await log.HistoryAsync(job.Name, cancellationToken)));
        return new OperationsView
        {
            Queues = await queues.ReadAsync(cancellationToken),
            Nodes = await nodes.ReadAsync(cancellationToken),
            Node = self.Name,
            Running = instruments.Running,
            Jobs = views.ToImmutable(),
            ReadAt = machineClock.GetUtcNow(),
        };
    }
}
