using Microsoft.AspNetCore.Diagnostics;

namespace ProcessAutomation.Host.Api;

/// <summary>Turns what escapes an API request into a problem document; exceptions of pages go on to the error page.</summary>
internal sealed class ProblemHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!Problems.AppliesTo(httpContext)) return false;
        var problem = exception is BadHttpRequestException bad ? Problems.Unreadable(httpContext, bad.StatusCode) : Problems.Unexpected(httpContext);
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
