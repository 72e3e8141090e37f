namespace ProcessAutomation.Host.Delivery;

/// <summary>One mail as it leaves. Holds a person's address and text: never logged, never part of an exception's message.</summary>
/// <param name="MessageId">Without angle brackets, e.g. <c>5f…@example.org</c>. The same for every attempt at the same notice.</param>
/// <param name="Date">Instant the text was made, business clock, UTC.</param>
/// <param name="To">One address, passed by <see cref="EmailAddressCheck"/>.</param>
public sealed record EmailMessage(string MessageId, DateTimeOffset Date, string To)
{
    /// <summary>One line of plain text.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text with LF or CRLF line ends.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"EmailMessage {{ {MessageId} }}";
}
