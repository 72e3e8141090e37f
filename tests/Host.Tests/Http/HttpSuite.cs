using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.Http;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Host.Tests.Http;

/// <summary>Flows that send requests: the engine and the courier of a real process, without its loops, against real receivers.</summary>
public abstract class HttpSuite(TestDatabase database) : EngineSuite(database)
{
    private protected CapturedLog Log { get; } = new();

    private protected HttpOptions Options { get; } = new() { AllowPrivateAddresses = true };

    private protected WorkflowRuntime Runtime => Services.GetRequiredService<WorkflowRuntime>();

    private protected RequestCourier Courier => Services.GetRequiredService<RequestCourier>();

    protected override void Configure(IServiceCollection services)
    {
        services.AddEngine();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(Options));
        services.AddSingleton<RequestSender>().AddSingleton<RequestCourier>();
    }

    private protected async Task<Guid> StartAsync(string definition)
    {
        await PublishAsync(definition);
        var id = JsonDocument.Parse(definition).RootElement.GetProperty("definitionId").GetString()!;
        return await Runtime.StartAsync(new StartRequest { DefinitionId = id }, Cancel);
    }

    private protected async Task PublishAsync(string definition)
    {
        var result = await Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(definition, Clock.GetUtcNow(), Cancel);
        if (result is PublishResult.Refused refused) Assert.Fail(string.Join('\n', refused.Problems));
    }

    private protected async Task<IReadOnlyList<DefinitionProblem>> ProblemsAsync(string definition) =>
        await Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(definition, Clock.GetUtcNow(), Cancel) is PublishResult.Refused refused ? refused.Problems : [];

    /// <summary>Carries the next request out; fails when there is none.</summary>
    private protected async Task CarryAsync() => await Courier.CarryAsync(await Courier.ClaimAsync(Cancel) ?? throw new InvalidOperationException("No request waits."), Cancel);

    private protected Task<InstanceRow> InstanceAsync(Guid id) => ReadAsync(context => context.Instances.AsNoTracking().SingleAsync(row => row.Id == id, Cancel));

    private protected Task<List<Incident>> IncidentsAsync(Guid id) => ReadAsync(context => context.Incidents.AsNoTracking().Where(row => row.InstanceId == id).ToListAsync(Cancel));

    /// <summary>The state of an instance, as text.</summary>
    private protected async Task<JsonElement> VariablesAsync(Guid id) => JsonDocument.Parse(Encoding.UTF8.GetString((await InstanceAsync(id)).State.ToArray())).RootElement.GetProperty("vars");

    /// <summary>Ids of the activities that completed, in order, the root left out.</summary>
    private protected async Task<string> PathAsync(Guid id)
    {
        var blocks = await ReadAsync(context => context.Journal.Where(row => row.InstanceId == id).OrderBy(row => row.FirstSequence).ToListAsync(Cancel));
        return string.Join(' ',
            from entry in blocks.SelectMany(block => JournalReader.Read(block.Entries))
            where entry.Event == JournalEvents.Completed && !entry.NodeId.EndsWith(":root", StringComparison.Ordinal)
            select entry.NodeId[(entry.NodeId.LastIndexOf(':') + 1)..]);
    }

    private protected Task<IReadOnlyList<string>> ColumnAsync(string sql) => DatabaseContents.ColumnAsync(Services.GetRequiredService<Database>(), sql, Cancel);

    private protected async Task AssertNowhereAsync(string secret)
    {
        Assert.DoesNotContain(await DatabaseContents.RowsAsync(Services.GetRequiredService<Database>(), Cancel), line =>
            line.Contains(secret, StringComparison.Ordinal) || line.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal));
        Assert.DoesNotContain(Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private protected async Task<T> ReadAsync<T>(Func<CaseDbContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
    }
}
