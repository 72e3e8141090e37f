using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Notices;

/// <summary>What the recipient of a notice says to it. Stored as the numbers.</summary>
public enum NoticeAnswer
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Received.</summary>
    Received = 1,

    /// <summary>Received, and they take care of what it is about.</summary>
    Taken = 2,

    /// <summary>It is not theirs; the contact officer must find whose it is.</summary>
    NotOurs = 3,
}

/// <summary>
/// What one recipient is asked about one notice, and what was answered. The first answer of the recipient stands; what is not theirs may be
/// answered once more by those who keep the case. Stored by itself, not with the case. The message is personal text.
/// </summary>
public sealed class NoticeAcknowledgement
{
    private NoticeAcknowledgement()
    {
    }

    /// <summary>Asks for an answer to a notice. <paramref name="noticeId"/>: the message in the outbox, which is to one recipient.</summary>
    public NoticeAcknowledgement(Guid noticeId, Guid caseId, RecipientKind toKind, string toReference, DateTimeOffset askedAt) =>
        (NoticeId, CaseId, ToKind, ToReference, AskedAt) = (noticeId, caseId, toKind, toReference, askedAt);

    /// <summary>The notice.</summary>
    public Guid NoticeId { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>What <see cref="ToReference"/> refers to.</summary>
    public RecipientKind ToKind { get; private set; }

    /// <summary>Whom the notice is to: an id or a number.</summary>
    public string ToReference { get; private set; } = "";

    /// <summary>When it first went out with the question, business clock, UTC.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>The answer.</summary>
    public NoticeAnswer Answer { get; private set; }

    /// <summary>What they added; null: nothing.</summary>
    public string? Message { get; private set; }

    /// <summary>When it was answered, business clock, UTC; null: not yet.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>User id of who answered; null: not yet, or the recipient by the link, without signing in.</summary>
    public string? AnsweredBy { get; private set; }

    /// <summary>Answered by the link in the notice.</summary>
    public bool ByLink { get; private set; }

    /// <summary>The recipient answers. <paramref name="userId"/> null: by the link. Refused when it has been answered, and when the message is too long.</summary>
    public Refusal? Reply(NoticeAnswer answer, string? message, string? userId, DateTimeOffset now)
    {
        if (Answer != NoticeAnswer.None)
            return Refusal.Of(RefusalCodes.NoticeAnswered);
        return Set(answer, message, userId, now);
    }

    /// <summary>Somebody who keeps the case answers for the recipient: nothing has been said yet, or that it is not theirs.</summary>
    public Refusal? ReplyFor(NoticeAnswer answer, string? message, string userId, DateTimeOffset now)
    {
        if (Answer is NoticeAnswer.Received or NoticeAnswer.Taken)
            return Refusal.Of(RefusalCodes.NoticeAnswered);
        return Set(answer, message, userId, now);
    }

    private Refusal? Set(NoticeAnswer answer, string? message, string? userId, DateTimeOffset now)
    {
        if (answer == NoticeAnswer.None || !Enum.IsDefined(answer))
            return Refusal.Of(RefusalCodes.NoticeAnswerUnknown, "answer");
        if (TextLimits.Check(message, TextLimits.Reason, "message") is { } tooLong)
            return tooLong;
        (Answer, Message) = (answer, string.IsNullOrWhiteSpace(message) ? null : message.Trim());
        (AnsweredAt, AnsweredBy, ByLink) = (now, userId, userId is null);
        return null;
    }
}
