using System.Diagnostics;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Composes a message. Called before every attempt, in a scope of its own; at the second its text no longer counts, its verdict does.</summary>
public delegate ValueTask<ComposedNotice> ComposeMail(IServiceProvider services, OutboxMessage message, CancellationToken cancellationToken);

/// <summary>
/// Records the last attempt at a message that is given up, together with what follows for people (a human task). One transaction:
/// either both are stored or neither, and then the attempt is made again. False: the claim has been superseded.
/// </summary>
public delegate ValueTask<bool> GiveUpMail(OutboxMessage message, DeliveryResult last, CancellationToken cancellationToken);

/// <summary>Carries mails out of the outbox, one after the other. At least once: see docs/adr/0008.</summary>
/// <remarks>Several processes may do this at the same time; the outbox leases each message to one of them.</remarks>
public sealed partial class Courier(
    IOutboxStore outbox,
    IEmailTransport transport,
    IServiceScopeFactory scopes,
    ComposeMail compose,
    GiveUpMail giveUp,
    TimeProvider machineClock,
    Database database,
    StorageWatch watch,
    IOptions<EmailOptions> options,
    ILogger<Courier> logger)
{
    internal static readonly string[] Kinds = [OutboxKinds.Email];

    // An attempt that has begun when the process is asked to stop may go on for this long: broken off, the mail might come twice.
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RecordPause = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<TimeSpan> pauses = options.Value.RetryAfter is { Count: > 0 } given ? given : RetrySchedule.Default;
    private readonly string domain = options.Value.From[(options.Value.From.LastIndexOf('@') + 1)..];

    /// <summary>Makes one attempt at the message that is due longest. False: none is due, or others have them.</summary>
    public async Task<bool> CarryNextAsync(CancellationToken cancellationToken)
    {
        // One at a time: a longer claim would keep mails from the other processes, and for its whole lease after a crash.
        var claimed = await outbox.ClaimAsync(Kinds, max: 1, DeliveryHold.Lease, cancellationToken);
        if (claimed.IsEmpty)
            return false;
        await CarryAsync(claimed[0], cancellationToken);
        return true;
    }

    private async Task CarryAsync(ClaimedDelivery delivery, CancellationToken stopping)
    {
        await using var hold = new DeliveryHold(outbox, delivery, machineClock);
        using var ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, machineClock);
        await using var stop = stopping.Register(() => ending.CancelAfter(Finishing));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, hold.Lost);
        DeliveryResult? result = null;
        try
        {
            result = await AttemptAsync(delivery, either.Token);
            if (result is null)
                LogSuperseded(delivery.Message.Id, delivery.Attempt);
            else
                await RecordAsync(delivery, result, either.Token);
        }
        catch (OperationCanceledException) when (hold.Lost.IsCancellationRequested)
        {
            LogSuperseded(delivery.Message.Id, delivery.Attempt);
        }
        catch (OperationCanceledException)
        {
            if (result is null)
                await TryReleaseAsync(hold);
        }
        catch (Exception failure) when (failure is not StorageUnavailableException)
        {
            // One message that cannot be recorded must not hold up the others; it comes back when its lease ends.
            LogBroken(delivery.Message.Id, delivery.Attempt, failure.GetType().Name);
        }
    }

    private static async ValueTask TryReleaseAsync(DeliveryHold hold)
    {
        try
        {
            await hold.ReleaseAsync(CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // It goes to others when the lease ends.
        }
    }

    // What has been sent cannot be called back. While the database takes no note of it the claim is held and nothing else is sent: else an
    // outage of an hour would be a mail every few seconds.
    private async Task RecordAsync(ClaimedDelivery delivery, DeliveryResult result, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var recorded = result.Status == OutboxStatus.Failed
                    ? await giveUp(delivery.Message, result, cancellationToken)
                    : await outbox.RecordAsync(result, cancellationToken);
                if (recorded)
                    LogAttempt(delivery.Message.Id, delivery.Attempt, result.Code, result.Status);
                else
                    LogSuperseded(delivery.Message.Id, delivery.Attempt);
                return;
            }
            catch (StorageUnavailableException failure)
            {
                watch.Failed(failure);
            }

            await Task.Delay(RecordPause, machineClock, cancellationToken);
        }
    }

    // Null: the claim has been superseded, somebody else carries the message.
    private async Task<DeliveryResult?> AttemptAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        ComposedNotice composed;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            composed = await compose(scope.ServiceProvider, delivery.Message, cancellationToken);
        }
        catch (Exception failure) when (database.Unavailable(failure) is not null)
        {
            throw database.Unavailable(failure)!; // not the message's fault: no attempt was made
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A template or a case that does not fit together may be mended; until then it is an attempt like others, and ends in a task.
            LogNotComposed(delivery.Message.Id, delivery.Attempt, failure.GetType().Name);
            return Deferred(delivery, "mail.not-composed");
        }

        return composed switch
        {
            ComposedNotice.Withheld withheld => Result(delivery, withheld.Code, OutboxStatus.Revoked),
            ComposedNotice.Impossible impossible => Result(delivery, impossible.Code, OutboxStatus.Failed),
            ComposedNotice.Ready ready => await SendAsync(delivery, ready, cancellationToken),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<DeliveryResult?> SendAsync(ClaimedDelivery delivery, ComposedNotice.Ready ready, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        var stored = message.Rendered;
        if (stored is null)
        {
            var check = EmailAddressCheck.Of(ready.Address);
            if (check is EmailAddressCheck.Invalid invalid)
                return Result(delivery, invalid.Code, OutboxStatus.Failed);
            var address = ((EmailAddressCheck.Valid)check).Address;
            stored = await outbox.FreezeAsync(message.Id, delivery.Fence, new FrozenMail(address, ready.Text.Subject, ready.Text.Body).ToJson(), cancellationToken);
            if (stored is null)
                return null;
        }

        var frozen = FrozenMail.Read(stored);
        var mail = new EmailMessage(FrozenMail.MessageId(message.Key, domain), message.CreatedAt, frozen.To) { Subject = frozen.Subject, Text = Linked(frozen.Text, ready) };
        switch (await transport.SendAsync(mail, cancellationToken))
        {
            case EmailOutcome.Accepted accepted:
                CrashPoints.Reach(CrashPoint.AfterAccepted);
                return Result(delivery, accepted.Code, OutboxStatus.Sent);
            case EmailOutcome.Refused refused:
                return Result(delivery, refused.Code, OutboxStatus.Failed);
            case EmailOutcome.Deferred deferred:
                return Deferred(delivery, deferred.Code);
            default:
                throw new UnreachableException();
        }
    }

    // The link is a key to the notice: it stands in the mail alone, never in what is stored of it.
    private static string Linked(string text, ComposedNotice.Ready ready) =>
        text.Replace(AnswerLinks.Marker, ready.AnswerLink ?? "", StringComparison.Ordinal);

    private DeliveryResult Deferred(ClaimedDelivery delivery, string code)
    {
        var pause = RetrySchedule.PauseAfter(pauses, delivery.Attempt, delivery.Message.Key);
        return Result(delivery, code, pause is null ? OutboxStatus.Failed : OutboxStatus.Waiting, pause);
    }

    private DeliveryResult Result(ClaimedDelivery delivery, string code, OutboxStatus status, TimeSpan? pause = null)
    {
        var now = machineClock.GetUtcNow();
        return new DeliveryResult
        {
            OutboxId = delivery.Message.Id,
            Fence = delivery.Fence,
            Attempt = delivery.Attempt,
            At = now,
            Code = code,
            Status = status,
            NextAttemptAt = now + pause,
        };
    }

    [LoggerMessage(4101, LogLevel.Information, "Message {OutboxId}: attempt {Attempt} ended with {Code}, now {Status}")]
    private partial void LogAttempt(Guid outboxId, int attempt, string code, OutboxStatus status);

    [LoggerMessage(4102, LogLevel.Information, "Message {OutboxId}: attempt {Attempt} is dropped, another process has taken over")]
    private partial void LogSuperseded(Guid outboxId, int attempt);

    [LoggerMessage(4104, LogLevel.Error, "Message {OutboxId}: attempt {Attempt} could not be composed ({ExceptionType})")]
    private partial void LogNotComposed(Guid outboxId, int attempt, string exceptionType);

    [LoggerMessage(4103, LogLevel.Error, "Message {OutboxId}: attempt {Attempt} broke off with {ExceptionType}; it is tried again when its lease ends")]
    private partial void LogBroken(Guid outboxId, int attempt, string exceptionType);
}
