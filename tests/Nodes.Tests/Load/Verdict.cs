using System.Diagnostics;

namespace ProcessAutomation.Nodes.Tests.Load;

/// <summary>What became of the cases, read from the database and from the mails that arrived.</summary>
internal static class Verdict
{
    private const string Left = "select (select count(*) from instances where status = 0) + (select count(*) from outbox where status = 0)";
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(60);

    /// <summary>Waits until every flow has ended and every notice has left: as long as there are fewer left each minute.</summary>
    public static async Task UntilAllIsDoneAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var (fewest, since) = (long.MaxValue, Stopwatch.StartNew());
        await cluster.UntilAsync(
            "every flow has ended and every notice has left",
            async () =>
            {
                var left = await cluster.NumberAsync(Left, cancellationToken);
                if (left < fewest)
                    (fewest, since) = (left, Stopwatch.StartNew());
                Assert.True(since.Elapsed < Standstill, $"{left} flows and notices are left and do not get fewer.{Environment.NewLine}{cluster.Said}");
                return left == 0;
            },
            Settling,
            cancellationToken);
    }

    /// <summary>Counts, prints, and asserts that nothing is lost and nothing happened twice.</summary>
    public static async Task AssertAllIsDoneOnceAsync(Cluster cluster, Caseworkers workers, CancellationToken cancellationToken)
    {
        var cases = await cluster.NumberAsync("select count(*) from cases", cancellationToken);
        var mails = await cluster.Mail.ReceivedAsync(cancellationToken);
        var distinct = mails.GroupBy(mail => mail.MessageId, StringComparer.Ordinal).ToList();
        Print($"""
            cases opened       {cases}, of which {workers.Opened.Count} were confirmed
            instances          {await cluster.NumberAsync("select count(*) from instances", cancellationToken)}
            bursts             {await cluster.NumberAsync("select count(*) from journal", cancellationToken)}
            tasks completed    {await cluster.NumberAsync("select count(*) from tasks where status = 2", cancellationToken)}
            notices            {await cluster.NumberAsync("select count(*) from outbox", cancellationToken)}
            mails received     {mails.Count} under {distinct.Count} Message-IDs: {mails.Count - distinct.Count} came more than once
            delivery attempts  {await cluster.NumberAsync("select count(*) from delivery_attempts", cancellationToken)}
            answers            {workers.Answers}
            """);

        Assert.Empty(workers.Wrong);
        Assert.NotEmpty(workers.Opened);

        // Nothing is lost: what was confirmed is there.
        var known = (await cluster.ColumnAsync<string>("select p.national_number from cases c join persons p on p.id = c.person_id", cancellationToken)).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(workers.Opened, number => !known.Contains(number));
        Assert.Equal(known.Count, cases);

        // Every flow has ended, and nothing is left over.
        Assert.Equal(cases * SoakFlows.InstancesPerCase, await cluster.NumberAsync("select count(*) from instances where status = 1 and incident_count = 0", cancellationToken));
        foreach (var table in new[] { "bookmarks", "stimuli", "broadcasts", "incidents" })
            Assert.Equal((table, 0), (table, await cluster.NumberAsync($"select count(*) from {table}", cancellationToken)));

        // Every task once, by whom it was given to. (One whose claim found no node was completed unclaimed.)
        Assert.Equal(cases * SoakFlows.TasksPerCase, await cluster.NumberAsync("select count(*) from tasks", cancellationToken));
        Assert.Equal(0, await cluster.NumberAsync("select count(*) from tasks where not (status = 2 and version in (2, 3) and completed_by = 'kari')", cancellationToken));
        Assert.Equal(0, await cluster.NumberAsync($"select count(*) from (select 1 from tasks group by case_id, title having count(*) <> 1) twice", cancellationToken));

        // Every notice at least once, each under one Message-ID, and a repeated one word for word.
        Assert.Equal(cases * SoakFlows.NoticesPerCase, await cluster.NumberAsync("select count(*) from outbox where status = 1", cancellationToken));
        Assert.Equal(cases * SoakFlows.NoticesPerCase, distinct.Count);
        Assert.All(distinct, same => Assert.Single(same.Select(mail => mail.Raw).Distinct(StringComparer.Ordinal)));
        Assert.All(distinct.GroupBy(same => same.First().To[0], StringComparer.Ordinal), person => Assert.Equal(SoakFlows.NoticesPerCase, person.Count()));
    }

    public static void Print(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
