using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>Random programs of nested loops, branches, breaks and waits, cut into bursts of a few activities, write what a plain walk through them writes.</summary>
public sealed class RandomLoopTests(SqliteTestDatabase database) : SeeingSuite(database), IClassFixture<SqliteTestDatabase>
{
    private const int Programs = 30;

    [Fact]
    public async Task A_program_writes_what_a_walk_through_it_writes()
    {
        var (written, waits) = (0, 0);
        for (var seed = 1; seed <= Programs; seed++)
        {
            var program = new ProgramMaker(new Random(seed)).Make();
            var walk = new Walk();
            program.Walk(walk);
            var id = await StartAsync(Seeing($"random{seed}").Variable("Count", "Int32", 0).Add(program.Json()));
            await QuietAsync();
            while ((await InstanceAsync(id)).Status == InstanceStatus.Running)
            {
                Assert.True(await WaitingAsync(id) is { Length: > 0 }, $"seed {seed}: stands still, {string.Join(", ", (await IncidentsAsync(id)).Select(incident => incident.Code))}");
                await GoAsync(id, "go");
                await QuietAsync();
                waits++;
            }

            Assert.True(walk.Text.ToString() == await SeenAsync(id), $"seed {seed}: {await SeenAsync(id)} instead of {walk.Text}\n{program.Json()}");
            written += walk.Count;
        }

        // Should the generator dry up, this test would say nothing.
        Assert.True(written > 200 && waits > 20, $"{written} written, {waits} waits");
    }

    protected override void Configure(EngineOptions options)
    {
        base.Configure(options);
        options.BurstActivities = 7;
    }
}
