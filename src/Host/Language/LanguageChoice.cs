using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Users;

namespace ProcessAutomation.Host.Language;

/// <summary>
/// The language a user chose: kept in a cookie, and for those who are signed in with their account, so that the next sign-in, on whatever machine,
/// finds it again.
/// </summary>
public static class LanguageChoice
{
    private const string CookieName = "spraak";
    private static readonly object ThisKey = new();

    public static WebApplicationBuilder AddLanguage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TextCatalog>();
        builder.Services.AddScoped<Texts>();
        return builder;
    }

    public static WebApplication MapLanguage(this WebApplication app)
    {
        app.MapPost("/spraak", ChooseAsync).WithName("ChooseLanguage").AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    /// <summary>Chooses the language of this request alone; a language we do not have is passed over.</summary>
    internal static void ForThis(HttpContext context, string language)
    {
        if (TextCatalog.Languages.Contains(language)) context.Items[ThisKey] = language;
    }

    internal static string Of(HttpContext? context)
    {
        if (context is null) return TextCatalog.Languages[0];
        if (context.Items.TryGetValue(ThisKey, out var asked) && asked is string forThis) return forThis;
        if (context.Request.Cookies[CookieName] is { } chosen && TextCatalog.Languages.Contains(chosen)) return chosen;
        foreach (var accepted in context.Request.GetTypedHeaders().AcceptLanguage)
        {
            var two = accepted.Value.Length >= 2 ? accepted.Value.ToString()[..2].ToLowerInvariant() : "";
            if (two is "nb" or "no" or "da" or "sv") return "nb";
            if (two is "nn") return "nn";
            if (two is "en" && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return "en"; // pages: bokmål until the user chooses
        }
        return TextCatalog.Languages[0];
    }

    /// <summary>Called when somebody signs in: from now on the pages speak the language of their account, if they have chosen one.</summary>
    internal static async Task RecallAsync(HttpContext context, string userId, CancellationToken cancellationToken)
    {
        var database = context.RequestServices.GetRequiredService<CaseDbContext>();
        if (await database.Set<UserSettings>().AsNoTracking().Where(row => row.UserId == userId).Select(row => row.Language).SingleOrDefaultAsync(cancellationToken) is { } chosen
            && TextCatalog.Languages.Contains(chosen))
        {
            Write(context, chosen);
        }
    }

    /// <summary>Called when somebody signs out: the next one at this machine may speak otherwise.</summary>
    internal static void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName);

    private static async Task<RedirectHttpResult> ChooseAsync(
        [FromForm(Name = "language")] string? language, [FromForm(Name = "til")] string? returnTo, HttpContext context, CurrentUser user, WorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        if (language is { } chosen && TextCatalog.Languages.Contains(chosen))
        {
            Write(context, chosen);
            if (user.IsSignedIn)
                await KeepAsync(runtime, user.Id, chosen, cancellationToken);
        }

        return TypedResults.LocalRedirect(SignInEndpoints.LocalPath(returnTo));
    }

    private static Task<bool> KeepAsync(WorkflowRuntime runtime, string userId, string language, CancellationToken cancellationToken) => runtime.ExecuteAsync(
        async (unit, token) =>
        {
            var database = unit.Services.GetRequiredService<CaseDbContext>();
            if (await database.Set<UserSettings>().SingleOrDefaultAsync(row => row.UserId == userId, token) is { } settings)
                settings.Language = language;
            else
                database.Add(new UserSettings { UserId = userId, Language = language });
            return true;
        },
        cancellationToken);

    private static void Write(HttpContext context, string language) =>
        context.Response.Cookies.Append(CookieName, language, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
}
