using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Host.Tests.Http;

/// <summary>The whole Host on one database, for the tests of a class; each test publishes flows of its own.</summary>
public abstract class EndpointHost(TestDatabase? database) : IAsyncLifetime
{
    private HostUnderTest? host;

    public HostUnderTest Host => host ?? throw new InvalidOperationException("The Host has not been started.");

    /// <summary>Skips the running test when the database is missing.</summary>
    public void Require() => database?.Require();

    public async ValueTask InitializeAsync()
    {
        if (database is not null)
        {
            if (database.WhyMissing is not null) return;
            await database.InitializeAsync();
        }

        host = new HostUnderTest(new Dictionary<string, string?> { ["ConnectionStrings:Default"] = database?.ConnectionString });
        await host.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    internal async Task<IReadOnlyList<DefinitionProblem>> TryPublishAsync(string definition, CancellationToken cancellationToken) =>
        await Host.Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(definition, DateTimeOffset.UnixEpoch, cancellationToken) is PublishResult.Refused refused ? refused.Problems : [];

    internal async Task PublishAsync(string definition, CancellationToken cancellationToken) => Assert.Empty(await TryPublishAsync(definition, cancellationToken));

    /// <summary>Which of them were published.</summary>
    internal async Task<IEnumerable<bool>> PublishAllAsync(IEnumerable<string> definitions, CancellationToken cancellationToken) =>
        (await Host.Services.GetRequiredService<DefinitionPublisher>().PublishAllAsync([.. definitions], DateTimeOffset.UnixEpoch, cancellationToken)).Select(result => result is PublishResult.Published);

    internal Task<Guid> StartAsync(string definitionId, string? correlationId, CancellationToken cancellationToken) =>
        Host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(new StartRequest { DefinitionId = definitionId, CorrelationId = correlationId }, cancellationToken);

    internal Task<InstanceRow> InstanceAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(context => context.Instances.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken));

    internal Task<List<InstanceRow>> InstancesAsync(string definitionId, CancellationToken cancellationToken) =>
        ReadAsync(context => context.Instances.AsNoTracking().Where(row => row.DefinitionId == definitionId).ToListAsync(cancellationToken));

    internal Task<List<Incident>> IncidentsAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(context => context.Incidents.AsNoTracking().Where(row => row.InstanceId == id).ToListAsync(cancellationToken));

    private async Task<T> ReadAsync<T>(Func<CaseDbContext, Task<T>> read)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
    }

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).RootElement;
}

public sealed class EndpointHostOnSqlite() : EndpointHost(null);

public sealed class EndpointHostOnPostgres() : EndpointHost(new PostgresTestDatabase());
