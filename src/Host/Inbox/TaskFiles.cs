using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Attachments;

namespace ProcessAutomation.Host.Inbox;

/// <summary>Files on their way in and out of tasks. Only here may a body be larger than others, and nothing goes out but to be saved.</summary>
internal static class TaskFiles
{
    /// <summary>What the address of the page says when a file was too large to be read.</summary>
    public const string TooLargeFate = "for-stor";

    // Beside the file a page sends the whole form.
    private const long FormBytes = ApiSetup.MaxBodyBytes;

    /// <summary>Lets the two operations that take files read as much as a file may have, and turns larger ones away before they are read.</summary>
    public static WebApplication UseTaskFiles(this WebApplication app)
    {
        app.Use(LimitAsync);
        return app;
    }

    /// <summary>Whether a request brings a file by the API.</summary>
    public static bool IsUpload(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value is { } path
        && path.StartsWith("/api/v1/tasks/", StringComparison.OrdinalIgnoreCase) && path.EndsWith("/attachments", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends a file to be saved: never shown, never run, never kept by what lies in between. False: there is none for this user.</summary>
    public static async Task<bool> TrySendAsync(Guid taskId, Guid fileId, HttpContext context)
    {
        if (await OpenAsync(taskId, fileId, context) is not { } file) return false;
        var response = context.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "private, no-store";
        response.ContentType = FileKind.MediaTypeOf(file.Kind);
        response.ContentLength = file.Size;
        var desk = context.RequestServices.GetRequiredService<AttachmentDesk>();
        await foreach (var part in desk.PartsAsync(file.Id, context.RequestAborted))
            await response.Body.WriteAsync(part, context.RequestAborted);
        return true;
    }

    // In a scope of its own: the request's would keep its connection for as long as the other side takes to read.
    private static async Task<TaskAttachment?> OpenAsync(Guid taskId, Guid fileId, HttpContext context)
    {
        var viewer = context.RequestServices.GetRequiredService<CurrentUser>().Viewer;
        await using var scope = context.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AttachmentReads>().OpenAsync(taskId, fileId, viewer, context.RequestAborted);
    }

    private static Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        var isPage = IsPage(context);
        if ((!isPage && !IsUpload(context)) || context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } size)
            return next(context);
        var limit = context.RequestServices.GetRequiredService<IOptions<AttachmentOptions>>().Value.MaxBytes + FormBytes;
        size.MaxRequestBodySize = limit;
        if (!(context.Request.ContentLength > limit)) return next(context);

        // Nobody will read this body; the server discards what still comes for some seconds, so that the answer can be read.
        size.MaxRequestBodySize = null;
        if (!isPage)
            return Problems.TooLargeFile(context, Limit(context)).ExecuteAsync(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{context.Request.Path}?vedlegg={TooLargeFate}";
        return Task.CompletedTask;
    }

    private static string Limit(HttpContext context) =>
        AttachmentDesk.Megabytes(context.RequestServices.GetRequiredService<IOptions<AttachmentOptions>>().Value.MaxBytes);

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value?.Split('/') is ["", "oppgaver", var id] && Guid.TryParse(id, out _);
}
