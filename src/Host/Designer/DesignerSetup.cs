namespace ProcessAutomation.Host.Designer;

/// <summary>The designer: Elsa Studio under <c>/designer</c>, in the product's own page.</summary>
public static class DesignerSetup
{
    public static WebApplicationBuilder AddDesigner(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DesignerAssets>();
        return builder;
    }

    /// <summary>Before the routes: a file of the Studio has an address under that of its pages.</summary>
    public static WebApplication UseDesigner(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<DesignerAssets>().ServeAsync);
        return app;
    }

    /// <summary>Addresses that the Studio's own links lead to, wherever it is mounted.</summary>
    public static WebApplication MapDesigner(this WebApplication app)
    {
        app.MapGet("/workflows/definitions/{id}/edit", (string id, DesignerAssets assets) => TypedResults.LocalRedirect(DesignerView.Editor(id).AddressIn(assets.Base)))
            .RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/workflows/instances/{id}/view", (string id, DesignerAssets assets) => TypedResults.LocalRedirect(DesignerView.Viewer(id).AddressIn(assets.Base)))
            .RequireAuthorization().ExcludeFromDescription();
        return app;
    }
}
