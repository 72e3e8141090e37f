using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ProcessAutomation.Host.Layout;

/// <summary>The pages: Blazor components rendered on the server as plain documents; forms are posted, no circuit is kept.</summary>
public static class PagesSetup
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // bokmål and nynorsk as they are written, not as entities
        builder.Services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "processautomation.form";
            o.Cookie.SameSite = SameSiteMode.Lax;
        });
        return builder;
    }

    /// <summary>What every request for a page passes through, in order.</summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapGet("/", () => TypedResults.LocalRedirect("/innboks")).AllowAnonymous().ExcludeFromDescription();
        app.MapRazorComponents<App>();
        return app;
    }
}
