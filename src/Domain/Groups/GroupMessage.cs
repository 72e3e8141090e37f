namespace ProcessAutomation.Domain.Groups;

/// <summary>
/// A message in the group's thread on the case. Stored by itself, not with the case. Its text is personal.
/// </summary>
public sealed class GroupMessage
{
    private GroupMessage()
    {
    }

    /// <summary>A message by a user, at an instant (UTC).</summary>
    public GroupMessage(Guid id, Guid caseId, string authorId, string text, DateTimeOffset at) =>
        (Id, CaseId, AuthorId, Text, At) = (id, caseId, authorId, text, at);

    /// <summary>The longest text.</summary>
    public const int MaxLength = 4000;

    /// <summary>The message.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>Who wrote it: a user id.</summary>
    public string AuthorId { get; private set; } = "";

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }
}
