using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Letters;

/// <summary>Notices to be printed: a document of its own without navigation, in the recipient's language.</summary>
internal static class LetterEndpoints
{
    public static WebApplication MapLetters(this WebApplication app)
    {
        var letters = app.MapGroup("/saker/{id:guid}/brev").RequireAuthorization().ExcludeFromDescription();
        letters.MapGet("", SummonsAsync).WithName("PrintSummons");
        letters.MapGet("/{notice:guid}", NoticeAsync).WithName("PrintNotice");
        return app;
    }

    private static async Task<Results<RazorComponentResult<LetterPage>, NotFound>> SummonsAsync(Guid id, LetterDesk letters, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        Print(await letters.SummonsAsync(id, user.Viewer, cancellationToken), id, context);

    private static async Task<Results<RazorComponentResult<LetterPage>, NotFound>> NoticeAsync(Guid id, Guid notice, LetterDesk letters, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        Print(await letters.NoticeAsync(id, notice, user.Viewer, cancellationToken), id, context);

    private static Results<RazorComponentResult<LetterPage>, NotFound> Print(Letter? letter, Guid caseId, HttpContext context)
    {
        if (letter is null)
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<LetterPage>(LetterPage.With(letter, caseId));
    }
}
