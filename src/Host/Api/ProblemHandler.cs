using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace ProcessAutomation.Host.Api;

/// <summary>Turns what escapes an API request into a problem document; exceptions of pages go on to the error page.</summary>
internal sealed class ProblemHandler(Outages outages) : IExceptionHandler
{
    /// <summary>Where exceptions of pages are shown.</summary>
    public const string PagesErrorPath = "/feil";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var outage = outages.Of(exception);
        if (outage is { } reported) outages.Report(reported);
        var path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path; // the request's own is the error page's by now
        if (path is not null) httpContext.Request.Path = path;
        if (!Problems.AppliesTo(httpContext))
        {
            httpContext.Request.Path = PagesErrorPath;
            if (outage is not null) httpContext.Response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return false;
        }

        var problem = exception switch
        {
            _ when outage is not null => Problems.Unavailable(httpContext, outage.Failure),
            UnreadableVersionException => Problems.NoVersion(httpContext),
            BadHttpRequestException bad => Problems.Unreadable(httpContext, bad.StatusCode, FieldOf(bad)),
            _ => Problems.Unexpected(httpContext),
        };
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The JSON name of the value that could not be read, <c>person.email</c>; empty when it is not one value.</summary>
    private static string FieldOf(BadHttpRequestException bad) =>
        bad.InnerException is JsonException { Path: ['$', '.', .. var field] } ? field : "";
}
