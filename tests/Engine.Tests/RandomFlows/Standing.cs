using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Instances;
using Xunit;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>Where an instance stands by its rows alone, and what must hold there whatever happened. Reads the state's JSON itself.</summary>
internal sealed record Standing(
    InstanceRow Row, ImmutableArray<JournalEntry> Journal, List<BookmarkRow> Bookmarks, List<Incident> Incidents, List<HumanTask> Tasks, List<string> Messages)
{
    private readonly JsonElement _state = JsonDocument.Parse(Row.State).RootElement;

    public IEnumerable<string> Log =>
        from entry in Journal
        let what = entry.Event switch
        {
            JournalEvents.Started => "S",
            JournalEvents.Completed => "C",
            JournalEvents.Cancelled => "X",
            JournalEvents.Faulted => "F",
            _ => null,
        }
        where what is not null
        select string.Create(CultureInfo.InvariantCulture, $"{what} {entry.ExecutionId} {NameOf(entry.NodeId)}{(entry.Message is null ? "" : " " + entry.Message)}");

    /// <summary>Starts that the journal only counts.</summary>
    public long Folded => Journal.Where(entry => entry.Event == JournalEvents.Repeated).Sum(entry => (long)entry.Repeats);

    /// <summary>Tokens and blocks of running charts, as "execution: open t [..] blocked [..]".</summary>
    public IEnumerable<string> Tokens => Executions.Where(run => run.State.ValueKind == JsonValueKind.Object && run.State.TryGetProperty("t", out _))
        .Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Id}: {run.State.GetProperty("t").GetRawText()} {(run.State.TryGetProperty("b", out var blocked) ? blocked.GetRawText() : "[]")}"));

    private Execution[] Executions => [.. _state.GetProperty("x").EnumerateArray().Select(json => new Execution(
        json.GetProperty("i").GetInt64(), json.GetProperty("n").GetString()!, json.TryGetProperty("p", out var parent) ? parent.GetInt64() : 0,
        json.GetProperty("s").GetInt32(), json.TryGetProperty("st", out var state) ? state : default))];

    public void Check()
    {
        var runs = Executions.ToDictionary(run => run.Id);
        CheckJournal(runs);
        foreach (var run in runs.Values)
        {
            var isFaulted = Incidents.Exists(incident => incident.ExecutionId == run.Id && incident.Status != IncidentStatus.Resolved);
            Assert.True(run.Parent == 0 || runs.ContainsKey(run.Parent), $"{run} has no parent");
            Assert.True(run.Status != 0, $"{run} is scheduled, but the instance is quiet");
            Assert.True(run.Status == 2 == isFaulted, $"{run}: faulted and having an incident are not the same");
            Assert.True(isFaulted || Bookmarks.Exists(bookmark => bookmark.ExecutionId == run.Id) || runs.Values.Any(child => child.Parent == run.Id), $"{run} neither waits nor has a child nor an incident");
        }

        Assert.All(Bookmarks, bookmark => Assert.True(runs.TryGetValue(bookmark.ExecutionId, out var run) && run.Node == NameOf(bookmark.NodeId), $"bookmark of {bookmark.ExecutionId} belongs to nothing that runs"));
        Assert.All(Incidents, incident => Assert.True(incident.Status == IncidentStatus.Resolved || runs.ContainsKey(incident.ExecutionId), $"incident of {incident.ExecutionId} belongs to nothing that runs"));
        Assert.Equal(Row.IncidentCount, Incidents.Count(incident => incident.Status != IncidentStatus.Resolved));
        var open = Tasks.Where(task => task.Status is not (HumanTaskStatus.Completed or HumanTaskStatus.Cancelled)).Select(task => task.BookmarkId).ToHashSet();
        Assert.True(open.SetEquals(Bookmarks.Where(bookmark => bookmark.Name == EngineStimuli.HumanTask).Select(bookmark => (Guid?)bookmark.Id)), "open tasks and their bookmarks are not the same");
        Assert.Equal(Row.Status == InstanceStatus.Finished, runs.Count == 0);
        CheckMessages();
    }

    // An execution starts, may fail and start again, and ends once; what has not ended is what the state has running.
    private void CheckJournal(Dictionary<long, Execution> runs)
    {
        var (running, failed, ended) = (new HashSet<long>(), new HashSet<long>(), new HashSet<long>());
        foreach (var entry in Journal.Where(entry => entry.ExecutionId != 0 && entry.Event != JournalEvents.Repeated))
        {
            Assert.False(ended.Contains(entry.ExecutionId), $"{entry.ExecutionId} {entry.NodeId} goes on after its end");
            switch (entry.Event)
            {
                case JournalEvents.Started:
                    Assert.True(running.Add(entry.ExecutionId) || failed.Remove(entry.ExecutionId), $"{entry.ExecutionId} {entry.NodeId} starts twice");
                    break;
                case JournalEvents.Faulted:
                    failed.Add(entry.ExecutionId);
                    break;
                case JournalEvents.Completed or JournalEvents.Cancelled:
                    Assert.True(running.Remove(entry.ExecutionId), $"{entry.ExecutionId} {entry.NodeId} ends without having started");
                    ended.Add(entry.ExecutionId);
                    break;
            }
        }

        Assert.Equal(running.Order(), runs.Keys.Order());
    }

    // A step that completes has sent one message, unless a person skipped it; one that failed has sent none.
    private void CheckMessages()
    {
        if (Folded > 0)
        {
            return; // some of the senders are only counted
        }

        var skipped = Journal.Where(entry => entry.Event == JournalEvents.Skipped).Select(entry => entry.ExecutionId).ToHashSet();
        var senders = Journal.Where(entry => entry.Event == JournalEvents.Completed && !skipped.Contains(entry.ExecutionId) && Sends.Contains(NameOf(entry.NodeId)))
            .Select(entry => entry.ExecutionId.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal);
        Assert.Equal(senders, Messages.Select(key => key.Split(':')[1]).Order(StringComparer.Ordinal));
    }

    /// <summary>Ids of the activities that send a message.</summary>
    public required HashSet<string> Sends { get; init; }

    private static string NameOf(string nodeId) => nodeId[(nodeId.LastIndexOf(':') + 1)..];

    private sealed record Execution(long Id, string Node, long Parent, int Status, JsonElement State);
}
