using Microsoft.Extensions.Options;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Http;

/// <summary>Requests of flows to others, and of others to flows. Needs the engine and its stores beside it.</summary>
public static class HttpSetup
{
    /// <summary>Adds options, the sender and the loop that carries requests out.</summary>
    public static IServiceCollection AddHttpRequests(this IServiceCollection services)
    {
        services.AddOptions<HttpOptions>().BindConfiguration(HttpOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpOptions>, HttpOptionsValidator>();
        services.AddSingleton<RequestSender>();
        services.AddSingleton<RequestCourier>();
        services.AddHostedService<RequestLoop>();
        return services;
    }

    /// <summary>Adds what finds endpoints, and a policy for each role that an endpoint may ask for.</summary>
    public static IServiceCollection AddWorkflowEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<EndpointFinder>();
        foreach (var role in UserRoles.All)
            services.AddAuthorizationBuilder().AddPolicy(role, policy => policy.RequireRole(role));
        return services;
    }
}
