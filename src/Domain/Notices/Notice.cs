namespace ProcessAutomation.Domain.Notices;

/// <summary>Why a notice may be sent. Stored as the numbers.</summary>
public enum NoticeBasis
{
    /// <summary>The person's consent; checked again when it leaves.</summary>
    Consent = 1,

    /// <summary>The duty to notify; goes without consent, with the minimum.</summary>
    Statutory = 2,

    /// <summary>To the person, or to those who work in the case, about their own work in it.</summary>
    Service = 3,
}

/// <summary>Whom a notice is to. Stored as the numbers; says what the reference is.</summary>
public enum RecipientKind
{
    /// <summary>The convicted person; the reference is the person's id.</summary>
    Person = 1,

    /// <summary>A user; the reference is the user's id.</summary>
    User = 2,

    /// <summary>A group member; the reference is the member's number.</summary>
    Member = 3,

    /// <summary>An agency; the reference is its id.</summary>
    Agency = 4,
}

/// <summary>How far a notice is. Stored as the numbers.</summary>
public enum NoticeStatus
{
    /// <summary>Waits to leave or to be tried again.</summary>
    Queued = 1,

    /// <summary>Taken by the recipient's server.</summary>
    Sent = 2,

    /// <summary>Given up after the last attempt: a person must act.</summary>
    Failed = 3,

    /// <summary>Stopped before it left: the consent is gone, or the case ended.</summary>
    Stopped = 4,

    /// <summary>The recipient has said that they got it.</summary>
    Acknowledged = 5,
}

/// <summary>Whom a notice is to. <paramref name="Reference"/>: an id or number as <paramref name="Kind"/> says.</summary>
public sealed record Recipient(RecipientKind Kind, string Reference);

/// <summary>
/// A notice about a case and what became of it: the delivery log's head. Stored by itself, not with the case; its own version is the
/// attempt count. The text is rendered at the first attempt and frozen.
/// </summary>
public sealed class Notice
{
    private Notice()
    {
    }

    /// <summary>A notice that waits to leave.</summary>
    public Notice(Guid id, Guid caseId, string template, string language, Recipient recipient, NoticeBasis basis, DateTimeOffset queuedAt)
    {
        (Id, CaseId, Template, Language) = (id, caseId, template, language);
        (RecipientKind, RecipientReference, Basis) = (recipient.Kind, recipient.Reference, basis);
        (QueuedAt, Status) = (queuedAt, NoticeStatus.Queued);
    }

    /// <summary>The notice; also the idempotency key of its delivery.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>Key of the template ("summons").</summary>
    public string Template { get; private set; } = "";

    /// <summary>The language it is written in.</summary>
    public string Language { get; private set; } = "";

    /// <summary>What kind of recipient.</summary>
    public RecipientKind RecipientKind { get; private set; }

    /// <summary>Which one.</summary>
    public string RecipientReference { get; private set; } = "";

    /// <summary>Why it may be sent.</summary>
    public NoticeBasis Basis { get; private set; }

    /// <summary>How far it is.</summary>
    public NoticeStatus Status { get; private set; }

    /// <summary>When it was queued, UTC.</summary>
    public DateTimeOffset QueuedAt { get; private set; }

    /// <summary>When it was sent, given up, stopped or acknowledged, UTC; null: queued.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The address it went to, frozen with the text; null: not tried yet.</summary>
    public string? Address { get; private set; }

    /// <summary>The frozen subject; null: not rendered yet.</summary>
    public string? Subject { get; private set; }

    /// <summary>The frozen text; null: not rendered yet.</summary>
    public string? Body { get; private set; }

    /// <summary>Attempts made, from 0.</summary>
    public int Attempts { get; private set; }

    /// <summary>Stable code of the latest failure or of why it was stopped ("smtp.refused", "consent.withdrawn"); null: none.</summary>
    public string? Code { get; private set; }

    /// <summary>Whether it may leave: a notice on consent needs the consent to stand now.</summary>
    public bool MayLeave(bool hasConsent) => Status == NoticeStatus.Queued && (Basis != NoticeBasis.Consent || hasConsent);

    /// <summary>Freezes address and text, once; later calls change nothing.</summary>
    public void Freeze(string address, string subject, string body)
    {
        if (Subject is null)
            (Address, Subject, Body) = (address, subject, body);
    }

    /// <summary>Enters an attempt and its outcome. <paramref name="failure"/> null: sent; else its code, and with <paramref name="isLast"/> it is given up.</summary>
    public NoticeAttempt Try(DateTimeOffset at, string? failure, bool isLast)
    {
        Attempts++;
        Code = failure;
        if (failure is null)
            (Status, SettledAt) = (NoticeStatus.Sent, at);
        else if (isLast)
            (Status, SettledAt) = (NoticeStatus.Failed, at);
        return new NoticeAttempt(Id, Attempts, at, failure);
    }

    /// <summary>Stops it before it leaves. False when it has left or was given up: then there is nothing to stop.</summary>
    public bool Stop(DateTimeOffset at, string code)
    {
        if (Status != NoticeStatus.Queued)
            return false;
        (Status, SettledAt, Code) = (NoticeStatus.Stopped, at, code);
        return true;
    }

    /// <summary>The recipient has said that they got it. False when it was never sent.</summary>
    public bool Acknowledge(DateTimeOffset at)
    {
        if (Status is not (NoticeStatus.Sent or NoticeStatus.Acknowledged))
            return false;
        if (Status == NoticeStatus.Sent)
            (Status, SettledAt) = (NoticeStatus.Acknowledged, at);
        return true;
    }
}

/// <summary>One attempt to deliver a notice; counts from 1.</summary>
public sealed class NoticeAttempt
{
    private NoticeAttempt()
    {
    }

    internal NoticeAttempt(Guid noticeId, int number, DateTimeOffset at, string? failure) =>
        (NoticeId, Number, At, Failure) = (noticeId, number, at, failure);

    /// <summary>The notice.</summary>
    public Guid NoticeId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Stable code of the failure; null: it went out.</summary>
    public string? Failure { get; private set; }
}
