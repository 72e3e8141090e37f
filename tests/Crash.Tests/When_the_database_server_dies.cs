using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Persistence.Schema;
using ProcessAutomation.TestSupport;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

/// <summary>On a server of its own: <c>pg_ctl stop -m immediate</c> is what a power cut is to PostgreSQL.</summary>
public sealed class When_the_database_server_dies(PostgresTestDatabase database, MailServer mail) : CrashSuite(database, mail), IClassFixture<PostgresTestDatabase>
{
    [Fact]
    public async Task The_process_goes_on_when_it_is_back_and_nothing_is_lost_or_doubled()
    {
        var binaries = PostgresBinaries.Find() ?? throw Requirement.Missing("No PostgreSQL server is installed that could be stopped.");
        await using var server = await PostgresServer.StartNewAsync(binaries, syncsToDisk: true, Cancel);
        await using (var services = TestDatabase.BuildServices(server.ConnectionString))
            await services.GetRequiredService<SchemaRunner>().RunAsync(Cancel);
        var cases = NewCases(6);
        await using (var child = await StartAsync("run", server.ConnectionString, cases))
        {
            for (var stop = 1; stop <= 2; stop++)
            {
                await WaitForBurstsAsync(server.ConnectionString, 20, child);
                await server.StopImmediatelyAsync(Cancel);
                await server.StartAsync(Cancel);
            }

            var code = await child.EndAsync(Cancel);
            Assert.True(code == 0, $"The child ended with {code}. It said:{Environment.NewLine}{child.Output}");
        }

        await AssertAllIsDoneOnceAsync(server.ConnectionString, cases);
    }
}
