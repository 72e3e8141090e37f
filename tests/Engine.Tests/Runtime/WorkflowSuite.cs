using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Runtime;

/// <summary>Runs whole workflows on a real store, with the clock and the pumps in the test's hand.</summary>
public abstract class WorkflowSuite(TestDatabase database) : EngineSuite(database)
{
    protected WorkflowRuntime Runtime => Services.GetRequiredService<WorkflowRuntime>();

    protected EngineStepper Stepper => Services.GetRequiredService<EngineStepper>();

    internal Failures Failures => Services.GetRequiredService<Failures>();

    protected override void Configure(IServiceCollection services)
    {
        services.AddEngine();
        services.AddActivity<StepActivity>().AddActivity<WaitActivity>().AddActivity<TaskActivity>().AddActivity<PoisonActivity>();
        services.AddSingleton<Failures>();
        services.Configure<EngineOptions>(Configure);
    }

    protected virtual void Configure(EngineOptions options) => options.RetryDelay = TimeSpan.Zero;

    internal async Task PublishAsync(params Flow[] flows)
    {
        var results = await Services.GetRequiredService<DefinitionPublisher>().PublishAllAsync([.. flows.Select(flow => flow.Json())], Clock.GetUtcNow(), Cancel);
        foreach (var refused in results.OfType<PublishResult.Refused>())
        {
            Assert.Fail(string.Join('\n', refused.Problems));
        }
    }

    internal async Task<Guid> StartAsync(Flow flow, string? correlationId = null, params (string Name, object? Value)[] input)
    {
        await PublishAsync(flow);
        return await StartAsync(flow.DefinitionId, correlationId, input);
    }

    protected Task<Guid> StartAsync(string definitionId, string? correlationId = null, params (string Name, object? Value)[] input) => Runtime.StartAsync(
        new StartRequest { DefinitionId = definitionId, CorrelationId = correlationId, Input = input.ToDictionary(pair => pair.Name, pair => pair.Value) }, Cancel);

    /// <summary>Sends "Go" to a waiting step.</summary>
    protected Task GoAsync(Guid instanceId, string step, string? payload = null, string? key = null) =>
        Runtime.DeliverAsync(Go(instanceId, step, payload, key), Cancel);

    protected Stimulus Go(Guid instanceId, string step, string? payload = null, string? key = null) => new()
    {
        InstanceId = instanceId,
        Key = key ?? $"go:{step}:{Guid.CreateVersion7():N}",
        Name = "Go",
        BookmarkKey = step,
        PayloadJson = payload is null ? null : $"\"{payload}\"",
        CreatedAt = Clock.GetUtcNow(),
    };

    protected Task<QuietReport> QuietAsync() => Stepper.UntilQuietAsync(Cancel);

    protected async Task<QuietReport> PassAsync(TimeSpan time)
    {
        await Clock.AdvanceAsync(time, Cancel);
        return await QuietAsync();
    }

    protected Task<InstanceRow> InstanceAsync(Guid id) => ReadAsync(context => context.Instances.SingleAsync(row => row.Id == id, Cancel));

    protected async Task<ImmutableArray<JournalEntry>> JournalAsync(Guid id)
    {
        var blocks = await ReadAsync(context => context.Journal.Where(row => row.InstanceId == id).OrderBy(row => row.FirstSequence).ToListAsync(Cancel));
        var entries = blocks.SelectMany(block => JournalReader.Read(block.Entries)).ToImmutableArray();
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        return entries;
    }

    /// <summary>Ids of the nodes that completed, in order, containers left out.</summary>
    protected async Task<string> PathAsync(Guid id) => string.Join(' ',
        from entry in await JournalAsync(id)
        where entry.Event == JournalEvents.Completed && !entry.NodeId.EndsWith("-root", StringComparison.Ordinal)
        select entry.NodeId[(entry.NodeId.LastIndexOf(':') + 1)..]);

    protected Task<List<BookmarkRow>> BookmarksAsync(Guid id) =>
        ReadAsync(context => context.Bookmarks.Where(row => row.InstanceId == id).OrderBy(row => row.Id).ToListAsync(Cancel));

    protected async Task<string> WaitingAsync(Guid id) =>
        string.Join(' ', (await BookmarksAsync(id)).Select(row => row.NodeId[(row.NodeId.LastIndexOf(':') + 1)..]).Order(StringComparer.Ordinal));

    protected Task<List<Incident>> IncidentsAsync(Guid id) => ReadAsync(context => context.Incidents.Where(row => row.InstanceId == id).OrderBy(row => row.Id).ToListAsync(Cancel));

    protected Task<List<HumanTask>> TasksAsync(Guid id) => ReadAsync(context => context.Tasks.Where(row => row.InstanceId == id).OrderBy(row => row.Id).ToListAsync(Cancel));

    protected Task<List<InstanceRow>> ChildrenAsync(Guid id) => ReadAsync(context => context.Instances.Where(row => row.ParentId == id).OrderBy(row => row.Id).ToListAsync(Cancel));

    protected async Task AssertFinishedAsync(Guid id, InstanceSubStatus subStatus = InstanceSubStatus.Finished)
    {
        var row = await InstanceAsync(id);
        Assert.Equal((InstanceStatus.Finished, subStatus), (row.Status, row.SubStatus));
        Assert.Empty(await BookmarksAsync(id));
    }

    protected async Task<T> ReadAsync<T>(Func<CaseDbContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
    }
}
