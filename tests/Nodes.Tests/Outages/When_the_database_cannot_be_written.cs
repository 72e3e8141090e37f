using System.Net;
using Npgsql;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests.Outages;

/// <summary>Each on a server or file of its own, which the test puts out of order.</summary>
public sealed class When_the_database_cannot_be_written
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_down_is_waited_for()
    {
        await using var server = await OwnServerAsync();
        await using var cluster = await Cluster.StartAsync(server.ConnectionString, SoakFlows.Texts, [[], []], new SmtpFaults(), Cancel);
        await new Outage
        {
            Failure = StorageFailure.Unreachable,
            Status = HttpStatusCode.ServiceUnavailable,
            Problem = "storage-unreachable",
            Begin = () => server.StopImmediatelyAsync(Cancel),
            End = () => server.StartAsync(Cancel),
        }.LiveThroughAsync(cluster, Cancel);
    }

    [Fact]
    public async Task A_server_that_only_lets_read_is_waited_for()
    {
        await using var server = await OwnServerAsync();
        await using var cluster = await Cluster.StartAsync(server.ConnectionString, SoakFlows.Texts, [[], []], new SmtpFaults(), Cancel);
        await new Outage
        {
            Failure = StorageFailure.ReadOnly,
            Status = HttpStatusCode.ServiceUnavailable,
            Problem = "storage-read-only",
            Begin = () => SetReadOnlyAsync("on"),
            End = () => SetReadOnlyAsync("off"),
        }.LiveThroughAsync(cluster, Cancel);

        async Task SetReadOnlyAsync(string value)
        {
            await cluster.ExecuteAsync($"alter system set default_transaction_read_only = {value}", Cancel);
            await cluster.ExecuteAsync("select pg_reload_conf()", Cancel);
        }
    }

    [Fact]
    public async Task A_full_disk_of_PostgreSQL_is_waited_for()
    {
        await using var disk = await SmallDisk.MountAsync(96, Cancel);
        await using var server = await OwnServerAsync();
        if (Environment.UserName == "root")
            await SmallDisk.RunAsync("chown", ["postgres", disk.Folder], Cancel);
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
        {
            foreach (var sql in new[] { $"create tablespace small location '{disk.Folder}'", "create database cases tablespace small" })
            {
                await using var command = source.CreateCommand(sql);
                await command.ExecuteNonQueryAsync(Cancel);
            }
        }

        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "cases" }.ConnectionString;
        await using var cluster = await Cluster.StartAsync(connectionString, SoakFlows.Texts, [[], []], new SmtpFaults(), Cancel);
        await FullAsync(disk).LiveThroughAsync(cluster, Cancel);
    }

    [Fact]
    public async Task A_full_disk_of_SQLite_is_waited_for()
    {
        await using var disk = await SmallDisk.MountAsync(48, Cancel);
        await using var cluster = await Cluster.StartAsync($"Data Source={Path.Combine(disk.Folder, "cases.db")}", SoakFlows.Texts, [[]], new SmtpFaults(), Cancel);
        await FullAsync(disk).LiveThroughAsync(cluster, Cancel);
    }

    private static Outage FullAsync(SmallDisk disk) => new()
    {
        Failure = StorageFailure.Full,
        Status = HttpStatusCode.InsufficientStorage,
        Problem = "storage-full",
        Begin = () => Task.Run(disk.Fill, Cancel),
        End = () => Task.Run(disk.MakeRoom, Cancel),
    };

    private static async Task<PostgresServer> OwnServerAsync() =>
        await SharedPostgres.StartOwnAsync(Cancel) ?? throw Requirement.Missing("No PostgreSQL server is installed that could be put out of order.");
}
