using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Language;

/// <summary>The language a user chose, kept in a cookie.</summary>
public static class LanguageChoice
{
    private const string CookieName = "spraak";

    public static WebApplicationBuilder AddLanguage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TextCatalog>();
        builder.Services.AddScoped<Texts>();
        return builder;
    }

    public static WebApplication MapLanguage(this WebApplication app)
    {
        app.MapPost("/spraak", Choose).WithName("ChooseLanguage").AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    internal static string Of(HttpContext? context)
    {
        if (context is null) return TextCatalog.Languages[0];
        if (context.Request.Cookies[CookieName] is { } chosen && TextCatalog.Languages.Contains(chosen)) return chosen;
        foreach (var asked in context.Request.GetTypedHeaders().AcceptLanguage)
        {
            var two = asked.Value.Length >= 2 ? asked.Value.ToString()[..2].ToLowerInvariant() : "";
            if (two is "nb" or "no" or "da" or "sv") return "nb";
            if (two is "nn") return "nn";
            if (two is "en" && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return "en"; // pages: bokmål until the user chooses
        }
        return TextCatalog.Languages[0];
    }

    private static RedirectHttpResult Choose([FromForm(Name = "language")] string? language, [FromForm(Name = "til")] string? returnTo, HttpContext context)
    {
        if (TextCatalog.Languages.Contains(language))
            context.Response.Cookies.Append(CookieName, language!, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return TypedResults.LocalRedirect(SignInEndpoints.LocalPath(returnTo));
    }
}
