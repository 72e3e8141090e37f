using System.Collections.Immutable;
using System.Data.Common;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Npgsql;
using ProcessAutomation.TestSupport.Hosts;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests;

/// <summary>Several Hosts, each a process, over one database, with one mail server. What a test asserts it reads from the database and the mails.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Tokens tokens = new();
    private readonly ProgramCopy program;
    private readonly NpgsqlDataSource? eyes;

    private Cluster(string connectionString, SmtpServer mail, ProgramCopy program)
    {
        ConnectionString = connectionString;
        Mail = mail;
        this.program = program;
        if (IsPostgres)
            eyes = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "eyes", Pooling = false });
    }

    public string ConnectionString { get; }

    public SmtpServer Mail { get; }

    public List<HostProcess> Nodes { get; } = [];

    private bool IsPostgres => ConnectionString.Contains("Host=", StringComparison.Ordinal);

    /// <summary>Starts the Hosts, all at the same time.</summary>
    /// <param name="connectionString">The database; its schema may be missing.</param>
    /// <param name="flows">By name; take the place of the shipped ones.</param>
    /// <param name="settings">What each Host has of its own, in environment form; one Host for each.</param>
    /// <param name="mail">How the mail server behaves.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<Cluster> StartAsync(
        string connectionString, ImmutableDictionary<string, string> flows, IReadOnlyList<(string Name, string Value)[]> settings, SmtpFaults mail, CancellationToken cancellationToken)
    {
        var cluster = new Cluster(connectionString, await SmtpServer.StartAsync(mail, cancellationToken), ProgramCopy.WithFlows(flows));
        try
        {
            cluster.Nodes.AddRange(await Task.WhenAll(settings.Select((own, i) => cluster.StartNodeAsync($"node-{i + 1}", own, cancellationToken))));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of a node with the token of a user; no connection is kept between requests.</summary>
    public HttpClient Client(HostProcess node, string user, string role)
    {
        var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false })
        {
            BaseAddress = node.BaseAddress,
            Timeout = TimeSpan.FromSeconds(40),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Of(user, role));
        return client;
    }

    /// <summary>The first column of a query on a connection of the test's own.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await LookAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken) => (await ColumnAsync<long>(sql, cancellationToken)).Single();

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await LookAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The database's clock.</summary>
    public async Task<DateTime> NowAsync(CancellationToken cancellationToken) => (await ColumnAsync<DateTime>("select clock_timestamp()", cancellationToken)).Single();

    /// <summary>Ends all connections of the nodes, or about half of them.</summary>
    public Task CutAsync(bool all, CancellationToken cancellationToken) => ExecuteAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'eyes'" + (all ? "" : " and random() < 0.5"), cancellationToken);

    /// <summary>Waits until something is so, looking every 100 ms.</summary>
    /// <param name="what">For the message when it does not become so.</param>
    /// <param name="isSo">The question.</param>
    /// <param name="within">How long it may take.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo, TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(within);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"Not within {within}: {what}.{Environment.NewLine}{Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    /// <summary>The end of what every node has written.</summary>
    public string Said => string.Join(Environment.NewLine, Nodes.Select((node, i) => $"--- node-{i + 1}{Environment.NewLine}{(node.Output.Length > 6000 ? node.Output[^6000..] : node.Output)}"));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        if (eyes is not null)
            await eyes.DisposeAsync();
        await Mail.DisposeAsync();
        program.Dispose();
    }

    private async Task<DbConnection> LookAsync(CancellationToken cancellationToken)
    {
        if (eyes is not null)
            return await eyes.OpenConnectionAsync(cancellationToken);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private Task<HostProcess> StartNodeAsync(string name, (string Name, string Value)[] own, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Default"] = IsPostgres ? ConnectionString + ";Maximum Pool Size=40" : ConnectionString,
            ["Clock__Manual"] = "false",
            ["Node__Name"] = name,
            ["Email__Smtp__Host"] = Mail.Host,
            ["Email__Smtp__Port"] = $"{Mail.Port}",
            ["Email__Smtp__Encryption"] = "None",
        };
        for (var i = 0; i < 30; i++)
            settings[$"Email__RetryAfter__{i}"] = "00:00:01"; // the machine may be too busy for its mail server
        foreach (var (setting, value) in tokens.Environment.Concat(own.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))))
            settings[setting] = value;
        return HostProcess.StartAsync(settings, program.Folder, cancellationToken);
    }
}
