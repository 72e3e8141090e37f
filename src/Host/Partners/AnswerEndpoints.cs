using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Partners;

/// <summary>
/// The page behind the link in a notice. Looking changes nothing, as mail scanners look too; answering is a post. No cookie is set or read, and there is no
/// antiforgery token: the address itself is the secret, and who does not have it cannot forge a post to it.
/// </summary>
internal static class AnswerEndpoints
{
    /// <summary>Chooses the language of one request, in place of the cookie.</summary>
    public const string LanguageQuery = "spraak";

    // Styles and forms of this site, and nothing else.
    private const string ContentPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static WebApplication MapAnswers(this WebApplication app)
    {
        var answers = app.MapGroup(AnswerLinks.Path).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(PartnersSetup.Limit).ExcludeFromDescription().AddEndpointFilter(GuardAsync);
        answers.MapGet("/{token}", ShowAsync).WithName("ShowNotice");
        answers.MapPost("/{token}", AnswerAsync).WithName("AnswerNotice");
        return app;
    }

    private static async Task<RazorComponentResult<AnswerPage>> ShowAsync(string token, NoticeReads notices, CaseReads reads, CancellationToken cancellationToken)
    {
        if (await notices.FindAsync(token, cancellationToken) is not { } notice)
            return Page(AnswerPageView.Unknown, StatusCodes.Status404NotFound);
        await reads.NoteAsync(notice.CaseId, notice.Reader, "notice-link", cancellationToken);
        return Page(new AnswerPageView.Asks(notice), StatusCodes.Status200OK);
    }

    private static async Task<RazorComponentResult<AnswerPage>> AnswerAsync(
        string token, [FromForm(Name = "answer")] string? answer, [FromForm(Name = "message")] string? message,
        NoticeReads notices, NoticeDesk desk, CaseReads reads, Texts texts, CancellationToken cancellationToken)
    {
        if (await notices.FindAsync(token, cancellationToken) is not { } notice)
            return Page(AnswerPageView.Unknown, StatusCodes.Status404NotFound);
        await reads.NoteAsync(notice.CaseId, notice.Reader, "notice-answer", cancellationToken);
        var typed = message?.Replace("\0", "", StringComparison.Ordinal);
        return await desk.ReplyByLinkAsync(notice.NoticeId, NoticeDesk.AnswerOf(answer), typed, cancellationToken) switch
        {
            LinkReply.Kept when await notices.FindAsync(token, cancellationToken) is { } kept => Page(new AnswerPageView.Asks(kept), StatusCodes.Status200OK),
            LinkReply.Kept or LinkReply.Gone => Page(AnswerPageView.Unknown, StatusCodes.Status404NotFound),
            LinkReply.Refused refused => Page(
                new AnswerPageView.Asks(notice, texts.Explain([refused.Refusal])[0].Message, typed), StatusCodes.Status422UnprocessableEntity),
            _ => throw new UnreachableException(),
        };
    }

    private static RazorComponentResult<AnswerPage> Page(AnswerPageView view, int status) => new(AnswerPage.With(view)) { StatusCode = status };

    private static ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Guard(context.HttpContext);
        return next(context);
    }

    /// <summary>Keeps the address out of other sites' logs, of search engines and of caches.</summary>
    internal static void Guard(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = ContentPolicy;
        if (context.Request.Query[LanguageQuery].ToString() is { Length: > 0 } language)
            LanguageChoice.ForThis(context, language);
    }
}
