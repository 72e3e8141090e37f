using System.Text;
using Npgsql;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.Year.Checker;

namespace ProcessAutomation.Year;

/// <summary>A year that has been lived: what it left in the database and at the mail server.</summary>
internal sealed record FinishedYear(string ConnectionString, int Seed, IReadOnlyList<Life> Lives, IReadOnlyDictionary<Guid, int> Ordinals, Tally Tally, IReadOnlyList<ArrivedMail> Mails)
{
    /// <summary>The flows as they are shipped.</summary>
    public static readonly string Flows = Path.Combine(TestSupport.Hosts.BuiltHost.Root, "workflows");

    /// <summary>Lives a year, or so many days of it, on a database that has nothing but the schema.</summary>
    public static async Task<FinishedYear> LiveAsync(PostgresTestDatabase database, int persons, int seed, int days, CancellationToken cancellationToken)
    {
        var connectionString = await database.CreateAsync(empty: false, cancellationToken);
        var town = Town.For(persons);
        var lives = Year.Lives.Make(persons, seed, YearRun.First, town);
        await town.BuildAsync(connectionString, Almanac.At(YearRun.First, 6), cancellationToken);
        await using var host = await YearHost.StartAsync(connectionString, cancellationToken);
        var run = new YearRun(host, town, lives, seed);
        await run.RunAsync(days, cancellationToken);
        var mails = (await host.Mail.ReceivedAsync(cancellationToken)).Select(mail => new ArrivedMail(mail.MessageId, mail.To[0], mail.Subject, mail.Text)).ToList();
        return new FinishedYear(connectionString, seed, lives, run.Ordinals, run.Tally, mails);
    }

    /// <summary>What the checker says of it; <paramref name="break"/> is done before, and undone after.</summary>
    public async Task<IReadOnlyList<Finding>> JudgeAsync(string? @break, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (@break is not null)
        {
            await using var command = new NpgsqlCommand(@break, connection, transaction);
            Assert.True(await command.ExecuteNonQueryAsync(cancellationToken) > 0, "There was nothing to break.");
        }

        return Verdict.On(await YearFile.ReadAsync(connection, cancellationToken), Rules.Read(Flows), Mails, new Secrets([.. Lives.SelectMany(life => life.Secrets)]));
    }

    /// <summary>The time line of each case, in the order of the persons.</summary>
    public async Task<IReadOnlyList<string>> TimeLinesAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var lines = TimeLines.Of(await YearFile.ReadAsync(connection, cancellationToken));
        return [.. Ordinals.OrderBy(pair => pair.Value).Select(pair => $"person {pair.Value}\n{lines[pair.Key]}")];
    }

    /// <summary>Figures, for the report.</summary>
    public async Task<string> FiguresAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var year = await YearFile.ReadAsync(connection, cancellationToken);
        var text = new StringBuilder().AppendLine($"seed {Seed}, {Lives.Count} persons, {Tally.Took:hh\\:mm\\:ss}, {Tally.Sum("tasks done") / Tally.Took.TotalSeconds:0} tasks a second, {Mails.Count} mails");
        text.AppendLine($"{Desk.Requests} requests; {string.Join(", ", Tally.Spent.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value.TotalSeconds:0} s"))}");
        foreach (var given in Tally.GivenUp.Values.Order(StringComparer.Ordinal))
            text.AppendLine($"given up: {given}");
        foreach (var (what, count) in year.Counts.Concat(Tally.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)))
            text.AppendLine($"{count,8} {what}");
        return text.ToString();
    }

    /// <summary>Findings with the time lines of the first cases they are about.</summary>
    public async Task<string> ExplainAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        var lines = await TimeLinesAsync(cancellationToken);
        var text = new StringBuilder().AppendLine($"{findings.Count} findings; to see them again: PROCESSAUTOMATION_YEAR={Lives.Count} PROCESSAUTOMATION_TEST_SEED={Seed}");
        foreach (var kind in findings.GroupBy(finding => finding.Rule).OrderByDescending(kind => kind.Count()))
        {
            text.AppendLine($"{kind.Count(),6} {kind.Key}");
            foreach (var finding in kind.Take(5))
                text.AppendLine($"       {(finding.CaseId is { } id ? $"person {Ordinals[id]}: " : "")}{finding.What}");
        }

        foreach (var id in findings.Select(finding => finding.CaseId).OfType<Guid>().Distinct().Take(3))
            text.AppendLine().Append(lines[Ordinals.Values.Order().ToList().IndexOf(Ordinals[id])]);
        return text.ToString();
    }
}
