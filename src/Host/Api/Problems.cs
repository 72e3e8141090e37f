using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Http;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Api;

/// <summary>
/// Every error the API answers with (RFC 9457), built here and nowhere else: <c>type</c> is <c>urn:processautomation:problem:&lt;slug&gt;</c>,
/// <c>errors</c> maps a field's JSON name to its messages, <c>codes</c> are the refusals' stable codes, <c>traceId</c> finds the request in the log.
/// </summary>
public static class Problems
{
    /// <summary>When a request that met an outage is worth another try.</summary>
    public const int RetryAfterSeconds = 5;

    private const string TypePrefix = "urn:processautomation:problem:";

    /// <summary>Whether this request is answered with a problem document; pages are answered with a page.</summary>
    public static bool AppliesTo(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments(WorkflowEndpoints.BasePath, StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase);

    public static ProblemHttpResult Unauthenticated(HttpContext context) =>
        Build(context, StatusCodes.Status401Unauthorized, "unauthenticated", "Sign in first", "Send a bearer token or the cookie of a signed-in session.");

    public static ProblemHttpResult Forbidden(HttpContext context) =>
        Build(context, StatusCodes.Status403Forbidden, "forbidden", "Your role does not allow this", "You are signed in, but none of your roles, here or in the case, may do this.");

    /// <summary>Also for what exists but may not be seen.</summary>
    public static ProblemHttpResult NotFound(HttpContext context, string what) =>
        Build(context, StatusCodes.Status404NotFound, "not-found", $"No such {what}", $"There is no such {what}, or you may not see it.");

    /// <summary>The request's fields break a rule; the reader can correct them.</summary>
    public static ProblemHttpResult Invalid(HttpContext context, string slug, string detail, ImmutableArray<FieldProblem> fields, IEnumerable<string>? codes = null) =>
        Build(context, StatusCodes.Status400BadRequest, slug, "The request was refused", detail, fields, codes);

    /// <summary>The request is right in itself, but not in the state things are in.</summary>
    public static ProblemHttpResult Conflict(HttpContext context, string slug, string detail, ImmutableArray<FieldProblem> fields = default, IEnumerable<string>? codes = null) =>
        Build(context, StatusCodes.Status409Conflict, slug, "Not possible in this state", detail, fields, codes);

    /// <summary>Somebody changed it after the version in If-Match was read.</summary>
    public static ProblemHttpResult VersionMismatch(HttpContext context, long current) =>
        Build(context, StatusCodes.Status412PreconditionFailed, "version-mismatch", "It has been changed since you read it", $"The current version is \"{current}\". Read it again and repeat what you want changed.");

    /// <summary>If-Match is there and holds no version.</summary>
    public static ProblemHttpResult NoVersion(HttpContext context) =>
        Build(context, StatusCodes.Status400BadRequest, "malformed", "The request could not be read", "If-Match holds no version: give the ETag of what you have read, or *.");

    /// <summary>A request that could not be read: its shape, not its meaning. <paramref name="field"/>: where in the body reading stopped; empty: as a whole.</summary>
    public static ProblemHttpResult Unreadable(HttpContext context, int status, string field = "") => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Build(context, status, "too-large", "The request is too large", $"At most {ApiSetup.MaxBodyBytes} bytes are accepted."),
        StatusCodes.Status415UnsupportedMediaType => Build(context, status, "unsupported-media-type", "Only JSON is accepted", "Send Content-Type: application/json."),
        _ => Build(
            context, StatusCodes.Status400BadRequest, "malformed", "The request could not be read", "The path, the query or the body is not what this operation expects.",
            field.Length > 0 ? [new FieldProblem(field, "This value cannot be read.")] : default),
    };

    /// <summary>The database cannot do its work; the request may be sent again as it is. Says after how many seconds to try.</summary>
    public static ProblemHttpResult Unavailable(HttpContext context, StorageFailure failure)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return failure switch
        {
            StorageFailure.Full => Build(
                context, StatusCodes.Status507InsufficientStorage, "storage-full", "The disk of the database is full",
                "Nothing of this request was saved. Whoever runs the database must make room; then send the same request again."),
            StorageFailure.ReadOnly => Build(
                context, StatusCodes.Status503ServiceUnavailable, "storage-read-only", "The database is read-only at the moment",
                "Nothing of this request was saved. Whoever runs the database must let it be written to again; then send the same request again."),
            StorageFailure.Busy => Build(
                context, StatusCodes.Status503ServiceUnavailable, "storage-busy", "The database is too busy at the moment",
                "Nothing of this request was saved. Send the same request again in a few seconds."),
            _ => Build(
                context, StatusCodes.Status503ServiceUnavailable, "storage-unreachable", "The database cannot be reached at the moment",
                "The connection broke. If the request was to change something, read it again before you send the same request again: it may have been saved."),
        };
    }

    /// <summary>A file larger than files may be. <paramref name="limit"/>: how large they may be.</summary>
    public static ProblemHttpResult TooLargeFile(HttpContext context, string limit) =>
        Build(context, StatusCodes.Status413PayloadTooLarge, "too-large", "The file is too large", $"At most {limit} are accepted.");

    /// <summary>A file of a kind that is not accepted.</summary>
    public static ProblemHttpResult UnacceptedFile(HttpContext context, string detail, string code) =>
        Build(context, StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "This kind of file is not accepted", detail, default, [code]);

    /// <summary>A request to a flow breaks a limit of its endpoint. <paramref name="limit"/>: which, in a sentence.</summary>
    public static ProblemHttpResult OverLimit(HttpContext context, int status, string limit) => status == StatusCodes.Status413PayloadTooLarge
        ? Build(context, status, "too-large", "The request is too large", limit)
        : Build(context, status, "unsupported-media-type", "This kind of file is not accepted", limit);

    /// <summary>A request to a flow took longer than its endpoint allows; nothing of it was stored.</summary>
    public static ProblemHttpResult TooLate(HttpContext context) =>
        Build(context, StatusCodes.Status408RequestTimeout, "timeout", "The request took too long", "Nothing of it was saved.");

    public static ProblemHttpResult Unexpected(HttpContext context) =>
        Build(context, StatusCodes.Status500InternalServerError, "unexpected", "An unexpected error", "It has been logged. Nothing of this request was saved.");

    /// <summary>For answers the framework gives without a body (unknown path, wrong method).</summary>
    public static ProblemHttpResult Bare(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => Build(context, status, "not-found", "No such resource", "Nothing answers at this path; /swagger lists what does."),
        StatusCodes.Status405MethodNotAllowed => Build(context, status, "method-not-allowed", "The method is not allowed here", "The Allow header names the methods of this path."),
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType => Unreadable(context, status),
        _ => Build(context, status, "refused", "The request was refused", "The server could not take the request as it was sent."),
    };

    private static ProblemHttpResult Build(HttpContext context, int status, string slug, string title, string? detail, ImmutableArray<FieldProblem> fields = default, IEnumerable<string>? codes = null)
    {
        var problem = new ProblemDetails { Type = TypePrefix + slug, Title = title, Status = status, Detail = detail, Instance = context.Request.Path };
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        if (!fields.IsDefaultOrEmpty)
            problem.Extensions["errors"] = fields.GroupBy(f => f.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray(), StringComparer.Ordinal);
        if (codes is not null) problem.Extensions["codes"] = codes.ToArray();
        return TypedResults.Problem(problem);
    }
}
