using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Makes outbox messages of notices.</summary>
internal static class NoticeQueue
{
    /// <summary>Which transport carries notices.</summary>
    public const string Kind = "email";

    /// <summary>A message that is one message however often the same act makes it.</summary>
    /// <param name="ids">Source of its id.</param>
    /// <param name="act">What sends it: an execution's idempotency key, or a change's own.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="payload">Whom and what.</param>
    /// <param name="now">Business clock, UTC.</param>
    public static OutboxMessage Message(IdSource ids, string act, Guid caseId, NoticePayload payload, DateTimeOffset now) => new()
    {
        Id = ids.New(),
        Key = $"{act}:{payload.Template}:{payload.To.Kind}:{payload.To.Reference}",
        Kind = Kind,
        CaseId = caseId,
        PayloadJson = payload.ToJson(),
        CreatedAt = now,
    };
}
