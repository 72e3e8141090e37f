namespace ProcessAutomation.Host.Delivery;

/// <summary>The edge at which mail leaves the process: <see cref="SmtpTransport"/> or <see cref="EmlFileTransport"/>. Thread-safe.</summary>
public interface IEmailTransport
{
    /// <summary>The longest one attempt takes.</summary>
    TimeSpan MaxDuration { get; }

    /// <summary>Makes one attempt. Answers of the other side, time-outs and broken connections are results, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The process shuts down; the attempt counts as never made.</exception>
    Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken);
}

/// <summary>What one attempt ended in. Closed: only the nested cases exist.</summary>
public abstract record EmailOutcome
{
    private EmailOutcome(string code) => Code = code;

    /// <summary>Stable, without personal text, e.g. <c>smtp.250</c>, <c>smtp.timeout</c>.</summary>
    public string Code { get; }

    /// <summary>The other side has taken responsibility for the mail.</summary>
    public sealed record Accepted(string Code) : EmailOutcome(Code);

    /// <summary>Another attempt may succeed: the server is busy, away, or set up wrongly on either side.</summary>
    public sealed record Deferred(string Code) : EmailOutcome(Code);

    /// <summary>This mail to this recipient will never be accepted.</summary>
    public sealed record Refused(string Code) : EmailOutcome(Code);
}
