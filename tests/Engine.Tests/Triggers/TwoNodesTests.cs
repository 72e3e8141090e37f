using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Triggers;

/// <summary>Two engines over one PostgreSQL, both pumping: exactly one instance an event and an occurrence.</summary>
public sealed class TwoNodesTests(PostgresTestDatabase database) : TriggerSuite(database), IClassFixture<PostgresTestDatabase>
{
    private const int Turns = 15;

    [Fact]
    public async Task Each_event_and_each_occurrence_starts_one_instance()
    {
        await PublishAsync(
            OnEvent("first", "news"), OnEvent("second", "news"),
            Flow.Chart("series").Add("t", "Elsa.Timer", ("interval", "01:00:00"), Starts).Connect("t -> z"));
        await using var one = Database.BuildServices(manualClock: true, ConfigureNode);
        await using var two = Database.BuildServices(manualClock: true, ConfigureNode);
        var pumps = new[] { one, two }.SelectMany(node => node.GetServices<IHostedService>().OfType<BackgroundService>()).ToArray();
        foreach (var pump in pumps)
        {
            await pump.StartAsync(Cancel);
        }

        for (var turn = 1; turn <= Turns; turn++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PublishEventAsync("news")));
            await Clock.AdvanceAsync(TimeSpan.FromHours(1), Cancel);
            foreach (var node in new[] { one, two })
            {
                node.GetRequiredService<EngineSignals>().ClockMoved();
            }

            await UntilAsync("series", turn);
        }

        await UntilAsync("first", Turns * 4);
        await UntilAsync("second", Turns * 4);
        await Task.WhenAll(one.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel), two.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel));
        foreach (var pump in pumps)
        {
            await pump.StopAsync(Cancel);
        }

        Assert.Equal((Turns * 4, Turns * 4, Turns), (await CountAsync("first"), await CountAsync("second"), await CountAsync("series")));
        foreach (var row in await InstancesOfAsync("series"))
        {
            Assert.Equal("t z", await PathAsync(row.Id));
        }
    }

    private void ConfigureNode(IServiceCollection services)
    {
        Configure(services);
        services.AddEnginePumps();
        services.Configure<EngineOptions>(options => options.PollInterval = TimeSpan.FromMilliseconds(50));
    }

    private async Task UntilAsync(string definitionId, int count)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (await CountAsync(definitionId) < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(from) < TimeSpan.FromSeconds(60), $"{definitionId} has {await CountAsync(definitionId)} instances of {count} after a minute.");
            await Task.Delay(10, Cancel);
        }
    }
}
