using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Tests.Walks;

/// <summary>What a walk leaves in the database: tasks, incidents, journal, audit rows.</summary>
internal sealed class WhatIsLeft(IServiceProvider services, Guid caseId)
{
    /// <summary>Written from the process: every step once; the sittings and talks that were held; and what the closing of the case took away.</summary>
    public static IReadOnlyList<string> ExpectedTasks { get; } =
    [
        "agree-plan Completed kari",
        "arrival Completed kari",
        "begin-handover Completed kari",
        "book-group-meeting Completed kari",
        "complete-handover Completed kari",
        "confirm-handover Completed knut",
        "consent Completed kari",
        "establish-group Completed kari",
        "farewell Completed kari",
        "give-input Completed hanne",
        "give-input Completed knut",
        "give-input Completed nina",
        "group-meeting Cancelled -", // the next one, 60 days on
        "group-meeting Completed kari",
        "input-meeting Cancelled -", // the plan was made first: the meeting of 10 April is about both
        "name-contact-officer Completed lise",
        "needs-talk Completed kari", // two sittings
        "needs-talk Completed kari",
        "progress-talk Cancelled -", // the one after the farewell
        "progress-talk Completed kari", // 7, 18 and 28 March, 8, 17 and 26 April
        "progress-talk Completed kari",
        "progress-talk Completed kari",
        "progress-talk Completed kari",
        "progress-talk Completed kari",
        "progress-talk Completed kari",
        "silent-measure Completed kari",
        "summons Completed kari",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<List<string>> TasksAsync() => WithAsync(async database =>
        (await database.Tasks.ToListAsync(Cancel)).Select(task => $"{task.Step} {task.Status} {task.CompletedBy ?? "-"}").Order(StringComparer.Ordinal).ToList());

    public Task<string> IncidentsAsync() => WithAsync(async database =>
        string.Join("; ", await database.Incidents.Select(incident => incident.NodeId + " " + incident.Code).ToListAsync(Cancel)) is { Length: > 0 } found ? found : "none");

    public Task<List<string>> AuditedReadingsAsync() => WithAsync(async database =>
        (await database.Set<CaseRead>().Where(row => row.CaseId == caseId).Select(row => row.ReadBy).ToListAsync(Cancel))
            .CountBy(user => user).OrderBy(user => user.Key, StringComparer.Ordinal).Select(user => $"{user.Key} {user.Value}").ToList());

    /// <summary>Every flow has ended, its journal has no gap, begins and ends with the flow, and every execution that began came to one end.</summary>
    public Task AssertJournalIsCompleteAsync() => WithAsync(async database =>
    {
        var instances = await database.Instances.Where(row => row.CorrelationId == caseId.ToString("D")).ToListAsync(Cancel);
        Assert.Equal(
            ["carry-out", "hand-over", "make-a-plan", "preparations", "reintegration", "understand-needs"],
            instances.Select(row => row.DefinitionId).Order(StringComparer.Ordinal));
        foreach (var instance in instances)
        {
            Assert.Equal(InstanceStatus.Finished, instance.Status);
            var blocks = await database.Journal.Where(row => row.InstanceId == instance.Id).OrderBy(row => row.FirstSequence).ToListAsync(Cancel);
            var entries = blocks.SelectMany(block => JournalReader.Read(block.Entries)).ToList();
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
            Assert.Equal(JournalEvents.WorkflowStarted, entries[0].Event);
            Assert.Equal(instance.DefinitionId == "carry-out" ? JournalEvents.WorkflowCancelled : JournalEvents.WorkflowFinished, entries[^1].Event);
            var begun = entries.Where(entry => entry.Event == JournalEvents.Started).Select(entry => entry.ExecutionId).Order();
            var ended = entries.Where(entry => entry.ExecutionId > 0 && entry.Event is JournalEvents.Completed or JournalEvents.Cancelled).Select(entry => entry.ExecutionId).Order();
            Assert.Equal(begun, ended);
        }

        return 0;
    });

    /// <summary>The person's name, number, address and words stand in none of the engine's rows, nor in a log line.</summary>
    public Task AssertNothingPersonalAsync(IReadOnlyList<string> secrets, IReadOnlyCollection<string> log) => WithAsync(async database =>
    {
        var rows = new List<string>(log);
        rows.AddRange((await database.Instances.ToListAsync(Cancel)).Select(row => Encoding.UTF8.GetString(row.State)));
        rows.AddRange((await database.Journal.ToListAsync(Cancel)).Select(row => Encoding.UTF8.GetString(row.Entries)));
        rows.AddRange((await database.Outbox.ToListAsync(Cancel)).Select(row => row.Payload));
        rows.AddRange((await database.Tasks.ToListAsync(Cancel)).Select(row => $"{row.Title} {row.Text} {row.FormJson} {row.CloseReason}"));
        Assert.NotEmpty(log);
        Assert.All(rows, row => Assert.DoesNotContain(secrets, secret =>
            row.Contains(secret, StringComparison.OrdinalIgnoreCase) || row.Contains(Escaped(secret), StringComparison.OrdinalIgnoreCase)));
        return 0;
    });

    // As JSON writes what is not ASCII.
    private static string Escaped(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();

    private async Task<T> WithAsync<T>(Func<CaseDbContext, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
    }
}
