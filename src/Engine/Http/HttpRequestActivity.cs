using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Engine.Http;

/// <summary>
/// Sends a request and waits for its answer. The request leaves after the burst has committed, at least once, always with the same header
/// <c>Idempotency-Key</c>; the answer comes back as a stimulus (docs/adr/0013).
/// </summary>
public abstract class HttpRequestActivity : Activity
{
    private protected abstract RequestInputs Request { get; }

    /// <inheritdoc/>
    public sealed override object? Compile(ActivityNode node, ProblemSink problems)
    {
        Request.Check(node, problems);
        return CompileAnswers(node, problems);
    }

    /// <inheritdoc/>
    public sealed override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        Send(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public sealed override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var answer = HttpAnswer.Read(resumption.Payload);
        if (context.Attempt == 1)
        {
            ThrowIfRefused(answer);
        }

        context.Remove(resumption.Bookmark.Id);
        switch (answer)
        {
            case HttpAnswer.Response response:
                Take(context, response);
                Answered(context, response.StatusCode);
                break;
            case HttpAnswer.NoResponse { Reason: NoResponseReason.FailedToConnect }:
                NotConnected(context);
                break;
            case HttpAnswer.NoResponse { Reason: NoResponseReason.Timeout }:
                TimedOut(context);
                break;
            case HttpAnswer.NoResponse:
                Send(context); // a person has asked for another try, after mending what stood in its way
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return ValueTask.CompletedTask;
    }

    private protected virtual object? CompileAnswers(ActivityNode node, ProblemSink problems) => null;

    private protected abstract void Take(ActivityContext context, HttpAnswer.Response response);

    private protected abstract void Answered(ActivityContext context, int statusCode);

    private protected abstract void NotConnected(ActivityContext context);

    private protected abstract void TimedOut(ActivityContext context);

    private static void ThrowIfRefused(HttpAnswer answer)
    {
        switch (answer)
        {
            case HttpAnswer.NoResponse { Reason: NoResponseReason.AddressRefused }:
                throw new ActivityFault("http.address-refused", "the address is not a public one and Http:AllowedHosts does not name its host", retryable: false);
            case HttpAnswer.NoResponse { Reason: NoResponseReason.TooLarge }:
                throw new ActivityFault("http.response-too-large", "the answer is larger than Http:MaxResponseBytes", retryable: false);
        }
    }

    private void Send(ActivityContext context)
    {
        var bookmark = context.Wait(HttpStimuli.Response, context.IdempotencyKey);
        var request = Request.Read(context, bookmark.Id);
        context.Enqueue(new OutboxMessage
        {
            Id = context.Services.GetRequiredService<IdSource>().New(),
            Key = string.Create(CultureInfo.InvariantCulture, $"{context.IdempotencyKey}:http:{context.Attempt}"),
            Kind = OutboxKinds.HttpRequest,
            PayloadJson = request.ToJson(),
            CreatedAt = context.Now,
        });
    }
}
