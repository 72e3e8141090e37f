using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Host.Delivery;

/// <summary>What an outbox message of kind <c>email</c> amounts to at the moment it shall leave. Closed: only the nested cases exist.</summary>
public abstract record MailDraft
{
    private MailDraft()
    {
    }

    /// <summary>To be sent. <paramref name="To"/> is as registered and not yet checked.</summary>
    public sealed record Ready(string? To, string Subject, string Text) : MailDraft
    {
        /// <inheritdoc/>
        public override string ToString() => "Ready";
    }

    /// <summary>May not leave (any more), e.g. because consent was withdrawn. <paramref name="Code"/>: stable, e.g. <c>consent.withdrawn</c>.</summary>
    public sealed record Withheld(string Code) : MailDraft;

    /// <summary>Nobody to send it to, or nothing to say. <paramref name="Code"/>: stable, e.g. <c>address.missing</c>.</summary>
    public sealed record Impossible(string Code) : MailDraft;
}

/// <summary>Makes the draft of a message. Called before every attempt, in a scope of its own; at the second its text no longer counts, its verdict does.</summary>
public delegate ValueTask<MailDraft> DraftMail(IServiceProvider services, OutboxMessage message, CancellationToken cancellationToken);

/// <summary>
/// Records the last attempt at a message that is given up, together with what follows for people (a human task). One transaction:
/// either both are stored or neither, and then the attempt is made again. False: the claim has been superseded.
/// </summary>
public delegate ValueTask<bool> GiveUpMail(OutboxMessage message, DeliveryResult last, CancellationToken cancellationToken);
