using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Host.Api;

namespace ProcessAutomation.Host.Http;

/// <summary>
/// Requests to flows: everything below <see cref="BasePath"/>. A request starts an instance or resumes one; what the flow writes in that burst is
/// the answer, and it is sent after the burst has committed, never before (docs/adr/0013).
/// </summary>
internal static partial class WorkflowEndpoints
{
    /// <summary>Where the endpoints of flows begin; Elsa's default.</summary>
    public const string BasePath = "/workflows";

    private const string InstanceHeader = "X-Workflow-Instance-ID";
    private const string InstanceQuery = "workflowInstanceId";
    private const string CorrelationHeader = "X-Correlation-ID";
    private const string CorrelationQuery = "correlationId";

    public static WebApplication MapWorkflowEndpoints(this WebApplication app)
    {
        app.Map(BasePath + "/{**path}", AnswerAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return app;
    }

    /// <summary>Whether a request is for a flow, which has limits of its own.</summary>
    public static bool IsOne(HttpContext context) => context.Request.Path.StartsWithSegments(BasePath, StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerAsync(HttpContext context, EndpointFinder finder, WorkflowRuntime runtime, TimeProvider clock, ILoggerFactory loggers)
    {
        var path = context.Request.Path.Value![BasePath.Length..]; // the route begins with it
        path = path.Length == 0 ? "/" : path;
        if (ReadTarget(context, out var instanceId, out var correlationId) is { } unreadable)
        {
            await Problems.Unreadable(context, StatusCodes.Status400BadRequest, unreadable).ExecuteAsync(context);
            return;
        }

        var aborted = context.RequestAborted;
        switch (await finder.FindAsync(context.Request.Method.ToUpperInvariant(), path, instanceId, correlationId, aborted))
        {
            case FoundEndpoint.Starts start:
                await LetInAsync(context, path, start.Settings, clock, loggers, (request, token) => StartAsync(runtime, start, request, token));
                break;
            case FoundEndpoint.Resumes resume:
                await LetInAsync(context, path, resume.Settings, clock, loggers, (request, token) => ResumeAsync(runtime, resume, request, token));
                break;
            case FoundEndpoint.OtherMethods other:
                context.Response.Headers.Allow = string.Join(", ", other.Allowed);
                await Problems.Bare(context, StatusCodes.Status405MethodNotAllowed).ExecuteAsync(context);
                break;
            case FoundEndpoint.Ambiguous:
                await Problems.Conflict(context, "ambiguous-endpoint", $"Several workflows wait for this request. Name the one that is meant with {CorrelationHeader} or {InstanceHeader}.").ExecuteAsync(context);
                break;
            case FoundEndpoint.Nothing:
                await Problems.NotFound(context, "endpoint").ExecuteAsync(context);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static async Task LetInAsync(
        HttpContext context, string path, HttpEndpointSettings settings, TimeProvider clock, ILoggerFactory loggers,
        Func<IncomingRequest, CancellationToken, Task<(Guid InstanceId, HttpExchange Exchange)>> run)
    {
        if (!await MayEnterAsync(context, settings, loggers)) return;
        using var late = new CancellationTokenSource(settings.RequestTimeout ?? Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            switch (await RequestReader.ReadAsync(context, path, settings, either.Token))
            {
                case ReadRequest.Read read:
                    var (instanceId, exchange) = await run(read.Request, either.Token);
                    await (exchange.IsTaken ? FlowAnswer.Of(instanceId, exchange.Reply) : Problems.NotFound(context, "endpoint")).ExecuteAsync(context);
                    break;
                case ReadRequest.OverLimit over:
                    await Problems.OverLimit(context, over.Status, over.Limit).ExecuteAsync(context);
                    break;
                case ReadRequest.Malformed:
                    await Problems.Unreadable(context, StatusCodes.Status400BadRequest).ExecuteAsync(context);
                    break;
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await Problems.TooLate(context).ExecuteAsync(context);
        }
    }

    private static Task<(Guid, HttpExchange)> StartAsync(WorkflowRuntime runtime, FoundEndpoint.Starts start, IncomingRequest request, CancellationToken cancellationToken)
    {
        var payload = request.ToPayload();
        return runtime.ExecuteAsync(
            (unit, _) =>
            {
                var exchange = unit.ExpectReply();
                var id = unit.Start(new StartRequest
                {
                    DefinitionId = start.DefinitionId,
                    VersionId = start.VersionId,
                    TriggerActivityId = start.ActivityId,
                    TriggerPayload = payload,
                });
                return ValueTask.FromResult((id, exchange));
            },
            cancellationToken);
    }

    private static Task<(Guid, HttpExchange)> ResumeAsync(WorkflowRuntime runtime, FoundEndpoint.Resumes resume, IncomingRequest request, CancellationToken cancellationToken)
    {
        var payload = request.ToPayload().GetRawText();
        var waiting = resume.Waiting;
        return runtime.ExecuteAsync(
            (unit, _) =>
            {
                var exchange = unit.ExpectReply();
                unit.Deliver(new Stimulus
                {
                    InstanceId = waiting.InstanceId,
                    Key = $"request:{waiting.BookmarkId:N}", // a bookmark is met by one request
                    Name = HttpStimuli.Endpoint,
                    BookmarkKey = waiting.Key,
                    BookmarkId = waiting.BookmarkId,
                    PayloadJson = payload,
                    CreatedAt = unit.Now,
                });
                return ValueTask.FromResult((waiting.InstanceId, exchange));
            },
            cancellationToken);
    }

    private static async Task<bool> MayEnterAsync(HttpContext context, HttpEndpointSettings settings, ILoggerFactory loggers)
    {
        if (!settings.Authorize && settings.Policy is null) return true;
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await context.ChallengeAsync();
            return false;
        }

        if (settings.Policy is null) return true;
        if (await context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(settings.Policy) is { } policy
            && (await context.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, policy)).Succeeded)
            return true;
        if (await context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(settings.Policy) is null)
            LogNoPolicy(loggers.CreateLogger(typeof(WorkflowEndpoints)), settings.Policy);
        await context.ForbidAsync();
        return false;
    }

    // Null: read. Otherwise the header that holds what is no id.
    private static string? ReadTarget(HttpContext context, out Guid? instanceId, out string? correlationId)
    {
        instanceId = null;
        correlationId = First(context.Request.Headers[CorrelationHeader]) ?? First(context.Request.Query[CorrelationQuery]);
        if (correlationId?.Any(char.IsControl) == true) return CorrelationHeader;
        if ((First(context.Request.Headers[InstanceHeader]) ?? First(context.Request.Query[InstanceQuery])) is not { } text) return null;
        if (!Guid.TryParse(text, out var id)) return InstanceHeader;
        instanceId = id;
        return null;
    }

    private static string? First(Microsoft.Extensions.Primitives.StringValues values) => values.FirstOrDefault() is { Length: > 0 } value ? value : null;

    [LoggerMessage(4220, LogLevel.Error, "An endpoint asks for the policy {Policy}, which does not exist; nobody is let in")]
    private static partial void LogNoPolicy(ILogger logger, string policy);
}
