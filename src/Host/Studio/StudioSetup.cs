using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.Designer;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Host.TestRuns;

namespace ProcessAutomation.Host.Studio;

/// <summary>The HTTP API that Elsa Studio speaks, under <c>/elsa/api</c>. Shapes and names are Elsa's, not ours.</summary>
public static class StudioSetup
{
    /// <summary>Where the API begins.</summary>
    public const string Path = "/elsa/api";

    public static WebApplicationBuilder AddStudio(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ActivityCatalogue>();
        builder.Services.AddSingleton<StudioDefinitions>();
        builder.Services.AddScoped<DefinitionFaults>();
        builder.Services.AddSingleton<InstanceLooks>();
        builder.Services.AddSingleton<KeptTallies>();
        builder.Services.AddScoped<InstanceSight>().AddScoped<StudioInstances>().AddScoped<InstanceActions>();
        builder.Services.AddScoped<EditLease>();
        builder.AddTestRuns();
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<InstanceWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<InstanceWatch>());
        return builder;
    }

    public static WebApplication MapStudio(this WebApplication app)
    {
        var look = app.MapGroup(Path).RequireAuthorization().DisableAntiforgery().ExcludeFromDescription().AddEndpointFilter(OnlyThoseWhoMayLookAsync);
        look.MapCatalogue().MapDefinitionReads().MapDefinitionFiles().MapSubgraphs().MapInstances().MapExecutions();
        look.MapGroup("").AddEndpointFilter(OnlyProcessOwnersAsync).MapDefinitionWrites().MapDefinitionImports().MapTestRuns();
        look.MapGroup("").AddEndpointFilter(OnlySupervisorsAsync).MapInstanceActions();
        app.MapGroup(LeaseEndpoints.Path).RequireAuthorization().DisableAntiforgery().ExcludeFromDescription()
            .AddEndpointFilter(OnlyThoseWhoMayLookAsync).AddEndpointFilter(OnlyProcessOwnersAsync).MapLeases();
        app.MapHub<InstanceHub>(InstanceHub.Path).RequireAuthorization();
        return app;
    }

    private static ValueTask<object?> OnlyThoseWhoMayLookAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!DesignerAccess.MayLook(http.RequestServices.GetRequiredService<CurrentUser>()))
            return ValueTask.FromResult<object?>(StudioErrors.Of(StatusCodes.Status404NotFound, "There is nothing here for your role."));
        // The cookie comes along with requests that another site makes; a browser says where those come from.
        return IsFromElsewhere(http.Request)
            ? ValueTask.FromResult<object?>(StudioErrors.Of(StatusCodes.Status403Forbidden, "The request comes from another site."))
            : next(context);
    }

    private static ValueTask<object?> OnlyProcessOwnersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        DesignerAccess.MayEdit(context.HttpContext.RequestServices.GetRequiredService<CurrentUser>())
            ? next(context)
            : ValueTask.FromResult<object?>(StudioErrors.Of(StatusCodes.Status403Forbidden, context.HttpContext.RequestServices.GetRequiredService<Texts>()["publishing.owners-only"]));

    private static ValueTask<object?> OnlySupervisorsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        return InstanceAccess.MayAlter(services.GetRequiredService<CurrentUser>().Viewer)
            ? next(context)
            : ValueTask.FromResult<object?>(StudioErrors.Of(StatusCodes.Status403Forbidden, services.GetRequiredService<Texts>()["studio.runs.not-allowed"]));
    }

    private static bool IsFromElsewhere(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
