using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Tests.Storage;

/// <summary>Rows as an engine would write them, with as little to say about each as possible.</summary>
internal static class StoredThings
{
    public static readonly DateTimeOffset Noon = new(2027, 1, 12, 12, 0, 0, TimeSpan.Zero);

    public static readonly IdSource Ids = new(TimeProvider.System);

    public static InstanceWrite Instance(Guid? id = null, long revision = 0, string state = "{}", string? correlation = "case-1") => New(id ?? Ids.New(), revision, state, correlation);

    public static InstanceWrite Ended(this InstanceWrite instance) =>
        instance with { Status = InstanceStatus.Finished, SubStatus = InstanceSubStatus.Finished };

    public static InstanceWrite Next(this StoredInstance instance, string state = "{}") =>
        New(instance.Id, instance.Revision, state, instance.CorrelationId);

    public static Bookmark Bookmark(Guid instanceId, string name = "Event", string key = "E", string? correlation = "case-1", DateTimeOffset? dueAt = null) => new()
    {
        Id = Ids.New(),
        InstanceId = instanceId,
        NodeId = "Workflow1:flowchart1:wait",
        ExecutionId = 3,
        Name = name,
        Key = key,
        CorrelationId = correlation,
        DueAt = dueAt,
    };

    public static Stimulus Stimulus(Guid instanceId, string key = "s1", DateTimeOffset? notBefore = null) => new()
    {
        InstanceId = instanceId,
        Key = key,
        Name = "Event",
        BookmarkKey = "E",
        PayloadJson = """{"id":1}""",
        NotBefore = notBefore,
        CreatedAt = Noon,
    };

    public static Broadcast Broadcast(string key = "E", string? correlation = null) =>
        new() { Id = Ids.New(), Name = "Event", Key = key, CorrelationId = correlation, CreatedAt = Noon };

    public static HumanTask TaskOf(Guid? instanceId = null, Guid? bookmarkId = null) => new()
    {
        Id = Ids.New(),
        InstanceId = instanceId,
        BookmarkId = bookmarkId,
        Step = "needs-map",
        Title = "Map the needs",
        Text = "",
        Role = "contact-officer",
        FormJson = "[]",
        OutcomesJson = """["Done"]""",
        DueAt = Noon.AddDays(10),
        CreatedAt = Noon,
    };

    public static OutboxMessage Message(string? key = null, Guid? instanceId = null, string kind = "email") =>
        new() { Id = Ids.New(), Key = key ?? Ids.New().ToString(), Kind = kind, InstanceId = instanceId, PayloadJson = "{}", CreatedAt = Noon };

    public static JournalBlock JournalOf(long first = 1)
    {
        using var writer = new JournalWriter();
        writer.Write(new JournalEntry(first, Noon, "Workflow1:a", 1, "Started", null));
        writer.Write(new JournalEntry(first + 1, Noon, "Workflow1:a", 1, "Completed", "Done", 3));
        return writer.Finish()!;
    }

    public static async Task<CommitOutcome> WriteAsync(this IEngineStore store, BurstCommit commit)
    {
        await using var session = await store.OpenAsync(Xunit.TestContext.Current.CancellationToken);
        return await session.CommitAsync(commit, Xunit.TestContext.Current.CancellationToken);
    }

    public static async Task<StoredInstance?> ReadAsync(this IEngineStore store, Guid instanceId, string? stimulusKey = null)
    {
        await using var session = await store.OpenAsync(Xunit.TestContext.Current.CancellationToken);
        return await session.LoadAsync(instanceId, stimulusKey, Xunit.TestContext.Current.CancellationToken);
    }

    private static InstanceWrite New(Guid id, long revision, string state, string? correlation) => new()
    {
        Id = id,
        ExpectedRevision = revision,
        DefinitionId = "reintegration",
        VersionId = "reintegration-1",
        CorrelationId = correlation,
        RootId = id,
        Status = InstanceStatus.Running,
        SubStatus = InstanceSubStatus.Suspended,
        BehaviourVersion = 1,
        State = System.Text.Encoding.UTF8.GetBytes(state),
    };
}
