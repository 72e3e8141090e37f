using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.SignIn;

/// <summary>Signing in as a demo user and signing out. The pages post forms here; antiforgery is checked.</summary>
public static class SignInEndpoints
{
    public static WebApplication MapSignIn(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.MapPost("/logg-inn", DemoSignInAsync).WithName("DemoSignIn").AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/logg-ut", SignOutAsync).WithName("SignOut").AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> DemoSignInAsync(
        [FromForm(Name = "user")] string? user, [FromForm(Name = "til")] string? returnTo, HttpContext context)
    {
        if (DemoUsers.Find(user) is not { } found) return TypedResults.NotFound();
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SignInSetup.PrincipalOf(found));
        await LanguageChoice.RecallAsync(context, found.Id, context.RequestAborted);
        return TypedResults.LocalRedirect(LocalPath(returnTo));
    }

    private static async Task<RedirectHttpResult> SignOutAsync([FromForm(Name = "til")] string? returnTo, HttpContext context)
    {
        _ = returnTo;
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        LanguageChoice.Forget(context);
        return TypedResults.LocalRedirect("/logg-inn");
    }

    /// <summary>Only paths of this site: an open redirect would lend the sign-in page to phishing.</summary>
    internal static string LocalPath(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/innboks";
}
