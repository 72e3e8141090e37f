using System.Diagnostics;
using System.Text.Json;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Http;

/// <summary>
/// Carries requests of flows out of the outbox and their answers back. The answer, the end of the message and the burst that follows commit in one
/// transaction: inside, an answer counts once. Outside, a process that dies after sending leaves the request to be sent again (docs/adr/0013).
/// </summary>
public sealed partial class RequestCourier(
    IOutboxStore outbox, RequestSender sender, WorkflowRuntime runtime, IEngineStore store, EngineClocks clocks, StorageWatch watch, ILogger<RequestCourier> logger)
{
    internal static readonly string[] Kinds = [OutboxKinds.HttpRequest];

    // A request on its way when the process is asked to stop may go on for this long: broken off, it would be sent again.
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RecordPause = TimeSpan.FromSeconds(1);

    /// <summary>Takes the request that is due longest; null: none is due, or others have them.</summary>
    public async Task<ClaimedDelivery?> ClaimAsync(CancellationToken cancellationToken) =>
        await outbox.ClaimAsync(Kinds, max: 1, DeliveryHold.Lease, cancellationToken) is [var claimed, ..] ? claimed : null;

    /// <summary>Sends it and brings the answer back. Does not throw: what cannot be recorded is sent again when its lease has ended.</summary>
    public async Task CarryAsync(ClaimedDelivery delivery, CancellationToken stopping)
    {
        await using var hold = new DeliveryHold(outbox, delivery, clocks.Machine);
        using var ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clocks.Machine);
        await using var stop = stopping.Register(() => ending.CancelAfter(Finishing));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, hold.Lost);
        try
        {
            var request = OutgoingRequest.Read(delivery.Message.PayloadJson);
            var answer = await sender.SendAsync(request, either.Token);
            CrashPoints.Reach(CrashPoint.AfterAccepted);
            await BringBackAsync(delivery, request, answer, either.Token);
        }
        catch (Exception superseded) when (superseded is DeliverySupersededException || (superseded is OperationCanceledException && hold.Lost.IsCancellationRequested))
        {
            LogSuperseded(delivery.Message.Id);
        }
        catch (OperationCanceledException)
        {
            // The process ends. The request may have been seen: it is sent again when the lease has ended, not before.
        }
        catch (Exception failure)
        {
            LogBroken(delivery.Message.Id, failure.GetType().Name);
        }
    }

    // What has been sent cannot be called back: while the database takes no note of it, the claim is held.
    private async Task BringBackAsync(ClaimedDelivery delivery, OutgoingRequest request, HttpAnswer answer, CancellationToken cancellationToken)
    {
        var result = ResultOf(delivery, answer);
        while (true)
        {
            try
            {
                await RecordAsync(delivery.Message, request, answer.ToJson(), result, cancellationToken);
                LogAnswered(delivery.Message.Id, delivery.Attempt, result.Code);
                return;
            }
            catch (StorageUnavailableException failure)
            {
                watch.Failed(failure);
            }

            await Task.Delay(RecordPause, clocks.Machine, cancellationToken);
        }
    }

    private async Task RecordAsync(OutboxMessage message, OutgoingRequest request, string answer, DeliveryResult result, CancellationToken cancellationToken)
    {
        Stimulus StimulusAt(DateTimeOffset now) => new()
        {
            InstanceId = message.InstanceId!.Value, // an activity made it
            Key = $"http:{message.Key}",
            Name = HttpStimuli.Response,
            BookmarkKey = request.IdempotencyKey,
            BookmarkId = request.BookmarkId,
            PayloadJson = answer,
            CreatedAt = now,
        };

        try
        {
            await runtime.ExecuteAsync(
                (unit, _) =>
                {
                    unit.Record(result);
                    unit.Deliver(StimulusAt(unit.Now));
                    return ValueTask.FromResult(true);
                },
                cancellationToken);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DeliverySupersededException or StorageUnavailableException))
        {
            // The burst could not be run. The request must not be sent again for that: the answer waits for the instance.
            LogNotRun(message.Id, failure.GetType().Name);
            await using var session = await store.OpenAsync(cancellationToken);
            var commit = new BurstCommit { At = clocks.Now, Deliveries = [result], Stimuli = [StimulusAt(clocks.Now)] };
            if (await session.CommitAsync(commit, cancellationToken) is CommitOutcome.StaleDelivery) throw new DeliverySupersededException(message.Id);
        }
    }

    private DeliveryResult ResultOf(ClaimedDelivery delivery, HttpAnswer answer) => new()
    {
        OutboxId = delivery.Message.Id,
        Fence = delivery.Fence,
        Attempt = delivery.Attempt,
        At = clocks.MachineNow,
        Code = answer switch
        {
            HttpAnswer.Response response => FormattableString.Invariant($"http.{response.StatusCode}"),
            HttpAnswer.NoResponse none => $"http.{JsonNamingPolicy.KebabCaseLower.ConvertName(none.Reason.ToString())}",
            _ => throw new UnreachableException(),
        },
        Status = answer is HttpAnswer.Response ? OutboxStatus.Sent : OutboxStatus.Failed,
    };

    [LoggerMessage(4201, LogLevel.Information, "Request {OutboxId}: attempt {Attempt} ended with {Code}")]
    private partial void LogAnswered(Guid outboxId, int attempt, string code);

    [LoggerMessage(4202, LogLevel.Information, "Request {OutboxId} is dropped, another process has taken over")]
    private partial void LogSuperseded(Guid outboxId);

    [LoggerMessage(4203, LogLevel.Error, "Request {OutboxId} broke off with {ExceptionType}; it is sent again when its lease ends")]
    private partial void LogBroken(Guid outboxId, string exceptionType);

    [LoggerMessage(4205, LogLevel.Error, "The burst after the answer to request {OutboxId} could not be run ({ExceptionType}); the answer is kept for it")]
    private partial void LogNotRun(Guid outboxId, string exceptionType);
}
