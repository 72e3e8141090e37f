using ProcessAutomation.Engine.Http;

namespace ProcessAutomation.Host.Http;

/// <summary>What a flow has answered, as it goes out. Committed before it is made.</summary>
internal sealed class FlowAnswer(HttpReply reply) : IResult
{
    // Flows answer on the same site as the pages: what they send must not act as one of them.
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The answer; without one, that the request has been taken in and by which instance.</summary>
    public static IResult Of(Guid instanceId, HttpReply? reply) =>
        reply is null ? TypedResults.Accepted((string?)null, new AcceptedRequest(instanceId)) : new FlowAnswer(reply);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = Sandbox;
        response.Headers.CacheControl = "no-store";
        foreach (var (name, values) in reply.Headers) response.Headers[name] = values;
        if (reply.Filename is not null)
        {
            var tag = reply.EntityTag is null ? null : Microsoft.Net.Http.Headers.EntityTagHeaderValue.Parse(reply.EntityTag);
            return TypedResults.File(reply.Body.ToArray(), reply.ContentType, reply.Filename, reply.IsResumable, entityTag: tag).ExecuteAsync(httpContext);
        }

        response.StatusCode = reply.StatusCode;
        if (reply.ContentType is null) return Task.CompletedTask;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(reply.Body, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>A request was taken in and the flow has not answered it in the burst it led to.</summary>
/// <param name="WorkflowInstanceId">Who took it.</param>
public sealed record AcceptedRequest(Guid WorkflowInstanceId);
