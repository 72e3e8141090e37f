using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using ProcessAutomation.Host.Studio;

namespace ProcessAutomation.Host.Designer;

/// <summary>The designer: Elsa Studio under <c>/designer</c>, in the product's own page.</summary>
public static class DesignerSetup
{
    public static WebApplicationBuilder AddDesigner(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DesignerAssets>();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // for the Studio's API alone, see UseDesigner
            options.MimeTypes = ["application/json", "application/problem+json"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        return builder;
    }

    /// <summary>Before the routes: a file of the Studio has an address under that of its pages.</summary>
    public static WebApplication UseDesigner(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<DesignerAssets>().ServeAsync);

        // How long a compressed answer is can tell an eavesdropper about a secret that stands beside text of theirs. These answers hold neither: flows and
        // the journal of runs, with values masked, and no token. Pages, with their form tokens, are left as they are.
        app.UseWhen(context => context.Request.Path.StartsWithSegments(StudioSetup.Path, StringComparison.Ordinal), studio => studio.UseResponseCompression());
        return app;
    }

    /// <summary>Addresses that the Studio's own links lead to, wherever it is mounted.</summary>
    public static WebApplication MapDesigner(this WebApplication app)
    {
        app.MapGet("/workflows/definitions/{id}/edit", (string id, DesignerAssets assets) => TypedResults.LocalRedirect(DesignerView.Editor(id).AddressIn(assets.Base)))
            .RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/workflows/instances/{id}/view", (string id, DesignerAssets assets) => TypedResults.LocalRedirect(DesignerView.Viewer(id).AddressIn(assets.Base)))
            .RequireAuthorization().ExcludeFromDescription();
        // "Structured logs" of the viewer: what is told of a run stands on its page.
        app.MapGet("/diagnostics/structured-logs", (Guid? workflowInstanceId) => TypedResults.LocalRedirect(workflowInstanceId is { } id ? $"/instances/{id}" : "/instances"))
            .RequireAuthorization().ExcludeFromDescription();
        return app;
    }
}
