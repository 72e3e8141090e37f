using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Flowcharts;

/// <summary>
/// Random flowcharts without loops, their waits ended in a random order, some of them before they begin. Whatever the order: every
/// activity that starts ends or waits, the state reads back as it was written, and the instance ends.
/// </summary>
public sealed class RandomFlowchartTests(SqliteTestDatabase database) : WorkflowSuite(database), IClassFixture<SqliteTestDatabase>
{
    private const int Charts = 60;

    private static readonly Gen<Chart> AnyChart =
        from size in Gen.Choose(2, 12)
        from kinds in Gen.Choose(0, 9).ArrayOf(size)
        from sources in Gen.Choose(0, 1000).ArrayOf(size)
        from extra in Gen.Choose(0, 1000).Two().ArrayOf(size)
        from order in Gen.Choose(0, 1000).ArrayOf(size)
        select new Chart(kinds, sources, extra, order);

    [Fact]
    public async Task Every_activity_that_starts_ends_or_waits_and_the_instance_ends()
    {
        var number = 0;
        foreach (var chart in AnyChart.Sample(Charts, 12))
        {
            await RunAsync(chart, $"random{number++}");
        }
    }

    private async Task RunAsync(Chart chart, string name)
    {
        var flow = chart.ToFlow(name);
        var id = await StartAsync(flow);
        await CheckAsync(id, chart);
        foreach (var step in chart.Order())
        {
            await GoAsync(id, $"n{step}");
            await CheckAsync(id, chart);
        }

        var row = await InstanceAsync(id);
        Assert.True(row.Status == InstanceStatus.Finished, $"{chart}: still waits for {await WaitingAsync(id)}");
    }

    private async Task CheckAsync(Guid id, Chart chart)
    {
        var journal = await JournalAsync(id);
        var row = await InstanceAsync(id);
        var started = journal.Where(entry => entry.Event == JournalEvents.Started).Select(entry => entry.ExecutionId).ToHashSet();
        var ended = journal.Where(entry => entry.Event is JournalEvents.Completed or JournalEvents.Cancelled).Select(entry => entry.ExecutionId).ToList();
        Assert.True(ended.Count == ended.Distinct().Count(), $"{chart}: an execution ended twice");
        Assert.True(ended.TrueForAll(started.Contains), $"{chart}: an execution ended that had not started");

        var running = started.Except(ended).Order().ToArray();
        var graph = await Services.GetRequiredService<DefinitionCatalog>().GetAsync(row.VersionId, Cancel);
        using var document = JsonDocument.Parse(row.State);
        var state = InstanceStateReader.Read(document.RootElement, graph, id);
        Assert.Equal(running, state.Executions().Select(execution => execution.Id).Order());
        Assert.Equal(JsonSerializer.Serialize(document.RootElement), JsonSerializer.Serialize(JsonDocument.Parse(InstanceStateWriter.ToArray(state)).RootElement));

        var waiting = (await BookmarksAsync(id)).Select(bookmark => bookmark.ExecutionId).ToHashSet();
        Assert.All(state.Executions(), execution => Assert.True(execution.ChildCount > 0 || waiting.Contains(execution.Id), $"{chart}: {execution.Node.Id} neither waits nor has children"));
    }

    /// <summary>Node i has an edge from an earlier node, some have a second one. Kinds: 0-3 wait, 4-6 step, 7 decision, 8-9 join of a mode.</summary>
    private sealed record Chart(int[] Kinds, int[] Sources, (int From, int To)[] Extra, int[] Ranks)
    {
        public Flow ToFlow(string name)
        {
            var flow = Flow.Chart(name);
            for (var i = 0; i < Kinds.Length; i++)
            {
                var (type, values) = Activity(i);
                flow.Add($"n{i}", type, values);
            }

            foreach (var (from, port, to) in Edges())
            {
                flow.Connect($"n{from}{port} -> n{to}");
            }

            return flow;
        }

        public IEnumerable<int> Order() => Enumerable.Range(0, Kinds.Length).Where(i => Kinds[i] <= 3).OrderBy(i => Ranks[i]);

        public override string ToString() => string.Join(' ', Kinds.Select((kind, i) => $"n{i}={Activity(i).Type}")) + "; "
            + string.Join(' ', Edges().Select(edge => $"n{edge.From}{edge.Port}->n{edge.To}")) + "; go " + string.Join(' ', Order());

        private (string Type, (string, object?)[] Values) Activity(int i) => Kinds[i] switch
        {
            <= 3 => ("Test.Wait", []),
            <= 6 => ("Test.Step", []),
            7 => ("Elsa.FlowDecision", [("condition", Ranks[i] % 2 == 0 ? "True" : "False")]),
            _ => ("Elsa.FlowJoin", [("mode", (Ranks[i] % 3) switch { 0 => "WaitAll", 1 => "WaitAllActive", _ => "WaitAny" })]),
        };

        private IEnumerable<(int From, string Port, int To)> Edges()
        {
            var tree = Enumerable.Range(1, Kinds.Length - 1).Select(to => (From: Sources[to] % to, To: to, Odd: Sources[to] / 2 % 2 == 0));
            var more = Extra.Select(pair => (From: Math.Min(pair.From, pair.To) % Kinds.Length, To: Math.Max(pair.From, pair.To) % Kinds.Length, Odd: pair.From % 2 == 0)).Where(edge => edge.From < edge.To);
            return tree.Concat(more).DistinctBy(edge => (edge.From, edge.To))
                .Select(edge => (edge.From, Kinds[edge.From] == 7 ? edge.Odd ? ":True" : ":False" : "", edge.To));
        }
    }
}
