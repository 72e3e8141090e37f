using System.Collections.Concurrent;
using ProcessAutomation.Crash.Child.Flows;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

/// <summary>
/// Base of the crash tests. A child process is killed, started again without a crash point, and must end where an undisturbed one
/// ends: that is asserted whole by <see cref="AssertAllIsDoneOnceAsync"/>. Each database is three lines, as with the engine's suites.
/// </summary>
public abstract class CrashSuite(TestDatabase database, MailServer mail)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Undisturbed = new(StringComparer.Ordinal);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected TestDatabase Database { get; } = database;

    private protected MailServer Mail { get; } = mail;

    /// <summary>Ids of cases to open.</summary>
    private protected static Guid[] NewCases(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    /// <summary>A database with the schema and nothing in it.</summary>
    private protected Task<string> NewDatabaseAsync(bool empty = false)
    {
        Database.Require();
        return Database.CreateAsync(empty, Cancel);
    }

    /// <summary>Starts a child; the caller ends it.</summary>
    private protected async Task<ChildRun> StartAsync(string verb, string connectionString, Guid[] cases, CrashPoint? crash = null, int pass = 1, string? receiver = null) =>
        ChildRun.Start(verb, connectionString, cases, await Mail.StartedAsync(), crash is { } point ? (point, pass) : null, receiver);

    /// <summary>A whole life of a child; returns its exit code and what it said.</summary>
    private protected async Task<(int Code, string Output)> LiveAsync(string verb, string connectionString, Guid[] cases, CrashPoint? crash = null, int pass = 1, string? receiver = null)
    {
        await using var child = await StartAsync(verb, connectionString, cases, crash, pass, receiver);
        var code = await child.EndAsync(Cancel);
        return (code, child.Output);
    }

    /// <summary>A life that reaches its crash point.</summary>
    private protected async Task DieAsync(string verb, string connectionString, Guid[] cases, CrashPoint crash, int pass = 1, string? receiver = null)
    {
        var (code, output) = await LiveAsync(verb, connectionString, cases, crash, pass, receiver);
        Assert.True(code == ChildRun.Killed, $"The child ended without reaching {crash}. It said:{Environment.NewLine}{output}");
    }

    /// <summary>A life that carries everything to its end.</summary>
    private protected Task FinishAsync(string connectionString, Guid[] cases) => FinishAsync("run", connectionString, cases, null);

    /// <summary>The same with another verb.</summary>
    private protected async Task FinishAsync(string verb, string connectionString, Guid[] cases, string? receiver)
    {
        var (code, output) = await LiveAsync(verb, connectionString, cases, receiver: receiver);
        Assert.True(code == 0, $"The child ended with {code}. It said:{Environment.NewLine}{output}");
    }

    /// <summary>Returns when so many more bursts have been committed than there are now, or all that there will be.</summary>
    private protected static async Task WaitForBurstsAsync(string connectionString, int more, ChildRun child)
    {
        const string Bursts = "select count(*) from journal";
        const string Left = "select count(*) from instances where status = 0";
        var ledger = new Ledger(connectionString);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(LongestWait);
        var before = await ledger.NumberAsync(Bursts, Cancel);
        for (var now = before; now < before + more; now = await ledger.NumberAsync(Bursts, Cancel))
        {
            if (now > 0 && await ledger.NumberAsync(Left, Cancel) == 0)
                return;
            Assert.False(patience.IsCancellationRequested, $"Waited {LongestWait} for {before + more} bursts; there were {now}. The child said:{Environment.NewLine}{child.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancel);
        }
    }

    /// <summary>
    /// Every case ended as one that nothing happened to: instances, variables, outputs, journals, tasks; nothing is left waiting, nothing is
    /// there twice, and every notice has left, each under one Message-ID.
    /// </summary>
    private protected async Task AssertAllIsDoneOnceAsync(string connectionString, Guid[] cases)
    {
        var ledger = new Ledger(connectionString);
        foreach (var table in new[] { "bookmarks", "stimuli", "broadcasts", "incidents" })
            Assert.Equal((table, 0), (table, await ledger.NumberAsync($"select count(*) from {table}", Cancel)));
        Assert.Equal(cases.Length * 4, await ledger.NumberAsync("select count(*) from instances", Cancel));

        var expected = await UndisturbedAsync();
        foreach (var caseId in cases)
        {
            Assert.Equal(expected, await ledger.CaseAsync(caseId, Cancel));
            await AssertTasksAsync(ledger, caseId);
            await AssertMailsAsync(caseId);
        }
    }

    // Written by hand, not taken from a run.
    private static async Task AssertTasksAsync(Ledger ledger, Guid caseId) => Assert.Equal(
        CrashFlows.Steps.Select(step => $"{step} 2 Yes").Order(StringComparer.Ordinal),
        await ledger.RowsAsync("select step || ' ' || status || ' ' || outcome from tasks where case_id = @p order by 1", caseId, Cancel));

    private async Task AssertMailsAsync(Guid caseId)
    {
        var mails = await Mail.ReceivedAsync(caseId, Cancel);
        var distinct = mails.Select(mail => (Template: mail.Subject.Split(' ')[0], mail.MessageId)).Distinct();
        Assert.Equal(CrashFlows.Notices.Order(StringComparer.Ordinal), distinct.Select(mail => mail.Template).Order(StringComparer.Ordinal));
        Assert.All(mails.GroupBy(mail => mail.MessageId), same => Assert.Single(same.Select(mail => (mail.Subject, mail.Text, mail.To[0])).Distinct()));
    }

    // One run a provider, in a database of its own; all tests compare with it.
    private Task<string> UndisturbedAsync() => Undisturbed.GetOrAdd(Database.GetType().Name, _ => new Lazy<Task<string>>(async () =>
    {
        var (connectionString, cases) = (await Database.CreateAsync(empty: false, CancellationToken.None), NewCases(1));
        await FinishAsync(connectionString, cases);
        return await new Ledger(connectionString).CaseAsync(cases[0], CancellationToken.None);
    })).Value;
}
